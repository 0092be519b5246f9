"""Counting and telling apart rows: groups, counts and distinct rows, over pieces that come one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from preventiegraaf.columns import EMPTY, Column
from preventiegraaf.querying.columnar.bindings import UNBOUND, Bindings, check_countable
from preventiegraaf.querying.columnar.deadline import Bounds

_MANY = 1 << 20
_PACKED = 2
_ONE = np.int64(1)
_BITS = np.int64(32)


class Tally:
    """How many solutions there are for each combination of values of some variables."""

    def __init__(self, names: Sequence[str], bounds: Bounds) -> None:
        self._names, self._bounds = names, bounds
        self._parts: list[tuple[list[Column], Column]] = []
        self._rows = 0

    def add(self, bindings: Bindings) -> None:
        """Count some rows."""
        missing = np.full(len(bindings), UNBOUND, dtype=np.int64)
        columns = [bindings.columns.get(name, missing) for name in self._names]
        self._keep(_counted(columns, len(bindings), bindings.weights))
        if self._rows > _MANY:
            self.result()

    def result(self) -> Bindings:
        """Each combination once, with its number of solutions as weight."""
        if len(self._parts) > 1:
            columns = [np.concatenate(found) for found in zip(*(part[0] for part in self._parts), strict=True)]
            weights = np.concatenate([part[1] for part in self._parts])
            self._parts, self._rows = [], 0
            self._keep(_counted(columns, len(weights), weights))
        columns, counts = self._parts[0] if self._parts else ([EMPTY for _ in self._names], EMPTY)
        return Bindings(dict(zip(self._names, columns, strict=True)), len(counts), counts)

    def _keep(self, part: tuple[list[Column], Column]) -> None:
        self._parts.append(part)
        self._rows += len(part[1])
        self._bounds.room(2 * self._rows, len(self._names))


def alike(bindings: Bindings) -> Bindings:
    """The different rows, each standing for the solutions of all that are like it."""
    columns, counts = _counted(list(bindings.columns.values()), len(bindings), bindings.weights)
    return Bindings(dict(zip(bindings.columns, columns, strict=True)), len(counts), counts)


def _counted(columns: list[Column], length: int, weights: Column | None) -> tuple[list[Column], Column]:
    """The different rows of columns, and how often each is there."""
    if weights is not None:
        check_countable(float(weights.sum(dtype=np.float64)))
    if not columns:
        total = length if weights is None else int(weights.sum())
        return [], np.array([total] if length else [], dtype=np.int64)
    if len(columns) > _PACKED:
        return _counted_wide(columns, length, weights)
    code = columns[0] if len(columns) == 1 else ((columns[0] + _ONE) << _BITS) | (columns[1] + _ONE)
    is_sorted = bool((code[1:] >= code[:-1]).all())
    if weights is None:
        ordered = code if is_sorted else np.sort(code)
        begins = _begins(ordered)
        counts = np.diff(begins, append=length)
    else:
        order = np.arange(length) if is_sorted else np.argsort(code)
        ordered = code[order]
        begins = _begins(ordered)
        counts = np.add.reduceat(weights[order], begins) if length else EMPTY
    found = ordered[begins]
    return [found] if len(columns) == 1 else [(found >> _BITS) - _ONE, (found & 0xFFFF_FFFF) - _ONE], counts


def _counted_wide(columns: list[Column], length: int, weights: Column | None) -> tuple[list[Column], Column]:
    order = np.lexsort(columns)
    ordered = [column[order] for column in columns]
    changes = np.logical_or.reduce([column[1:] != column[:-1] for column in ordered])
    begins = np.flatnonzero(np.concatenate(([True], changes))) if length else EMPTY
    weighed = np.ones(length, dtype=np.int64) if weights is None else weights[order]
    return [column[begins] for column in ordered], np.add.reduceat(weighed, begins) if length else EMPTY


def _begins(ordered: Column) -> Column:
    if not len(ordered):
        return EMPTY
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))


def matching(wanted: Sequence[Column], known: Sequence[Column], values: Column) -> Column:
    """For each row of `wanted` the value that stands at the same row of `known`, 0 where there is none.

    Both are columns of different rows, and each row of `known` is among those of `wanted`.
    """
    if not wanted:
        return np.array([values.sum()], dtype=np.int64)
    codes = np.zeros(len(wanted[0]) + len(known[0]), dtype=np.int64)
    for left, right in zip(wanted, known, strict=True):
        column = np.concatenate((left, right)) + _ONE
        _, codes = np.unique((codes << _BITS) | column, return_inverse=True)
    places = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.int64)
    places[codes[: len(wanted[0])]] = np.arange(len(wanted[0]))
    found = np.zeros(len(wanted[0]), dtype=np.int64)
    found[places[codes[len(wanted[0]) :]]] = values
    return found
