"""How requests are read; that they are answered over a real wire is for test_live.py."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from preventiegraaf.serving.exchange import FilePart, Outgoing
from preventiegraaf.serving.gateway import spooled
from preventiegraaf.serving.loans import Loans
from preventiegraaf.serving.wire import RequestRefusedError, Sender, as_sent, is_long, read_body, read_request

from .rsgi import Headers, Recorder, Scope


def scope(*pairs: tuple[str, str], client: str = "10.0.0.9:1234") -> Scope:
    return Scope(Headers([("host", "a"), *pairs]), client=client)


def test_lines_of_the_same_header_are_one_list() -> None:
    lists = [("accept", "text/csv"), ("accept", "*/*"), ("cookie", "a=1"), ("cookie", "b=2")]
    read = read_request(scope(*lists, ("if-none-match", '"x"')), 0)
    assert read.headers["accept"] == "text/csv, */*"
    assert read.headers["cookie"] == "a=1; b=2"
    assert read.headers["if-none-match"] == '"x"'


@pytest.mark.parametrize("name", ["host", "content-type", "range", "if-range", "origin"])
def test_two_values_where_one_makes_sense_are_refused(name: str) -> None:
    with pytest.raises(RequestRefusedError, match=name) as refused:
        read_request(scope((name, "a"), (name, "b")), 0)
    assert refused.value.answer.status == 400


def test_headers_that_are_too_long_are_refused() -> None:
    read_request(scope(("accept", "a" * 3_000), ("referer", "a" * 30_000)), 0)
    with pytest.raises(RequestRefusedError) as refused:
        read_request(scope(("accept", "a" * 3_000), ("accept", "a" * 3_000)), 0)
    assert refused.value.answer.status == 431


def test_a_body_that_says_itself_that_it_is_too_large_is_not_waited_for() -> None:
    asked = replace(scope(("content-length", "1001")), method="POST")
    refused = asyncio.run(read_body(asked, None, 1_000))
    assert isinstance(refused, Outgoing)
    assert refused.status == 413


def test_names_with_an_underscore_cannot_pass_for_others() -> None:
    read = read_request(scope(("x_forwarded_for", "1.1.1.1"), ("accept", "a")), 0)
    assert read.headers == {"host": "a", "accept": "a"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "1.1.1.1"),
        (1, "", "10.0.0.9"),
    ],
)
def test_a_proxy_is_believed_where_the_operator_says_so(proxies: int, forwarded: str, client: str) -> None:
    read = read_request(scope(("x-forwarded-for", forwarded), ("x-forwarded-proto", "https")), proxies)
    assert read.client == client
    assert read.scheme == ("https" if proxies else "http")


def test_the_host_in_the_request_line_goes_before_the_header() -> None:
    """RFC 9112, section 3.2.2."""
    assert read_request(replace(scope(), authority="b"), 0).headers["host"] == "b"


def test_a_request_without_a_host_is_refused_unless_it_is_an_old_one() -> None:
    """RFC 9112, section 3.2."""
    with pytest.raises(RequestRefusedError, match="Host") as refused:
        read_request(Scope(Headers([])), 0)
    assert refused.value.answer.status == 400
    assert "host" not in read_request(Scope(Headers([]), http_version="1"), 0).headers


def test_requests_to_different_hosts_are_not_the_same_sign_for_sign() -> None:
    bare = Scope(Headers([]), http_version="1")
    assert as_sent(bare) == as_sent(Scope(Headers([]), http_version="1"))
    assert len({as_sent(each) for each in (bare, replace(bare, authority="a"), replace(bare, authority="b"))}) == 3


def test_the_address_of_the_client_has_no_port() -> None:
    assert read_request(scope(client="10.0.0.9:1234"), 0).client == "10.0.0.9"
    assert read_request(scope(client="[::1]:1234"), 0).client == "::1"


class Protocol:
    """What granian offers to answer by, which reads a file bit by bit and keeps all bytes that it is given."""

    def __init__(self) -> None:
        self.kept, self.read = b"", b""

    def response_bytes(self, _status: int, _headers: list[tuple[str, str]], body: bytes) -> None:
        self.kept = body

    async def client_disconnect(self) -> None:
        await asyncio.Event().wait()

    def response_file(self, _status: int, _headers: list[tuple[str, str]], path: str) -> None:
        def read() -> None:
            self.read = Path(path).read_bytes()

        self.reading = threading.Thread(target=read)
        self.reading.start()


@pytest.mark.parametrize("length", [250_000, 250_001])
def test_a_long_answer_is_not_left_to_granian(length: int) -> None:
    protocol, answer = Protocol(), Outgoing(200, [], b"x" * length)
    assert asyncio.run(Sender(1, Loans(0)).send(protocol, answer, "GET")) is answer
    assert is_long(answer) == (protocol.kept == b"")
    if is_long(answer):
        protocol.reading.join()
    assert len(protocol.kept + protocol.read) == length


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_file_of_an_answer_is_closed_when_it_is_sent(method: str) -> None:
    body = spooled([b"x" * 300_000])
    asyncio.run(Sender(1, Loans(0)).send(Recorder(), Outgoing(200, [], body), method))
    assert body.file.closed


WHOLE = FilePart("graph.ttl", 0, 6, is_whole=True)
FROM_MEMORY = [("response_stream", 200), ("send_bytes", b"abc"), ("send_bytes", b"def")]


@pytest.mark.parametrize(
    ("body", "client", "method", "calls"),
    [
        (replace(WHOLE, pieces=(b"abc", b"def")), "10.0.0.9:1", "GET", FROM_MEMORY),
        (replace(WHOLE, pieces=(b"abc", b"def")), "", "GET", [("response_file", 200, "graph.ttl")]),
        (replace(WHOLE, pieces=(b"abc", b"def")), "10.0.0.9:1", "HEAD", [("response_empty", 200)]),
        (
            replace(WHOLE, end=11, pieces=(b"abcdef", b"ghijk")),
            "10.0.0.9:1",
            "GET",
            [("response_file", 200, "graph.ttl")],
        ),
        (WHOLE, "10.0.0.9:1", "GET", [("response_file", 200, "graph.ttl")]),
        (FilePart("graph.ttl", 2, 6), "10.0.0.9:1", "GET", [("response_file_range", 200, "graph.ttl", 2, 6)]),
    ],
)
def test_a_prepared_file_is_sent_from_memory_or_by_its_name(
    body: FilePart, client: str, method: str, calls: list[tuple[object, ...]]
) -> None:
    async def send() -> list[tuple[object, ...]]:
        protocol, sender = Recorder(), Sender(1, Loans(10))
        sender.send_at_once(protocol, Outgoing(200, [], body), method, client)
        return protocol.calls

    assert asyncio.run(send()) == calls
