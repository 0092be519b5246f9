"""Ordinary readers: they ask what people ask, wait a moment between questions, and know the right answers."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from benchmarks.clients import Client, Reply
from benchmarks.processes import family
from benchmarks.shapes import SHAPES, constants_of

_ASKED = ("point", "star", "two hops", "label", "optional", "path")
_EACH = 20
_PATIENCE = 30.0
_SAID = 70


@dataclass
class Question:
    """A query with the rows of its answer; bodies that were found right are known by their bytes the next time."""

    text: str
    rows: list[str]
    _right: set[bytes] = field(default_factory=set)

    def is_answered_by(self, body: bytes) -> bool:
        """Whether the body of an answer in JSON holds exactly these rows."""
        if body in self._right:
            return True
        try:
            is_right = _rows(parse_query_results(body, format=QueryResultsFormat.JSON)) == self.rows
        except SyntaxError:
            return False
        if is_right:
            self._right.add(body)
        return is_right


def questions(store: Store, seed: int) -> list[Question]:
    """Questions of several shapes, with the answers of the store itself."""
    texts = [
        shape.about(constant)
        for shape in SHAPES
        if shape.name in _ASKED
        for constant in constants_of(shape, store, seed)[:_EACH]
    ]
    return [Question(text, _rows(store.query(text))) for text in texts]


def _rows(result: object) -> list[str]:
    if not isinstance(result, QuerySolutions):
        raise TypeError(str(result))
    return sorted(str([str(term) for term in solution]) for solution in result)


@dataclass(frozen=True)
class Outcome:
    """What became of one request: its status (0 for a connection that broke), and what was said if it was not right."""

    seconds: float
    status: int
    is_right: bool
    is_new: bool
    said: str = ""


class Reader:
    """One reader."""

    def __init__(self, url: str, source: str, asked: Sequence[Question], chance: random.Random) -> None:
        self._url, self._source, self._asked, self._chance = url, source, asked, chance
        self.outcomes: list[Outcome] = []

    def work(self, deadline: float, pause: float) -> None:
        """Ask until the deadline (of `time.monotonic`), with pauses of so many seconds on average."""
        with Client(self._url, _PATIENCE, self._source) as client:
            time.sleep(self._chance.uniform(0, pause))
            while time.monotonic() < deadline:
                self.outcomes.append(self._ask(client))
                time.sleep(self._chance.expovariate(1 / pause))

    def _ask(self, client: Client) -> Outcome:
        question, is_new = self._chance.choice(self._asked), self._chance.random() < 0.5
        reply: Reply = client.query(f"{question.text}\n#{self._chance.random()}" if is_new else question.text)
        is_right = reply.status == 200 and question.is_answered_by(reply.body)
        said = "" if is_right else reply.body[:_SAID].decode(errors="replace").strip()
        return Outcome(reply.seconds, reply.status, is_right, is_new, said)


class Watcher:
    """Asks again and again whether the server lives, and notes the megabytes of its processes other than workers."""

    def __init__(self, url: str, process: int) -> None:
        self._url, self._process = url, process
        self.seconds: list[float] = []
        self.memory: list[float] = []
        self.failures = 0

    def work(self, deadline: float) -> None:
        """Ask twenty times a second until the deadline; memory is noted every other second or so."""
        with Client(self._url, _PATIENCE) as client:
            while time.monotonic() < deadline:
                reply = client.ask("GET", "/healthz")
                self.seconds.append(reply.seconds)
                self.failures += reply.status != 200
                if len(self.seconds) % 40 == 1:
                    own = (process.memory for process in family(self._process) if not process.is_worker)
                    self.memory.append(sum(own))
                time.sleep(0.05)
