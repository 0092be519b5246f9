"""Compare servers: their answers, then how fast they give them."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.clients import Client
from benchmarks.graphdata import WORK, made_up, real, say, store_of
from benchmarks.load import Measure, Workload, measure, median
from benchmarks.processes import processor_seconds
from benchmarks.servers import STARTERS, AbsentError, Data, Server, end_with_servers, start_ours
from benchmarks.shapes import SHAPES, constants_of

_COMPARED = 3
_PATIENCE = 60.0
_ENOUGH = 4
"""A measurement lasts as long as so many answers for each connection take, if that is longer than was asked for."""
_WARM_CONNECTIONS = 8
_CALM, _MOST_GLANCES = 0.05, 120
"""A server is at rest that used less processor time in a second; for so many seconds that is waited for."""


@dataclass(frozen=True)
class Probe:
    """What a server answers to the first queries of a workload: rows and values, and the seconds of the quickest."""

    rows: tuple[tuple[int, str], ...]
    seconds: float


@dataclass(frozen=True)
class Cell:
    """One server with one workload over some connections."""

    workload: str
    connections: int
    server: str
    measure: Measure
    agrees: bool


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _arguments(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--triples", type=int, default=1_000_000, help="size of the made-up graph (%(default)s)")
    add("--seed", type=int, default=3, help="seed of the made-up graph (%(default)s)")
    add("--real", action="store_true", help="the real graph in place of a made-up one")
    add("--seconds", type=float, default=5.0, help="seconds of each measurement (%(default)s)")
    add("--most-seconds", type=float, default=20.0, help="the same for slow queries, at most (%(default)s)")
    add("--warm-up", type=float, default=2.0, help="seconds of each workload before it is measured (%(default)s)")
    add("--runs", type=int, default=3, help="times that each is measured (%(default)s)")
    add("--connections", type=_numbers, default=(1, 8, 32), help="such as 1,8,32 (the default)")
    add("--servers", type=_names, default=tuple(STARTERS), help=f"some of {','.join(STARTERS)} (all)")
    add("--shapes", type=_names, default=(), help=f"some of {','.join(shape.name for shape in SHAPES)} (all)")
    add("--settings", type=json.loads, default={}, help="settings of our server, such as '{\"query_workers\": 4}'")
    add("--work", type=Path, default=WORK, help="folder to keep data in (%(default)s)")
    add("--json", type=Path, help="file for all figures")
    return parser.parse_args()


def main(description: str | None) -> None:
    """Run the benchmark that the command line asks for."""
    chosen = _arguments(description)
    end_with_servers()
    data = real(chosen.work) if chosen.real else made_up(chosen.work, chosen.triples, chosen.seed)
    say(f"{data.triples} triples.")
    loads = list(_workloads(data, chosen.seed, chosen.shapes))
    with ExitStack() as stack:
        servers = _started(chosen.servers, data, stack, chosen.settings)
        cells = [cell for load in loads for cell in _compare(load, servers, chosen, data.folder)]
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(cell) for cell in cells], indent=1), encoding="utf-8")


def _started(names: Sequence[str], data: Data, stack: ExitStack, settings: dict[str, object]) -> list[Server]:
    """The servers that can be had; of each other one, the reason is told."""
    servers = []
    for name in names:
        try:
            server = start_ours(data, settings) if name == "ours" and settings else STARTERS[name](data)
        except AbsentError as error:
            say(f"Without {name}: {error}.")
            continue
        stack.callback(server.stop)
        servers.append(server)
    _await_calm(servers)
    say("| query | connections | " + " | ".join(server.name for server in servers) + " | ours to others |")
    say("|---|--:|" + "--:|" * len(servers) + "---|")
    return servers


def _await_calm(servers: Sequence[Server]) -> None:
    """Wait until no server is busy with itself any more: ours makes pages ready, others compact what they loaded."""
    for server in servers:
        used = processor_seconds(server.process.pid)
        for _ in range(_MOST_GLANCES):
            time.sleep(1)
            before, used = used, processor_seconds(server.process.pid)
            if used - before < _CALM:
                break


def _workloads(data: Data, seed: int, chosen: Sequence[str]) -> Iterator[Workload]:
    """A workload of new queries for each shape, and one of the same point lookup again and again."""
    store = store_of(data)
    for shape in SHAPES:
        constants = constants_of(shape, store, seed)
        if constants and (not chosen or shape.name in chosen):
            yield Workload(shape.name, shape, constants, fresh=True)
        if constants and shape.name == "point" and (not chosen or "point" in chosen):
            yield Workload("point, again", shape, constants[:1], fresh=False)


def _compare(load: Workload, servers: Sequence[Server], chosen: argparse.Namespace, folder: Path) -> list[Cell]:
    """Each server with one workload, over each number of connections; prints a line of the table for each."""
    probes = {server.name: _probe(server, load) for server in servers}
    for server in servers:
        measure(server.url, load, _WARM_CONNECTIONS, chosen.warm_up, folder)
    cells = []
    for connections in chosen.connections:
        measures: dict[str, list[Measure]] = {server.name: [] for server in servers}
        for _ in range(chosen.runs):
            for server in servers:
                enough = probes[server.name].seconds * _ENOUGH * connections
                seconds = max(chosen.seconds, min(enough, chosen.most_seconds))
                measures[server.name].append(_measured(server, load, connections, seconds, folder))
        reference = probes[servers[0].name].rows
        row = [
            Cell(load.name, connections, name, median(found), probes[name].rows == reference)
            for name, found in measures.items()
        ]
        say(_line(row))
        cells += row
    _tell_differences(load, probes)
    return cells


def _measured(server: Server, load: Workload, connections: int, seconds: float, folder: Path) -> Measure:
    """A measure with the processor time that it cost."""
    before = processor_seconds(server.process.pid)
    found = measure(server.url, load, connections, seconds, folder)
    used = processor_seconds(server.process.pid) - before
    return replace(found, cost=1_000 * used / found.requests) if found.requests else found


def _probe(server: Server, load: Workload) -> Probe:
    with Client(server.url, _PATIENCE) as client:
        replies = [client.query(load.text(number), load.shape.accept) for number in range(_COMPARED)]
    rows = tuple((reply.rows(), reply.value()) if reply.status == 200 else (-reply.status, "") for reply in replies)
    return Probe(rows, min(reply.seconds for reply in replies))


def _tell_differences(load: Workload, probes: dict[str, Probe]) -> None:
    first = next(iter(probes.values()))
    for name, probe in probes.items():
        if probe.rows != first.rows:
            say(f"  {load.name}: {name} answers {probe.rows}, not {first.rows}")


def _line(row: Sequence[Cell]) -> str:
    ours = next((cell.measure for cell in row if cell.server == "ours"), None)
    others = [cell for cell in row if cell.server != "ours" and cell.measure.rate]
    ratios = [f"{_ratio(ours.rate / cell.measure.rate)} {cell.server}" for cell in others] if ours and ours.rate else []
    head = f"| {row[0].workload} | {row[0].connections} "
    return head + "".join(f"| {_text(cell)} " for cell in row) + f"| {', '.join(ratios)} |"


def _ratio(times: float) -> str:
    return f"{times:.2f}x" if times < 10 else f"{times:.0f}x"


def _text(cell: Cell) -> str:
    found = cell.measure
    if not found.rate:
        return "none in time"
    mark = "" if cell.agrees and not found.failed else "!"
    return (
        f"{mark}{found.rate:,.{0 if found.rate >= 10 else 1}f} ({found.p50:,.1f} / {found.p99:,.1f}; {found.cost:,.2f})"
    )
