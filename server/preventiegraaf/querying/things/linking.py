"""The neighbours of a thing: all that is linked with it, in an order in which any page of them is found at once.

They are told apart and counted by their numbers. Only those on the page that is asked for become terms, and only those
that are linked in the same way as one of these are put in the order of their names, so that a hub with thousands of
links costs little more than any other thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, NamedNode

from preventiegraaf.columns.ties import FREE, Ties, partners
from preventiegraaf.namespaces import TYPE
from preventiegraaf.querying.things.values import Node, Terms, Values

_READ = 10_000
"""The most links of a thing that are read, in either direction; a hub with more is cut, and says so."""
_NUMBER = re.compile(r"\d+")

_Way: TypeAlias = tuple[bool, bool, int]
"""How a thing is linked: whether it is the object, whether that only follows, and the number of the property."""


class Tie(NamedTuple):
    """A triple between the thing and a neighbour; `inward` where the neighbour is its subject."""

    predicate: NamedNode
    other: Node
    inward: bool
    inferred: bool


@dataclass(frozen=True)
class Neighbours:
    """The neighbours of a thing: outward before inward, those of the files before inferred ones, then by name.

    A neighbour that is linked in several ways stands where the first of them has its place. `complete` is false where
    the thing has more links than are read.
    """

    terms: Terms
    ways: dict[_Way, list[int]]
    complete: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return len({other for others in self.ways.values() for other in others})

    def some(self, begin: int, end: int) -> list[list[Tie]]:
        """Those from one place to another, each with all its ties."""
        shown: dict[int, list[Tie]] = {other: [] for other in self._between(begin, end)}
        for (inward, inferred, predicate), others in self.ways.items():
            for other in shown.keys() & set(others):
                shown[other].append(self._tie(predicate, other, inward, inferred))
        return list(shown.values())

    def _between(self, begin: int, end: int) -> Iterator[int]:
        """The numbers of those from one place to another; no way that has none of them is put in order."""
        seen: set[int] = set()
        for others in self.ways.values():
            fresh = [other for other in others if other not in seen]
            place, reached = len(seen), len(seen) + len(fresh)
            if place < end and begin < reached:
                ordered = sorted(fresh, key=self._name) if len(fresh) > 1 else fresh
                yield from ordered[max(0, begin - place) : end - place]
            seen.update(fresh)

    def _name(self, number: int) -> str:
        return _padded(self.terms.text(number).decode())

    def _tie(self, predicate: int, other: int, inward: bool, inferred: bool) -> Tie:
        property_, neighbour = self.terms.term(predicate), self.terms.term(other)
        if not isinstance(property_, NamedNode) or not isinstance(neighbour, NamedNode | BlankNode):
            raise TypeError(neighbour)
        return Tie(property_, neighbour, inward, inferred)


def neighbours_of(asserted: Values, inferred: Values | None, thing: NamedNode) -> Neighbours:
    """The neighbours of a thing by what the files say and, if it is given, by what follows from that too."""
    ways: dict[_Way, list[int]] = {}
    complete = True
    for inward in (False, True):
        found = dict(sorted(_ways(asserted, inferred or asserted, thing, inward)))
        complete = complete and sum(map(len, found.values())) <= _READ
        ways.update(_first(found, _READ))
    return Neighbours(asserted.terms, ways, complete)


def _ways(asserted: Values, every: Values, thing: NamedNode, inward: bool) -> Iterator[tuple[_Way, list[int]]]:
    """What is linked with a thing in one direction, by the way it is linked; of each no more than can be read."""
    terms, number = every.terms, every.terms.number(thing)
    kind = FREE if inward else terms.number(TYPE)
    for predicate in every.ties.predicates(*((FREE, number) if inward else (number, FREE))):
        ends = (FREE, predicate, number) if inward else (number, predicate, FREE)
        others = [] if predicate == kind else _some(every.ties, *ends)
        said = set(_some(asserted.ties, *ends)) if every is not asserted else set(others)
        for inferred in (False, True):
            found = [other for other in others if (other not in said) is inferred and terms.is_node(other)]
            if found:
                yield (inward, inferred, predicate), found


def _some(ties: Ties, subject: int, predicate: int, object_: int) -> list[int]:
    pairs, begin, end = ties.span(subject, predicate, object_)
    return partners((pairs, begin, min(end, begin + _READ + 1)))


def _first(ways: dict[_Way, list[int]], most: int) -> Iterator[tuple[_Way, list[int]]]:
    """The first links, up to a number."""
    for way, others in ways.items():
        yield way, others[:most]
        most -= len(others[:most])


def in_order(node: Node) -> str:
    """A key by which IRIs stand in the order of their names, with the numbers in them in the order of numbers."""
    return _padded(str(node))


def _padded(text: str) -> str:
    return _NUMBER.sub(lambda match: match.group().zfill(12), text)
