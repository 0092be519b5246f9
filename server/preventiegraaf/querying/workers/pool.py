"""Worker processes that answer queries: a deadline that kills, a queue that ends, and a place for each client."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from preventiegraaf.errors import EngineError, QueryMemoryError, QueryTimeoutError, QueryTooComplexError
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.workers.forking import ForkServer
from preventiegraaf.querying.workers.process import Worker
from preventiegraaf.querying.workers.turns import Crew, Turn, Turns

_LOG = logging.getLogger(__name__)
_ATTEMPTS = 2


class Pool:
    """The workers of one snapshot, which the fork server starts, and the queue in front of them."""

    def __init__(self, forks: ForkServer, stores: tuple[Path, Path], limits: Limits, crew: Crew) -> None:
        self._forks, self._stores, self._limits = forks, stores, limits
        self._turns = Turns(crew)
        self._lock = threading.Lock()
        self._most_idle = crew.workers + crew.spare
        self._idle: deque[Worker | None] = deque(self._hire() for _ in range(self._most_idle))
        self._closed = False

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task.

        Raises BusyError and TooManyQueriesError before the query is begun, and QueryTimeoutError, QueryMemoryError,
        QueryTooComplexError, QueryAbandonedError, AnswerTooLargeError, QuerySyntaxError, QueryRefusedError, UsageError
        or EngineError after.
        """
        with self._turns.turn(client, abandoned) as turn:
            for _ in range(_ATTEMPTS):
                with self._worker(turn) as worker, suppress(ConnectionAbortedError):
                    return self._asked(worker, task, turn, abandoned)
            raise EngineError("No process could be started to answer the query. The operator can see why.")

    def _asked(self, worker: Worker, task: Task, turn: Turn, abandoned: Callable[[], bool]) -> Written:
        """The answer of a worker; a query that is to blame for its end tells against its client."""
        try:
            return worker.ask(task, partial(self._attend, turn, worker, abandoned))
        except (QueryMemoryError, QueryTimeoutError, QueryTooComplexError):
            self._turns.distrust(turn.client)
            raise

    def _attend(self, turn: Turn, worker: Worker, abandoned: Callable[[], bool]) -> bool:
        """Whether the client hung up; called now and then while a query runs. Raises BusyError if it has to end.

        A query that turns out to be a long one lets others go first, and a new worker takes the next short one.
        """
        if self._turns.outlasts(turn, worker.work()):
            worker.step_back()
            if not self._closed:
                self._add(self._instead_of(None))
        return abandoned()

    @contextmanager
    def _worker(self, turn: Turn) -> Iterator[Worker]:
        """A worker of one's own; it, or one that takes its place, is free for the next query afterwards."""
        worker = self._take()
        try:
            if worker is None or not worker.alive:
                worker = self._instead_of(worker)
            if worker is None:
                raise EngineError("No process could be started to answer the query. The operator can see why.")
            yield worker
        finally:
            self._give_back(worker, turn)

    def _take(self) -> Worker | None:
        """An idle worker: as many are idle as turns are free; None for one that could not be started before."""
        with self._lock:
            return self._idle.popleft() if self._idle else None

    def _give_back(self, worker: Worker | None, turn: Turn) -> None:
        """Let a worker be free for the next query; where it can answer none any more, a new one."""
        if worker is not None and (turn.is_long or self._closed or not worker.alive):
            worker.kill()  # after a long query another has its place already, and it may not step forward again
            worker = None
        if not turn.is_long and not self._closed:
            self._add(worker or self._instead_of(None))

    def _add(self, worker: Worker | None) -> None:
        """Let a worker wait for queries, unless there are enough that do."""
        with self._lock:
            is_needed = not self._closed and len(self._idle) < self._most_idle
            if is_needed:
                self._idle.append(worker)
        if worker is not None and not is_needed:
            worker.kill()

    def _instead_of(self, worker: Worker | None) -> Worker | None:
        """A new worker in the place of one that has ended, or None if the system can start no process now."""
        if worker is not None:
            worker.kill()
        try:
            return self._hire()
        except OSError:
            _LOG.exception("A query worker could not be started")
            return None

    def _hire(self) -> Worker:
        return Worker(self._forks, self._stores, self._limits)

    def close(self) -> None:
        """End every idle worker now, and each busy one when its query ends; who still asks gets a worker for once."""
        with self._lock:
            self._closed = True
            idle = [worker for worker in self._idle if worker is not None]
            self._idle.clear()
        for worker in idle:
            worker.kill()
