"""Answers from another SPARQL 1.1 engine that holds the quads of a snapshot: for when one machine is not enough."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol

from preventiegraaf.errors import GatewayError, QueryRefusedError, SourcesRefusedError
from preventiegraaf.formats import Answer, Verdict
from preventiegraaf.querying.columnar import REMOTE, told
from preventiegraaf.querying.evaluation import written
from preventiegraaf.querying.prepared import read_prepared
from preventiegraaf.querying.remote.holding import Holding
from preventiegraaf.querying.remote.line import Line, Until, read_address
from preventiegraaf.querying.remote.replies import ACCEPT_GRAPH, ACCEPT_TABLE, NotAcceptedError, read_graph, read_table
from preventiegraaf.querying.syntax.forms import builds_graph
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.workers.turns import Crew, Turns

_LOG = logging.getLogger(__name__)
_WORDIER = 4
"""How many times as long as an answer, in bytes, its form on the line may be."""
_SHORT = 100_000


class Reader(Protocol):
    """What reads queries on this machine."""

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = ...) -> Written:
        """The answer to a task. Raises errors of ours."""

    def close(self) -> None:
        """Let go of what it holds."""


class RemoteEngine:
    """Answers queries by asking the engine at a URL, within the limits of this server.

    `reader` reads each query before it is sent, in a process that may be killed. Raises UsageError for a URL of no
    endpoint.
    """

    def __init__(self, url: str, holding: Holding, limits: Limits, crew: Crew, reader: Reader) -> None:
        self._address = read_address(url)
        self._holding, self._limits, self._reader = holding, limits, reader
        self._turns = Turns(replace(crew, long=0))
        self._idle: deque[Line] = deque()
        self._closed = False

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task.

        Raises BusyError and TooManyQueriesError before the engine is asked, GatewayError where it fails, and
        QueryTimeoutError, QueryTooComplexError, QueryAbandonedError, AnswerTooLargeError, QuerySyntaxError,
        QueryRefusedError or UsageError. What follows from some of the sources only is for no other engine to tell; why
        it follows, and why an answer is empty, is told by the reader.
        """
        if task.triple or task.explaining:
            return self._reader.answer(task, client, abandoned)
        if task.leaving_out:
            raise SourcesRefusedError
        if task.only_plan:
            return told({"engine": REMOTE, "because": "another engine answers the queries"})
        with self._turns.turn(client, abandoned):
            begin = time.perf_counter()
            answer = self._asked(task, self._fields(task, abandoned), abandoned)
            return replace(written(answer, task.format, self._limits, begin), engine=REMOTE)

    def _fields(self, task: Task, abandoned: Callable[[], bool]) -> list[tuple[str, str]]:
        """The form that is sent."""
        content = self._reader.answer(replace(task, only_read=True), "", abandoned).content
        if not isinstance(content, bytes):
            with content:
                content = content.read()
        prepared = read_prepared(content)
        return [("query", prepared.query), *self._holding.dataset(task, prepared)]

    def _asked(self, task: Task, fields: list[tuple[str, str]], abandoned: Callable[[], bool]) -> Answer:
        seconds = min(self._limits.seconds, task.seconds or self._limits.seconds)
        until = Until(seconds, time.monotonic() + seconds, abandoned)
        rows = self._limits.rows if task.rows is None else min(task.rows, self._limits.rows)
        is_graph = builds_graph(task.query)
        read = partial(read_graph if is_graph else read_table, limit=rows)
        accept = ACCEPT_GRAPH if is_graph else ACCEPT_TABLE
        try:
            with self._line() as line:
                self._make_sure(line, until)
                return line.ask(fields, accept, until, self._limits.size * _WORDIER, read)
        except NotAcceptedError:
            raise QueryRefusedError("The engine behind this server does not accept this query.") from None

    @contextmanager
    def _line(self) -> Iterator[Line]:
        """A line of one's own: one that is open already, if there is one."""
        try:
            line = self._idle.pop()
        except IndexError:
            line = Line(self._address)
        try:
            yield line
        finally:
            self._idle.append(line)
            if self._closed:
                self._hang_up()

    def _make_sure(self, line: Line, until: Until) -> None:
        """See on every new connection that the engine holds this snapshot: it may have been loaded anew."""
        if line.is_open:
            return
        try:
            held = line.ask(self._holding.is_there(), ACCEPT_TABLE, until, _SHORT, partial(read_table, limit=1))
        except NotAcceptedError:
            raise GatewayError("The engine behind this server does not accept plain SPARQL 1.1 queries.") from None
        if held != Verdict(True):
            line.close()
            _LOG.error("The engine lacks snapshot %s: load preventiegraaf export --for-engine", self._holding.digest)
            raise GatewayError("The engine behind this server does not hold the graph that is served here.")

    def close(self) -> None:
        """Hang up every idle line now, and each busy one when its question is answered; close the reader."""
        self._closed = True
        self._reader.close()
        self._hang_up()

    def _hang_up(self) -> None:
        while self._idle:
            self._idle.pop().close()
