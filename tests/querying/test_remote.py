"""The engine behind this server, as far as it misbehaves: replies that are made up here, by a server on loopback."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from traceback import walk_tb
from urllib.parse import parse_qs

import pytest

from preventiegraaf.errors import (
    AnswerTooLargeError,
    BusyError,
    GatewayError,
    GatewayTimeoutError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooComplexError,
    SourcesRefusedError,
    TooManyQueriesError,
    UsageError,
)
from preventiegraaf.namespaces import TYPE, graph_iri
from preventiegraaf.querying import Crew, Limits, Pool, Task
from preventiegraaf.querying.remote.engine import RemoteEngine
from preventiegraaf.querying.remote.holding import Holding
from preventiegraaf.querying.remote.line import read_address
from preventiegraaf.querying.syntax.weight import refuse_unwieldy
from preventiegraaf.querying.workers.turns import Turns
from preventiegraaf.snapshot import Snapshot
from waiting import kept_port

HOLDING = Holding("digest", ("https://w3id.org/preventiegraaf/graph/one",))
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
YES = b'{"head":{},"boolean":true}'
TABLE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}},{}]}}'
QUERY = "SELECT ?x { ?s ?p ?x }"


@dataclass
class Reply:
    """What the made-up engine replies to a query."""

    status: int = 200
    media_type: str = JSON
    body: bytes = TABLE
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    silent: bool = False


class Fake(ThreadingHTTPServer):
    """An engine that holds the snapshot and gives one reply to everything else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply = Reply()
        self.ending = threading.Event()
        self.held = YES
        self.asked: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/secret-path"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up here: that is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Fake

    def do_POST(self) -> None:
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        is_probe = '"digest"' in fields["query"][0]
        reply = Reply(body=self.server.held) if is_probe else self.server.reply
        if not is_probe:
            self.server.asked.append(fields)
            self.server.headers.append(dict(self.headers.items()))
        if reply.silent:
            self.server.ending.wait()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        if reply.length != -1:
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = reply.length is not None

    def do_GET(self) -> None:
        raise AssertionError("a redirect was followed")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.ending.set()
    server.shutdown()
    thread.join()
    server.server_close()


class NoPool:
    """Reads queries in this process; closes nothing."""

    def __init__(self, pool: Pool) -> None:
        self.answer = pool.answer

    def close(self) -> None:
        pass


Make = Callable[..., RemoteEngine]


@pytest.fixture
def engine_at(pool: Pool) -> Iterator[Make]:
    made: list[RemoteEngine] = []

    def make(url: str, crew: Crew | None = None, **limits: float) -> RemoteEngine:
        chosen = Limits(**limits)  # type: ignore[arg-type]
        made.append(RemoteEngine(url, HOLDING, chosen, crew or Crew(), NoPool(pool)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def content(engine: RemoteEngine, query: str = QUERY, format_: str = "csv", **more: bool) -> bytes:
    written = engine.answer(Task(query, format_, **more))  # type: ignore[arg-type]
    assert isinstance(written.content, bytes)
    return written.content


def test_a_table_a_verdict_and_a_graph(fake: Fake, engine_at: Make) -> None:
    engine = engine_at(fake.url)
    assert content(engine) == b"x\r\n1\r\n\r\n"
    fake.reply = Reply(body=YES)
    assert content(engine, "ASK {}") == b"true"
    for value in ("1", "0"):
        fake.reply = Reply(body=TABLE.replace(b'"x"', b'"__ASK_RETVAL"').replace(b'"1"', f'"{value}"'.encode()))
        assert content(engine, "ASK {}") == (b"true" if value == "1" else b"false")
    fake.reply = Reply(media_type=TRIPLES, body=b"<urn:b> <urn:p> 'x' .\n<urn:a> <urn:p> \"x\" .\n".replace(b"'", b'"'))
    assert content(engine, "DESCRIBE <urn:a>", "nt").splitlines()[0] == b'<urn:a> <urn:p> "x" .'
    fake.reply = Reply(media_type="text/turtle;charset=utf-8", body="<urn:a> a <urn:é> .".encode())
    assert "urn:é" in content(engine, "DESCRIBE <urn:a>", "nt").decode()


def test_what_is_asked(fake: Fake, engine_at: Make) -> None:
    engine = engine_at(fake.url.replace("//", "//who:s%20cret@"))
    graph = "https://w3id.org/preventiegraaf/graph/"
    content(engine, "PREFIX foaf: <urn:f> SELECT\n?x { ?x a pg:Passage, foaf:Person }")
    content(engine, "SELECT ?g { GRAPH ?g {} }")
    content(engine, "SELECT ?g { GRAPH ?g {} }", infer=False)
    content(engine, "SELECT ?x # FROM\nFROM NAMED graph:one FROM graph:one { ?x ?y 'FROM' }", infer=False)
    plain, every, asserted, declared = fake.asked
    assert plain["query"][0].splitlines()[0].count("PREFIX") == 2
    assert plain["query"][0].splitlines()[1] == "?x { ?x a pg:Passage, foaf:Person }"
    assert plain["default-graph-uri"] == [graph + "asserted", graph + "inferred"]
    assert "named-graph-uri" not in plain
    assert every["named-graph-uri"] == [graph + "one", graph + "inferred"]
    assert asserted["default-graph-uri"] == [graph + "asserted"]
    assert asserted["named-graph-uri"] == [graph + "one"]
    assert declared["query"][0].split() == ["SELECT", "?x", "#", "FROM", "{", "?x", "?y", "'FROM'", "}"]
    assert declared["default-graph-uri"] == [graph + "asserted"]  # all graphs there are, each triple once
    assert fake.headers[0]["Authorization"] == "Basic d2hvOnMgY3JldA=="
    assert fake.headers[0]["Accept"] == JSON


def test_one_connection_serves_many_queries_and_is_opened_anew_when_lost(fake: Fake, engine_at: Make) -> None:
    engine = engine_at(fake.url)
    fake.reply = Reply(headers={"Connection": "close"})
    for _ in range(3):
        assert content(engine).startswith(b"x")


BROKEN = {
    "no JSON": Reply(body=b"<html>"),
    "another media type": Reply(media_type="text/html"),
    "half of it": Reply(body=TABLE[:40]),
    "broken off": Reply(body=TABLE[:40], length=len(TABLE)),
    "no end to be told": Reply(length=-1),
    "no IRI": Reply(body=TABLE.replace(b"literal", b"uri")),
    "a redirect": Reply(302, headers={"Location": "http://127.0.0.1:1/elsewhere"}),
    "a redirect to itself": Reply(307, headers={"Location": "/secret-path"}),
    "not found": Reply(404, body=b"no secret-path here"),
    "not allowed": Reply(401),
    "a fault": Reply(500, body=b"java.lang.Exception at secret-path"),
    "nothing": Reply(204, body=b""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_reply_that_is_no_answer(fake: Fake, engine_at: Make, name: str) -> None:
    fake.reply = BROKEN[name]
    with pytest.raises(GatewayError) as caught:
        content(engine_at(fake.url))
    assert "engine behind this server" in str(caught.value)
    assert not any(word in str(caught.value) for word in ("secret", "127.0.0.1", str(fake.server_port)))


@pytest.mark.parametrize("length", [None, 9_999])
def test_an_error_keeps_no_parser(fake: Fake, engine_at: Make, length: int | None) -> None:
    """A parser that the garbage collector found in another thread would never be freed."""
    fake.reply = Reply(body=TABLE[:-20], length=length)
    with pytest.raises(GatewayError) as caught:
        content(engine_at(fake.url))
    error: BaseException | None = caught.value
    while error is not None:
        for frame, _ in walk_tb(error.__traceback__):
            assert "pyoxigraph" not in " ".join(str(type(value)) for value in frame.f_locals.values()), frame
        error = error.__cause__


def test_half_a_graph_is_no_graph(fake: Fake, engine_at: Make) -> None:
    fake.reply = Reply(media_type=TRIPLES, body=b"<urn:a> <urn:b> <urn:c> .\n", length=99)
    with pytest.raises(GatewayError):
        content(engine_at(fake.url), "DESCRIBE <urn:a>", "nt")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, QueryRefusedError),
        (413, QueryRefusedError),
        (408, QueryTimeoutError),
        (504, QueryTimeoutError),
        (429, BusyError),
        (503, BusyError),
    ],
)
def test_what_a_status_means(fake: Fake, engine_at: Make, status: int, error: type[PreventiegraafError]) -> None:
    fake.reply = Reply(status, body=b"at secret-path")
    with pytest.raises(error) as caught:
        content(engine_at(fake.url))
    assert "secret" not in str(caught.value)


def test_another_snapshot_is_not_served_for_this_one(fake: Fake, engine_at: Make) -> None:
    fake.held = YES.replace(b"true", b"false")
    with pytest.raises(GatewayError, match="does not hold the graph"):
        content(engine_at(fake.url))
    fake.held = YES
    assert content(engine_at(fake.url)).startswith(b"x")


def test_rows_and_bytes_are_limited(fake: Fake, engine_at: Make) -> None:
    rows = b",".join(b'{"x":{"type":"literal","value":"%d"}}' % number for number in range(50_000))
    fake.reply = Reply(body=TABLE.replace(b"{}", rows))
    written = engine_at(fake.url, rows=10).answer(Task(QUERY, "csv"))
    assert (written.rows, written.truncated) == (10, True)
    for size in (100, 200_000):  # less than the answer, and than its form on the line
        with pytest.raises(AnswerTooLargeError):
            content(engine_at(fake.url, size=size))


def test_a_slow_engine_and_an_impatient_client(fake: Fake, engine_at: Make) -> None:
    fake.reply = Reply(silent=True)
    with pytest.raises(QueryTimeoutError, match="limit of 2 s"):
        content(engine_at(fake.url, seconds=2))
    before = len(fake.asked)
    with pytest.raises(QueryAbandonedError):
        engine_at(fake.url, seconds=300).answer(Task(QUERY, "csv"), "", lambda: len(fake.asked) > before)


def test_nobody_there(engine_at: Make) -> None:
    with kept_port() as port, pytest.raises(GatewayError, match="cannot be reached"):
        content(engine_at(f"http://127.0.0.1:{port}/"))


def test_a_connection_that_is_never_made(engine_at: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise TimeoutError

    engine = engine_at("http://127.0.0.1:9/")
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(GatewayTimeoutError):
        content(engine)


def test_somebody_who_never_speaks(engine_at: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(QueryTimeoutError):
        content(engine_at(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.3))


def test_a_line_that_is_in_use_at_the_end_is_hung_up_after_it(fake: Fake, engine_at: Make) -> None:
    engine = engine_at(fake.url)
    content(engine)
    with engine._line() as line:
        engine.close()
        assert line.is_open
    assert not line.is_open


@pytest.mark.parametrize("query", ["DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "SELECT", "hello"])
def test_what_is_no_query_never_reaches_the_engine(fake: Fake, engine_at: Make, query: str) -> None:
    with pytest.raises(PreventiegraafError):
        content(engine_at(fake.url), query)
    assert fake.asked == []


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }",
        "ASK { " + "FILTER EXISTS {" * 300 + "}" * 300 + " }",
        "ASK { FILTER(1" + "+1" * 5_000 + ") }",
        "ASK { {}" + " UNION {}" * 5_000 + " }",
        "ASK { FILTER(" + "!" * 5_000 + "1) }",
    ],
)
def test_what_would_end_an_engine_never_reaches_it(fake: Fake, engine_at: Make, query: str) -> None:
    with pytest.raises(QueryTooComplexError):
        content(engine_at(fake.url), query)
    assert fake.asked == []


def test_an_escape_in_an_iri_does_not_hide_what_follows() -> None:
    """The engine reads the quotation mark as part of the IRI; it begins no string."""
    with pytest.raises(QueryTooComplexError):
        refuse_unwieldy("SELECT * { <urn:\\u0041'> ?p ?o FILTER(" + "(" * 200 + "1" + ")" * 200 + ") <urn:\\u0041'> }")


def test_a_long_table_of_values_is_not_unwieldy() -> None:
    refuse_unwieldy("SELECT * { VALUES (?x ?y) { " + "(person:jan-binnenmars <urn:x>) " * 10_000 + " } }")


def test_the_value_of_a_parameter_is_a_term(fake: Fake, engine_at: Make) -> None:
    engine_at(fake.url).answer(Task("SELECT ?x { ?x ?y ?z }", "csv", bindings={"x": "<urn:a>"}))
    assert "{ <urn:a>  ?y ?z" in fake.asked[0]["query"][0].replace("{  <", "{ <")


def test_some_sources_are_not_asked_of_another_engine(fake: Fake, engine_at: Make) -> None:
    with pytest.raises(SourcesRefusedError, match="sources="):
        engine_at(fake.url).answer(Task(QUERY, "csv", leaving_out=(graph_iri("register").value,)))
    assert fake.asked == []


def test_why_a_triple_holds_is_not_asked_of_another_engine(
    fake: Fake, pool: Pool, snapshot: Snapshot, engine_at: Make
) -> None:
    thing = "<https://w3id.org/preventiegraaf/id/person/jan-binnenmars>"
    triple = (thing, str(TYPE), "<http://xmlns.com/foaf/0.1/Agent>")
    task = Task("", "json", triple=triple, documents=tuple(snapshot.manifest["documents"]))
    assert engine_at(fake.url).answer(task).content == pool.answer(task).content
    assert fake.asked == []


@pytest.mark.parametrize("url", ["ftp://x/", "localhost:7878", "http://", "http://x:y/", "http://x/#y"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="address of the engine"):
        read_address(url)


def test_turns_are_limited_in_all_and_for_each_client() -> None:
    turns = Turns(Crew(workers=1, waiting=0, per_client=1))
    with turns.turn("a", lambda: False):
        with pytest.raises(TooManyQueriesError), turns.turn("a", lambda: False):
            pass
        with pytest.raises(BusyError, match="queue is full"), turns.turn("b", lambda: False):
            pass
    with turns.turn("a", lambda: False):
        pass


def test_a_turn_is_waited_for_with_patience() -> None:
    turns = Turns(Crew(workers=1, waiting=1, patience=0.2))
    with turns.turn("a", lambda: False):
        with pytest.raises(BusyError, match="other queries"), turns.turn("b", lambda: False):
            pass
        with pytest.raises(QueryAbandonedError), turns.turn("b", lambda: True):
            pass


def test_a_turn_that_is_free_is_given_to_who_waits() -> None:
    turns, asked = Turns(Crew(workers=1, waiting=1, patience=300)), threading.Event()

    def glance() -> bool:
        asked.set()
        return False

    def wait() -> str:
        with turns.turn("b", glance):
            return "had it"

    with ThreadPoolExecutor(1) as one:
        with turns.turn("a", lambda: False):
            waiting = one.submit(wait)
            asked.wait()
            assert not waiting.done()
        assert waiting.result() == "had it"


def test_an_answer_in_json_is_whole(fake: Fake, engine_at: Make) -> None:
    assert json.loads(content(engine_at(fake.url), format_="json"))["head"] == {"vars": ["x"]}
