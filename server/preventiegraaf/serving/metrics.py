"""Figures for Prometheus, over all server processes.

Each process counts in plain variables, since every request pays for it, and writes its figures every second into a
folder that all share. A process that is asked adds up what it finds there. What a process counted that is no more stays
in the sum, but for what it had under way.
"""

from __future__ import annotations

import json
import os
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from preventiegraaf.serving.exchange import Outgoing
from preventiegraaf.web.app import HEADERS

_KINDS = {"sparql", "query", "download", "id", "doc", "def", "concept", "graph", "store", "static", "explain"}
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_BOUNDS = (*map(str, _SECONDS), "+Inf")
_PREFIX = "preventiegraaf_"
_GUARDING = [(name, value) for name, value in HEADERS.items() if not name.startswith("Access-Control-")]
"""The headers of every answer, but for those that let pages elsewhere read it: figures are for the operator."""


class Metrics:
    """What this process counts; `folder` is shared by all."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._saving = folder, threading.Lock()
        self._requests: dict[tuple[str, int], int] = {}
        self._buckets: dict[tuple[str, int], int] = {}
        self._seconds: dict[str, float] = {}
        self._engines: dict[str, int] = {}
        self._cached = self._truncated = self._switches = self._under_way = 0

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count a request as being answered for the time of a block."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    def end(self, path: str, answer: Outgoing, seconds: float, cached: bool) -> None:
        """Count a request that ended."""
        kind = kind_of(path)
        _add(self._requests, (kind, answer.status))
        _add(self._buckets, (kind, bisect_left(_SECONDS, seconds)))
        self._seconds[kind] = self._seconds.get(kind, 0.0) + seconds
        self._cached += cached
        if answer.engine is not None and not cached:
            self._engines[answer.engine] = self._engines.get(answer.engine, 0) + 1
        self._truncated += answer.truncated

    def switched(self) -> None:
        """Count a switch to a newer snapshot."""
        self._switches += 1

    def save(self) -> None:
        """Write the figures of this process where the others find them."""
        figures = {
            "requests": [[*key, count] for key, count in dict(self._requests).items()],
            "buckets": [[*key, count] for key, count in dict(self._buckets).items()],
            "seconds": dict(self._seconds),
            "engines": dict(self._engines),
            "cached_answers": self._cached,
            "truncated_answers": self._truncated,
            "snapshot_switches": self._switches,
            "requests_under_way": self._under_way,
        }
        with self._saving, suppress(OSError):  # the folder goes when the server ends
            draft = self._folder / f".{os.getpid()}"
            draft.write_text(json.dumps(figures), encoding="utf-8")
            draft.replace(self._folder / f"{os.getpid()}.json")

    def exposition(self) -> Outgoing:
        """All figures of all processes in Prometheus' text format."""
        self.save()
        registry = CollectorRegistry()
        registry.register(_Sum(self._folder))
        content = generate_latest(registry)
        own = [("Content-Type", CONTENT_TYPE_LATEST), ("Content-Length", str(len(content)))]
        return Outgoing(200, [*own, *_GUARDING], content)


class _Sum(Collector):
    """The figures in a folder, added up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """One family of metrics after the other."""
        found = list(_read(self._folder))
        yield _requests(found)
        yield _durations(found)
        yield _engines(found)
        for name, meaning in (
            ("cached_answers", "Answers that came from the cache."),
            ("truncated_answers", "Answers that were cut at a limit."),
            ("snapshot_switches", "Times that a newer snapshot was taken."),
        ):
            yield CounterMetricFamily(_PREFIX + name, meaning, sum(figures[name] for figures in found))
        under_way = sum(figures["requests_under_way"] for figures in found if figures["alive"])
        yield GaugeMetricFamily(f"{_PREFIX}requests_under_way", "Requests being answered.", under_way)


def _read(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield {**json.loads(path.read_text(encoding="utf-8")), "alive": Path(f"/proc/{path.stem}").exists()}


def _requests(found: list[dict[str, Any]]) -> Metric:
    family = CounterMetricFamily(
        f"{_PREFIX}requests", "Requests by kind of address and status.", labels=["kind", "status"]
    )
    counts = Counter[tuple[str, int]]()
    for figures in found:
        counts.update({(kind, status): count for kind, status, count in figures["requests"]})
    for (kind, status), count in sorted(counts.items()):
        family.add_metric([kind, str(status)], count)
    return family


def _durations(found: list[dict[str, Any]]) -> Metric:
    family = HistogramMetricFamily(f"{_PREFIX}request_seconds", "Seconds per request.", labels=["kind"])
    counts, seconds = Counter[tuple[str, int]](), Counter[str]()
    for figures in found:
        counts.update({(kind, place): count for kind, place, count in figures["buckets"]})
        seconds.update(figures["seconds"])
    for kind in sorted(seconds):
        below = [sum(counts[kind, lower] for lower in range(place + 1)) for place in range(len(_BOUNDS))]
        family.add_metric([kind], list(zip(_BOUNDS, below, strict=True)), seconds[kind])
    return family


def _engines(found: list[dict[str, Any]]) -> Metric:
    family = CounterMetricFamily(
        f"{_PREFIX}queries", "Queries that an engine answered, by its name.", labels=["engine"]
    )
    counts = Counter[str]()
    for figures in found:
        counts.update(figures["engines"])
    for engine, count in sorted(counts.items()):
        family.add_metric([engine], count)
    return family


def _add(counts: dict[tuple[str, int], int], key: tuple[str, int]) -> None:
    counts[key] = counts.get(key, 0) + 1


def kind_of(path: str) -> str:
    """The kind of an address: its first part if that is one of ours, else `page`."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in _KINDS else "page"
