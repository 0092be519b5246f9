"""Load on a server: as many requests as it answers, sent by `wrk` or, where that is absent, by threads."""

from __future__ import annotations

import itertools
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clients import Client, Reply, address
from benchmarks.shapes import Shape

_SCRIPT = Path(__file__).with_name("requests.lua")
_PATIENCE = 60
_numbers = itertools.count(time.time_ns() // 1_000_000_000 % 1_000_000 * 1_000_000_000, 1_000_000)
"""Where each measurement starts to number its requests: no number comes twice, in this run or the next."""


@dataclass(frozen=True)
class Measure:
    """Requests answered, in all and per second, those among them that failed, and milliseconds.

    `p50` and `p99` are what half and 99 of 100 requests took at most; `cost` is the processor time of the server for
    one request, which other work on the machine hardly changes.
    """

    requests: int
    rate: float
    failed: int
    p50: float
    p99: float
    cost: float = 0.0


def median(measures: Sequence[Measure]) -> Measure:
    """The median of each figure; failures are added up."""
    return Measure(
        sum(measure.requests for measure in measures),
        statistics.median(measure.rate for measure in measures),
        sum(measure.failed for measure in measures),
        statistics.median(measure.p50 for measure in measures),
        statistics.median(measure.p99 for measure in measures),
        statistics.median(measure.cost for measure in measures),
    )


@dataclass(frozen=True)
class Workload:
    """A shape with its constants; `fresh` gives each request a text that was never sent before."""

    name: str
    shape: Shape
    constants: Sequence[str]
    fresh: bool

    def text(self, number: int) -> str:
        """The text of one query."""
        text = self.shape.about(self.constants[number % len(self.constants)])
        return f"{text}\n#{number}" if self.fresh else text


def measure(url: str, workload: Workload, connections: int, seconds: float, folder: Path) -> Measure:
    """What a server does with a workload."""
    if shutil.which("wrk") is None:
        return _by_threads(url, workload, connections, seconds)
    sheet = folder / "requests.txt"
    addresses = [address(url, workload.shape.about(constant)) for constant in workload.constants]
    sheet.write_text("".join(f"{found}\n" for found in addresses), encoding="utf-8")
    done = subprocess.run(
        [
            *("wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", f"--timeout={_PATIENCE}s"),
            *("-s", str(_SCRIPT), "-H", f"Accept: {workload.shape.accept}", url, "--", str(sheet)),
            *([str(next(_numbers))] if workload.fresh else []),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + _PATIENCE,
    )
    return _figures(done.stdout)


def _figures(printed: str) -> Measure:
    line = next(line for line in printed.splitlines() if line.startswith("figures "))
    requests, microseconds, failed, p50, p99 = (int(figure) for figure in line.split()[1:])
    return Measure(requests, requests / microseconds * 1_000_000, failed, p50 / 1_000, p99 / 1_000)


def _by_threads(url: str, workload: Workload, connections: int, seconds: float) -> Measure:
    """The same by a client in Python, which is slower than the faster servers: for ratios, not for records."""
    replies: list[Reply] = []
    numbers, deadline = itertools.count(next(_numbers)), time.monotonic() + seconds

    def work() -> None:
        with Client(url, _PATIENCE) as client:
            while time.monotonic() < deadline:
                replies.append(client.query(workload.text(next(numbers)), workload.shape.accept))

    threads = [threading.Thread(target=work) for _ in range(connections)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(reply.seconds * 1_000 for reply in replies)
    failed = sum(reply.status != 200 for reply in replies)
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
    return Measure(len(times), len(times) / (time.monotonic() - begin), failed, p50, p99)
