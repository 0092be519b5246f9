"""Heavy questions over HTTP: twelve that range over a whole graph, ours beside Virtuoso, Oxigraph and Fuseki.

    python tests/benchmarks/heavy.py --triples 1000000 10000000 --runs 7

The graph is one of universities, with what follows from it. Each server gets each question in its turn, with a comment
that no cache has seen; answers are JSON, and are compared as multisets of rows. A row of the table gives the median of
the milliseconds from sending to the last byte, and how many times the fastest of the others takes of ours. Then stands
what each of our query processes has in memory for itself, beyond the files that all share. Servers that cannot be had
are told and left out (Virtuoso is Debian's virtuoso-opensource; Fuseki needs Java and Maven).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from benchmarks.clients import Client, Reply
from benchmarks.graphdata import WORK, say, universities
from benchmarks.heavyshapes import HEAVY, Heavy
from benchmarks.processes import family
from benchmarks.servers import STARTERS, AbsentError, Data, Server, end_with_servers, start_ours

_SERVERS = ("ours", "virtuoso", "oxigraph", "fuseki")
_PATIENCE = 120.0
_SETTINGS: dict[str, object] = {
    "query_seconds": _PATIENCE,
    "query_rows": 100_000_000,
    "query_megabytes": 10_000,
    "query_workers": 1,
    "cache_megabytes": 1,
}


@dataclass(frozen=True)
class Measure:
    """One server with one question: the median in milliseconds, and its rows as a multiset that can be compared."""

    milliseconds: float
    rows: int
    digest: int


def main() -> None:
    """Run the benchmark that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--servers", nargs="+", choices=_SERVERS, default=_SERVERS)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--work", type=Path, default=WORK, help="folder to keep data in (%(default)s)")
    chosen = parser.parse_args()
    end_with_servers()
    for triples in chosen.triples:
        data = universities(chosen.work, triples, chosen.seed)
        say(f"\n{data.triples} triples, {triples} of them asserted.")
        with ExitStack() as stack:
            _compare(_started(chosen.servers, data, stack), chosen.runs)


def _started(names: Sequence[str], data: Data, stack: ExitStack) -> list[Server]:
    """The servers that can be had; of each other one, the reason is told."""
    servers = []
    for name in names:
        try:
            server = start_ours(data, _SETTINGS) if name == "ours" else STARTERS[name](data)
        except AbsentError as error:
            say(f"Without {name}: {error}.")
            continue
        stack.callback(server.stop)
        servers.append(server)
    return servers


def _compare(servers: Sequence[Server], runs: int) -> None:
    say("| question | rows | " + " | ".join(f"{server.name} ms" for server in servers) + " | fastest other : ours |")
    say("|---|--:|" + "--:|" * (len(servers) + 1))
    ratios = []
    for heavy in HEAVY:
        found = _measured(heavy, servers, runs)
        ratios += _told(heavy, found)
    if ratios:
        say(
            f"Ours is at least 3 times faster on {sum(ratio >= 3 for ratio in ratios)} of {len(ratios)}, ",
        )
        say(f"not slower on {sum(ratio >= 1 for ratio in ratios)}.")
    ours = next((server for server in servers if server.name == "ours"), None)
    if ours is not None:
        _tell_memory(ours)


def _measured(heavy: Heavy, servers: Sequence[Server], runs: int) -> dict[str, Measure | None]:
    """What each server makes of a question; None for one that fails or is not done in time."""
    replies: dict[str, list[Reply]] = {server.name: [] for server in servers}
    for run in range(runs + 1):  # the first run warms up
        for server in servers:
            if all(reply.status == 200 for reply in replies[server.name]):
                with Client(server.url, _PATIENCE) as client:
                    replies[server.name].append(client.query(heavy.text(run)))
    return {name: _measure(found) for name, found in replies.items()}


def _measure(replies: Sequence[Reply]) -> Measure | None:
    if any(reply.status != 200 for reply in replies):
        return None
    rows = [
        hash(frozenset((name, value["value"]) for name, value in row.items()))
        for row in json.loads(replies[-1].body)["results"]["bindings"]
    ]
    milliseconds = 1_000 * statistics.median(reply.seconds for reply in replies[1:])
    return Measure(milliseconds, len(rows), hash(tuple(sorted(rows))))


def _told(heavy: Heavy, found: dict[str, Measure | None]) -> list[float]:
    """Print the row of a question; how many times the fastest other takes of ours, if there is one."""
    ours = found.get("ours")
    others = [measure for name, measure in found.items() if name != "ours" and measure is not None]
    reference = ours or (others[0] if others else None)
    ratios = [min(other.milliseconds for other in others) / ours.milliseconds] if ours and others else []
    cells = [_cell(measure, reference) for measure in found.values()]
    told = f"{ratios[0]:.1f}" if ratios else ""
    say(f"| {heavy.name} | {reference.rows if reference else ''} | " + " | ".join(cells) + f" | {told} |")
    return ratios


def _cell(measure: Measure | None, reference: Measure | None) -> str:
    if measure is None:
        return "fails"
    mark = "" if reference is not None and measure.digest == reference.digest else f" (other: {measure.rows} rows)"
    return f"{measure.milliseconds:.1f}{mark}"


def _tell_memory(server: Server) -> None:
    workers = [psutil.Process(process.number) for process in family(server.process.pid) if process.is_worker]
    memory = [worker.memory_info() for worker in workers]
    own = ", ".join(f"{(found.rss - found.shared) / 1_000_000:.0f} MB" for found in memory)
    say(f"Memory of our query processes beyond the files that they map: {own}.")


if __name__ == "__main__":
    main()
