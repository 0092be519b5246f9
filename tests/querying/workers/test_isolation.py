"""Nothing leaves the process: a server of our own listens on this machine, and must hear nothing."""

from __future__ import annotations

import ast
import os
import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

import preventiegraaf
from preventiegraaf.errors import PreventiegraafError, QueryRefusedError, QueryTooComplexError
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task
from preventiegraaf.querying.syntax.federation import refuse_services, services
from preventiegraaf.querying.workers.confinement import forbid_sockets

Stores = tuple[Path, Path]


class Listener:
    """Counts the connections made to it, and answers every one with an empty table."""

    ANSWER = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:from-afar"}}]}}'
    HEAD = (
        "HTTP/1.1 {} OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: {}\r\nConnection: close\r\n"
    )

    def __init__(self, status: int = 200, *headers: str) -> None:
        self.heard = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        head = "".join([self.HEAD.format(status, len(self.ANSWER)), *(header + "\r\n" for header in headers), "\r\n"])
        self._answer = head.encode() + self.ANSWER
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.heard += 1
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    connection.sendall(self._answer)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # so that who waits for a connection does not wait for ever
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def guarded(forks: ForkServer, stores: Stores) -> Iterator[Pool]:
    pool = Pool(forks, stores, Limits(seconds=60), Crew(workers=1))
    yield pool
    pool.close()


BODY = "{ ?s ?p ?o }"
DISGUISES = {
    "plain": "SELECT * { SERVICE <URL> BODY }",
    "silent": "SELECT * { SERVICE SILENT <URL> BODY }",
    "glued": "SELECT*{SERVICESILENT<URL>BODY}",
    "after a literal": "SELECT * { ?a ?b trueSERVICE<URL>BODY }",
    "after a number": "SELECT * { ?a ?b 1SERVICE<URL>BODY }",
    "after a string": "SELECT * { ?a ?b 'x'SERVICE<URL>BODY }",
    "after a prefix": "PREFIX a: <urn:a> SELECT * { ?a ?b a:.SERVICE<URL>BODY }",
    "by a prefix": "PREFIX x: <URL> SELECT * { SERVICE x: BODY }",
    "by a glued prefix": "PREFIX : <URL> SELECT * { SERVICE:x BODY }",
    "by a variable": "SELECT * { VALUES ?x { <URL> } SERVICE ?x BODY }",
    "by a glued variable": "SELECT * { VALUES ?x { <URL> } SERVICE?x BODY }",
    "by a bound variable": "SELECT * { BIND(<URL> AS ?x) SERVICE $x BODY }",
    "by a base": "BASE <URL> SELECT * { SERVICE <> BODY }",
    "odd case": "select * { sErViCe <URL> BODY }",
    "in a sub-query": "SELECT * { { SELECT * { SERVICE <URL> BODY } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE <URL> BODY } }",
    "in NOT EXISTS": "ASK { FILTER NOT EXISTS { SERVICE <URL> BODY } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> BODY } }",
    "in OPTIONAL": "SELECT * { OPTIONAL { SERVICE <URL> BODY } }",
    "in UNION": "SELECT * { {} UNION { SERVICE <URL> BODY } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE <URL> BODY } }",
    "in LATERAL": "SELECT * { LATERAL { SERVICE <URL> BODY } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> BODY }",
    "in DESCRIBE": "DESCRIBE ?s { SERVICE <URL> BODY }",
    "twice": "SELECT * { SERVICE <URL> { SERVICE <URL> BODY } }",
    "comment between": "SELECT * { SERVICE # {\n<URL> #}\n BODY }",
    "comment before": "SELECT * { #\nSERVICE <URL> BODY }",
    "carriage return": "SELECT * { # x\rSERVICE <URL> BODY }",
    "comment glued": "SELECT * { SERVICE#\r<URL>#\rBODY }",
    "less-than like an IRI": 'SELECT * { FILTER(1<2#>"""\n)SERVICE<URL>BODY#"""\n}',
    "less-than and a comment": "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n<URL>BODY }",
    "escaped backslash": 'SELECT * { BIND("\\u005C" AS ?x) SERVICE <URL> BODY #"\n}',
    "escaped quote": "SELECT * { BIND('\\u0027' AS ?x) SERVICE <URL> BODY #'\n}",
    "string that looks open": "SELECT * { BIND('\\\\' AS ?x) SERVICE <URL> BODY #'\n}",
    "escaped letters": "SELECT * { \\u0053ERVICE <URL> BODY }",
    "escaped line end": "SELECT * { #\\u000ASERVICE <URL> BODY\n}",
    "long string": "SELECT * { ?a ?b '''\n#'''SERVICE<URL>BODY }",
    "name before": "PREFIX a: <urn:a> SELECT * { ?a ?b a:b .SERVICE <URL> BODY }",
}


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES)
def test_no_disguise_of_service_is_heard(guarded: Pool, listener: Listener, query: str) -> None:
    text = query.replace("URL", listener.url).replace("BODY", BODY)
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        guarded.answer(Task(text, "nt" if query.startswith(("CONSTRUCT", "DESCRIBE")) else "csv"))
    assert listener.heard == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "DESCRIBE <URL>",
        "LOAD <URL>",
        "LOAD <file:///etc/passwd> INTO GRAPH <urn:x>",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "ASK { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
        "ASK { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
        "SELECT (<URL>() AS ?x) {}",
    ],
)
def test_nothing_is_fetched_or_read(guarded: Pool, listener: Listener, query: str) -> None:
    with suppress(PreventiegraafError):
        written = guarded.answer(Task(query.replace("URL", listener.url), "nt" if "DESCRIBE" in query else "csv"))
        assert b"root:" not in (written.content if isinstance(written.content, bytes) else b"")
    assert listener.heard == 0


def test_graphs_of_the_protocol_are_not_fetched(guarded: Pool, listener: Listener) -> None:
    for how in ({"default_graphs": (listener.url,)}, {"named_graphs": ("file:///etc/passwd",)}):
        with pytest.raises(QueryRefusedError, match="not fetched"):
            guarded.answer(Task("ASK { ?s ?p ?o }", "json", **how))  # type: ignore[arg-type]
    assert listener.heard == 0


HARMLESS = [
    'SELECT * { ?s ?p "SERVICE" }',
    "SELECT ?service ?x { ?service ?p ?x }",
    "SELECT ?webservice $service ?x { ?webservice ?service ?x }",
    "# SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }\nASK {}",
    "ASK {\n  # SERVICE <http://127.0.0.1:1/> {\n  ?s ?p ?o }",
    "PREFIX service: <urn:s#> SELECT * { ?s service:SERVICE ?o . ?s service:x ?y OPTIONAL { ?o ?p ?q } }",
    "PREFIX x: <urn:s#> ASK { GRAPH x:service { ?s ?p ?o } }",
    "SELECT * { ?s <http://example.org/SERVICE> ?o FILTER(1 < 2 && 3 > 2) }",
    "ASK { ?s ?p 'customer service' . ?o ?q ?r }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_offence(query: str) -> None:
    assert list(services(query)) == []


def test_a_process_that_forbids_itself_sockets_has_none() -> None:
    heard: list[object] = []

    def confined() -> None:  # seccomp holds for the thread that asks, and those that it starts
        heard.append(forbid_sockets())
        try:
            socket.socket().close()
        except OSError as error:
            heard.append(type(error))

    thread = threading.Thread(target=confined)
    thread.start()
    thread.join()
    assert heard == [True, PermissionError]
    socket.socket().close()


BLINDED = """
from preventiegraaf.querying.syntax import federation
federation.refuse_services.__code__ = (lambda query, allowed=(): None).__code__
"""


def test_even_a_clause_that_is_overlooked_finds_no_socket(
    stores: Stores, listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BLINDED)
    monkeypatch.setattr("sys.path", [str(tmp_path), *sys.path])
    with (
        closing(ForkServer()) as forks,
        closing(Pool(forks, stores, Limits(seconds=60), Crew(workers=1))) as pool,
        pytest.raises(QueryRefusedError, match=r"[Pp]ermission denied"),
    ):
        pool.answer(Task(f"SELECT * {{ SERVICE <{listener.url}> {BODY} }}", "csv"))
    assert listener.heard == 0


def allowing(forks: ForkServer, stores: Stores, *endpoints: str) -> Pool:
    return Pool(forks, stores, Limits(seconds=60, services=endpoints), Crew(workers=1))


def test_an_endpoint_that_the_operator_allows_is_asked_and_no_other(
    forks: ForkServer, stores: Stores, listener: Listener
) -> None:
    other = Listener()
    pool = allowing(forks, stores, listener.url)
    try:
        written = pool.answer(Task(f"SELECT ?s {{ SERVICE <{listener.url}> {BODY} }}", "csv"))
        assert written.content == b"s\r\nurn:from-afar\r\n"
        heard = listener.heard
        for query in DISGUISES.values():
            with suppress(PreventiegraafError):
                pool.answer(Task(query.replace("URL", other.url).replace("BODY", BODY), "csv"))
        for query in (
            f"SELECT * {{ SERVICE <{listener.url}> {{ SERVICE <{other.url}> {BODY} }} }}",
            f"SELECT * {{ SERVICE <{listener.url}> {BODY} SERVICE ?x {BODY} }}",
            f"SELECT * {{ SERVICE <{listener.url}x> {BODY} }}",
            f"PREFIX a: <{listener.url}> SELECT * {{ SERVICE a: {BODY} }}",
        ):
            with pytest.raises(QueryRefusedError, match="only with these endpoints"):
                pool.answer(Task(query, "csv"))
        assert (heard, listener.heard, other.heard) == (1, 1, 0)
    finally:
        pool.close()
        other.close()


def test_an_endpoint_that_is_allowed_cannot_send_the_query_on(forks: ForkServer, stores: Stores) -> None:
    other = Listener()
    sending = Listener(302, f"Location: {other.url}")
    pool = allowing(forks, stores, sending.url)
    try:
        with pytest.raises(QueryRefusedError):
            pool.answer(Task(f"SELECT * {{ SERVICE <{sending.url}> {BODY} }}", "csv"))
        assert (sending.heard, other.heard) == (1, 0)
    finally:
        pool.close()
        sending.close()
        other.close()


EXAMPLES = int(os.environ.get("PREVENTIEGRAAF_EXAMPLES", "500"))
ENDPOINT = "http://127.0.0.1:1/"
PIECES = st.sampled_from(
    [
        *[
            "SERVICE",
            "SILENT",
            f"<{ENDPOINT}>",
            "{",
            "}",
            "{ ?s ?p ?o }",
            "?x",
            "$y",
            " ",
            "\n",
            "\r",
            "#",
            "<",
            ">",
            "'",
        ],
        *[
            '"',
            "'''",
            '"""',
            "\\",
            "\\u0022",
            "\\u005C",
            "(",
            ")",
            "FILTER",
            "BIND",
            "1",
            "true",
            "a",
            ":x",
            "a:",
            ".",
            ";",
        ],
        *[
            "SELECT",
            "*",
            "ASK",
            "EXISTS",
            "?",
            "/",
            "<urn:p>",
            "<<(",
            ")>>",
            "@en",
            "_:b",
            "[]",
            "GRAPH",
            "OPTIONAL",
            "UNION",
        ],
    ]
)
CLAUSES = st.sampled_from([query.replace("URL", ENDPOINT).replace("BODY", BODY) for query in DISGUISES.values()])


@st.composite
def near_clauses(draw: st.DrawFn) -> str:
    """A query with a SERVICE clause, with some pieces put in, left out or put in the place of others."""
    text = draw(CLAUSES)
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.sampled_from([0, 0, 1, 1, 2, 7])))
        text = text[:begin] + draw(PIECES) + text[end:]
    return text


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(PIECES, max_size=14).map(lambda pieces: f"SELECT * {{ {''.join(pieces)} }}") | near_clauses())
def test_whatever_the_engine_takes_for_a_clause_the_guard_sees(query: str) -> None:
    if not _has_clause(query):
        return
    with pytest.raises(QueryRefusedError):
        refuse_services(query)


def _has_clause(query: str) -> bool:
    """Whether the engine reads the query, and reads it no more if a word SERVICE in it is misspelled.

    In a string, comment, IRI or name another spelling would not matter.
    """
    return _is_read(query) and any(
        not _is_read(f"{query[: match.start()]}SERVICX{query[match.end() :]}")
        for match in re.finditer("SERVICE", query, re.IGNORECASE)
    )


def _is_read(query: str) -> bool:
    try:
        Store().query(query, prefixes={"a": ENDPOINT, "": ENDPOINT})
    except SyntaxError:
        return False
    except (OSError, ValueError, RuntimeError):
        return True  # the engine refuses to connect to port 1
    return True


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES)
def test_the_disguises_are_no_straw_men(query: str) -> None:
    text = query.replace("URL", ENDPOINT).replace("BODY", BODY)
    assert _has_clause(text) != ("\\u0053" in text or "\\u000A" in text)


READERS = {"parse", "load", "bulk_load", "fromstring", "iterparse", "XML"}
SERVING = ["querying", "formats", "web", "serving"]


@pytest.mark.parametrize("folder", SERVING)
def test_nothing_that_is_sent_to_us_is_read_as_json_ld_or_xml(folder: str) -> None:
    """So there are no remote contexts and no entities to fetch: what serves has no reader of either."""
    modules = list((Path(preventiegraaf.__file__).parent / folder).rglob("*.py"))
    assert modules
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert not re.search(r"\b(xml(?!\.sax\.saxutils)|lxml|rdflib)\b", ast.unparse(node)), module
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in READERS:
                assert not re.search("JSON_LD|RDF_XML|[^_]XML", ast.unparse(node)), f"{module}:{node.lineno}"


@pytest.mark.parametrize(
    "repeated", ["SERVICE", "SERVICE ", "#SERVICE:x{", "?SERVICE:x {", "SERVICE<urn:yes>{}", "\\u0053ERVICE"]
)
def test_a_query_that_says_service_without_end_is_refused_unread(repeated: str) -> None:
    with pytest.raises(QueryTooComplexError):
        refuse_services("SELECT * {" + repeated * 201, ["urn:yes"])
    refuse_services("#" + repeated.replace("{", "") * 200)
