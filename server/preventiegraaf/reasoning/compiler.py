"""From axioms to rules about the things of one graph.

Each rule of the W3C tables 4 to 7 that speaks of things is specialised to the axioms of the ontology: `cax-sco` with
`A rdfs:subClassOf B` becomes *x is an A, so x is a B*. Terms are numbers; a negative number is a variable of the rule.
Sources: OWL 2 Profiles, section 4.3, tables 4 to 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from preventiegraaf.reasoning import vocabulary as v
from preventiegraaf.reasoning.schema import Schema, Term

X, Y, Z = -1, -2, -3


class Atom(NamedTuple):
    """A pattern of a triple: subject and object are terms or variables, the predicate is a term."""

    subject: int
    predicate: int
    object: int


@dataclass(frozen=True)
class Rule:
    """A W3C rule specialised to axioms: if all of the body holds, the head does."""

    name: str
    body: tuple[Atom, ...]
    head: Atom


def compile_rules(schema: Schema, number: Callable[[Term], int]) -> list[Rule]:
    """The rules that the axioms of a schema give, each once; `number` gives the number of a term.

    That everything is an owl:Thing is left unsaid.
    """
    compiler = _Compiler(schema, number)
    thing = number(v.THING)
    return [
        rule for rule in dict.fromkeys(compiler.rules()) if rule.head not in rule.body and rule.head.object != thing
    ]


class _Compiler:
    """Specialises the rules, table by table."""

    def __init__(self, schema: Schema, number: Callable[[Term], int]) -> None:
        self._schema, self._number = schema, number

    def rules(self) -> Iterator[Rule]:
        yield from self._property_hierarchy()
        yield from self._property_ends()
        yield from self._property_kinds()
        yield from self._chains()
        yield from self._keys()
        yield from self._subclasses()
        yield from self._existence()
        yield from self._values()
        yield from self._combinations()
        yield from self._cardinalities()

    def _is(self, thing: int, class_: Term) -> Atom:
        return Atom(thing, self._number(v.TYPE), self._number(class_))

    def _has(self, subject: int, property_: Term, object_: int) -> Atom:
        return Atom(subject, self._number(property_), object_)

    def _usable(self, *properties: Term) -> bool:
        return all(isinstance(property_, NamedNode | BlankNode) for property_ in properties)

    def _property_hierarchy(self) -> Iterator[Rule]:
        for below, above in self._schema.pairs(v.SUB_PROPERTY):
            if self._usable(below, above):
                yield Rule("prp-spo1", (self._has(X, below, Y),), self._has(X, above, Y))
        for one, other in self._schema.pairs(v.INVERSE):
            if self._usable(one, other):
                yield Rule("prp-inv1", (self._has(X, one, Y),), self._has(Y, other, X))
                yield Rule("prp-inv2", (self._has(X, other, Y),), self._has(Y, one, X))

    def _property_ends(self) -> Iterator[Rule]:
        for property_, class_ in self._schema.pairs(v.DOMAIN):
            yield Rule("prp-dom", (self._has(X, property_, Y),), self._is(X, class_))
        for property_, class_ in self._schema.pairs(v.RANGE):
            yield Rule("prp-rng", (self._has(X, property_, Y),), self._is(Y, class_))

    def _property_kinds(self) -> Iterator[Rule]:
        for property_ in self._schema.of_kind(v.SYMMETRIC):
            yield Rule("prp-symp", (self._has(X, property_, Y),), self._has(Y, property_, X))
        for property_ in self._schema.of_kind(v.TRANSITIVE):
            body = (self._has(X, property_, Y), self._has(Y, property_, Z))
            yield Rule("prp-trp", body, self._has(X, property_, Z))
        for property_ in self._schema.of_kind(v.FUNCTIONAL):
            body = (self._has(X, property_, Y), self._has(X, property_, Z))
            yield Rule("prp-fp", body, self._has(Y, v.SAME, Z))
        for property_ in self._schema.of_kind(v.INVERSE_FUNCTIONAL):
            body = (self._has(X, property_, Z), self._has(Y, property_, Z))
            yield Rule("prp-ifp", body, self._has(X, v.SAME, Y))

    def _chains(self) -> Iterator[Rule]:
        for property_, list_ in self._schema.pairs(v.CHAIN):
            links = self._schema.members(list_)
            if links and self._usable(property_, *links):
                ends = [-place for place in range(1, len(links) + 2)]
                body = tuple(self._has(ends[i], link, ends[i + 1]) for i, link in enumerate(links))
                yield Rule("prp-spo2", body, self._has(ends[0], property_, ends[-1]))

    def _keys(self) -> Iterator[Rule]:
        for class_, list_ in self._schema.pairs(v.KEY):
            keys = self._schema.members(list_)
            values = count(Y - 1, -1)
            shared = [(key, next(values)) for key in keys]
            body = [self._is(X, class_), self._is(Y, class_)]
            body += [self._has(thing, key, value) for key, value in shared for thing in (X, Y)]
            if keys:
                yield Rule("prp-key", tuple(body), self._has(X, v.SAME, Y))

    def _subclasses(self) -> Iterator[Rule]:
        for below, above in self._schema.pairs(v.SUB_CLASS):
            yield Rule("cax-sco", (self._is(X, below),), self._is(X, above))

    def _existence(self) -> Iterator[Rule]:
        for class_, property_, filler in self._schema.restrictions(v.SOME):
            some = self._has(X, property_, Y)
            if filler == v.THING:
                yield Rule("cls-svf2", (some,), self._is(X, class_))
            else:
                yield Rule("cls-svf1", (some, self._is(Y, filler)), self._is(X, class_))
        for class_, property_, filler in self._schema.restrictions(v.ALL):
            yield Rule("cls-avf", (self._is(X, class_), self._has(X, property_, Y)), self._is(Y, filler))

    def _values(self) -> Iterator[Rule]:
        for class_, property_, value in self._schema.restrictions(v.VALUE):
            has = self._has(X, property_, self._number(value))
            yield Rule("cls-hv1", (self._is(X, class_),), has)
            yield Rule("cls-hv2", (has,), self._is(X, class_))

    def _combinations(self) -> Iterator[Rule]:
        for class_, list_ in self._schema.pairs(v.INTERSECTION):
            parts = [part for part in self._schema.members(list_) if part != v.THING]
            if parts:
                yield Rule("cls-int1", tuple(self._is(X, part) for part in parts), self._is(X, class_))
                yield from (Rule("cls-int2", (self._is(X, class_),), self._is(X, part)) for part in parts)
        for class_, list_ in self._schema.pairs(v.UNION):
            parts = self._schema.members(list_)
            yield from (Rule("cls-uni", (self._is(X, part),), self._is(X, class_)) for part in parts)
        for class_, list_ in self._schema.pairs(v.ONE_OF):
            things = self._schema.members(list_)
            yield from (Rule("cls-oo", (), self._is(self._number(thing), class_)) for thing in things)

    def _cardinalities(self) -> Iterator[Rule]:
        for class_, property_, most in self._schema.restrictions(v.MAX):
            if _is_one(most):
                body = (self._is(X, class_), self._has(X, property_, Y), self._has(X, property_, Z))
                yield Rule("cls-maxc2", body, self._has(Y, v.SAME, Z))
        for class_, property_, most in self._schema.restrictions(v.MAX_QUALIFIED):
            for filler in self._schema.values(v.ON_CLASS, class_) if _is_one(most) else []:
                body = (self._is(X, class_), self._has(X, property_, Y), self._has(X, property_, Z))
                if filler == v.THING:
                    yield Rule("cls-maxqc4", body, self._has(Y, v.SAME, Z))
                else:
                    qualified = (self._is(Y, filler), self._is(Z, filler))
                    yield Rule("cls-maxqc3", body + qualified, self._has(Y, v.SAME, Z))


def _is_one(literal: Term) -> bool:
    return isinstance(literal, Literal) and literal.value.lstrip("+0") == "1"
