"""Queries about given things, which need no worker process: their cost is known before they are run.

A query is admitted if it is a SELECT or ASK of triple patterns that all have a constant subject, perhaps with a LIMIT,
and nothing else, and if these patterns match few enough triples that even their cross product is small. Whatever is not
certainly so goes to a worker.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from math import prod

from pyoxigraph import NamedNode, Store

from preventiegraaf.namespaces import PREFIXES, TYPE
from preventiegraaf.querying.columnar import STORE, told
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.engine import answering
from preventiegraaf.querying.evaluation import answer_task, written
from preventiegraaf.querying.forms import SKIP
from preventiegraaf.querying.lookups import Lookup, lookup_of
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
_NAMES = re.compile(_VARIABLE, re.ASCII)
_COMMENT = re.compile(r"#[^\r\n]*+")
_HEAD = re.compile(
    rf"{SKIP}(?:ASK|SELECT{SKIP}(?P<asked>\*|(?:{_VARIABLE}{SKIP})++)){SKIP}(?:WHERE)?{SKIP}\{{{SKIP}",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_PATTERN = re.compile(rf"{_TRIPLE}{SKIP}(?P<more>\.?){SKIP}", re.VERBOSE | re.ASCII)
_END = re.compile(rf"\}}{SKIP}(?P<limit>LIMIT{SKIP}[0-9]++{SKIP})?\Z", re.VERBOSE | re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Pattern:
    """A triple pattern with a constant subject; None stands for a variable, in the object for a literal too."""

    subject: NamedNode
    predicate: NamedNode | None
    object: NamedNode | None


@dataclass(frozen=True)
class Asked:
    """The triple patterns of a query, and the lookup that it is if it is no more than that."""

    patterns: list[Pattern]
    lookup: Lookup | None


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
        asked = read(task.query)
        if asked is None:
            return None
        chosen = Chosen(self._store_for(task.infer))
        if len(asked.patterns) == 1:
            return self._one(chosen, task, asked.lookup, most_rows)
        are_few = _are_few(chosen.store, asked.patterns, most_rows)
        return answer_task(lambda _: chosen, task, self._limits) if are_few else None

    def _one(self, chosen: Chosen, task: Task, lookup: Lookup | None, most_rows: int) -> Written | None:
        """The answer to a query of one pattern, whose rows come one after the other: no need to count them before."""
        wanted = self._limits.rows if task.rows is None else min(task.rows, self._limits.rows)
        most = min(wanted, most_rows)
        if lookup is None:
            answer = answer_task(lambda _: chosen, replace(task, rows=most), self._limits)
        else:
            begin = time.perf_counter()
            with answering():
                answer = written(lookup.table(chosen.store, most), task.format, self._limits, begin)
        return None if answer.truncated and most_rows < wanted else answer


class PointsFirst:
    """An engine that answers what is admitted in this process, and hands the rest to another engine."""

    def __init__(self, points: Points, engine: Pool | RemoteEngine) -> None:
        self._points, self._engine = points, engine

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task. Raises what the other engine raises."""
        if task.only_plan and self._points.answer(replace(task, only_plan=False)) is not None:
            return told({"engine": STORE, "because": "it asks about given things, in the server itself"})
        answer = self._points.answer(task)
        return answer if answer is not None else self._engine.answer(task, client, abandoned)


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
    asked = read(query)
    return asked.patterns if asked else None


def read(query: str) -> Asked | None:
    """What a query of the admitted form asks, or None for any other."""
    prefixes, place = dict[str, str](), 0
    while declaration := _DECLARATION.match(query, place):
        prefixes[declaration["name"]] = declaration["iri"][1:-1]
        place = declaration.end()
    head = _HEAD.match(query, place)
    try:
        return _asked(query, head, prefixes) if head else None
    except (KeyError, ValueError):
        return None  # a prefix that is not declared, or an IRI that is none


def _asked(query: str, head: re.Match[str], prefixes: dict[str, str]) -> Asked | None:
    """The triple patterns after a head up to the brace that closes them, if nothing but its limit follows."""
    found, place, more = list[re.Match[str]](), head.end(), True
    while more and (pattern := _PATTERN.match(query, place)):
        found.append(pattern)
        place, more = pattern.end(), bool(pattern["more"])
    end = _END.match(query, place)
    if end is None:
        return None
    patterns = [_pattern(match, prefixes) for match in found]
    is_lookup = len(patterns) == 1 and head["asked"] and not end["limit"] and found[0]["object"][0] not in "\"'"
    return Asked(patterns, _lookup(head["asked"], found[0], patterns[0]) if is_lookup else None)


def _lookup(asked: str, found: re.Match[str], pattern: Pattern) -> Lookup | None:
    head = None if asked == "*" else [name[1:] for name in _NAMES.findall(_COMMENT.sub("", asked))]
    predicate = pattern.predicate or found["predicate"][1:]
    return lookup_of(head, pattern.subject, (predicate, pattern.object or found["object"][1:]))


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
