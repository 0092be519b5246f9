"""The servers that are compared: each loads the same triples, listens on loopback only and is ended by its id."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.clients import Client
from benchmarks.graphs import Files
from benchmarks.processes import family
from preventiegraaf.serving.production import kept_port

_HOST = "127.0.0.1"
_START_SECONDS, _LOAD_SECONDS, _STOP_SECONDS = 120.0, 900.0, 15.0
_FUSEKI = "org.apache.jena:jena-fuseki-server:5.5.0"
_RDFLIB_MOST = 200_000
_UNLIMITED = {
    "query_seconds": 60.0,
    "query_waiting": 1_000,
    "query_patience": 60.0,
    "queries_per_client": 1_000,
    "query_long": 0,
    "workers": os.cpu_count() or 1,
}
"""All load comes from one address here, so what is there to share our server among clients is set aside; and it has a
process for each processor, as the other servers have a thread for each."""


class AbsentError(Exception):
    """A server that cannot be had here, and why."""


@dataclass(frozen=True)
class Data:
    """A graph as files, and as a snapshot on the shelf of a root; servers put their own form of it in `folder`."""

    files: Files
    triples: int
    root: Path
    snapshots: Path
    folder: Path


@dataclass
class Server:
    """A server that runs."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the process: politely, then at once, with those that it started."""
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for member in family(self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(member.number, signal.SIGKILL)
            self.process.wait()


def end_with_servers() -> None:
    """Let this process, when it is told to terminate, end as on an error: with the servers that it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with kept_port(_HOST, 0) as port:
        return port


def start_ours(data: Data, settings: dict[str, object] | None = None) -> Server:
    """Our own server, as `preventiegraaf serve` runs it; without settings given, one that sends no client away."""
    port = free_port()
    tests = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(tests), str(tests.parent / "server")])
    command = [sys.executable, "-m", "benchmarks.snapshots", "--root", str(data.root), "--port", str(port)]
    chosen = json.dumps(_UNLIMITED if settings is None else settings)
    command += ["--snapshots", str(data.snapshots), "--settings", chosen]
    return _begin("ours", command, f"http://{_HOST}:{port}/sparql", data.folder, {"PYTHONPATH": path})


def start_oxigraph(data: Data) -> Server:
    """The server of Oxigraph (from PyPI), reading only, after `optimize`."""
    program = _program("oxigraph")
    store, port = data.folder / "oxigraph", free_port()
    if not store.exists():
        _run([program, "load", "-l", str(store), "-f", str(data.files.whole)], data.folder)
        _run([program, "optimize", "-l", str(store)], data.folder)
    command = [program, "serve-read-only", "-l", str(store), "-b", f"{_HOST}:{port}"]
    return _begin("oxigraph", command, f"http://{_HOST}:{port}/query", data.folder)


def start_rdflib(data: Data) -> Server:
    """rdflib-endpoint (from PyPI), with Oxigraph's store where oxrdflib is installed; the file is read at its start."""
    program = _program("rdflib-endpoint")
    if data.triples > _RDFLIB_MOST:
        raise AbsentError(f"it would take too long to read more than {_RDFLIB_MOST} triples")
    port = free_port()
    store = ["--store", "Oxigraph"] if find_spec("oxrdflib") else []
    command = [program, "serve", "--host", _HOST, "--port", str(port), *store, str(data.files.whole)]
    return _begin("rdflib-endpoint", command, f"http://{_HOST}:{port}/", data.folder)


def start_fuseki(data: Data) -> Server:
    """Apache Jena Fuseki, with TDB2 and its statistics; the jar comes from Maven Central."""
    java, jar = _program("java"), _fuseki_jar(data.folder.parent)
    store, port = data.folder / "fuseki", free_port()
    tool = [java, "-Xmx4g", "-cp", str(jar)]
    if not store.exists():
        _run([*tool, "tdb2.tdbloader", f"--loc={store}", str(data.files.whole)], data.folder)
        statistics = _run([*tool, "tdb2.tdbstats", f"--loc={store}"], data.folder)
        (store / "Data-0001" / "stats.opt").write_bytes(statistics)
    server = ["org.apache.jena.fuseki.main.cmds.FusekiServerCmd", f"--loc={store}", "--localhost", "--quiet"]
    command = [*tool, *server, f"--port={port}", "/data"]
    return _begin("fuseki", command, f"http://{_HOST}:{port}/data/sparql", data.folder)


def start_virtuoso(data: Data) -> Server:
    """Virtuoso Open Source (Debian's virtuoso-opensource-7-bin), asked about our graph and not about its own ones."""
    program, isql = _program("virtuoso-t"), _program("isql-vt")
    folder, port, http = data.folder / "virtuoso", free_port(), free_port()
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    (folder / "virtuoso.ini").write_text(_virtuoso_settings(data, folder, port, http), encoding="utf-8")
    command = [program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    server = _begin("virtuoso", command, f"http://{_HOST}:{http}/sparql?default-graph-uri=urn:graph", folder)
    if is_new:
        triples = data.files.whole
        steps = f"ld_dir('{triples.parent}', '{triples.name}', 'urn:graph'); rdf_loader_run(); checkpoint;"
        try:
            _run([isql, f"{_HOST}:{port}", "dba", "dba", f"exec={steps}"], folder)
        except AbsentError:
            server.stop()
            shutil.rmtree(folder)
            raise
    return server


def _virtuoso_settings(data: Data, folder: Path, port: int, http: int) -> str:
    """Buffers for the whole graph, as its manual advises, and threads for every connection."""
    return f"""[Database]
DatabaseFile={folder}/virtuoso.db
TransactionFile={folder}/virtuoso.trx
ErrorLogFile={folder}/virtuoso.log
LockFile={folder}/virtuoso.lck
xa_persistent_file={folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile={folder}/temporary.db
TransactionFile={folder}/temporary.trx
[Parameters]
ServerPort={_HOST}:{port}
ServerThreads=100
DirsAllowed={data.files.whole.parent}
NumberOfBuffers=170000
MaxDirtyBuffers=130000
CheckpointInterval=0
[HTTPServer]
ServerPort={_HOST}:{http}
ServerThreads=64
MaxKeepAlives=1000
KeepAliveTimeout=60
"""


STARTERS: dict[str, Callable[[Data], Server]] = {
    "ours": start_ours,
    "oxigraph": start_oxigraph,
    "virtuoso": start_virtuoso,
    "fuseki": start_fuseki,
    "rdflib-endpoint": start_rdflib,
}


def _program(name: str) -> str:
    """The path of a program: beside this Python, or on the path. Raises AbsentError."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise AbsentError(f"the program {name} is not installed")
    return found


def _fuseki_jar(folder: Path) -> Path:
    """Fuseki's jar, fetched once. Raises AbsentError."""
    given = os.environ.get("FUSEKI_JAR")
    if given:
        return Path(given)
    _, name, version = _FUSEKI.split(":")
    jar = folder / f"{name}-{version}.jar"
    if not jar.exists():
        fetch = ["-q", "-B", "dependency:copy", f"-Dartifact={_FUSEKI}", f"-DoutputDirectory={folder}"]
        _run([_program("mvn"), *fetch], folder)
    return jar


def _run(command: Sequence[str], folder: Path) -> bytes:
    """Run a step to its end and give what it printed. Raises AbsentError."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_LOAD_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or b""
        raise AbsentError(f"{Path(command[0]).name} failed: {said.decode(errors='replace')[-300:] or error}") from error
    return done.stdout


def _begin(name: str, command: Sequence[str], url: str, folder: Path, more: dict[str, str] | None = None) -> Server:
    """Start a server and wait until it answers a query. Raises AbsentError."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | (more or {})
        )
    server = Server(name, url, process)
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with Client(url, 5.0) as client:
            if client.query("ASK { <urn:a> <urn:b> <urn:c> }").status == 200:
                return server
        time.sleep(0.1)
    server.stop()
    raise AbsentError(f"it did not start; see {folder / f'{name}.log'}")
