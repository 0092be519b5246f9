"""A set of numbers that grows: what is said with one predicate, or who belongs to one class.

It is kept as sorted runs, each longer than the next, so that taking in a few numbers does not touch the many. Searches
go through the runs, of which there are at most about the logarithm of the size.
"""

from __future__ import annotations

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, Mask, contains, matches, objects_of, subjects_of, turn

_RATIO = 4
"""A run is taken together with the one before unless that is this many times as long."""


class Relation:
    """A set of packed pairs, or of single numbers, which have no pairs to turn."""

    def __init__(self, ordered: Column = EMPTY) -> None:
        """Take a sorted column, in which each number stands once."""
        self._runs = [ordered] if len(ordered) else []
        self._turned: dict[int, Column] = {}

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    @property
    def column(self) -> Column:
        """All numbers, sorted."""
        if len(self._runs) > 1:
            self._replace([np.sort(np.concatenate(self._runs), kind="stable")])
        return self._runs[0] if self._runs else EMPTY

    def contains(self, values: Column) -> Mask:
        """For each value whether it is in the set."""
        found = np.zeros(len(values), dtype=np.bool_)
        for run in self._runs:
            found |= contains(run, values)
        return found

    def matches(self, subjects: Column) -> tuple[Column, Column]:
        """Each pair with one of the subjects: the row of the subject, and the object."""
        return _together([matches(run, subjects) for run in self._runs])

    def matches_turned(self, objects: Column) -> tuple[Column, Column]:
        """Each pair with one of the objects: the row of the object, and the subject."""
        return _together([matches(self._turn(run), objects) for run in self._runs])

    def add(self, news: Column) -> None:
        """Take in sorted numbers, each once, that the set lacks."""
        runs = [*self._runs, news]
        while len(runs) > 1 and len(runs[-2]) < _RATIO * len(runs[-1]):
            last = runs.pop()
            runs[-1] = np.sort(np.concatenate((runs[-1], last)), kind="stable")
        self._replace(runs)

    def withdraw(self, gone: Mask, *, pairs: bool) -> Column:
        """Remove and return what speaks of numbers that are gone; `gone` has a place for every number."""
        taken, kept = [], []
        for run in self._runs:
            hit = gone[subjects_of(run)] | gone[objects_of(run)] if pairs else gone[run]
            taken.append(run[hit])
            kept.append(run[~hit] if hit.any() else run)
        self._replace([run for run in kept if len(run)])
        return np.concatenate([EMPTY, *taken])

    def _turn(self, run: Column) -> Column:
        if id(run) not in self._turned:
            self._turned[id(run)] = turn(run)
        return self._turned[id(run)]

    def _replace(self, runs: list[Column]) -> None:
        self._runs = runs
        known = {id(run) for run in runs}
        self._turned = {run: turned for run, turned in self._turned.items() if run in known}


def _together(parts: list[tuple[Column, Column]]) -> tuple[Column, Column]:
    if len(parts) == 1:
        return parts[0]
    rows, found = ([EMPTY, *column] for column in zip(*parts, strict=True)) if parts else ([EMPTY], [EMPTY])
    return np.concatenate(rows), np.concatenate(found)
