"""The operator for a triple pattern that asks for its predicate, over the triples of each thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np

from preventiegraaf.columns import Column
from preventiegraaf.columns.packing import objects_of, subjects_of
from preventiegraaf.columns.relations import Links
from preventiegraaf.querying.columnar.algebra import Pattern
from preventiegraaf.querying.columnar.bindings import PIECE, Bindings, spaced
from preventiegraaf.querying.columnar.sorted_pairs import Indexes, cuts, spread_ranges
from preventiegraaf.querying.columnar.steps import PatternStep

_PLACE = b"<x:p>"
"""Stands in patterns for a predicate that is known by its number."""


class AnyPredicateStep:
    """A triple pattern whose predicate is a variable that stands nowhere else; a constant end is a number."""

    def __init__(self, pattern: Pattern, ends: tuple[str | int, str | int], indexes: Indexes, terms: int) -> None:
        """Take a pattern whose subject and object have these numbers, in a graph of so many terms."""
        self.label, self.variables = str(pattern), pattern.variables
        self._given_predicate = replace(pattern, predicate=_PLACE)
        self._predicate, self._ends = str(pattern.predicate), ends
        self._indexes, self._terms = indexes, terms

    def size(self) -> int:
        """The number of triples that match."""
        return len(self._links(turned=False)[1]) if self._is_open else len(self._given())

    def sample(self, size: int) -> Bindings:
        """Some of the triples that match."""
        if not self._is_open:
            return self._given().sample(size)
        begins, pairs = self._links(turned=False)
        places = spaced(len(pairs), size)
        subjects = np.searchsorted(begins, places, side="right") - 1
        return self._columns(pairs[places], {str(self._ends[0]): subjects}, str(self._ends[1]))

    def start(self, needed: Collection[str], lead: str | None) -> Iterator[Bindings]:
        """The triples that match; what is not needed is only counted."""
        if not self._is_open:
            yield from self._given().only(needed).pieces()
            return
        for predicate in self._indexes.predicates():
            step = PatternStep(self._given_predicate, self._ends, predicate, self._indexes, self._terms)
            for piece in step.start(needed, lead):
                yield piece.with_column(self._predicate, np.full(len(piece), predicate)).only(needed)

    def fanout(self, bindings: Bindings) -> Column:
        """For each row how many triples its thing has: as many as match, or more."""
        return self._ranges(bindings)[1]

    def extend(self, bindings: Bindings, needed: Collection[str]) -> Iterator[Bindings]:
        """The rows joined with the triples of their things."""
        begins, counts = self._ranges(bindings)
        kept, far = bindings.only(needed), self._far(bindings)
        is_free = isinstance(far, str) and far not in bindings.columns
        if is_free and far not in needed and self._predicate not in needed:
            yield kept.times(counts)
            return
        pairs = self._links(turned=far == self._ends[0])[1]
        for begin, end in pairwise(cuts(counts, PIECE)):
            rows, places = spread_ranges(begins[begin:end], counts[begin:end])
            found, rows = pairs[places], rows + begin
            if not is_free:
                same = objects_of(found) == (far if isinstance(far, int) else bindings.columns[far][rows])
                found, rows = found[same], rows[same]
            joined = kept.take(rows)
            made = self._columns(found, joined.columns, str(far) if is_free else None)
            yield Bindings(made.only(needed).columns, len(rows), joined.weights)

    @property
    def _is_open(self) -> bool:
        return all(isinstance(end, str) for end in self._ends)

    def _given(self) -> Bindings:
        """The triples of a constant end."""
        subject, object_ = self._ends
        turned = not isinstance(subject, int)
        known, far = (object_, subject) if turned else (subject, object_)
        begins, pairs = self._links(turned)
        number = int(known)
        found = pairs[begins[number] : begins[number + 1]] if 0 <= number < len(begins) - 1 else pairs[:0]
        if isinstance(far, int):
            return self._columns(found[objects_of(found) == far], {}, None)
        return self._columns(found, {}, far)

    def _columns(self, pairs: Column, others: Mapping[str, Column], far: str | None) -> Bindings:
        """Pairs of predicate and other end, beside other columns; the other end only where it is asked for."""
        ends = {} if far is None else {far: objects_of(pairs)}
        return Bindings({**others, self._predicate: subjects_of(pairs), **ends}, len(pairs))

    def _ranges(self, bindings: Bindings) -> tuple[Column, Column]:
        far = self._far(bindings)
        begins, _ = self._links(turned=far == self._ends[0])
        values = bindings.columns[str(self._ends[1] if far == self._ends[0] else self._ends[0])]
        inside = (values >= 0) & (values < len(begins) - 1)
        places = np.where(inside, values, 0)
        starts = begins[places].astype(np.int64)
        return starts, np.where(inside, begins[np.minimum(places + 1, len(begins) - 1)] - starts, 0)

    def _far(self, bindings: Bindings) -> str | int:
        """The end that is not the one from which rows go on."""
        subject, object_ = self._ends
        return object_ if isinstance(subject, str) and subject in bindings.columns else subject

    def _links(self, turned: bool) -> Links:
        return self._indexes.links(turned)
