"""Look-ups of many values at a time in sorted columns."""

from __future__ import annotations

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, Mask, contains, subjects_of

_BITS = np.int64(32)
_FEW = 2_000


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


def ranges(pairs: Column, values: Column) -> tuple[Column, Column]:
    """For each value where the pairs begin whose upper half it is, and how many they are."""
    begins = np.searchsorted(pairs, values << _BITS)
    return begins, np.searchsorted(pairs, (values + 1) << _BITS) - begins


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
