"""Entries found by their hashes, many at a time: open addressing with linear probing, at most half full."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.growing import Growing
from preventiegraaf.columns.hashing import Hashes
from preventiegraaf.columns.packing import Column, objects_of, pack, subjects_of

FREE = -1
_LEAST = 1024
_TAG = np.uint64(0x7FFF_FFFF)


class HashTable:
    """Entries, numbered from 0 in the order in which they are added.

    A slot holds a number and, as its tag, the lower bits of the first hash, so that a search need not look it up.
    """

    def __init__(self) -> None:
        self._slots = np.full(_LEAST, FREE, dtype=np.int64)
        self._firsts, self._seconds = (Growing(np.empty(0, dtype=np.uint64)) for _ in range(2))

    def __len__(self) -> int:
        return len(self._firsts)

    def find(self, hashes: Hashes) -> Column:
        """For each column of hashes the number of its entry, -1 where there is none."""
        found = np.full(hashes.shape[1], FREE, dtype=np.int64)
        asked, places, tags = np.arange(hashes.shape[1]), first_places(hashes[0], len(self._slots)), _tags(hashes[0])
        while len(asked):
            slots = self._slots[places]
            same = subjects_of(slots) == tags
            hits, entries = asked[same], objects_of(slots[same])
            same[same] = right = self._seconds.values[entries] == hashes[1, hits]
            found[hits[right]] = entries[right]
            other = (slots != FREE) & ~same
            asked, places, tags = asked[other], (places[other] + 1) & (len(self._slots) - 1), tags[other]
        return found

    def add(self, hashes: Hashes) -> None:
        """Add entries whose hashes differ from each other and from those that are there."""
        before = len(self)
        self._firsts.append(hashes[0])
        self._seconds.append(hashes[1])
        if 2 * len(self) > len(self._slots):
            size = len(self._slots)
            while 2 * len(self) > size:
                size *= 4
            self._slots, before = np.full(size, FREE, dtype=np.int64), 0
        firsts = self._firsts.values[before:]
        place_in(self._slots, firsts, pack(_tags(firsts), np.arange(before, len(self))))


def place_in(slots: npt.NDArray[np.signedinteger], firsts: Hashes, values: npt.NDArray[np.signedinteger]) -> None:
    """Put values that differ into free slots, each as near after the place of its hash as can be."""
    places = first_places(firsts, len(slots))
    while len(values):
        free = slots[places] == FREE
        slots[places[free]] = values[free]
        outside = slots[places] != values
        values, places = values[outside], (places[outside] + 1) & (len(slots) - 1)


def first_places(firsts: Hashes, size: int) -> Column:
    """The slot at which each search begins: the upper bits of its hash, in which all of the text has a part."""
    return (firsts >> np.uint64(65 - size.bit_length())).astype(np.int64)


def _tags(firsts: Hashes) -> Column:
    return (firsts & _TAG).astype(np.int64)
