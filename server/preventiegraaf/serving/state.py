"""What a server process serves at a moment: a snapshot with its application, workers and cache."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from flask import Flask

from preventiegraaf.errors import SnapshotError
from preventiegraaf.namespaces import graph_iri
from preventiegraaf.paths import open_root
from preventiegraaf.querying import ForkServer, Pool, read_questions
from preventiegraaf.querying.near import Near
from preventiegraaf.querying.near.first import NearFirst
from preventiegraaf.querying.remote.engine import RemoteEngine
from preventiegraaf.querying.remote.holding import Holding
from preventiegraaf.querying.task import limits_of
from preventiegraaf.querying.workers.turns import crew_of
from preventiegraaf.serving.cache import AnswerCache
from preventiegraaf.serving.direct import Direct
from preventiegraaf.serving.warming import warm
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Hold, Shelf, Snapshot
from preventiegraaf.texts import Text, read_texts
from preventiegraaf.web import compile_templates, create_app
from preventiegraaf.web.common.served import Served

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000
_READERS, _GLANCE_SECONDS = 2, 2.0
"""The processes that read queries for another engine, and the time that they have for each."""


class State:
    """One snapshot being served, with what it needs; `requests` counts those under way."""

    def __init__(self, snapshot: Snapshot, hold: Hold, settings: Settings, forks: ForkServer) -> None:
        self.snapshot, self._hold = snapshot, hold
        self.digest = snapshot.digest
        self.cache = AnswerCache(settings.cache_megabytes * _MEGABYTE)
        self.requests = 0
        limits = limits_of(settings)
        near = Near.over(snapshot.columns, limits)
        self._answers_itself = settings.engine is None
        with ExitStack() as opened:
            self._engine = _engine(snapshot, settings, forks)
            opened.callback(self._engine.close)
            self.direct = Direct(near, self._engine, snapshot.digest)
            self.application = _application(snapshot, NearFirst(near, self._engine), settings)
            opened.pop_all()

    def warm(self, ending: Callable[[], bool]) -> None:
        """Do what the first readers would wait for, until `ending` tells to stop."""
        warm(self.application, self.snapshot, self._answers_itself, ending)

    def close(self) -> None:
        """End the workers, or hang up, and let go of the snapshot."""
        self._engine.close()
        self._hold.release()

    def is_of(self, snapshot: Snapshot) -> bool:
        """Whether this is the state of a snapshot, and not of another or of a damaged one in its place."""
        return self.digest == snapshot.digest and self._hold.covers(snapshot.folder)


def _settle() -> None:
    """Let go of what is no longer served, and let later looks for cycles pass by all that is, which takes long.

    An application and its snapshot refer to each other, and the snapshot holds files open.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _application(snapshot: Snapshot, engine: NearFirst, settings: Settings) -> Flask:
    """The application over a snapshot, with its templates compiled."""
    questions = {question.name: question for question in read_questions(snapshot.queries)}
    own = settings.public_url, settings.contact, _texts(settings), settings.engine is None
    application = create_app(Served(snapshot, engine, questions, *own))
    compile_templates(application)
    longest = settings.request_kilobytes * _KILOBYTE
    application.config.update(MAX_CONTENT_LENGTH=longest, MAX_FORM_MEMORY_SIZE=longest)
    return application


def _texts(settings: Settings) -> dict[str, Text]:
    """The documents' texts that the operator gave to be shown. Raises UsageError if they cannot be read."""
    return read_texts(settings.texts) if settings.texts is not None else {}


def _engine(snapshot: Snapshot, settings: Settings, forks: ForkServer) -> Pool | RemoteEngine:
    """What answers the queries: processes of our own, or the engine that the settings name."""
    limits, crew = limits_of(settings), crew_of(settings)
    if settings.engine is None:
        return Pool(forks, snapshot.stores, limits, crew)
    holding = Holding(snapshot.digest, tuple(graph_iri(slug).value for slug in snapshot.manifest["graphs"]))
    glance = replace(limits, seconds=min(limits.seconds, _GLANCE_SECONDS))
    reader = Pool(forks, snapshot.stores, glance, replace(crew, workers=_READERS, per_client=crew.workers, long=0))
    return RemoteEngine(settings.engine, holding, limits, crew, reader)


class CurrentState:
    """The state of a process, renewed when the shelf has a newer snapshot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._forks = ForkServer()
        self._shelf = Shelf(settings.snapshots, open_root(settings.root))
        self._lock = threading.Lock()
        self._former: list[State] = []
        self._state = self._open()

    @property
    def digest(self) -> str:
        """The digest of the snapshot that is served to a request that begins now."""
        return self._state.digest

    @property
    def now(self) -> State:
        """What is served to a request that begins now, for what is answered without waiting."""
        return self._state

    @property
    def ready(self) -> bool:
        """Whether the snapshot that is served is still there."""
        return self._state.snapshot.finished

    @contextmanager
    def request(self) -> Iterator[State]:
        """The state for the time of a request: it stays open until the request is done."""
        with self._lock:
            state = self._state
            state.requests += 1
        try:
            yield state
        finally:
            with self._lock:
                state.requests -= 1

    def warm(self, ending: Callable[[], bool]) -> None:
        """Do what the first readers would wait for, until `ending` tells to stop."""
        self._state.warm(ending)
        _settle()

    def renew(self, ending: Callable[[], bool]) -> bool:
        """Switch to the current snapshot of the shelf, if it is another one, and tell whether it was.

        What the first readers would wait for is done before the switch, unless `ending` tells to stop.
        Raises SnapshotError or CorpusError if the newer one cannot be served; then the former is served on.
        """
        self._close_former()
        current = self._shelf.current()
        if current is None or self._state.is_of(current):
            return False
        newer = self._open()
        try:
            newer.warm(ending)
        except BaseException:
            newer.close()
            raise
        with self._lock:
            self._former.append(self._state)
            self._state = newer
        return True

    def close(self) -> None:
        """End the workers of all states."""
        for state in (*self._former, self._state):
            state.close()
        self._forks.close()

    def _close_former(self) -> None:
        """Close the former states whose last request is done."""
        with self._lock:
            done = [state for state in self._former if state.requests == 0]
            self._former = [state for state in self._former if state.requests]
        if done:
            while done:
                done.pop().close()  # a name that still held it while all is settled would keep it for good
            _settle()

    def _open(self) -> State:
        held = self._shelf.hold_current()
        if held is None:
            raise SnapshotError(f"There is no snapshot in {self._shelf.folder}. Run preventiegraaf build.")
        try:
            return State(*held, self._settings, self._forks)
        except BaseException:
            held[1].release()
            raise
