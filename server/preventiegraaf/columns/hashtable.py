"""Entries found by their hashes, many at a time: open addressing with linear probing, at most half full."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.growing import Growing
from preventiegraaf.columns.hashing import Hashes
from preventiegraaf.columns.packing import Column

FREE = -1
_LEAST = 1024


class HashTable:
    """Entries, numbered from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._slots = np.full(_LEAST, FREE, dtype=np.int32)
        self._firsts, self._seconds = (Growing(np.empty(0, dtype=np.uint64)) for _ in range(2))

    def __len__(self) -> int:
        return len(self._firsts)

    def find(self, hashes: Hashes) -> Column:
        """For each column of hashes the number of its entry, -1 where there is none."""
        found = np.full(hashes.shape[1], FREE, dtype=np.int64)
        asked, places = np.arange(hashes.shape[1]), self._first_places(hashes[0])
        while len(asked):
            entries = self._slots[places]
            taken = entries != FREE
            asked, places, entries = asked[taken], places[taken], entries[taken]
            same = self._firsts.values[entries] == hashes[0, asked]
            same &= self._seconds.values[entries] == hashes[1, asked]
            found[asked[same]] = entries[same]
            other = ~same
            asked, places = asked[other], self._next(places[other])
        return found

    def find_one(self, first: int, second: int) -> int:
        """The number of the entry with these two hashes, or -1."""
        return int(self.find(np.array([[first], [second]], dtype=np.uint64))[0])

    def add(self, hashes: Hashes) -> None:
        """Add entries whose hashes differ from each other and from those that are there."""
        before = len(self)
        self._firsts.append(hashes[0])
        self._seconds.append(hashes[1])
        if 2 * len(self) > len(self._slots):
            size = len(self._slots)
            while 2 * len(self) > size:
                size *= 4
            self._slots, before = np.full(size, FREE, dtype=np.int32), 0
        place_in(self._slots, self._firsts.values[before:], before)

    def _first_places(self, firsts: Hashes) -> Column:
        return (firsts & np.uint64(len(self._slots) - 1)).astype(np.int64)

    def _next(self, places: Column) -> Column:
        return (places + 1) & (len(self._slots) - 1)


def place_in(slots: npt.NDArray[np.int32], firsts: Hashes, number: int) -> None:
    """Put entries, numbered from `number` on, into free slots, each as near after its place as can be."""
    mask = np.int64(len(slots) - 1)
    entries = np.arange(number, number + len(firsts), dtype=np.int32)
    places = (firsts & np.uint64(mask)).astype(np.int64)
    while len(entries):
        free = slots[places] == FREE
        slots[places[free]] = entries[free]
        outside = slots[places] != entries
        entries, places = entries[outside], (places[outside] + 1) & mask
