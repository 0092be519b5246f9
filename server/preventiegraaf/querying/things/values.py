"""What a graph says of its things, found by their numbers in its sorted columns.

No triple is kept: a page asks for the same names time and again, so the numbers of the terms and the terms of the
numbers that were asked for last are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import groupby
from typing import TypeAlias

import numpy as np
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from preventiegraaf.columns import Dictionary, Kind, Relations, Triples, term_of, text_of
from preventiegraaf.columns.ties import FREE, Ties, partners, subject_of
from preventiegraaf.namespaces import TYPE

Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = NamedNode | BlankNode | Literal
Objects: TypeAlias = tuple[Value, ...]

_KEPT = 8_192
"""How many numbers of terms are kept, and how many terms of numbers."""
_ABSENT = FREE - 1


class Terms:
    """The numbers of terms, and the terms of numbers. Threads may share it."""

    def __init__(self, dictionary: Dictionary) -> None:
        """The dictionary numbers terms in the order of their texts, and gets no more of them."""
        self.text: Callable[[int], bytes] = dictionary.reader()
        self._kinds, self._count = dictionary.kinds.data, len(dictionary)
        self.number = lru_cache(_KEPT)(partial(_number, dictionary))
        self.term = lru_cache(_KEPT)(partial(_term, self.text))

    def starting_with(self, start: bytes) -> range:
        """The numbers of the terms whose texts begin so; they stand together."""
        numbers = range(self._count)
        begin = bisect_left(numbers, start, key=self.text)
        return range(begin, bisect_left(numbers, start + b"\xff", begin, key=self.text))

    def is_literal(self, number: int) -> bool:
        """Whether the term of a number is a text, a number or a date."""
        return self._kinds[number] == Kind.LITERAL

    def is_node(self, number: int) -> bool:
        """Whether the term of a number is an IRI or a blank node."""
        return self._kinds[number] in (Kind.IRI, Kind.BLANK_NODE)

    def values(self, numbers: Iterable[int]) -> Iterator[Value]:
        """The terms of numbers, without those that are triples."""
        for number in numbers:
            term = self.term(number)
            if not isinstance(term, Triple):
                yield term


class Values:
    """The values of properties in the default graph of a store that does not change. Threads may share it."""

    def __init__(self, terms: Terms, relations: Relations) -> None:
        self.terms, self.ties = terms, Ties(relations)

    def of(self, node: Node, predicate: NamedNode) -> Objects:
        """The values of a property of a thing, in the order of their texts."""
        number = self.terms.number
        return tuple(self.terms.values(partners(self.ties.span(number(node), number(predicate), FREE))))

    def holders(self, predicate: NamedNode, value: Value) -> Iterator[Node]:
        """The things that have this value of a property, in the order of their names."""
        number = self.terms.number
        for found in self.terms.values(partners(self.ties.span(FREE, number(predicate), number(value)))):
            if not isinstance(found, Literal):
                yield found

    def own(self, node: Node) -> Iterator[tuple[NamedNode, Value]]:
        """The properties of a thing with its texts and kinds; what links it with other things is not looked at."""
        number, is_text = self.terms.number(node), self.terms.is_literal
        kind = self.terms.number(TYPE)
        for place in self.ties.predicates(number, FREE):
            found = partners(self.ties.span(number, place, FREE))
            kept = found if place == kind else filter(is_text, found)
            predicate = self.terms.term(place)
            if isinstance(predicate, NamedNode):
                yield from ((predicate, value) for value in self.terms.values(kept))

    def having(self, predicate: NamedNode) -> Iterator[Node]:
        """The things that have a property, in the order of their names."""
        pairs, begin, end = self.ties.span(FREE, self.terms.number(predicate), FREE)
        for found in self.terms.values(number for number, _ in groupby(pairs[begin:end], subject_of)):
            if not isinstance(found, Literal):
                yield found

    def properties(self) -> Iterator[NamedNode]:
        """The properties that anything has, in the order of their names."""
        for found in self.terms.values(self.ties.predicates(FREE, FREE)):
            if isinstance(found, NamedNode):
                yield found

    def has(self, node: Node, predicate: NamedNode, value: Value) -> bool:
        """Whether a thing has this value of a property."""
        _, begin, end = self.ties.span(*map(self.terms.number, (node, predicate, value)))
        return end > begin

    def about(self, node: Node) -> Iterator[tuple[NamedNode, Value]]:
        """All properties of a thing with their values, in the order of their names."""
        number = self.terms.number(node)
        for place in self.ties.predicates(number, FREE):
            predicate = self.terms.term(place)
            if isinstance(predicate, NamedNode):
                for value in self.terms.values(partners(self.ties.span(number, place, FREE))):
                    yield predicate, value


def values_of(*stores: Store) -> tuple[Values, ...]:
    """The values in the default graphs of stores that have no columns of their own, made in memory, for each store.

    They have one dictionary, so a term has the same number in all of them.
    """
    dictionary = Dictionary()
    graphs = (store.quads_for_pattern(None, None, None, DefaultGraph()) for store in stores)
    found = [Triples.of((quad.triple for quad in graph), dictionary) for graph in graphs]
    ordered, renumbered = dictionary.in_order(np.arange(len(dictionary)))
    terms = Terms(ordered)
    return tuple(
        Values(terms, Relations.of_columns(*(renumbered[column] for column in triples.columns))) for triples in found
    )


def _number(dictionary: Dictionary, term: Value) -> int:
    found = dictionary.number(text_of(term))
    return _ABSENT if found is None else found


def _term(text: Callable[[int], bytes], number: int) -> Value | Triple:
    return term_of(text(number))
