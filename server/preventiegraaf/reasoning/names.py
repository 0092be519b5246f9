"""owl:sameAs by representatives: which numbers stand for one thing (table 4, eq-ref to eq-rep-o).

Inside, a thing has one number, its representative: a term of the languages before others, then an IRI, then a blank
node, then a literal, then the lowest number. Literals of one value are one thing from the start (table 8, dt-eq).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, pack


class Names:
    """The names of each thing; `rank` tells which name comes first as a representative."""

    def __init__(self, rank: Callable[[int], tuple[int, int]]) -> None:
        self._rank = rank
        self._above: dict[int, int] = {}
        self._table = EMPTY

    def __len__(self) -> int:
        return len(self._above)

    def unite(self, pairs: Iterable[tuple[int, int]]) -> list[int]:
        """Take in that the numbers of each pair stand for one thing; return those that represent no longer."""
        gone = []
        for one, other in pairs:
            first, second = self.representative(one), self.representative(other)
            if first != second:
                first, second = sorted((first, second), key=self._rank)
                self._above[second] = first
                gone.append(second)
        if gone:
            self._table = EMPTY
        return gone

    def representative(self, number: int) -> int:
        """The number that stands for a thing."""
        while (above := self._above.get(number)) is not None:
            number = above
        return number

    def of(self, column: Column) -> Column:
        """The representatives of a column of numbers."""
        if not self._above or not len(column):
            return column
        if len(self._table) <= column.max():
            self._table = self._spelled_out(max(int(column.max()), *self._above) + 1)
        return self._table[column]

    def touch(self, column: Column) -> bool:
        """Whether some number of a column has another representative than itself."""
        return bool(self._above) and bool((self.of(column) != column).any())

    def groups(self) -> dict[int, list[int]]:
        """For each thing with several names its representative, and all names, sorted."""
        found: dict[int, list[int]] = defaultdict(list)
        for name in self._above:
            found[self.representative(name)].append(name)
        return {first: sorted([first, *others]) for first, others in found.items()}

    def pairs(self) -> Column:
        """Each representative of several names with each of these names, packed and sorted."""
        flat = [(first, name) for first, names in self.groups().items() for name in names]
        if not flat:
            return EMPTY
        firsts, names = np.array(flat, dtype=np.int64).T
        return np.sort(pack(firsts, names))

    def _spelled_out(self, size: int) -> Column:
        table = np.arange(size, dtype=np.int64)
        for name in self._above:
            table[name] = self.representative(name)
        return table
