"""Requests and answers on the wire, by RSGI."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

from preventiegraaf.serving.exchange import Incoming, Outgoing

_BODILESS = ("GET", "HEAD", "OPTIONS")


async def read_body(scope: Any, protocol: Any, largest: int) -> bytes | None:
    """The body of a request, or None if it has more bytes than the largest allowed."""
    length = scope.headers.get("content-length")
    if scope.method in _BODILESS and not length:
        return b""
    if length and (not length.isdigit() or int(length) > largest):
        return None
    content = bytearray()
    async for chunk in protocol:
        content += chunk
        if len(content) > largest:
            return None
    return bytes(content)


def read_request(scope: Any, body: bytes) -> Incoming:
    """A request as plain values."""
    headers = dict(scope.headers.items())
    if scope.authority and "host" not in headers:
        headers["host"] = scope.authority
    place = (scope.client, scope.server, scope.scheme)
    return Incoming(scope.method, scope.path, scope.query_string, headers, body, *place)


async def send(protocol: Any, answer: Outgoing, method: str) -> None:
    """Send an answer: bytes at once, a file by the server itself, anything else as a stream."""
    try:
        if method == "HEAD" or not answer.body:
            protocol.response_empty(answer.status, answer.headers)
        elif isinstance(answer.body, bytes):
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        elif answer.file:
            protocol.response_file(answer.status, answer.headers, answer.file)
        else:
            await _stream(protocol, answer, answer.body)
    finally:
        answer.close()


async def _stream(protocol: Any, answer: Outgoing, body: Iterable[bytes]) -> None:
    transport = protocol.response_stream(answer.status, answer.headers)
    chunks: Iterator[bytes] = iter(body)
    loop = asyncio.get_running_loop()
    while chunk := await loop.run_in_executor(None, next, chunks, b""):
        await transport.send_bytes(chunk)
