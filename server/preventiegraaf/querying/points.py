"""Queries about given things, which need no worker process: their cost is known before they are run.

A query is admitted if it is a SELECT or ASK of triple patterns that all have a constant subject, perhaps with a LIMIT,
and nothing else, and if these patterns match few enough triples, counted in the store, that even their cross product
is small. Whatever is not certainly so goes to a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import prod

from pyoxigraph import NamedNode, Store

from preventiegraaf.namespaces import PREFIXES, TYPE
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.pool import Pool
from preventiegraaf.querying.remote import RemoteEngine
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.querying.tokens import Token, tokens

_LONGEST = 2_000
_MOST_ROWS = 5_000


@dataclass(frozen=True)
class Pattern:
    """A triple pattern with a constant subject; None stands for a variable."""

    subject: NamedNode
    predicate: NamedNode | None
    object: NamedNode | None


class Points:
    """Answers the queries that are admitted."""

    def __init__(self, store_for: Callable[[bool], Store], limits: Limits) -> None:
        self._store_for, self._limits = store_for, limits

    def answer(self, task: Task, most_rows: int = _MOST_ROWS) -> Written | None:
        """The answer to a task, or None if it needs a worker or might have more rows. Raises what `run` raises."""
        if task.default_graphs or task.named_graphs or task.bindings or task.leaving_out:
            return None
        if len(task.query) > _LONGEST:
            return None
        patterns = patterns_of(task.query)
        store = self._store_for(task.infer)
        if patterns is None or prod(_matches(store, pattern) for pattern in patterns) > most_rows:
            return None
        return answer_task(lambda _: Chosen(store), task, self._limits)


class PointsFirst:
    """An engine that answers what is admitted in this process, and hands the rest to another engine."""

    def __init__(self, points: Points, engine: Pool | RemoteEngine) -> None:
        self._points, self._engine = points, engine

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task. Raises what the other engine raises."""
        written = self._points.answer(task)
        return written if written is not None else self._engine.answer(task, client, abandoned)


def _matches(store: Store, pattern: Pattern) -> int:
    """How many triples match, counted up to one more than is admitted; at least 1."""
    found = store.quads_for_pattern(pattern.subject, pattern.predicate, pattern.object, None)
    return max(1, sum(1 for _ in islice(found, _MOST_ROWS + 1)))


def patterns_of(query: str) -> list[Pattern] | None:
    """The triple patterns of a query of the admitted form, or None."""
    try:
        return _Reader(iter([token for token in tokens(query) if token.kind != "skip"])).query()
    except (_NotAdmitted, ValueError):
        return None


class _NotAdmitted(Exception):  # noqa: N818
    """The query is not of the admitted form."""


class _Reader:
    """Reads the admitted form from left to right."""

    def __init__(self, found: Iterator[Token]) -> None:
        self._rest = [*found, Token("end", "", 0)]
        self._rest.reverse()
        self._prefixes = dict(PREFIXES)

    def query(self) -> list[Pattern]:
        while self._word() == "PREFIX":
            self._prologue()
        self._head()
        if self._word() == "WHERE":
            self._next()
        self._sign("{")
        patterns = list(self._patterns())
        if self._word() == "LIMIT":
            self._next()
            self._kind("number")
        self._kind("end")
        return patterns

    def _prologue(self) -> None:
        self._next()
        name, iri = self._kind("name"), self._kind("iri")
        if not name.text.endswith(":"):
            raise _NotAdmitted
        self._prefixes[name.text[:-1]] = iri.text[1:-1]

    def _head(self) -> None:
        form = self._next().text.upper()
        if form == "ASK":
            return
        if form != "SELECT":
            raise _NotAdmitted
        if self._rest[-1].text == "*":
            self._next()
            return
        self._kind("variable")
        while self._rest[-1].kind == "variable":
            self._next()

    def _patterns(self) -> Iterator[Pattern]:
        while self._rest[-1].text != "}":
            yield Pattern(self._constant(self._next()), self._end(), self._end())
            if self._rest[-1].text != "}":
                self._sign(".")
        self._next()

    def _end(self) -> NamedNode | None:
        """A predicate or object: None for a variable or a literal, which may only narrow the match."""
        token = self._next()
        if token.kind in ("variable", "string"):
            return None
        return TYPE if token.text == "a" and token.kind == "word" else self._constant(token)

    def _constant(self, token: Token) -> NamedNode:
        if token.kind == "iri":
            return NamedNode(token.text[1:-1])
        prefix, colon, name = token.text.partition(":")
        if token.kind != "name" or not colon or prefix not in self._prefixes or "\\" in name:
            raise _NotAdmitted
        return NamedNode(self._prefixes[prefix] + name)

    def _word(self) -> str:
        return self._rest[-1].text.upper() if self._rest[-1].kind == "word" else ""

    def _next(self) -> Token:
        return self._rest.pop()

    def _kind(self, kind: str) -> Token:
        token = self._next()
        if token.kind != kind:
            raise _NotAdmitted
        return token

    def _sign(self, sign: str) -> None:
        if self._next().text != sign:
            raise _NotAdmitted
