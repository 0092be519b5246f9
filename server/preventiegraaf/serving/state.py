"""What a server process serves at a moment: a snapshot with its application, workers and cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from preventiegraaf.errors import SnapshotError
from preventiegraaf.paths import Root, open_root
from preventiegraaf.querying import Pool, read_questions
from preventiegraaf.querying.pool import crew_of
from preventiegraaf.querying.task import limits_of
from preventiegraaf.serving.cache import AnswerCache
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.served import Served

_MEGABYTE = 1_000_000


class State:
    """One snapshot being served; it lets go of its workers when it is retired and its last request is done."""

    def __init__(self, snapshot: Snapshot, root: Root, settings: Settings) -> None:
        self.digest = snapshot.digest
        self.cache = AnswerCache(settings.cache_megabytes * _MEGABYTE)
        self._pool = Pool(snapshot.stores, limits_of(settings), crew_of(settings))
        questions = {question.name: question for question in read_questions(root.queries)}
        self.application: Flask = create_app(Served(snapshot, self._pool, questions, settings.public_url))
        self._lock = threading.Lock()
        self._requests = 0
        self._retired = False

    @contextmanager
    def request(self) -> Iterator[State]:
        """Hold the state for the time of a request."""
        with self._lock:
            self._requests += 1
        try:
            yield self
        finally:
            with self._lock:
                self._requests -= 1
                self._close_if_done()

    def retire(self) -> None:
        """Take no new requests; end the workers when the last request is done."""
        with self._lock:
            self._retired = True
            self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and self._requests == 0:
            self._pool.close()


class CurrentState:
    """The state of a process, renewed when the shelf has a newer snapshot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._root = open_root(settings.root)
        self._shelf = Shelf(settings.snapshots, self._root)
        self.state = self._open()

    def renew(self) -> bool:
        """Switch to the current snapshot of the shelf, if it is another one, and tell whether it was."""
        current = self._shelf.current()
        if current is None or current.digest == self.state.digest:
            return False
        former, self.state = self.state, self._open()
        former.retire()
        return True

    def _open(self) -> State:
        snapshot = self._shelf.current()
        if snapshot is None:
            raise SnapshotError(f"There is no snapshot in {self._shelf.folder}. Run preventiegraaf build.")
        return State(snapshot, self._root, self._settings)
