"""Queries about given things, which need no worker process: their cost is known before they are run.

A query is admitted if it is a SELECT or ASK of triple patterns that all have a constant subject, perhaps with a LIMIT,
and nothing else, and if these patterns match few enough triples that even their cross product is small. Whatever is not
certainly so goes to a worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from math import prod

from pyoxigraph import NamedNode, Store

from preventiegraaf.namespaces import PREFIXES, TYPE
from preventiegraaf.querying.columnar import STORE, told
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.forms import SKIP
from preventiegraaf.querying.pool import Pool
from preventiegraaf.querying.remote import RemoteEngine
from preventiegraaf.querying.task import Limits, Task, Written

_LONGEST = 2_000
_MOST_ROWS = 5_000

_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
_NAME = r"(?:[A-Za-z][\w\-]*+)?+:[\w\-]*+"
_CONSTANT = rf"(?:{_IRI}|{_NAME})"
_VARIABLE = r"[?$]\w++"
_LITERAL = rf"""(?:"[^"\\\r\n]*+"|'[^'\\\r\n]*+')(?:@[A-Za-z\-]++|\^\^{_CONSTANT})?+"""
_TRIPLE = rf"""(?P<subject>{_CONSTANT}){SKIP}
    (?P<predicate>{_VARIABLE}|{_CONSTANT}|a(?![\w:\-])){SKIP}
    (?P<object>{_VARIABLE}|{_CONSTANT}|{_LITERAL})"""
"""A triple pattern: less than what SPARQL takes for one, so that nothing else can be taken for it."""
_DECLARATION = re.compile(
    rf"{SKIP}PREFIX{SKIP}(?P<name>[A-Za-z]?[\w\-]*+):{SKIP}(?P<iri>{_IRI})", re.VERBOSE | re.IGNORECASE | re.ASCII
)
_HEAD = re.compile(
    rf"{SKIP}(?:ASK|SELECT{SKIP}(?:\*|(?:{_VARIABLE}{SKIP})++)){SKIP}(?:WHERE)?{SKIP}\{{{SKIP}",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_PATTERN = re.compile(rf"{_TRIPLE}{SKIP}(?P<more>\.?){SKIP}", re.VERBOSE | re.ASCII)
_END = re.compile(rf"\}}{SKIP}(?:LIMIT{SKIP}[0-9]++{SKIP})?\Z", re.VERBOSE | re.IGNORECASE | re.ASCII)


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
        if task.default_graphs or task.named_graphs or task.bindings or task.leaving_out or task.triple:
            return None
        if task.explaining or task.only_plan or len(task.query) > _LONGEST:
            return None
        patterns = patterns_of(task.query)
        if patterns is None:
            return None
        chosen = Chosen(self._store_for(task.infer))
        if len(patterns) == 1:
            return self._one(chosen, task, most_rows)
        return (
            answer_task(lambda _: chosen, task, self._limits) if _are_few(chosen.store, patterns, most_rows) else None
        )

    def _one(self, chosen: Chosen, task: Task, most_rows: int) -> Written | None:
        """The answer to a query of one pattern, whose rows come one after the other: no need to count them before."""
        wanted = self._limits.rows if task.rows is None else min(task.rows, self._limits.rows)
        written = answer_task(lambda _: chosen, replace(task, rows=min(wanted, most_rows)), self._limits)
        return None if written.truncated and most_rows < wanted else written


class PointsFirst:
    """An engine that answers what is admitted in this process, and hands the rest to another engine."""

    def __init__(self, points: Points, engine: Pool | RemoteEngine) -> None:
        self._points, self._engine = points, engine

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task. Raises what the other engine raises."""
        if task.only_plan and self._points.answer(replace(task, only_plan=False)) is not None:
            return told({"engine": STORE, "because": "it asks about given things, in the server itself"})
        written = self._points.answer(task)
        return written if written is not None else self._engine.answer(task, client, abandoned)


def _are_few(store: Store, patterns: list[Pattern], most: int) -> bool:
    """Whether the cross product of what the patterns match has at most so many rows."""
    return prod(_matches(store, pattern, most) for pattern in patterns) <= most


def _matches(store: Store, pattern: Pattern, most: int) -> int:
    """How many triples match, counted up to one more than is admitted; at least 1."""
    if pattern.predicate is not None and pattern.object is not None:
        return 1
    found = store.quads_for_pattern(pattern.subject, pattern.predicate, pattern.object, None)
    return max(1, sum(1 for _ in islice(found, most + 1)))


def patterns_of(query: str) -> list[Pattern] | None:
    """The triple patterns of a query of the admitted form, or None."""
    prefixes, place = dict[str, str](), 0
    while declaration := _DECLARATION.match(query, place):
        prefixes[declaration["name"]] = declaration["iri"][1:-1]
        place = declaration.end()
    head = _HEAD.match(query, place)
    try:
        return _patterns(query, head.end(), prefixes) if head else None
    except (KeyError, ValueError):
        return None  # a prefix that is not declared, or an IRI that is none


def _patterns(query: str, place: int, prefixes: dict[str, str]) -> list[Pattern] | None:
    """The triple patterns from this place up to the brace that closes them, if nothing but its limit follows."""
    patterns, more = list[Pattern](), True
    while more and (found := _PATTERN.match(query, place)):
        patterns.append(_pattern(found, prefixes))
        place, more = found.end(), bool(found["more"])
    return patterns if _END.match(query, place) else None


def _pattern(found: re.Match[str], prefixes: dict[str, str]) -> Pattern:
    subject, predicate, object_ = found.group("subject", "predicate", "object")
    known = TYPE if predicate == "a" else _constant(predicate, prefixes)
    return Pattern(_named(subject, prefixes), known, _constant(object_, prefixes))


def _constant(text: str, prefixes: dict[str, str]) -> NamedNode | None:
    """The IRI that a term is; None for a variable or a literal, which may only narrow the match."""
    return None if text[0] in "?$\"'" else _named(text, prefixes)


def _named(text: str, prefixes: dict[str, str]) -> NamedNode:
    """The IRI that stands in the query in full or as a prefixed name. Raises KeyError or ValueError."""
    if text[0] == "<":
        return NamedNode(text[1:-1])
    prefix, _, name = text.partition(":")
    return NamedNode((prefixes[prefix] if prefix in prefixes else PREFIXES[prefix]) + name)
