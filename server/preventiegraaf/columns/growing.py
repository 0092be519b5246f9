"""A column of numbers that grows at its end."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

_Number = TypeVar("_Number", bound=np.generic)
_LEAST = 1024


class Growing(Generic[_Number]):
    """Numbers in memory, with room for more: appending n numbers one by one costs in proportion to n.

    It begins as a view of the numbers that it is given, which may be mapped from a file; they are copied when it grows.
    """

    def __init__(self, numbers: npt.NDArray[_Number]) -> None:
        self._room, self._length = numbers, len(numbers)

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> npt.NDArray[_Number]:
        """The numbers; a view that holds until more are appended."""
        return self._room[: self._length]

    def append(self, numbers: npt.NDArray[_Number]) -> None:
        """Add numbers at the end."""
        length = self._length + len(numbers)
        if length > len(self._room):
            room = np.empty(max(_LEAST, length, self._length * 3 // 2), dtype=self._room.dtype)
            room[: self._length] = self.values
            self._room = room
        self._room[self._length : length] = numbers
        self._length = length
