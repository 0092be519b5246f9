"""Requests and answers on the wire, by RSGI."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import Any

from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing, Span, text
from preventiegraaf.serving.loans import Loans
from preventiegraaf.serving.pump import Pump

_BODILESS = ("GET", "HEAD", "OPTIONS")
_BODY_SECONDS = 30.0
_SINGLE = ("content-type", "host", "if-range", "origin", "range")
_SERVER = ("Server", "preventiegraaf")
_CLOSING = ("Connection", "close")
_AT_ONCE = 250_000
"""The most bytes of an answer that are left to granian, which copies them and keeps them until the client has all."""
_UNREAD = ("authorization", "cookie", "referer", "user-agent")
_LONGEST_VALUE = 4_000
"""The most characters of a header that is read: no client needs more, and reading some takes time in their square."""


def read_request(scope: Any, proxies: int) -> Incoming:
    """A request as plain values, its body still empty.

    `proxies` is the number of reverse proxies in front whose word is taken for who asks and by which scheme. Raises
    RequestRefusedError for two values where only one makes sense, such as two hosts, for none where one must be (RFC
    9112, section 3.2), and for too long headers.
    """
    headers = _headers(scope.headers.items())
    if any(len(value) > _LONGEST_VALUE and name not in _UNREAD for name, value in headers.items()):
        raise RequestRefusedError(431, f"A header has more than {_LONGEST_VALUE} characters. Send a shorter one.")
    client, scheme = client_of(scope), scope.scheme
    if proxies:
        forwarded = headers.get("x-forwarded-for", "").split(",")[-proxies:]
        client = forwarded[0].strip() or client
        scheme = headers.get("x-forwarded-proto", scheme).rpartition(",")[2].strip()
    if scope.authority:
        headers["host"] = scope.authority  # in the first line it goes before the header (RFC 9112, section 3.2.2)
    elif "host" not in headers and scope.http_version == "1.1":
        raise RequestRefusedError(400, "The request has no header Host; send one.")
    return Incoming(scope.method, scope.path, scope.query_string, headers, b"", client, scope.server, scheme)


def as_sent(scope: Any) -> tuple[str, ...]:
    """A request as it was sent, if it is a GET, to know it again; else nothing."""
    if scope.method != "GET":
        return ()
    host = scope.authority or ""
    return (scope.scheme, host, scope.path, scope.query_string, *chain.from_iterable(scope.headers.items()))


def client_of(scope: Any) -> str:
    """The address from which a request comes, whoever sent it."""
    address: str = scope.client.rpartition(":")[0].strip("[]")
    return address


def _headers(items: list[tuple[str, str]]) -> dict[str, str]:
    """The headers by name; lines of the same name are one list (RFC 9110, section 5.3).

    A name with an underscore is left out: WSGI cannot tell it from one with a hyphen.
    """
    headers: dict[str, str] = {}
    for name, value in items:
        if name not in headers:
            headers[name] = value
        elif name in _SINGLE:
            raise RequestRefusedError(400, f"The request has several headers {name}; send one.")
        else:
            headers[name] += ("; " if name == "cookie" else ", ") + value
    return headers if not any("_" in name for name in headers) else {n: v for n, v in headers.items() if "_" not in n}


async def read_body(scope: Any, protocol: Any, largest: int) -> bytes | Outgoing:
    """The body of a request, or the answer to one that has too many bytes or takes too long to come."""
    length = scope.headers.get("content-length")
    if scope.method in _BODILESS and not length:
        return b""
    if length and int(length) > largest:
        return _too_large(largest)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await _gathered(scope, protocol, largest)
    except TimeoutError:
        return text(408, f"The body of the request did not come within {_BODY_SECONDS:g} s.\n", _CLOSING)


async def _gathered(scope: Any, protocol: Any, largest: int) -> bytes | Outgoing:
    """The body, or the answer to one that is too large or not whole.

    Granian tells neither that a body breaks off nor that its chunks are malformed: it gives an empty chunk for that, as
    for the trailers, and one at the end in any case.
    """
    content, ends = bytearray(), 0
    async for chunk in protocol:
        content += chunk
        ends += not chunk
        if len(content) > largest:
            return _too_large(largest)
    if ends > 1 and "trailer" not in scope.headers:
        return text(400, "The body of the request broke off, or its chunks are malformed.\n", _CLOSING)
    return bytes(content)


def _too_large(largest: int) -> Outgoing:
    message = f"The body of the request may have {largest // 1_000} kB. Send a shorter query.\n"
    return text(413, message, _CLOSING)


class RequestRefusedError(Exception):
    """A request whose head cannot be accepted; it holds the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.answer = text(status, message + "\n")


def is_long(answer: Outgoing) -> bool:
    """Whether the body of an answer is so long that it is sent bit by bit."""
    return isinstance(answer.body, Span) or (isinstance(answer.body, bytes) and len(answer.body) > _AT_ONCE)


class Sender:
    """Sends answers: few bytes at once, a prepared file by the server itself, all others through a pump.

    A prepared file that is in memory is sent from there, as long as not too much is lent to clients.
    """

    def __init__(self, most: int, loans: Loans) -> None:
        self._pump, self._loans = Pump(most), loans

    async def send(self, protocol: Any, answer: Outgoing, method: str) -> Outgoing:
        """Send an answer and return it, or what was sent in its stead if too many long ones are under way."""
        try:
            if method != "HEAD" and not isinstance(answer.body, FilePart) and is_long(answer):
                return await self._send_long(protocol, answer, answer.body)
            self.send_at_once(protocol, answer, method)
            return answer
        finally:
            answer.close()

    def send_at_once(self, protocol: Any, answer: Outgoing, method: str, client: str = "") -> None:
        """Send an answer that is not long, or that is in a file; `client` is the address and port of who gets it."""
        headers, body = [*answer.headers, _SERVER], answer.body
        if method == "HEAD" or not body:
            protocol.response_empty(answer.status, headers)
        elif isinstance(body, FilePart):
            self._send_file(protocol, (answer.status, headers), body, client)
        else:
            protocol.response_bytes(answer.status, headers, body)

    def _send_file(self, protocol: Any, head: tuple[int, list[tuple[str, str]]], body: FilePart, client: str) -> None:
        if body.pieces and client and self._loans.lend(client, len(body)):
            sending = protocol.response_stream(*head)
            for piece in body.pieces:
                sending.send_bytes(piece)
        elif body.is_whole:
            protocol.response_file(*head, body.path)
        else:
            protocol.response_file_range(*head, body.path, body.start, body.end)

    async def _send_long(self, protocol: Any, answer: Outgoing, body: bytes | Span) -> Outgoing:
        if not self._pump.has_room(len(body)):
            answer = text(503, "Too many long answers are being sent. Try again in a moment.\n", ("Retry-After", "5"))
            self.send_at_once(protocol, answer, "GET")
            return answer
        async with self._pump.through(body, protocol.client_disconnect) as path:
            protocol.response_file(answer.status, [*answer.headers, _SERVER], path)
        return answer
