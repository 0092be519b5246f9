"""Solutions as columns: for each variable a column of the numbers of its terms, -1 where it has no value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from preventiegraaf.columns import Column, Mask
from preventiegraaf.querying.columnar.algebra import NotAdmittedError

UNBOUND = -1
ABSENT = -2
"""The number of a constant that the graph does not have: no variable has it."""
_MOST = 2.0**62
PIECE = 1 << 16
"""The most rows that an operator makes at a time, so that they stay in the processor's cache and time is checked."""


@dataclass(frozen=True)
class Bindings:
    """A multiset of solutions: each row stands for as many of them as `weights` says, for one where it is None."""

    columns: Mapping[str, Column]
    length: int
    weights: Column | None = None

    def __len__(self) -> int:
        return self.length

    @property
    def total(self) -> int:
        """The number of solutions."""
        return self.length if self.weights is None else int(self.weights.sum())

    def only(self, names: Collection[str]) -> Bindings:
        """The same rows with these variables only; one that no row has is left out."""
        return Bindings({name: self.columns[name] for name in self.columns if name in names}, self.length, self.weights)

    def take(self, rows: Column | Mask) -> Bindings:
        """Some of the rows, by their numbers or by a mask."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        length = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        return Bindings(columns, length, None if self.weights is None else self.weights[rows])

    def with_column(self, name: str, column: Column) -> Bindings:
        """The same rows with one variable more."""
        return Bindings({**self.columns, name: column}, self.length, self.weights)

    def times(self, weights: Column) -> Bindings:
        """The same rows, each standing for so many times as many solutions; rows that stand for none are left out."""
        weighed = weights
        if self.weights is not None:
            check_countable(float(self.weights.max(initial=0)) * float(weights.max(initial=0)))
            weighed = self.weights * weights
        some = weighed > 0
        found = Bindings(self.columns, self.length, weighed)
        return found if some.all() else found.take(some)

    def pieces(self) -> Iterator[Bindings]:
        """The rows in order, a piece at a time."""
        yield from self.growing(PIECE)

    def growing(self, first: int) -> Iterator[Bindings]:
        """The rows in order, so many first, then four times as many each time, at most a piece at a time."""
        begin, size = 0, first
        while begin < max(1, self.length):
            yield self._part(begin, size)
            begin, size = begin + size, min(PIECE, 4 * size)

    def _part(self, begin: int, size: int) -> Bindings:
        if begin == 0 and self.length <= size:
            return self
        part = slice(begin, begin + size)
        columns = {name: column[part] for name, column in self.columns.items()}
        weights = None if self.weights is None else self.weights[part]
        return Bindings(columns, min(size, self.length - begin), weights)

    def spread(self, most: int | None = None) -> Bindings:
        """Each row as often as it stands for, all of weight one; at most so many."""
        found = self
        if self.weights is not None:
            found = Bindings(self.columns, self.length).take(np.repeat(np.arange(self.length), self.weights))
        return found if most is None or len(found) <= most else found.take(np.arange(most))

    def sample(self, size: int) -> Bindings:
        """At most so many of the rows, evenly spaced."""
        return self if self.length <= size else self.take(spaced(self.length, size))


def check_countable(number: float) -> None:
    """Raise NotAdmittedError for more solutions than can be counted here."""
    if number > _MOST:
        raise NotAdmittedError("it has more solutions than can be counted here")


def spaced(length: int, size: int) -> Column:
    """At most `size` numbers below `length`, evenly spaced."""
    return np.arange(length) if length <= size else np.linspace(0, length - 1, size).astype(np.int64)


def together(parts: list[Bindings], names: Collection[str]) -> Bindings:
    """The rows of several bindings, one after the other, with these variables; some may lack a value everywhere."""
    if len(parts) == 1 and parts[0].columns.keys() == set(names):
        return parts[0]
    columns = {name: np.concatenate([_column(part, name) for part in parts] or [_NONE]) for name in names}
    is_weighed = any(part.weights is not None for part in parts)
    weights = np.concatenate([_weights(part) for part in parts]) if is_weighed else None
    return Bindings(columns, sum(map(len, parts)), weights)


_NONE = np.empty(0, dtype=np.int64)


def _column(part: Bindings, name: str) -> Column:
    return part.columns[name] if name in part.columns else np.full(len(part), UNBOUND, dtype=np.int64)


def _weights(part: Bindings) -> Column:
    return np.ones(len(part), dtype=np.int64) if part.weights is None else part.weights
