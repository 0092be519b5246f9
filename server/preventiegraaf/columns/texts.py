"""The texts of numbered terms in one piece, with their kinds; in memory, or mapped from files."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.growing import Growing
from preventiegraaf.columns.packing import Column, Mask
from preventiegraaf.columns.terms import Kind

Kinds = npt.NDArray[np.uint8]

_KIND_OF_BYTE = np.full(256, Kind.LITERAL, dtype=np.uint8)
_KIND_OF_BYTE[ord("<")] = Kind.IRI
_KIND_OF_BYTE[ord("_")] = Kind.BLANK_NODE


class Texts:
    """Texts by number; more can be appended."""

    def __init__(self) -> None:
        self._content: bytearray | mmap.mmap | bytes = bytearray()
        self._offsets = Growing(np.zeros(1, dtype=np.int64))
        self._kinds = Growing(np.empty(0, dtype=np.uint8))

    @classmethod
    def open(cls, folder: Path) -> Texts:
        """The texts that `write` wrote, mapped from its files."""
        texts = cls()
        texts._content = _mapped(folder / "texts.bin")
        texts._offsets = Growing(np.asarray(np.load(folder / "offsets.npy", mmap_mode="r")))
        texts._kinds = Growing(np.asarray(np.load(folder / "kinds.npy", mmap_mode="r")))
        return texts

    def write(self, folder: Path) -> None:
        """Write the texts into an existing folder."""
        (folder / "texts.bin").write_bytes(self._content)
        np.save(folder / "offsets.npy", self._offsets.values)
        np.save(folder / "kinds.npy", self._kinds.values)

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def kinds(self) -> Kinds:
        """For each number the `Kind` of its term."""
        return self._kinds.values

    @property
    def offsets(self) -> Column:
        """Where each text begins among all, and after the last where it ends."""
        return self._offsets.values

    @property
    def content(self) -> bytes:
        """All texts, one after the other."""
        return bytes(self._content)

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        begin, end = self.offsets[number : number + 2].tolist()
        return bytes(self._content[begin:end])

    def reader(self) -> Callable[[int], bytes]:
        """What gives the text of a number that there is, as long as none is appended."""
        offsets, content = self.offsets.data, self._content
        return lambda number: bytes(content[offsets[number] : offsets[number + 1]])

    def several(self, numbers: Column, within: int = 0) -> list[bytes]:
        """The texts of several numbers, in their order; `within` leaves out so many bytes at both ends of each."""
        many = isinstance(self._content, bytearray) and 2 * len(numbers) > len(self)
        content, offsets = self.content if many else self._content, self.offsets  # a piece of bytes is not made twice
        begins, ends = (offsets[numbers] + within).tolist(), (offsets[numbers + 1] - within).tolist()
        places = zip(begins, ends, strict=True)
        if isinstance(content, bytearray):
            return [bytes(content[begin:end]) for begin, end in places]
        return [content[begin:end] for begin, end in places]

    def starting_with(self, start: bytes) -> Mask:
        """For each text whether it begins so."""
        begins, lengths = self.offsets[:-1], np.diff(self.offsets)
        rows = np.flatnonzero(lengths >= len(start))
        letters = np.frombuffer(self._content, dtype=np.uint8) if self._content else np.empty(0, dtype=np.uint8)
        for place in reversed(range(len(start))):  # the ends of namespaces differ most
            rows = rows[letters[begins[rows] + place] == start[place]]
        found = np.zeros(len(self), dtype=np.bool_)
        found[rows] = True
        return found

    def ending_with(self, end: bytes) -> Mask:
        """For each text whether it ends with a byte; no text is empty."""
        letters = np.frombuffer(self._content, dtype=np.uint8) if self._content else np.empty(0, dtype=np.uint8)
        found: Mask = letters[self.offsets[1:] - 1] == end[0]
        return found

    def append(self, content: bytes, lengths: Column) -> None:
        """Add texts, which stand one after the other in `content`."""
        if not isinstance(self._content, bytearray):
            self._content = bytearray(self._content)
        ends = np.cumsum(lengths)
        letters = np.frombuffer(content, dtype=np.uint8)
        kinds = _KIND_OF_BYTE[letters[ends - lengths]]
        quoted = (kinds == Kind.IRI) & (letters[ends - lengths + 1] == ord("<"))
        kinds[quoted] = Kind.TRIPLE
        self._kinds.append(kinds)
        self._offsets.append(ends + len(self._content))
        self._content += content


def _mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file, mapped; a file without bytes cannot be."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
