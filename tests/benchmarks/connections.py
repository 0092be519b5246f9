"""Ordinary requests while connections by the thousand are opened in bad faith, and what is left of them afterwards.

    python tests/benchmarks/connections.py --real
    python tests/benchmarks/connections.py --connections 500 --kinds "nothing read"

For each kind of bad faith: so many connections are opened and kept; meanwhile one ordinary client asks for /healthz and
puts a query that nobody asked before, in turn. Then the server is given time to hang up on the others. Ends with 1 if
an ordinary request failed, or if connections were left.
"""

from __future__ import annotations

import argparse
import resource
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.clients import Client
from benchmarks.graphdata import WORK, made_up, real, say
from benchmarks.processes import family
from benchmarks.servers import Server, end_with_servers, start_ours

_HEAD = b"GET /%s HTTP/1.1\r\nHost: a\r\n"
_POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n"
_KINDS = {
    "nothing sent": b"",
    "head not ended": _HEAD % b"" + b"X-Slow: ",
    "head without end": _HEAD % b"" + b"X-Long: " + b"x" * 380_000,
    "body not ended": _POST + b"ASK",
    "nothing read": (_HEAD % b"download/preventiegraaf-whole.nt" + b"\r\n") * 3,
    "not HTTP": bytes(range(256)) * 20,
}
_NUMBERS = count(1)
_SPARE = 20
"""Open files that a server process may have more than before: those of connections and workers kept for later."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--connections", type=int, default=3_000, help="connections of each kind (%(default)s)")
    add("--kinds", nargs="+", choices=sorted(_KINDS), default=list(_KINDS), help="kinds of bad faith; default: all")
    add("--requests", type=int, default=200, help="ordinary requests meanwhile (%(default)s)")
    add("--patience", type=float, default=60.0, help="seconds in which the server must have hung up (%(default)s)")
    add("--triples", type=int, default=100_000, help="size of the made-up graph (%(default)s)")
    add("--real", action="store_true", help="the real graph in place of a made-up one")
    add("--work", type=Path, default=WORK, help="folder to keep data in (%(default)s)")
    return parser.parse_args()


def main() -> int:
    """Run the benchmark that the command line asks for; 1 if anything was amiss."""
    chosen = _arguments()
    end_with_servers()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    data = real(chosen.work) if chosen.real else made_up(chosen.work, chosen.triples, 3)
    server = start_ours(data, {})
    try:
        _ordinary(server, chosen.requests)
        say("| kind | p50 ms | most ms | failed | files open before, during, after | MB then | seconds to hang up |")
        say("|---|--:|--:|--:|--:|--:|--:|")
        amiss = [_tried(server, kind, chosen) for kind in chosen.kinds]
        return int(any(amiss))
    finally:
        server.stop()


def _tried(server: Server, kind: str, chosen: argparse.Namespace) -> bool:
    """Try one kind, print its line, and tell whether anything was amiss."""
    before = _use(server)
    with _opened(server, _KINDS[kind], chosen.connections):
        times, failed = _ordinary(server, chosen.requests)
        during, begin = _use(server), time.monotonic()
        while (after := _use(server))[0] > before[0] + _SPARE and time.monotonic() - begin < chosen.patience:
            time.sleep(1)
        seconds = time.monotonic() - begin
    files, memory = zip(before, during, after, strict=True)
    milliseconds = [1_000 * times[len(times) // 2], 1_000 * times[-1]]
    cells = [kind, *(f"{value:.1f}" for value in milliseconds), failed]
    cells += [", ".join(map(str, files)), ", ".join(f"{size:.0f}" for size in memory), f"{seconds:.0f}"]
    say(f"| {' | '.join(map(str, cells))} |")
    return failed > 0 or after[0] > before[0] + _SPARE


@contextmanager
def _opened(server: Server, sent: bytes, number: int) -> Iterator[None]:
    """So many connections on which this was sent, as far as the server took it, and on which nothing is read."""
    parts = urlsplit(server.url)
    with ExitStack() as stack:
        for _ in range(number):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            connection.settimeout(5)
            connection.connect((parts.hostname, parts.port))
            connection.settimeout(0.1)
            with suppress(OSError):  # the server may have heard enough
                connection.sendall(sent)
        yield


def _ordinary(server: Server, requests: int) -> tuple[list[float], int]:
    """The seconds, in order, that ordinary requests took, and how many failed."""
    replies = []
    for _ in range(requests // 2):
        with Client(server.url, 20) as client:
            replies.append(client.ask("GET", "/healthz"))
            replies.append(client.query(f"SELECT * {{ ?s ?p ?o }} LIMIT 3 #{next(_NUMBERS)}"))
    return sorted(reply.seconds for reply in replies), sum(reply.status != 200 for reply in replies)


def _use(server: Server) -> tuple[int, float]:
    """How many files the server processes have open, and the megabytes that they have in use."""
    own = [process for process in family(server.process.pid) if not process.is_worker]
    files = [len(list(Path(f"/proc/{process.number}/fd").iterdir())) for process in own]
    return sum(files), sum(process.memory for process in own)


if __name__ == "__main__":
    sys.exit(main())
