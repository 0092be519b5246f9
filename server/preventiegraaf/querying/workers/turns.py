"""Whose turn it is: so many queries at a time, short ones first, and a fair share for each client.

A query that has gone on for more than a second is a long one. It leaves its place to the next query and goes on beside
the short ones, with as few others as the crew allows; where there are more, one of the client that had most is ended.
Of those that wait, queries of clients whose last ones were short go first, then those of clients that are not known,
and last those of clients that asked long ones; these two leave one worker to the first. Among equals who had least goes
first. So clients that ask for much wait for each other. Many people behind one address count as one client: they go in
the order in which they came.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from preventiegraaf.errors import BusyError, QueryAbandonedError, TooManyQueriesError
from preventiegraaf.querying.workers.shares import Shares, Standing
from preventiegraaf.settings import Settings

_GLANCE = 0.1
_LONG_SECONDS = 1.0


@dataclass(frozen=True)
class Crew:
    """How many workers there are, how many queries may wait and for how long, and how many one client may have.

    `long` is how many long queries may go on beside the workers' others, 0 for no such difference; `spare` is how many
    processes stand ready to take the place of one that ends.
    """

    workers: int = 2
    waiting: int = 32
    patience: float = 5.0
    per_client: int = 8
    long: int = 0
    spare: int = 0


@dataclass(eq=False)
class Turn:
    """The place of one query: in the queue until it begins, then among the short ones, then perhaps the long ones."""

    client: str
    number: int
    called: threading.Event = field(default_factory=threading.Event)
    begin: float | None = None
    is_long: bool = False
    dismissed: str = ""


class Turns:
    """Hands out as many turns at a time as a crew has workers."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._lock = threading.Lock()
        self._count = 0
        self._waiting: list[Turn] = []
        self._short: list[Turn] = []
        self._long: list[Turn] = []
        self._clients: Counter[str] = Counter()
        self._shares = Shares()

    @contextmanager
    def turn(self, client: str, abandoned: Callable[[], bool]) -> Iterator[Turn]:
        """A turn for the time of a block, waited for if need be.

        Raises TooManyQueriesError, BusyError or QueryAbandonedError where there is none.
        """
        turn = self._enter(client)
        try:
            self._wait(turn, abandoned)
            yield turn
        finally:
            self._leave(turn)

    def outlasts(self, turn: Turn, work: float) -> bool:
        """Whether a query has just become a long one, so that another may begin. Raises BusyError if it has to end.

        `work` is the processor time, in seconds, that it has used: on a busy machine a small query may take long, and
        that does not tell against its client.
        """
        with self._lock:
            if self._crew.long and work > _LONG_SECONDS:
                self._shares.note_late(turn.client)
            late = turn.begin is not None and time.monotonic() - turn.begin > _LONG_SECONDS
            becomes_long = bool(self._crew.long and late and not turn.is_long)
            if becomes_long:
                self._set_apart(turn)
        if turn.dismissed:
            raise BusyError(turn.dismissed)
        return becomes_long

    def distrust(self, client: str) -> None:
        """Let a client whose query ended its worker count as one that asks long ones."""
        with self._lock:
            if self._crew.long:
                self._shares.note_late(client)

    def _enter(self, client: str) -> Turn:
        with self._lock:
            if self._clients[client] >= self._crew.per_client:
                raise TooManyQueriesError(
                    f"You have {self._crew.per_client} queries under way, which is the limit. Wait for one to end."
                )
            self._clients[client] += 1
            self._count += 1
            turn = Turn(client, self._count)
            self._waiting.append(turn)
            self._advance()
            if len(self._waiting) > self._crew.waiting:
                last = max(self._waiting, key=self._rank)
                self._waiting.remove(last)
                last.dismissed = "All workers are busy and the queue is full. Try again in a moment."
                last.called.set()
        return turn

    def _wait(self, turn: Turn, abandoned: Callable[[], bool]) -> None:
        deadline = time.monotonic() + self._crew.patience
        while not turn.called.wait(min(_GLANCE, max(0.0, deadline - time.monotonic()))):
            if abandoned():
                raise QueryAbandonedError("The client hung up.")
            if time.monotonic() >= deadline:
                raise BusyError("All workers are busy with other queries. Try again in a moment.")
        if turn.dismissed:
            raise BusyError(turn.dismissed)

    def _leave(self, turn: Turn) -> None:
        with self._lock:
            self._clients[turn.client] -= 1
            if not self._clients[turn.client]:
                del self._clients[turn.client]
            for place in (self._waiting, self._short, self._long):
                if turn in place:
                    place.remove(turn)
            if turn.begin is not None:
                self._shares.add(turn.client, time.monotonic() - turn.begin)
            self._advance()

    def _advance(self) -> None:
        """Let the first of those that wait begin, as long as there is room; one place is for trusted clients only."""
        while self._waiting and len(self._short) < self._crew.workers:
            first = min(self._waiting, key=self._rank)
            others = sum(self._shares.standing(turn.client) is not Standing.TRUSTED for turn in self._short)
            is_other = self._crew.long and self._shares.standing(first.client) is not Standing.TRUSTED
            if is_other and others >= max(1, self._crew.workers - 1):
                return
            self._waiting.remove(first)
            self._short.append(first)
            first.begin = time.monotonic()
            first.called.set()

    def _set_apart(self, turn: Turn) -> None:
        """Put a query among the long ones, and dismiss the one that can best be missed if they are too many."""
        turn.is_long = True
        self._short.remove(turn)
        self._long.append(turn)
        if len(self._long) > self._crew.long:
            last = max(self._long, key=self._rank)
            self._long.remove(last)
            last.dismissed = "The query takes long, and other long ones are under way. Try again in a moment."
        self._advance()

    def _rank(self, turn: Turn) -> tuple[int, int, int]:
        """The less, the sooner it is this one's turn."""
        now = time.monotonic()
        under_way = (*self._short, *self._long)
        running = sum(now - (other.begin or now) for other in under_way if other.client == turn.client)
        return self._shares.standing(turn.client), int(self._shares.of(turn.client) + running), turn.number


def crew_of(settings: Settings) -> Crew:
    """The crew that the settings give."""
    return Crew(
        workers=settings.query_workers,
        waiting=settings.query_waiting,
        patience=settings.query_patience,
        per_client=settings.queries_per_client,
        long=settings.query_long,
        spare=1,
    )
