"""The two forms in which a search index stands on disk: sorted lists of texts, and groups of numbers.

Both are mapped into memory, so that all processes share them and opening costs nothing.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float32]


def _mapped(path: Path) -> NDArray[Any]:
    """An array in a file, mapped; a plain array over it, for each step on a memmap costs more."""
    return np.asarray(np.load(path, mmap_mode="r"))


class TextList(Sequence[str]):
    """Texts by number, each on a line of a file; `find` and `prefixed` need them sorted by their UTF-8 bytes."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts: Numbers = _mapped(path.with_suffix(".npy"))

    @staticmethod
    def write(path: Path, texts: Iterable[str]) -> None:
        """Write texts without line ends; the file begins with a line end, so that it is never empty."""
        lines = [f"{text}\n".encode() for text in texts]
        path.write_bytes(b"\n" + b"".join(lines))
        np.save(path.with_suffix(".npy"), np.array([*accumulate(map(len, lines), initial=1)], dtype=np.int64))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        return self._bytes(number).decode()

    def _bytes(self, number: int) -> bytes:
        return self._lines[int(self._starts[number]) : int(self._starts[number + 1]) - 1]

    def find(self, text: str) -> int | None:
        """The number of a text, or None if it is not there."""
        number = self._place(text.encode())
        return number if number < len(self) and self[number] == text else None

    def prefixed(self, beginning: str) -> range:
        """The numbers of the texts with this beginning."""
        return range(self._place(beginning.encode()), self._place(beginning.encode() + b"\xff"))

    def _place(self, text: bytes) -> int:
        """How many texts come before this one."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._bytes(middle) < text else (low, middle)
        return low

    def containing(self, part: str) -> Iterator[int]:
        """The numbers of the texts with this inside, in their order."""
        sought, place = part.encode(), self._lines.find(part.encode())
        while place >= 0:
            number = int(np.searchsorted(self._starts, place, side="right")) - 1
            yield number
            place = self._lines.find(sought, int(self._starts[number + 1]))

    def lengths(self) -> Numbers:
        """The length of each text in bytes."""
        return np.diff(self._starts) - 1


class Groups:
    """For each number from 0 a group of numbers, and perhaps a weight for each of these."""

    def __init__(self, path: Path) -> None:
        self.starts: Numbers = _mapped(path.with_suffix(".starts.npy"))
        self.members: NDArray[np.uint32] = _mapped(path.with_suffix(".members.npy"))
        weights = path.with_suffix(".weights.npy")
        self.weights: Weights | None = _mapped(weights) if weights.exists() else None

    @staticmethod
    def write(path: Path, groups: Iterable[Sequence[int]], weights: Iterable[Sequence[float]] | None = None) -> None:
        """Write the groups in their order, and a weight for each member if weights are given."""
        members = [np.asarray(group, dtype=np.uint32) for group in groups]
        starts = [*accumulate(map(len, members), initial=0)]
        np.save(path.with_suffix(".starts.npy"), np.array(starts, dtype=np.int64))
        np.save(path.with_suffix(".members.npy"), np.concatenate([np.empty(0, np.uint32), *members]))
        if weights is not None:
            columns = [np.asarray(column, dtype=np.float32) for column in weights]
            np.save(path.with_suffix(".weights.npy"), np.concatenate([np.empty(0, np.float32), *columns]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, number: int) -> NDArray[np.uint32]:
        """The members of one group."""
        return self.members[self.span(number, number + 1)]

    def span(self, first: int, last: int) -> slice:
        """The place of the members of the groups from `first` up to, not including, `last`."""
        return slice(int(self.starts[first]), int(self.starts[last]))
