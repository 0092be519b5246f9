"""The schema of a graph: its axioms, closed under the schema rules (OWL 2 Profiles, section 4.3, table 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.reasoning import vocabulary as v

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Pair: TypeAlias = tuple[Term, Term]


class Schema:
    """The axioms of a graph as pairs by predicate; `add` takes new ones and closes them."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._pairs: dict[NamedNode, dict[Pair, None]] = defaultdict(dict)
        self._kinds: dict[NamedNode, dict[Term, None]] = defaultdict(dict)
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Take in the axioms among some triples, and all that follows from them by the schema rules."""
        for triple in triples:
            if triple.predicate in v.SCHEMA_PREDICATES:
                self._pairs[triple.predicate][triple.subject, triple.object] = None
            elif (
                triple.predicate == v.TYPE and isinstance(triple.object, NamedNode) and triple.object in v.SCHEMA_TYPES
            ):
                self._kinds[triple.object][triple.subject] = None
        self._close()

    def pairs(self, predicate: NamedNode) -> list[Pair]:
        """The subjects and objects of a schema predicate."""
        return list(self._pairs[predicate])

    def of_kind(self, kind: NamedNode) -> list[Term]:
        """The properties of a kind, such as owl:TransitiveProperty."""
        return list(self._kinds[kind])

    def values(self, predicate: NamedNode, subject: Term) -> list[Term]:
        """The objects of a schema predicate for a subject."""
        return [object_ for found, object_ in self._pairs[predicate] if found == subject]

    def members(self, head: Term) -> list[Term]:
        """The members of an RDF list, in order; a list that runs in a circle ends where it began."""
        found, seen = [], set()
        while head != v.NIL and head not in seen:
            seen.add(head)
            found += self.values(v.FIRST, head)[:1]
            head = next(iter(self.values(v.REST, head)), v.NIL)
        return found

    def restrictions(self, predicate: NamedNode) -> Iterator[tuple[Term, Term, Term]]:
        """Class, property and filler of each restriction of a kind, such as owl:someValuesFrom."""
        properties = defaultdict(list)
        for restriction, property_ in self._pairs[v.ON_PROPERTY]:
            properties[restriction].append(property_)
        for restriction, filler in self._pairs[predicate]:
            for property_ in properties[restriction]:
                yield restriction, property_, filler

    def conclusions(self) -> Iterator[Triple]:
        """The axioms, those that follow among them."""
        for predicate, pairs in self._pairs.items():
            for subject, object_ in pairs:
                if not isinstance(subject, Literal | Triple):
                    yield Triple(subject, predicate, object_)

    def _close(self) -> None:
        while True:
            before = sum(map(len, self._pairs.values()))
            for predicate, pair in list(self._step()):
                self._pairs[predicate][pair] = None
            if sum(map(len, self._pairs.values())) == before:
                return

    def _step(self) -> Iterator[tuple[NamedNode, Pair]]:
        yield from self._declarations()
        yield from self._hierarchy(v.SUB_CLASS, v.EQUIVALENT_CLASS)
        yield from self._hierarchy(v.SUB_PROPERTY, v.EQUIVALENT_PROPERTY)
        yield from self._ends()
        yield from self._fillers()
        yield from self._combinations()

    def _declarations(self) -> Iterator[tuple[NamedNode, Pair]]:
        """scm-cls, scm-op, scm-dp, as far as they feed other rules; cls-thing."""
        for class_ in [*self.of_kind(v.CLASS), v.THING]:
            yield from ((v.SUB_CLASS, pair) for pair in ((class_, class_), (class_, v.THING), (v.NOTHING, class_)))
        for property_ in [*self.of_kind(v.OBJECT_PROPERTY), *self.of_kind(v.DATATYPE_PROPERTY)]:
            yield v.SUB_PROPERTY, (property_, property_)

    def _hierarchy(self, below: NamedNode, equal: NamedNode) -> Iterator[tuple[NamedNode, Pair]]:
        """scm-sco, scm-eqc1, scm-eqc2; scm-spo, scm-eqp1, scm-eqp2."""
        above = _index(self._pairs[below])
        for lower, upper in self.pairs(below):
            yield from ((below, (lower, top)) for top in above[upper])
            if lower in above[upper]:
                yield equal, (lower, upper)
        for one, other in self.pairs(equal):
            yield below, (one, other)
            yield below, (other, one)

    def _ends(self) -> Iterator[tuple[NamedNode, Pair]]:
        """scm-dom1, scm-dom2, scm-rng1, scm-rng2."""
        classes, below = _index(self._pairs[v.SUB_CLASS]), _index(_turned(self._pairs[v.SUB_PROPERTY]))
        for predicate in (v.DOMAIN, v.RANGE):
            for property_, class_ in self.pairs(predicate):
                yield from ((predicate, (property_, wider)) for wider in classes[class_])
                yield from ((predicate, (narrower, class_)) for narrower in below[property_])

    def _fillers(self) -> Iterator[tuple[NamedNode, Pair]]:
        """scm-svf1, scm-svf2, scm-avf1, scm-avf2, scm-hv."""
        classes = set(self._pairs[v.SUB_CLASS])
        properties = set(self._pairs[v.SUB_PROPERTY])
        for kind in (v.SOME, v.ALL, v.VALUE):
            found = list(self.restrictions(kind))
            for one, property_, filler in found:
                for other, second, wider in found:
                    if property_ == second and kind != v.VALUE and (filler, wider) in classes:
                        yield v.SUB_CLASS, (one, other)
                    if filler == wider and (property_, second) in properties:
                        yield v.SUB_CLASS, (other, one) if kind == v.ALL else (one, other)

    def _combinations(self) -> Iterator[tuple[NamedNode, Pair]]:
        """scm-int, scm-uni."""
        for class_, parts in self.pairs(v.INTERSECTION):
            yield from ((v.SUB_CLASS, (class_, part)) for part in self.members(parts))
        for class_, parts in self.pairs(v.UNION):
            yield from ((v.SUB_CLASS, (part, class_)) for part in self.members(parts))


def _index(pairs: Iterable[Pair]) -> defaultdict[Term, dict[Term, None]]:
    found: defaultdict[Term, dict[Term, None]] = defaultdict(dict)
    for first, second in pairs:
        found[first][second] = None
    return found


def _turned(pairs: Iterable[Pair]) -> Iterator[Pair]:
    return ((second, first) for first, second in pairs)
