"""Look-ups of many values at a time in sorted columns."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns import Relations
from preventiegraaf.columns.packing import EMPTY, Column, Mask, contains, objects_of, subjects_of
from preventiegraaf.columns.relations import Links

_BITS = np.int64(32)
_FEW = 2_000
_BLOCK = 1 << 18
_SHORT = 12
"""The most pairs of one value that are looked at one by one."""
_KEPT = 16_000_000
"""The bytes of tables that are kept for the next queries."""

Starts: TypeAlias = npt.NDArray[np.int32]


class Members:
    """Whether values are among a sorted set of numbers below `bound`."""

    def __init__(self, ordered: Column, bound: int) -> None:
        self._ordered, self._bound = ordered, bound
        self._marks: Mask | None = None
        self._asked = 0

    def of(self, values: Column) -> Mask:
        """For each value, none of them negative, whether it is a member; by marks once many have been asked."""
        self._asked += len(values)
        if self._marks is None and self._asked < max(_FEW, self._bound >> 5):
            return contains(self._ordered, values)
        if self._marks is None:
            self._marks = np.zeros(self._bound, dtype=np.bool_)
            self._marks[self._ordered] = True
        return self._marks[values]


class Index:
    """Sorted pairs, looked up by their upper halves: by halving, or from a table once that has been asked for much."""

    def __init__(self, pairs: Column) -> None:
        self.pairs = pairs
        self._least = int(pairs[0] >> _BITS) if len(pairs) else 0
        self._span = int(pairs[-1] >> _BITS) - self._least + 1 if len(pairs) else 0
        self._starts: Starts | None = None
        self._asked = 0

    @property
    def size(self) -> int:
        """The bytes of its table."""
        return 0 if self._starts is None else self._starts.nbytes

    def ranges(self, values: Column) -> tuple[Column, Column]:
        """For each value where the pairs begin whose upper half it is, and how many they are."""
        self._asked += len(values)
        if self._starts is None and self._asked < max(_FEW, self._span >> 3):
            begins = np.searchsorted(self.pairs, values << _BITS)
            return begins, np.searchsorted(self.pairs, (values + 1) << _BITS) - begins
        if self._starts is None:
            self._starts = self._table()
        starts = self._starts
        places = values - self._least
        np.copyto(places, self._span, where=(places < 0) | (places >= self._span))
        begins = starts[places].astype(np.int64)
        return begins, starts[places + 1] - begins

    def _table(self) -> Starts:
        """For each number from the least upper half on where its pairs begin, and twice where the last ones end."""
        starts = np.full(self._span + 2, len(self.pairs), dtype=np.int32)
        for begin in range(0, self._span, _BLOCK):
            end = min(begin + _BLOCK, self._span)
            values = np.arange(self._least + begin, self._least + end)
            starts[begin:end] = np.searchsorted(self.pairs, values << _BITS)
        return starts

    def has(self, uppers: Column, lowers: Column) -> Mask | None:
        """For each pair of values whether it is there, or None if this index is no good for that."""
        begins, counts = self.ranges(uppers)
        most = int(counts.max(initial=0))
        if most > _SHORT:
            return None
        found = np.zeros(len(uppers), dtype=np.bool_)
        for place in range(most):
            there = np.minimum(begins + place, len(self.pairs) - 1)
            found |= (objects_of(self.pairs[there]) == lowers) & (counts > place)
        return found


class Indexes:
    """The indexes of relations; the tables that they make are kept as long as they are small together."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._made: dict[tuple[int, bool], Index] = {}

    def of(self, predicate: int, turned: bool) -> Index:
        """The pairs of a predicate by subject, or by object if they are turned."""
        key = predicate, turned
        if key not in self._made:
            relations = self._relations
            self._made[key] = Index(relations.turned(predicate) if turned else relations.pairs(predicate))
        return self._made[key]

    def predicates(self) -> tuple[int, ...]:
        """All predicates, sorted."""
        return self._relations.predicates()

    def links(self, turned: bool) -> Links:
        """The triples of each subject, or of each object if turned."""
        return self._relations.links(turned)

    def trim(self) -> None:
        """Forget all if they have grown large."""
        if sum(index.size for index in self._made.values()) > _KEPT:
            self._made.clear()


def runs(pairs: Column) -> tuple[Column, Column]:
    """The upper halves of sorted pairs, each once, and how many pairs each has."""
    halves = subjects_of(pairs)
    begins = np.flatnonzero(np.concatenate(([True], halves[1:] != halves[:-1]))) if len(halves) else EMPTY
    return halves[begins], np.diff(begins, append=len(halves))


def spread_ranges(begins: Column, counts: Column) -> tuple[Column, Column]:
    """For ranges of places one after the other: the number of the range and the place, for each place."""
    rows = np.repeat(np.arange(len(counts)), counts)
    shift = begins - (np.cumsum(counts) - counts)
    return rows, np.arange(len(rows)) + shift[rows]


def cuts(counts: Column, most: int) -> list[int]:
    """Where to cut a column of counts so that each part sums to about `most`: the begin of each part, then its end."""
    sums = np.cumsum(counts)
    total = int(sums[-1]) if len(sums) else 0
    if total <= most:
        return [0, len(counts)]
    marks = np.searchsorted(sums, np.arange(most, total + most, most), side="left") + 1
    places: list[int] = np.unique(np.concatenate(([0], np.minimum(marks, len(counts))))).tolist()
    return places
