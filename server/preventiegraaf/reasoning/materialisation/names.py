"""owl:sameAs by representatives: which numbers stand for one thing (table 4, eq-ref to eq-rep-o).

Inside, a thing has one number, its representative: a term of the languages before others, then an IRI, then a blank
node, then a literal, then the lowest number. Literals of one value are one thing from the start (table 8, dt-eq).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, Mask, pack


class Names:
    """The names of each thing; `rank` tells which name comes first as a representative, `size` how many there are."""

    def __init__(self, rank: Callable[[int], tuple[int, int]], size: Callable[[], int]) -> None:
        self._rank, self._size = rank, size
        self._above: dict[int, int] = {}
        self._table = EMPTY
        self._is_other: Mask = np.zeros(0, dtype=np.bool_)
        self._groups: dict[int, list[int]] = {}

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
            self._table, self._groups = EMPTY, {}
        return gone

    def representative(self, number: int) -> int:
        """The number that stands for a thing."""
        while (above := self._above.get(number)) is not None:
            number = above
        return number

    def of(self, column: Column) -> Column:
        """The representatives of a column of numbers."""
        if not self._above:
            return column
        self._spell_out()
        return self._table[column]

    def touch(self, column: Column) -> bool:
        """Whether some number of a column has another representative than itself."""
        if not self._above:
            return False
        self._spell_out()
        return bool(self._is_other[column].any())

    def groups(self) -> dict[int, list[int]]:
        """For each thing with several names its representative, and all names, sorted."""
        if len(self._groups) == 0 < len(self._above):
            found: dict[int, list[int]] = defaultdict(list)
            for name in self._above:
                found[self.representative(name)].append(name)
            self._groups = {first: sorted([first, *others]) for first, others in found.items()}
        return self._groups

    def pairs(self) -> Column:
        """Each representative of several names with each of these names, packed and sorted."""
        flat = [(first, name) for first, names in self.groups().items() for name in names]
        if not flat:
            return EMPTY
        firsts, names = np.array(flat, dtype=np.int64).T
        return np.sort(pack(firsts, names))

    def _spell_out(self) -> None:
        size = self._size()
        if len(self._table) < size:
            self._table = np.arange(size, dtype=np.int64)
            for name in self._above:
                self._table[name] = self.representative(name)
            self._is_other = self._table != np.arange(size)
