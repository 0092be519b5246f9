"""A request and its answer as plain values, between the server, the cache and the application."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from preventiegraaf.web.app import HEADERS

_DECIDING = ("accept", "accept-encoding", "accept-language", "content-type", "cookie", "host", "origin")


@dataclass(frozen=True)
class Incoming:
    """A request with its body read: method, path (percent-decoded), query string, headers with names in lower case.

    `client` is the address of the client and `server` that of the listener with its port.
    """

    method: str
    path: str
    query_string: str
    headers: dict[str, str]
    body: bytes
    client: str
    server: str
    scheme: str = "http"

    @cached_property
    def key(self) -> bytes:
        """A digest of all that decides about the answer, of one length however long the request: GET and HEAD alike."""
        method = "GET" if self.method == "HEAD" else self.method
        deciding = [self.headers.get(name, "") for name in _DECIDING]
        parts = (method, self.path, self.query_string, self.scheme, *deciding)
        head = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(b"%b\0%b" % (head, self.body)).digest()


@dataclass(frozen=True)
class FilePart:
    """The bytes of a file from `start` up to `end`, by its path: the server reads them itself as it sends them.

    `is_whole` tells that these are all bytes of the file; `pieces` are they, where they are kept in memory too.
    """

    path: str
    start: int
    end: int
    is_whole: bool = False
    pieces: tuple[bytes, ...] = ()

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Span:
    """The bytes of an open file without a name from `start` up to `end`; `closing` lets go of the file."""

    file: IO[bytes]
    start: int
    end: int
    closing: Callable[[], None]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Outgoing:
    """An answer: status, headers, its body as bytes or in a file.

    `rows` is the number of rows in it, and `engine` what gave them, where these are known; `truncated` tells whether
    there are more.
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes | FilePart | Span
    rows: int | None = None
    engine: str | None = None
    truncated: bool = False

    def header(self, name: str) -> str | None:
        """The first value of a header, by its name in lower case."""
        return self._named.get(name)

    @cached_property
    def _named(self) -> dict[str, str]:
        """The first value of each header by its name in lower case; kept, since many ask."""
        return {name.lower(): value for name, value in reversed(self.headers)}

    def close(self) -> None:
        """Let go of the file that holds the body."""
        if isinstance(self.body, Span):
            self.body.closing()


def text(status: int, message: str, *headers: tuple[str, str]) -> Outgoing:
    """An answer in plain text, with further headers."""
    content = message.encode()
    own = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    return Outgoing(status, [*own, *headers, *HEADERS.items()], content)
