"""Worker processes that answer queries: a deadline that kills, a queue that ends, and a place for each client."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from preventiegraaf.errors import (
    AnswerTooLargeError,
    BusyError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    TooManyQueriesError,
    UsageError,
)
from preventiegraaf.querying.task import INLINE, Limits, Task, Written
from preventiegraaf.settings import Settings

_START_SECONDS = 20.0
_GLANCE = 0.1


@dataclass(frozen=True)
class Crew:
    """How many workers there are, how many queries may wait and for how long, and how many one client may have."""

    workers: int = 2
    waiting: int = 32
    patience: float = 5.0
    per_client: int = 8


class Worker:
    """One process; killed rather than mended."""

    def __init__(self, stores: tuple[Path, Path], limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        arguments = [str(theirs.fileno()), *map(str, stores), json.dumps(asdict(limits))]
        command = [sys.executable, "-m", "preventiegraaf.querying.worker", *arguments]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        theirs.close()
        self._channel, self._messages = ours, Connection(os.dup(ours.fileno()))
        self._limits = limits
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, task: Task, abandoned: Callable[[], bool]) -> Written:
        """The answer to a task. Raises an error of ours; after some of them the process is no longer alive."""
        try:
            self._await_start()
            self._messages.send_bytes(json.dumps(asdict(task)).encode())
            self._await(self._limits.seconds, abandoned)
            return self._receive()
        except (EOFError, OSError) as error:
            self.kill()
            raise QueryMemoryError(
                f"The query needed more memory than {self._limits.memory // 1_000_000} MB. Ask for less at a time."
            ) from error
        except (QueryTimeoutError, QueryAbandonedError):
            self.kill()
            raise

    def _await_start(self) -> None:
        if not self._ready:
            if not self._messages.poll(_START_SECONDS):
                raise EOFError
            self._messages.recv_bytes()
            self._ready = True

    def _await(self, seconds: float, abandoned: Callable[[], bool]) -> None:
        deadline = time.monotonic() + seconds
        while not self._messages.poll(min(_GLANCE, max(0.0, deadline - time.monotonic()))):
            if abandoned():
                raise QueryAbandonedError("The client hung up.")
            if time.monotonic() >= deadline:
                raise QueryTimeoutError(
                    f"The query took longer than the limit of {seconds:g} s. Ask for less, or download the graph."
                )

    def _receive(self) -> Written:
        head = json.loads(self._messages.recv_bytes())
        if "error" in head:
            raise _error(head["error"], head["fields"])
        size = head.pop("size")
        if size <= INLINE:
            return Written(self._messages.recv_bytes(), **head)
        _, descriptors, _, _ = socket.recv_fds(self._channel, 1, 1)
        return Written(os.fdopen(descriptors[0], "rb"), **head)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._messages.close()
        self._channel.close()


class Pool:
    """The workers of one snapshot, and the queue in front of them."""

    def __init__(self, stores: tuple[Path, Path], limits: Limits, crew: Crew) -> None:
        self._stores, self._limits, self._crew = stores, limits, crew
        self._free = threading.Condition()
        self._idle = deque(self._hire() for _ in range(crew.workers))
        self._clients: Counter[str] = Counter()
        self._waiting = 0
        self._closed = False

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task.

        Raises BusyError and TooManyQueriesError before the query is begun, and QueryTimeoutError, QueryMemoryError,
        QueryAbandonedError, AnswerTooLargeError, QuerySyntaxError or QueryRefusedError after.
        """
        with self._place_of(client):
            worker = self._take(abandoned)
            try:
                return worker.ask(task, abandoned)
            finally:
                self._give_back(worker)

    @contextmanager
    def _place_of(self, client: str) -> Iterator[None]:
        with self._free:
            if self._clients[client] >= self._crew.per_client:
                raise TooManyQueriesError(
                    f"You have {self._crew.per_client} queries under way, which is the limit. Wait for one to end."
                )
            self._clients[client] += 1
        try:
            yield
        finally:
            with self._free:
                self._clients[client] -= 1
                if not self._clients[client]:
                    del self._clients[client]

    def _take(self, abandoned: Callable[[], bool]) -> Worker:
        deadline = time.monotonic() + self._crew.patience
        with self._free:
            if not self._idle and self._waiting >= self._crew.waiting:
                raise BusyError("All workers are busy and the queue is full. Try again in a moment.")
            self._waiting += 1
            try:
                while not self._idle:
                    if abandoned():
                        raise QueryAbandonedError("The client hung up.")
                    if time.monotonic() >= deadline:
                        raise BusyError("All workers are busy with other queries. Try again in a moment.")
                    self._free.wait(_GLANCE)
                return self._idle.popleft()
            finally:
                self._waiting -= 1

    def _give_back(self, worker: Worker) -> None:
        """Make the worker, or one that takes its place, free for the next query."""
        fresh = worker if worker.alive else self._hire()
        with self._free:
            if self._closed:
                fresh.kill()
                return
            self._idle.append(fresh)
            self._free.notify()

    def _hire(self) -> Worker:
        return Worker(self._stores, self._limits)

    def close(self) -> None:
        """End every idle worker now, and each busy one when its query ends."""
        with self._free:
            self._closed = True
            while self._idle:
                self._idle.popleft().kill()


def _error(name: str, fields: dict[str, Any]) -> PreventiegraafError:
    """The error of ours that a worker met, made again from its class and fields."""
    kinds: dict[str, type[PreventiegraafError]] = {
        kind.__name__: kind for kind in (AnswerTooLargeError, QueryRefusedError, QuerySyntaxError, UsageError)
    }
    kind = kinds.get(name, PreventiegraafError)
    return kind(**fields) if kind is QuerySyntaxError else kind(fields["message"])


def crew_of(settings: Settings) -> Crew:
    """The crew that the settings give."""
    return Crew(
        workers=settings.query_workers,
        waiting=settings.query_waiting,
        patience=settings.query_patience,
        per_client=settings.queries_per_client,
    )
