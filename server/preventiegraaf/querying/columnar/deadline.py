"""How long a query may still take, and how much memory."""

from __future__ import annotations

import math
import sys
import time

from preventiegraaf.errors import QueryTimeoutError
from preventiegraaf.querying.columnar.algebra import NotAdmittedError

_SHARE = 0.95
"""A query that is stopped here has this share of its time, so that its process need not be killed at the end of it."""
_CELL = 8


class Bounds:
    """The bounds of one query: asked between and inside operators."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._end = time.monotonic() + _SHARE * seconds

    def check(self) -> None:
        """Raise QueryTimeoutError if the time is over."""
        if time.monotonic() > self._end:
            raise QueryTimeoutError(
                f"The query took longer than the limit of {self._seconds:g} s. Ask for less, or download the graph."
            )

    def room(self, rows: int, columns: int) -> None:
        """Raise NotAdmittedError where so many rows and columns would take more than is theirs: the store may do it."""
        if rows * (columns + 2) * _CELL > self._memory:
            raise NotAdmittedError("it needs more rows at once than there is room for")

    @classmethod
    def none(cls) -> Bounds:
        """Bounds that nothing reaches."""
        return cls(math.inf, sys.maxsize)
