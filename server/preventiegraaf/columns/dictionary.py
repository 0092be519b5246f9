"""Terms and their numbers: each term has one number, counted from 0 in the order in which terms are met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.hashing import PADDING, Hasher, Hashes
from preventiegraaf.columns.hashtable import FREE, HashTable, place_in
from preventiegraaf.columns.packing import Column, Mask
from preventiegraaf.columns.terms import Term, term_of, text_of
from preventiegraaf.columns.texts import Kinds, Texts

_SEED = b"preventiegraaf"
"""The hashes of files have the same keys always, so that the same terms give the same bytes."""


class Dictionary:
    """The numbers of terms; terms can be added, none is ever removed or renumbered.

    One that was opened from files is mapped, not read; what is added to it stays in memory.
    """

    def __init__(self) -> None:
        self._texts = Texts()
        self._slots: npt.NDArray[np.int32] | None = None

    @classmethod
    def open(cls, folder: Path) -> Dictionary:
        """The dictionary that `write` wrote."""
        dictionary = cls()
        dictionary._texts = Texts.open(folder)
        dictionary._slots = np.asarray(np.load(folder / "slots.npy", mmap_mode="r"))
        return dictionary

    def write(self, folder: Path) -> None:
        """Write the dictionary into a new folder: the same terms in the same order give the same bytes."""
        folder.mkdir(parents=True)
        self._texts.write(folder)
        slots = np.full(2 << (2 * len(self)).bit_length(), FREE, dtype=np.int32)
        place_in(slots, self._hashes_of_all(Hasher(_SEED))[0], np.arange(len(self), dtype=np.int32))
        np.save(folder / "slots.npy", slots)

    def in_order(self, numbers: Column) -> tuple[Dictionary, Column]:
        """The terms of these numbers, each given once, numbered in the order of their texts.

        Also, for each number of this dictionary, the new one, or -1 for a term that is left out.
        """
        texts = self.texts(numbers)
        ordered = Dictionary()
        ordered.add_all(sorted(texts))
        renumbered = np.full(len(self), FREE, dtype=np.int64)
        renumbered[numbers] = ordered.numbers(texts)
        return ordered, renumbered

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def kinds(self) -> Kinds:
        """For each number the `Kind` of its term."""
        return self._texts.kinds

    def number(self, text: bytes) -> int | None:
        """The number of a term by its N-Triples text, or None if it has none."""
        if self._slots is not None:
            return self._number_in(self._slots, text)
        number = int(self.find(np.array([self.hasher.of(text)], dtype=np.uint64).T)[0])
        return None if number == FREE else number

    def numbers(self, texts: Sequence[bytes]) -> Column:
        """The numbers of several terms, -1 for one that has none."""
        if self._slots is not None:
            found = (self._number_in(self._slots, text) for text in texts)
            return np.fromiter((FREE if number is None else number for number in found), dtype=np.int64)
        return self.find(_hashes(self.hasher, b"".join(texts), _lengths(texts)))

    def text(self, number: int) -> bytes:
        """The N-Triples text of a term; raises IndexError for a number that is none."""
        return self._texts[number]

    def texts(self, numbers: Column, within: int = 0) -> list[bytes]:
        """The N-Triples texts of several terms, in the order of the numbers.

        `within` leaves out so many bytes at both ends of each: 1 gives IRIs without their brackets.
        """
        return self._texts.several(numbers, within)

    def lengths(self, numbers: Column) -> Column:
        """How many bytes the texts of several terms have."""
        offsets = self._texts.offsets
        return offsets[numbers + 1] - offsets[numbers]

    def reader(self) -> Callable[[int], bytes]:
        """What gives the text of a number that there is, quicker than `text`, as long as no term is added."""
        return self._texts.reader()

    def starting_with(self, start: bytes) -> Mask:
        """For each number whether the text of its term begins so."""
        return self._texts.starting_with(start)

    def ending_with(self, end: bytes) -> Mask:
        """For each number whether the text of its term ends with a byte."""
        return self._texts.ending_with(end)

    def add(self, text: bytes) -> int:
        """The number of a term, which is given one if it has none."""
        number = self.number(text)
        return int(self.add_all([text])[0]) if number is None else number

    def add_all(self, texts: Sequence[bytes]) -> Column:
        """The numbers of several terms; those that have none are given one, in their order."""
        lengths = _lengths(texts)
        hashes = _hashes(self.hasher, b"".join(texts), lengths)
        numbers = self.find(hashes)
        while len(missing := np.flatnonzero(numbers == FREE)):
            rows = missing[first_of_each(hashes[:, missing])[0]]
            self.append(b"".join([texts[row] for row in rows.tolist()]), lengths[rows], hashes[:, rows])
            numbers[missing] = self.find(hashes[:, missing])
        return numbers

    def number_of(self, term: Term) -> int | None:
        """The number of a term, or None if it has none."""
        return self.number(text_of(term))

    def term(self, number: int) -> Term:
        """The term of a number; raises IndexError for a number that is none."""
        return term_of(self.text(number))

    def add_term(self, term: Term) -> int:
        """The number of a term, which is given one if it has none."""
        return self.add(text_of(term))

    @cached_property
    def hasher(self) -> Hasher:
        """What makes the hashes by which `find` and `append` know texts."""
        return Hasher()

    def find(self, hashes: Hashes) -> Column:
        """The numbers of the terms whose texts have these hashes, -1 where there is none."""
        return self._table.find(hashes)

    def append(self, content: bytes, lengths: Column, hashes: Hashes) -> Column:
        """Add terms that are not there and differ from each other, and give their numbers.

        `content` holds their texts one after the other.
        """
        before = len(self)
        self._table.add(hashes)
        self._texts.append(content, lengths)
        self._slots = None
        return np.arange(before, len(self))

    @cached_property
    def _table(self) -> HashTable:
        table = HashTable()
        table.add(self._hashes_of_all(self.hasher))
        return table

    def _hashes_of_all(self, hasher: Hasher) -> Hashes:
        return _hashes(hasher, self._texts.content, np.diff(self._texts.offsets))

    def _number_in(self, slots: npt.NDArray[np.int32], text: bytes) -> int | None:
        place = self._fixed.first_of(text) >> (65 - len(slots).bit_length())
        while (number := int(slots[place])) != FREE:
            if self._texts[number] == text:
                return number
            place = (place + 1) & (len(slots) - 1)
        return None

    @cached_property
    def _fixed(self) -> Hasher:
        return Hasher(_SEED)


def first_of_each(hashes: Hashes) -> tuple[Column, Column]:
    """The places at which a first number stands for the first time, in ascending order, and for each the one like it.

    The latter counts among the former.
    """
    _, firsts, alike = np.unique(hashes[0], return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return firsts[order], ranks[alike]


def _lengths(texts: Sequence[bytes]) -> Column:
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))


def _hashes(hasher: Hasher, content: bytes, lengths: Column) -> Hashes:
    ends = np.cumsum(lengths)
    return hasher.hashes(np.frombuffer(content + bytes(PADDING), dtype=np.uint8), ends - lengths, ends)
