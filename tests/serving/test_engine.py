"""`--engine`, with the `oxigraph` server as the engine: it holds the export and answers as our own processes do."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from preventiegraaf.errors import GatewayError, PreventiegraafError, QueryTimeoutError
from preventiegraaf.namespaces import graph_iri
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Crew, Limits, Pool, Question, Task, read_questions
from preventiegraaf.querying.remote.engine import RemoteEngine
from preventiegraaf.querying.remote.holding import Holding
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.snapshot.export import EXPORT_FORMATS, export_for_engine
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from started import started
from waiting import SECONDS, kept_port, until

QUESTIONS = read_questions(bundled_root().queries)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


class Oxigraph:
    """The server of another maker, on loopback, that is started and killed at will."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self._program, self._folder, self._port = program, folder, port
        self._place = f"127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{self._place}/query"

    def load(self, file: Path) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        command = [self._program, "load", "--location", str(self._folder), "--file", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)

    def start(self) -> None:
        command = [self._program, "serve-read-only", "--location", str(self._folder), "--bind", self._place]
        self._process = subprocess.Popen(
            [*command, "--timeout-s", "60"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(self._listens)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=SECONDS).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=SECONDS)
            self._process = None


@pytest.fixture(scope="module")
def export(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("export") / "graph.nq"
    with file.open("wb") as output:
        export_for_engine(snapshot, EXPORT_FORMATS["nq"], output)
    return file


@pytest.fixture(scope="module")
def oxigraph(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=Path(sys.executable).parent)
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    with kept_port() as port:
        server = Oxigraph(program, tmp_path_factory.mktemp("oxigraph") / "store", port)
        server.load(export)
        server.start()
        yield server
        server.kill()


class KeptOpen:
    """The pool of all tests as reader: it is not closed with an engine."""

    def __init__(self, pool: Pool) -> None:
        self.answer = pool.answer

    def close(self) -> None:
        pass


def engine_for(oxigraph: Oxigraph, snapshot: Snapshot, pool: Pool, limits: Limits | None = None) -> RemoteEngine:
    holding = Holding(snapshot.digest, tuple(graph_iri(slug).value for slug in snapshot.manifest["graphs"]))
    return RemoteEngine(oxigraph.url, holding, limits or Limits(), Crew(), KeptOpen(pool))


@pytest.fixture
def engine(oxigraph: Oxigraph, snapshot: Snapshot, pool: Pool) -> Iterator[RemoteEngine]:
    made = engine_for(oxigraph, snapshot, pool)
    yield made
    made.close()


def answered(engine: RemoteEngine | Pool, task: Task) -> object:
    """The answer in a form that does not depend on the order of its rows or the names of its blank nodes."""
    content = engine.answer(task).content
    found = json.loads(content if isinstance(content, bytes) else content.read())
    if "boolean" in found:
        return found["boolean"]
    rows = (json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])
    return found["head"], Counter(rows)


@pytest.mark.parametrize("infer", [True, False], ids=["infer", "no-infer"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_answered_as_here(engine: RemoteEngine, pool: Pool, question: Question, infer: bool) -> None:
    values = {parameter.name: str(parameter.default) for parameter in question.parameters}
    task = Task(question.query, "json", infer, bindings=values)
    assert answered(engine, task) == answered(pool, task)


@pytest.mark.parametrize("infer", [True, False], ids=["infer", "no-infer"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT (COUNT(*) AS ?n) { GRAPH graph:register { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { GRAPH graph:asserted { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) FROM graph:register { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM graph:inferred { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM NAMED graph:register { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM NAMED graph:register { GRAPH ?g { ?s ?p ?o } }",
        "ASK { person:jan-binnenmars a foaf:Agent }",
        "# PREFIX pg: <urn:not-declared>\nSELECT * { ?x pg:chairs ?y }",
        "PREFIX pg: <https://w3id.org/preventiegraaf/def#> SELECT * { ?x pg:chairs ?y }",
    ],
)
def test_the_dataset_is_the_one_that_is_served_here(engine: RemoteEngine, pool: Pool, query: str, infer: bool) -> None:
    task = Task(query, "json", infer)
    assert answered(engine, task) == answered(pool, task)


def test_the_datasets_of_the_protocol(engine: RemoteEngine, pool: Pool, snapshot: Snapshot) -> None:
    graphs = [graph_iri(slug).value for slug in (*snapshot.manifest["graphs"], "inferred")]
    query = "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
    for default, named in ((graphs, ()), (graphs[:1], ()), ((), graphs[:2]), (graphs[:-1], graphs[:1])):
        task = Task(query, "json", True, tuple(default), tuple(named))
        assert answered(engine, task) == answered(pool, task)


@pytest.mark.parametrize("query", ["DESCRIBE person:jan-binnenmars", "CONSTRUCT WHERE { ?person pg:chairs ?body }"])
def test_a_graph_is_the_one_that_is_given_here(engine: RemoteEngine, pool: Pool, query: str) -> None:
    assert engine.answer(Task(query, "nt")).content == pool.answer(Task(query, "nt")).content


@pytest.mark.parametrize(
    "query", ["SELECT *\n{ ?s ?p }", "hello", "SELECT * { ?s no:x ?o }", "DROP ALL", "SELECT * FROM <urn:x> {}"]
)
def test_what_is_wrong_is_told_in_the_same_words(engine: RemoteEngine, pool: Pool, query: str) -> None:
    messages = []
    for asked in (engine, pool):
        with pytest.raises(PreventiegraafError) as caught:
            asked.answer(Task(query, "json"))
        messages.append((type(caught.value), str(caught.value)))
    assert messages[0] == messages[1]


def test_an_endless_query_ends(oxigraph: Oxigraph, snapshot: Snapshot, pool: Pool) -> None:
    engine = engine_for(oxigraph, snapshot, pool, Limits(seconds=60))
    with pytest.raises(QueryTimeoutError):
        engine.answer(Task(ENDLESS, "json", seconds=0.5))
    assert answered(engine, Task("ASK {}", "json")) is True
    engine.close()


def test_rows_are_cut(oxigraph: Oxigraph, snapshot: Snapshot, pool: Pool) -> None:
    engine = engine_for(oxigraph, snapshot, pool, Limits(rows=7))
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        written = engine.answer(Task(query, "csv" if query[0] == "S" else "nt"))
        assert (written.rows, written.truncated) == (7, True)
    engine.close()


def test_an_engine_that_is_killed_and_comes_back(oxigraph: Oxigraph, engine: RemoteEngine) -> None:
    faults: list[PreventiegraafError] = []

    def ask() -> None:
        try:
            engine.answer(Task(ENDLESS, "json"))
        except PreventiegraafError as error:
            faults.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.5)
    oxigraph.kill()
    asking.join()
    assert [type(fault) for fault in faults] == [GatewayError]
    with pytest.raises(GatewayError, match="cannot be reached"):
        engine.answer(Task("ASK {}", "json"))
    oxigraph.start()
    assert answered(engine, Task("ASK {}", "json")) is True


@pytest.fixture
def client(oxigraph: Oxigraph, snapshot: Snapshot, engine: RemoteEngine) -> Iterator[FlaskClient]:
    questions = {question.name: question for question in QUESTIONS}
    with create_app(Served(snapshot, engine, questions)).test_client() as opened:
        yield opened


def test_the_status_of_an_engine_that_is_not_there(oxigraph: Oxigraph, client: FlaskClient) -> None:
    query = {"query": "SELECT * { ?x pg:chairs ?y }"}
    assert client.get("/sparql", query_string=query).status_code == 200
    oxigraph.kill()
    try:
        response = client.get("/sparql", query_string=query)
        assert response.status_code == 502
        assert oxigraph.url.split("/")[2] not in response.text
        assert client.get("/").status_code == 200
    finally:
        oxigraph.start()
    assert client.get("/sparql", query_string=query).status_code == 200


def test_an_engine_with_another_snapshot_is_not_asked(oxigraph: Oxigraph, snapshot: Snapshot, pool: Pool) -> None:
    other = RemoteEngine(oxigraph.url, Holding("0" * 16, ()), Limits(), Crew(), KeptOpen(pool))
    with pytest.raises(GatewayError, match="does not hold the graph"):
        other.answer(Task("ASK {}", "json"))
    other.close()


def test_the_command_serves_with_an_engine(oxigraph: Oxigraph, snapshot: Snapshot, tmp_path: Path) -> None:
    query = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
    places = ("--snapshots", str(snapshot.folder.parents[1]), "--engine", oxigraph.url)
    with (
        started(tmp_path, *places) as address,
        urllib.request.urlopen(f"{address}sparql?query={query}&format=csv", timeout=SECONDS) as response,  # noqa: S310
    ):
        total = int(response.read().split()[1])
    assert total == snapshot.manifest["asserted"] + snapshot.manifest["inferred"]
