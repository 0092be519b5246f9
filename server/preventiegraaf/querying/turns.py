"""Whose turn it is: so many queries at a time, a queue that ends, and a place for each client."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from preventiegraaf.errors import BusyError, QueryAbandonedError, TooManyQueriesError
from preventiegraaf.settings import Settings

_GLANCE = 0.1


@dataclass(frozen=True)
class Crew:
    """How many workers there are, how many queries may wait and for how long, and how many one client may have."""

    workers: int = 2
    waiting: int = 32
    patience: float = 5.0
    per_client: int = 8


class Turns:
    """Hands out as many turns at a time as a crew has workers."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._changed = threading.Condition()
        self._free = crew.workers
        self._waiting = 0
        self._clients: Counter[str] = Counter()

    @contextmanager
    def turn(self, client: str, abandoned: Callable[[], bool]) -> Iterator[None]:
        """A turn for the time of a block, waited for if need be.

        Raises TooManyQueriesError, BusyError or QueryAbandonedError where there is none.
        """
        with self._place_of(client):
            self._take(abandoned)
            try:
                yield
            finally:
                with self._changed:
                    self._free += 1
                    self._changed.notify()

    @contextmanager
    def _place_of(self, client: str) -> Iterator[None]:
        with self._changed:
            if self._clients[client] >= self._crew.per_client:
                raise TooManyQueriesError(
                    f"You have {self._crew.per_client} queries under way, which is the limit. Wait for one to end."
                )
            self._clients[client] += 1
        try:
            yield
        finally:
            with self._changed:
                self._clients[client] -= 1
                if not self._clients[client]:
                    del self._clients[client]

    def _take(self, abandoned: Callable[[], bool]) -> None:
        deadline = time.monotonic() + self._crew.patience
        with self._changed:
            if not self._free and self._waiting >= self._crew.waiting:
                raise BusyError("All workers are busy and the queue is full. Try again in a moment.")
            self._waiting += 1
            try:
                while not self._free:
                    if abandoned():
                        raise QueryAbandonedError("The client hung up.")
                    if time.monotonic() >= deadline:
                        raise BusyError("All workers are busy with other queries. Try again in a moment.")
                    self._changed.wait(_GLANCE)
                self._free -= 1
            finally:
                self._waiting -= 1


def crew_of(settings: Settings) -> Crew:
    """The crew that the settings give."""
    return Crew(
        workers=settings.query_workers,
        waiting=settings.query_waiting,
        patience=settings.query_patience,
        per_client=settings.queries_per_client,
    )
