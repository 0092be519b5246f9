"""The operators of a plan: scan, extend and filter by a triple pattern, and join with rows that are there already."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Protocol

import numpy as np

from preventiegraaf.columns import Column, Mask
from preventiegraaf.columns.packing import contains, objects_of, pack, partners, subjects_of
from preventiegraaf.querying.columnar.algebra import Pattern
from preventiegraaf.querying.columnar.bindings import PIECE, Bindings, spaced
from preventiegraaf.querying.columnar.sorted_pairs import Indexes, Members, cuts, runs, spread_ranges

_FEW = 512


class Step(Protocol):
    """Something that solutions are joined with. `needed` are the variables that are asked for after it."""

    label: str
    variables: frozenset[str]

    def size(self) -> int:
        """The number of solutions of the step by itself."""

    def sample(self, size: int) -> Bindings:
        """At most so many of them, evenly spaced."""

    def start(self, needed: Collection[str], lead: str | None) -> Iterator[Bindings]:
        """All of them, in pieces, if it can be in the order of the variable `lead`."""

    def fanout(self, bindings: Bindings) -> Column:
        """For each row, with which the step has a variable in common, how many solutions of the step it meets."""

    def extend(self, bindings: Bindings, needed: Collection[str]) -> Iterator[Bindings]:
        """The rows joined with the step, in pieces."""


class PatternStep:
    """A triple pattern over the sorted pairs of its predicate; a constant is a number, negative if there is none."""

    def __init__(
        self, pattern: Pattern, ends: tuple[str | int, str | int], predicate: int, indexes: Indexes, terms: int
    ) -> None:
        """Take a pattern whose subject, object and predicate have these numbers, in a graph of so many terms."""
        self.label, self.variables = str(pattern), pattern.variables
        self._ends, self._terms = ends, terms
        self._by_subject, self._by_object = indexes.of(predicate, turned=False), indexes.of(predicate, turned=True)
        self._pairs, self._turned = self._by_subject.pairs, self._by_object.pairs
        self._members: Members | None = None

    def size(self) -> int:
        """The number of pairs that match."""
        constant = self._constant_side()
        return len(self._pairs) if constant is None else len(self._partners())

    def sample(self, size: int) -> Bindings:
        """Some of the pairs that match."""
        if self._constant_side() is not None:
            found = self._partners()
            return Bindings({self._free(): found[spaced(len(found), size)]}, min(size, len(found)))
        return self._both(self._pairs[spaced(len(self._pairs), size)], turned=False)

    def start(self, needed: Collection[str], lead: str | None) -> Iterator[Bindings]:
        """The pairs that match; what is not needed is only counted."""
        subject, object_ = self._ends
        if self._constant_side() is not None:
            found = self._partners()
            yield from Bindings({self._free(): found}, len(found)).only(needed).pieces()
        elif subject == object_ or (subject in needed and object_ in needed):
            yield from self._scan(turned=lead == object_)
        elif subject in needed or object_ in needed:
            yield from _counted(str(subject if subject in needed else object_), self._order(object_ in needed))
        elif len(self._pairs):
            yield Bindings({}, 1, np.array([len(self._pairs)]))

    def _scan(self, turned: bool) -> Iterator[Bindings]:
        index = self._order(turned)
        for begin in range(0, len(index), PIECE):
            yield self._both(index[begin : begin + PIECE], turned)

    def _both(self, pairs: Column, turned: bool) -> Bindings:
        subject, object_ = self._ends
        subjects, objects = (
            (objects_of(pairs), subjects_of(pairs)) if turned else (subjects_of(pairs), objects_of(pairs))
        )
        if subject == object_:
            subjects = subjects[subjects == objects]
            return Bindings({str(subject): subjects}, len(subjects))
        return Bindings({str(subject): subjects, str(object_): objects}, len(pairs))

    def _order(self, turned: bool) -> Column:
        return self._turned if turned else self._pairs

    def _constant_side(self) -> int | None:
        """The side that is a constant: 0 for the subject, 1 for the object, None for neither."""
        return next((side for side in (0, 1) if isinstance(self._ends[side], int)), None)

    def _free(self) -> str:
        return next(end for end in self._ends if isinstance(end, str))

    def _partners(self) -> Column:
        """What the constant is paired with, sorted."""
        side = self._constant_side()
        return partners(self._order(side == 1), int(self._ends[side or 0]))

    def is_there(self) -> bool:
        """Whether the triple is there, if both ends are constants."""
        return bool(contains(self._partners(), np.array([self._ends[1]], dtype=np.int64))[0])

    def fanout(self, bindings: Bindings) -> Column:
        """For each row how many pairs match it."""
        if self._is_filter(bindings):
            return self._holds(bindings).astype(np.int64)
        _, counts = self._ranges(bindings)
        return counts

    def extend(self, bindings: Bindings, needed: Collection[str]) -> Iterator[Bindings]:
        """The rows that match, with the other end of the pair if it is needed, else counted."""
        if self._is_filter(bindings):
            found = self._holds(bindings)
            yield bindings.only(needed).take(found)
            return
        begins, counts = self._ranges(bindings)
        kept, free = bindings.only(needed), self._end_beyond(bindings)
        if free not in needed:
            yield kept.times(counts)
            return
        index = self._order(turned=free == self._ends[0])
        places = cuts(counts, PIECE)
        for begin, end in pairwise(places):
            rows, found_at = spread_ranges(begins[begin:end], counts[begin:end])
            yield kept.take(rows + begin).with_column(free, objects_of(index[found_at]))

    def _is_filter(self, bindings: Bindings) -> bool:
        return all(isinstance(end, int) or end in bindings.columns for end in self._ends)

    def _holds(self, bindings: Bindings) -> Mask:
        if self._constant_side() is not None:
            if self._members is None:
                self._members = Members(self._partners(), self._terms)
            return self._members.of(bindings.columns[self._free()])
        subjects, objects = (bindings.columns[str(end)] for end in self._ends)
        if len(bindings) > _FEW:
            found = self._by_subject.has(subjects, objects)
            found = self._by_object.has(objects, subjects) if found is None else found
            if found is not None:
                return found
        return contains(self._pairs, pack(subjects, objects))

    def _ranges(self, bindings: Bindings) -> tuple[Column, Column]:
        free = self._end_beyond(bindings)
        known = self._ends[1] if free == self._ends[0] else self._ends[0]
        index = self._by_object if free == self._ends[0] else self._by_subject
        return index.ranges(bindings.columns[str(known)])

    def _end_beyond(self, bindings: Bindings) -> str:
        return next(end for end in self._ends if isinstance(end, str) and end not in bindings.columns)


class RowsStep:
    """Rows that are there already, from VALUES or a sub-select; the terms that they are joined on are bound."""

    def __init__(self, label: str, rows: Bindings) -> None:
        self.label, self.variables = label, frozenset(rows.columns)
        self._rows = rows
        self._keys: tuple[tuple[str, ...], Column, Column] | None = None

    def size(self) -> int:
        """The number of rows."""
        return self._rows.total

    def sample(self, size: int) -> Bindings:
        """Some of the rows."""
        return self._rows.sample(size)

    def start(self, needed: Collection[str], lead: str | None) -> Iterator[Bindings]:
        """The rows in their own order."""
        yield from self._rows.only(needed).pieces()

    def fanout(self, bindings: Bindings) -> Column:
        """For each row how many rows have the same key: as many as match, or more."""
        return self._ranges(bindings)[1]

    def extend(self, bindings: Bindings, needed: Collection[str]) -> Iterator[Bindings]:
        """Each row joined with each that matches it."""
        begins, counts = self._ranges(bindings)
        shared = self._shared(bindings)
        order = self._sorted_by(shared[:2])[1]
        fresh = self._rows.only([name for name in self._rows.columns if name in needed and name not in shared])
        kept = bindings.only(needed)
        places = cuts(counts, PIECE)
        for begin, end in pairwise(places):
            rows, found_at = spread_ranges(begins[begin:end], counts[begin:end])
            rows, theirs = rows + begin, order[found_at]
            for name in shared[2:]:
                same = bindings.columns[name][rows] == self._rows.columns[name][theirs]
                rows, theirs = rows[same], theirs[same]
            added = fresh.take(theirs)
            joined = kept.take(rows)
            joined = Bindings({**joined.columns, **added.columns}, len(rows), joined.weights)
            yield joined if added.weights is None else joined.times(added.weights)

    def _shared(self, bindings: Bindings) -> tuple[str, ...]:
        return tuple(sorted(self.variables & bindings.columns.keys()))

    def _ranges(self, bindings: Bindings) -> tuple[Column, Column]:
        names = self._shared(bindings)[:2]
        keys, _ = self._sorted_by(names)
        wanted = _key(bindings, names)
        begins = np.searchsorted(keys, wanted)
        return begins, np.searchsorted(keys, wanted, side="right") - begins

    def _sorted_by(self, names: tuple[str, ...]) -> tuple[Column, Column]:
        """The keys of the rows, sorted, and the rows in that order."""
        if self._keys is None or self._keys[0] != names:
            keys = _key(self._rows, names)
            order = np.argsort(keys, kind="stable")
            self._keys = names, keys[order], order
        return self._keys[1:]


def _key(bindings: Bindings, names: tuple[str, ...]) -> Column:
    columns = [bindings.columns[name] for name in names]
    return columns[0] if len(columns) == 1 else pack(columns[0], columns[1])


def _counted(name: str, index: Column) -> Iterator[Bindings]:
    """The upper halves of an index, each once, with their counts; in pieces that split no run."""
    begin = 0
    while begin < len(index):
        end = min(begin + 4 * PIECE, len(index))
        if end < len(index):
            end = int(np.searchsorted(index, (int(subjects_of(index[end - 1 : end])[0]) + 1) << 32))
        values, counts = runs(index[begin:end])
        yield Bindings({name: values}, len(values), counts)
        begin = end
