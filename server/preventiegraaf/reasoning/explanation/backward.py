"""The rules of the table, read backwards: from a triple to what makes it follow.

Rules about lists are first written out for each list of the graph (`cls-int2` gives a rule for each member of an
intersection); the triples that make the list are then given, as further premises. Left out are the rule that
says of everything that it is itself (`eq-ref`), and those about the values of literals, which have no premises (see
`valued`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, product

from pyoxigraph import Literal

from preventiegraaf.reasoning.explanation.closed import Atom, ClosedGraph
from preventiegraaf.reasoning.rules import Pattern, Rule, Variable

_SILENT = "eq-ref"


@dataclass(frozen=True)
class BackwardRule:
    """A rule with one conclusion, its premises in the order of W3C, and the triples of the list that it speaks of.

    `order` is the order in which the premises are best looked up once the conclusion is known.
    """

    name: str
    conclusion: Atom
    premises: tuple[Atom, ...]
    given: tuple[Atom, ...]
    order: tuple[int, ...]


class BackwardRules:
    """The rules that can conclude triples of one graph, by the predicate (and, with rdf:type, the class) concluded."""

    def __init__(self, rules: Iterable[Rule], graph: ClosedGraph) -> None:
        self._graph = graph
        self._anything: list[BackwardRule] = []
        self._by_predicate: dict[int, list[BackwardRule]] = defaultdict(list)
        for rule in rules:
            if rule.name != _SILENT and not rule.conditions:
                for found in self._written_out(rule):
                    self._note(found)

    def concluding(self, atom: Atom) -> Iterator[BackwardRule]:
        """The rules that may conclude a triple."""
        yield from self._by_predicate.get(atom.predicate, ())
        yield from self._anything

    def _note(self, rule: BackwardRule) -> None:
        predicate = rule.conclusion.predicate
        (self._anything if predicate < 0 else self._by_predicate[predicate]).append(rule)

    def _written_out(self, rule: Rule) -> Iterator[BackwardRule]:
        if not rule.lists:
            yield from self._numbered(rule, {}, ())
            return
        (listed,) = rule.lists
        holder = next(premise for premise in rule.premises if premise.object == listed.head)
        predicate = self._graph.dictionary.number_of(holder.predicate)  # type: ignore[arg-type]
        if predicate is None:
            return
        for subject, head in self._graph.matches(None, predicate, None):
            members, triples = self._graph.list_from(head)
            known: dict[object, int] = {holder.subject: subject, holder.object: head}
            for instance in rule.for_members([self._graph.dictionary.term(member) for member in members]):
                yield from self._numbered(instance, known, tuple(triples))

    def _numbered(self, rule: Rule, known: dict[object, int], given: tuple[Atom, ...]) -> Iterator[BackwardRule]:
        """The rule in numbers, for each of its conclusions: none if the graph lacks a term of it."""
        numbers = _Numbers(self._graph, known)
        for premises in product(*(numbers.readings(premise) for premise in rule.premises)):
            for conclusion in rule.conclusions:
                for head in numbers.readings(conclusion):
                    yield BackwardRule(rule.name, head, premises, given, _order(head, premises))


class _Numbers:
    """Gives numbers to the terms and variables of one rule."""

    def __init__(self, graph: ClosedGraph, known: dict[object, int]) -> None:
        self._graph, self._numbers = graph, dict(known)
        self._free = count(-1, -1)

    def readings(self, pattern: Pattern) -> list[Atom]:
        """The pattern in numbers: once, or for each literal that has the value meant; none if a term is unknown."""
        subject, predicate = self._number(pattern.subject), self._number(pattern.predicate)
        if subject is None or predicate is None:
            return []
        if isinstance(pattern.object, Literal):
            return [Atom(subject, predicate, value) for value in self._of_value(predicate, pattern.object)]
        object_ = self._number(pattern.object)
        return [] if object_ is None else [Atom(subject, predicate, object_)]

    def _number(self, place: object) -> int | None:
        if isinstance(place, Variable):
            return self._numbers.setdefault(place, next(self._free))
        return self._graph.dictionary.number_of(place)  # type: ignore[arg-type]

    def _of_value(self, predicate: int, value: Literal) -> Iterator[int]:
        for number in self._graph.objects(predicate):
            term = self._graph.dictionary.term(number)
            if isinstance(term, Literal) and _amount(term) == _amount(value):
                yield number


def _amount(literal: Literal) -> float | None:
    try:
        return float(literal.value)
    except ValueError:
        return None


def _order(conclusion: Atom, premises: tuple[Atom, ...]) -> tuple[int, ...]:
    """The premises, each time the one of which most is known; of equals, one about the schema."""
    known = {place for place in conclusion if place < 0}
    left = list(range(len(premises)))
    order = []
    while left:
        best = max(left, key=lambda index: _known(premises[index], known))
        order.append(best)
        left.remove(best)
        known.update(place for place in premises[best] if place < 0)
    return tuple(order)


def _known(premise: Atom, known: set[int]) -> tuple[bool, int, bool]:
    bound = [place >= 0 or place in known for place in premise]
    return bound[1], sum(bound), premise.predicate >= 0
