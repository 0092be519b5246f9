"""Live servers on small graphs, for the tests of this folder."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, build
from waiting import SECONDS, children_of, end, until

PREFIXES = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix ex: <http://example.org/> .\n"
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .",
    "data/register.ttl": "\n".join(f"ex:x{number} a ex:A ." for number in range(300)),
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
PATIENT = ("--query-seconds", "300")
"""Flags with which a server that waits for its limits before it stops takes longer than `SECONDS`."""


@dataclass(frozen=True)
class Got:
    """An answer as it came over the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Live:
    """A server that was started by its command."""

    process: subprocess.Popen[bytes]
    folder: Path
    root: Root
    port: int

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """The answer to one request on a connection of its own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            with suppress(BrokenPipeError, ConnectionResetError):  # a body may be refused before all of it is sent
                connection.request(method, path, body=body, headers=named)
            response = connection.getresponse()
            return Got(response.status, response.headers, response.read())

    def ask(self, query: str, method: str = "GET", **headers: str) -> Got:
        """The answer to a query."""
        return self.get(f"/sparql?{urlencode({'query': query})}", method, None, **headers)

    def build(self) -> str:
        """Build the snapshot anew, and give its digest."""
        return build(self.root, Shelf(self.folder / "snapshots", self.root), ColumnarReasoner(), lambda _: None).digest

    def family(self) -> list[psutil.Process]:
        """The processes that the server started, and theirs."""
        return children_of(psutil.Process(self.process.pid), recursive=True)

    def web_processes(self) -> list[psutil.Process]:
        """The processes that answer requests."""
        return children_of(psutil.Process(self.process.pid))

    def said(self) -> str:
        """What it said on standard error."""
        return (self.folder / "stderr").read_text(encoding="utf-8")

    def printed(self) -> str:
        """What it printed on standard output."""
        return (self.folder / "stdout").read_text(encoding="utf-8")

    def under_way(self) -> float:
        """The requests under way in all its processes, as it tells Prometheus."""
        lines = self.get("/metrics").body.decode().splitlines()
        return sum(float(line.split()[1]) for line in lines if line.startswith("preventiegraaf_requests_under_way "))

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End it by a signal, and wait until it has ended."""
        self.process.send_signal(by)
        self.process.wait(timeout=SECONDS)


Start = Callable[..., Live]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the tests of this folder, with its snapshot: copies of it have nothing to build."""
    folder = tmp_path_factory.mktemp("built")
    root = Root(folder / "root")
    root.queries.mkdir(parents=True)
    for name, content in FILES.items():
        (root.folder / name).parent.mkdir()
        (root.folder / name).write_text(PREFIXES + content, encoding="utf-8")
    build(root, Shelf(folder / "snapshots", root), ColumnarReasoner(), lambda _: None)
    return folder


@pytest.fixture
def start(built: Path, tmp_path: Path) -> Iterator[Start]:
    """Start a server with flags; whatever is left of it and its family is ended after the test."""
    with starting(built, tmp_path) as begin:
        yield begin


@pytest.fixture(scope="module")
def start_for_module(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """The same, ended after the tests of a module."""
    with starting(built, tmp_path_factory.mktemp("module")) as begin:
        yield begin


@contextmanager
def starting(built: Path, folder: Path) -> Iterator[Start]:
    root = Root(folder / "root")
    shutil.copytree(built / "root", root.folder)
    (shelf,) = (built / "snapshots").iterdir()
    shutil.copytree(shelf, Shelf(folder / "snapshots", root).folder)
    started: list[tuple[Live, list[psutil.Process]]] = []

    def begin(*flags: str, **environment: str) -> Live:
        places = ["--root", str(root.folder), "--snapshots", str(folder / "snapshots"), "--port", "0"]
        with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "preventiegraaf", "serve", *places, *flags],
                stdout=out,
                stderr=err,
                env={**os.environ, **environment},
            )
        live = Live(process, folder, root, 0)
        started.append((live, []))
        live.port = _port(live)
        started[-1][1].extend(live.family())
        return live

    yield begin
    for live, family in started:
        _end(live, family)


def _port(live: Live) -> int:
    until(lambda: "Serving on" in live.said() or live.process.poll() is not None)
    address = live.said().partition("Serving on ")[2].split()
    assert address, live.said()
    found = {connection.laddr.port for web in live.web_processes() for connection in web.net_connections("tcp")}
    assert len(found) == 1, found
    return int(found.pop())


def _end(live: Live, family: list[psutil.Process]) -> None:
    if live.process.poll() is None:
        family += live.family()
        live.process.terminate()
        try:
            live.process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            live.process.kill()
            live.process.wait()
    for process in family:
        end(process)


@pytest.fixture(name="until")
def _until() -> Callable[..., None]:
    return until
