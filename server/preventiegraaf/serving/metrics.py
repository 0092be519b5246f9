"""Figures for Prometheus, over all server processes.

The processes share a folder of figures (`PROMETHEUS_MULTIPROC_DIR`), which must be set before this module is imported.
"""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from preventiegraaf.serving.exchange import Incoming, Outgoing

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_KINDS = {"sparql", "query", "download", "id", "doc", "def", "concept", "graph", "store", "static", "explain"}
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What a process counts."""

    def __init__(self) -> None:
        _forget_the_dead()
        self._own = CollectorRegistry()
        own = self._own
        self._requests = Counter(
            "preventiegraaf_requests", "Requests by kind of address and status.", ["kind", "status"], registry=own
        )
        self._cached = Counter("preventiegraaf_cached_answers", "Answers that came from the cache.", registry=own)
        self._cut = Counter("preventiegraaf_truncated_answers", "Answers that were cut at a limit.", registry=own)
        self._seconds = Histogram(
            "preventiegraaf_request_seconds", "Seconds per request.", ["kind"], buckets=_SECONDS, registry=own
        )
        self._switches = Counter(
            "preventiegraaf_snapshot_switches", "Times that a newer snapshot was taken.", registry=own
        )
        self._under_way = Gauge(
            "preventiegraaf_requests_under_way",
            "Requests being answered.",
            multiprocess_mode="livesum",
            registry=own,
        )

    def begin(self) -> None:
        """Count a request that begins."""
        self._under_way.inc()

    def end(self, request: Incoming, answer: Outgoing, seconds: float, cached: bool) -> None:
        """Count a request that ended."""
        self._under_way.dec()
        kind = kind_of(request.path)
        self._requests.labels(kind, str(answer.status)).inc()
        self._seconds.labels(kind).observe(seconds)
        if cached:
            self._cached.inc()
        if answer.header("x-truncated") is not None:
            self._cut.inc()

    def switched(self) -> None:
        """Count a switch to a newer snapshot."""
        self._switches.inc()

    def exposition(self) -> Outgoing:
        """All figures in Prometheus' text format."""
        registry = self._own
        if FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        content = generate_latest(registry)
        headers = [("Content-Type", CONTENT_TYPE_LATEST), ("Content-Length", str(len(content)))]
        return Outgoing(200, headers, content)


def _forget_the_dead() -> None:
    """Let go of the figures of the moment that processes left behind which are no more."""
    folder = os.environ.get(FOLDER)
    for path in Path(folder).glob("gauge_live*_*.db") if folder else ():
        process = int(path.stem.rpartition("_")[2])
        if not Path(f"/proc/{process}").exists():
            mark_process_dead(process)  # type: ignore[no-untyped-call]


def kind_of(path: str) -> str:
    """The kind of an address: its first part if that is one of ours, else `page`."""
    first = path.split("/")[1] if path.startswith("/") else ""
    return first if first in _KINDS else "page"
