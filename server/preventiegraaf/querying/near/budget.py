"""The work that a query may take, counted before it is done."""

from __future__ import annotations

from collections.abc import Callable

BYTES = 100
"""So many bytes of a text are counted as one unit of work."""


class TooMuchError(Exception):
    """The answer would take more work than may be done here; never leaves the package."""


class Budget:
    """The work that may still be done for a query."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, work: int) -> None:
        """Take so much for what is about to be done. Raises TooMuchError if so much is not left."""
        self.left -= work
        if self.left < 0:
            raise TooMuchError

    def paying(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """What reads texts by their numbers, and spends as much as each is long."""

        def paid(number: int) -> bytes:
            text = read(number)
            self.spend(1 + len(text) // BYTES)
            return text

        return paid
