"""A server started by its command, asked over real connections."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from waiting import SECONDS

from .conftest import PATIENT, RUNAWAY, Live, Start

Until = Callable[..., None]


@pytest.fixture(scope="module")
def live(start_for_module: Start) -> Live:
    """One server for all tests that leave it as it was."""
    flags = ("--queries-per-client", "50", "--public-url", "http://127.0.0.1:8080", "--request-kilobytes", "3000")
    return start_for_module(*flags, *PATIENT)


ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s"
ASKING = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n%s\r\n\r\n"
LONG = "SELECT ?a ?b ?c { ?a a ?x . ?b a ?y . ?c a <http://example.org/A> FILTER(?x = ?y) } LIMIT 28000"


def raw(live: Live, request: bytes) -> bytes:
    """All that comes back on a connection on which these bytes are sent and nothing more."""
    with closing(socket.create_connection(("127.0.0.1", live.port), timeout=SECONDS)) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_answers_are_cached_compressed_and_conditional(live: Live) -> None:
    first, second = live.ask(ALL), live.ask(ALL)
    assert (first.status, first.body) == (second.status, second.body)
    tag = first.headers["ETag"]
    unchanged = live.ask(ALL, If_None_Match=tag)
    assert (unchanged.status, unchanged.body, unchanged.headers["ETag"]) == (304, b"", tag)
    head = live.ask(ALL, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(first.body))
    for coding in ("gzip", "zstd"):
        for _ in range(2):
            coded = live.ask(ALL, Accept_Encoding=coding)
            assert coded.headers["Content-Encoding"] == coding
            assert coded.headers["ETag"] != tag
            assert live.ask(ALL, If_None_Match=coded.headers["ETag"], Accept_Encoding=coding).status == 304
            assert live.ask(ALL, "HEAD", Accept_Encoding=coding).headers["ETag"] == coded.headers["ETag"]
    assert "preventiegraaf_cached_answers_total" in live.get("/metrics").body.decode()
    assert figure(live, "preventiegraaf_cached_answers_total") >= 5


def figure(live: Live, name: str, **labels: str) -> float:
    """The sum of a metric over its lines with these labels."""
    lines = live.get("/metrics").body.decode().splitlines()
    wanted = [f'{key}="{value}"' for key, value in labels.items()]
    return sum(
        float(line.rpartition(" ")[2])
        for line in lines
        if re.match(rf"{name}[ {{]", line) and all(label in line for label in wanted)
    )


def test_a_long_answer_arrives_whole_however_it_is_asked(live: Live) -> None:
    first = live.ask(LONG)
    assert len(first.body) > 4_000_000
    assert first.headers["Content-Length"] == str(len(first.body))
    assert len(json.loads(first.body)["results"]["bindings"]) == 28_000
    coded = live.ask(LONG, Accept_Encoding="gzip")
    assert coded.headers["Content-Encoding"] == "gzip"
    assert len(coded.body) == int(coded.headers["Content-Length"]) < len(first.body)


def test_a_cached_answer_of_some_length_arrives_whole_again(live: Live) -> None:
    middling = LONG.replace("28000", "3000")
    first = live.ask(middling)
    assert 250_000 < len(first.body) < 1_000_000
    assert [live.ask(middling).body == first.body for _ in range(2)] == [True, True]
    assert live.ask(middling, "HEAD").body == b""


def test_slow_readers_of_long_answers_take_no_memory_of_the_server(live: Live) -> None:
    length = len(live.ask(LONG).body)
    web = live.web_processes()[0]
    before = web.memory_info().rss
    request = f"GET /sparql?{urlencode({'query': LONG})} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as stack:
        readers = []
        for _ in range(8):
            readers.append(stack.enter_context(socket.create_connection(("127.0.0.1", live.port), SECONDS)))
            readers[-1].sendall(request)
            assert readers[-1].recv(15) == b"HTTP/1.1 200 OK"
        time.sleep(1)
        assert web.memory_info().rss - before < 3 * length
        rest = b"".join(iter(lambda: readers[0].recv(65_536), b""))
        assert len(rest.partition(b"\r\n\r\n")[2]) == length
    assert live.get("/healthz").status == 200


def test_it_says_that_it_lives_while_all_workers_are_busy(start: Start, until: Until) -> None:
    live = start("--query-workers", "2", "--query-long", "0", "--query-patience", "300", *PATIENT)
    with ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(running(live))
        until(lambda: live.under_way() == 6)
        for path in ("/healthz", "/readyz"):
            for _ in range(50):
                assert live.get(path).status == 200
        assert live.under_way() == 6


@contextmanager
def running(live: Live) -> Iterator[None]:
    """A query that does not end, until the block does; then its client hangs up."""
    with closing(socket.create_connection(("127.0.0.1", live.port))) as connection:
        connection.sendall(f"GET /sparql?{urlencode({'query': RUNAWAY})} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        yield


def test_a_client_that_hangs_up_frees_its_worker(start: Start, until: Until) -> None:
    live = start("--query-workers", "1", "--query-long", "0", *PATIENT)
    with running(live):
        until(lambda: live.under_way() == 1)
    until(lambda: figure(live, "preventiegraaf_requests_total", status="499") == 1)  # long before the limit on its time
    assert figure(live, "preventiegraaf_requests_under_way") == 0
    assert live.ask(ALL).status == 200


def test_too_large_a_body_is_refused(start: Start) -> None:
    live = start("--request-kilobytes", "10")
    chunked: Any = iter([b"x" * 5_000] * 4)
    for body in (b"x" * 10_001, chunked):
        answer = live.get("/sparql", "POST", body, Content_Type="application/sparql-query")
        assert answer.status == 413
        assert b"10 kB" in answer.body
    fitting = b"ASK {} #" + b"x" * 9_000
    assert live.get("/sparql", "POST", fitting, Content_Type="application/sparql-query").status == 200


def test_a_larger_limit_on_bodies_is_one_for_the_application_too(live: Live) -> None:
    query = b"ASK {} #" + b"x" * 2_000_000
    assert live.get("/sparql", "POST", query, Content_Type="application/sparql-query").status == 200


def test_connections_are_kept_and_may_be_filled_ahead(live: Live) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:
        bodies = []
        for path in ("/healthz", "/sparql?query=ASK+%7B%7D&format=json", "/nothing", "/healthz"):
            connection.request("GET", path)
            response = connection.getresponse()
            bodies.append((response.status, response.read()[:3]))
    assert [status for status, _ in bodies] == [200, 200, 404, 200]
    line = b"GET /%s HTTP/1.1\r\nHost: a\r\n%s\r\n"
    last = line % (b"nothing", b"Connection: close\r\n")
    ahead = line % (b"sparql?query=ASK+%7B%7D", b"") + line % (b"healthz", b"") + last
    assert re.findall(rb"HTTP/1.1 (\d+)", raw(live, ahead)) == [b"200", b"200", b"404"]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\nRange: bytes=2-3\r\nConnection: close\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
        ASKING % b"Transfer-Encoding: chunked" + b"6\r\nASK {}\r\nnonsense\r\n",
    ],
)
def test_malformed_requests_are_refused(live: Live, request_: bytes) -> None:
    assert raw(live, request_).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    ("framing", "part"), [(b"Content-Length: 90", b"ASK {}"), (b"Transfer-Encoding: chunked", b"6\r\nASK {}\r\n")]
)
def test_a_body_that_breaks_off_is_no_query(live: Live, framing: bytes, part: bytes) -> None:
    with closing(socket.create_connection(("127.0.0.1", live.port), timeout=SECONDS)) as connection:
        connection.sendall(ASKING % framing + part)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400")


def test_a_body_may_have_trailers(live: Live) -> None:
    framing = b"Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close"
    assert raw(live, ASKING % framing + b"6\r\nASK {}\r\n0\r\nX-Sum: 1\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_no_version_of_any_program_is_told(live: Live) -> None:
    for path in ("/healthz", "/", "/nothing"):
        assert live.get(path).headers.get_all("Server") == ["preventiegraaf"]


def test_figures_for_prometheus(live: Live) -> None:
    def figures() -> list[float]:
        asked = figure(live, "preventiegraaf_requests_total", kind="sparql", status="200")
        missing = figure(live, "preventiegraaf_requests_total", kind="page", status="404")
        return [asked, missing, figure(live, "preventiegraaf_request_seconds_count", kind="sparql")]

    before = figures()
    live.ask(ALL)
    live.get("/nothing")
    assert live.get("/metrics").headers["Content-Type"].startswith("text/plain; version=")
    assert figures() == [number + 1 for number in before]
    assert figure(live, "preventiegraaf_requests_under_way") == 0


def test_the_access_log_has_a_line_of_json_for_each_request(start: Start, until: Until) -> None:
    live = start("--proxies", "1", "--access-log", "-")
    hidden = "ASK { <http://example.org/secret> ?p ?o }"
    form = urlencode({"query": hidden}).encode()
    live.ask(hidden)
    live.get("/sparql?infer=false", "POST", form, Content_Type="application/x-www-form-urlencoded")
    live.get("/sparql", "POST", hidden.encode(), Content_Type="application/sparql-query")
    live.ask(ALL + " LIMIT 3")
    live.get("/nothing", X_Forwarded_For="6.6.6.6, 192.0.2.7")
    until(lambda: len(live.printed().splitlines()) == 5)
    lines = [json.loads(line) for line in live.printed().splitlines()]
    digest = hashlib.sha256(hidden.encode()).hexdigest()[:16]
    assert [line.get("query") for line in lines[:3]] == [digest] * 3
    assert [line["status"] for line in lines] == [200, 200, 200, 200, 404]
    assert [line["outcome"] for line in lines] == ["answered"] * 4 + ["refused"]
    assert lines[3]["rows"] == 3
    assert [line["client"] for line in lines[3:]] == ["127.0.0.1", "192.0.2.7"]  # the proxy tells who asks
    assert {"time", "client", "method", "path", "bytes", "cached", "milliseconds"} <= lines[0].keys()
    assert "secret" not in live.printed()


def test_an_access_log_that_is_moved_away_is_begun_anew(start: Start, until: Until, tmp_path: Path) -> None:
    log, moved = tmp_path / "log", tmp_path / "log.1"
    live = start("--access-log", str(log))
    live.get("/first")
    until(lambda: "/first" in log.read_text())
    log.rename(moved)
    live.get("/second")
    until(lambda: log.exists() and "/second" in log.read_text())
    assert "/second" not in moved.read_text()


def test_a_log_that_cannot_be_written_is_told(start: Start) -> None:
    with pytest.raises(AssertionError, match="Cannot write the access log"):
        start("--access-log", "/nonexistent/log")


def test_readers_learn_the_public_address(live: Live) -> None:
    assert "Serving on http://127.0.0.1:8080/" in live.said()


def test_many_requests_on_one_connection_leave_nothing_behind(live: Live) -> None:
    web = live.web_processes()[0]
    with closing(http.client.HTTPConnection("127.0.0.1", live.port, timeout=SECONDS)) as connection:

        def request(number: int) -> None:
            connection.request("GET", f"/nothing/{number}")
            connection.getresponse().read()

        for number in range(300):
            request(number)
        before = web.memory_info().rss
        for number in range(1_500):
            request(number)
    assert web.memory_info().rss - before < 48_000_000
