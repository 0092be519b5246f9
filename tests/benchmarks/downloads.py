"""Downloads: how fast our server sends a prepared file, beside nginx sending the same file.

    python tests/benchmarks/downloads.py --seconds 5 --runs 3
    python tests/benchmarks/downloads.py --megabytes 1 20 200 --connections 1 4 16

Both servers run at the same time and are measured one after the other with `wrk`; a cell gives megabytes per second,
the median over the runs, and the ratio ours : nginx. nginx comes from Debian (`apt-get install nginx-light`) and gets a
configuration of its own: loopback only, `sendfile on`, as many worker processes as we have server processes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.clients import Client
from benchmarks.servers import free_port
from preventiegraaf.paths import open_root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, build

_HOST, _START_SECONDS = "127.0.0.1", 60.0
_SPEED = re.compile(r"Transfer/sec:\s+([\d.]+)([KMG]?)B")
_UNITS = {"": 1e-6, "K": 1.024e-3, "M": 1.048576, "G": 1.073741824e3}
_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes {workers};
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ text/turtle ttl; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen {host}:{port}; location /download/ {{ alias {downloads}/; }} }}
}}
"""


def prepare(folder: Path, megabytes: list[int]) -> Path:
    """A snapshot of a root without files that offers downloads of these sizes; gives the folder of the downloads."""
    for part in ("ontology", "data", "queries"):
        (folder / "root" / part).mkdir(parents=True)
    shelf = Shelf(folder / "snapshots", open_root(folder / "root"))
    empty = build(open_root(folder / "root"), shelf, ColumnarReasoner(), lambda _: None)
    with shelf.building(lambda _: None):
        with shelf.staging("downloads") as staged:
            shutil.copytree(empty.folder, staged, dirs_exist_ok=True)
            _add_downloads(staged, megabytes)
        found = shelf.find("downloads")
        assert found is not None
        shelf.make_current(found)
    return found.folder / "downloads"


def _add_downloads(staged: Path, megabytes: list[int]) -> None:
    manifest = json.loads((staged / "manifest.json").read_text())
    for size in megabytes:
        path = staged / "downloads" / f"made-up-{size}.ttl"
        line = b"<http://example.org/subject> <http://example.org/predicate> <http://example.org/object> .\n"
        path.write_bytes((line * (size * 1_000_000 // len(line) + 1))[: size * 1_000_000])
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        entry = {"name": path.name, "media_type": "text/turtle", "size": path.stat().st_size, "sha256": digest}
        manifest["downloads"].append(entry)
    (staged / "manifest.json").write_text(json.dumps(manifest))


@contextmanager
def running(name: str, command: list[str], port: int) -> Iterator[str]:
    """A server from its start to its end; gives its address."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{name} did not start: {(process.stderr and process.stderr.read()) or b''!r}")
                time.sleep(0.1)
            yield f"http://{_HOST}:{port}/download/"
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=30)


def _answers(port: int) -> bool:
    with suppress(OSError), Client(f"http://{_HOST}:{port}/", 5) as client:
        return client.ask("GET", "/").status > 0
    return False


def speed(url: str, connections: int, seconds: float) -> float:
    """Megabytes per second of a file under load."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout=60s", url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    match = _SPEED.search(printed)
    if match is None or "Non-2xx" in printed:
        raise SystemExit(f"wrk on {url} says:\n{printed}")
    return float(match[1]) * _UNITS[match[2]]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 20, 200])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    for program in ("nginx", "wrk"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not here; install it first.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        downloads = prepare(folder, chosen.megabytes)
        with _both(folder, downloads, chosen.workers) as servers:
            _table(servers, chosen)


@contextmanager
def _both(folder: Path, downloads: Path, workers: int) -> Iterator[tuple[str, str]]:
    port, other = free_port(), free_port()
    configuration = folder / "nginx.conf"
    details = {"folder": folder, "downloads": downloads, "host": _HOST, "port": other, "workers": workers}
    configuration.write_text(_NGINX.format(**details))
    folder.chmod(0o755)  # nginx reads as another user
    serve = ["-m", "benchmarks.snapshots", "--root", str(folder / "root"), "--snapshots", str(folder / "snapshots")]
    settings = ["--port", str(port), "--settings", json.dumps({"workers": workers})]
    places = os.pathsep.join([str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")])
    ours = ["env", f"PYTHONPATH={places}", sys.executable, *serve, *settings]
    with (
        running("preventiegraaf", ours, port) as first,
        running("nginx", ["nginx", "-p", str(folder), "-c", str(configuration)], other) as second,
    ):
        yield first, second


def _table(servers: tuple[str, str], chosen: argparse.Namespace) -> None:
    print(f"{'MB':>5} {'connections':>12} {'ours MB/s':>10} {'nginx MB/s':>11} {'ratio':>6}")  # noqa: T201
    for size in chosen.megabytes:
        for connections in chosen.connections:
            runs = [
                tuple(speed(f"{url}made-up-{size}.ttl", connections, chosen.seconds) for url in servers)
                for _ in range(chosen.runs)
            ]
            ours, nginx = (statistics.median(found) for found in zip(*runs, strict=True))
            print(f"{size:>5} {connections:>12} {ours:>10.0f} {nginx:>11.0f} {ours / nginx:>6.2f}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
