"""A request and its answer as plain values, between the server, the cache and the application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Incoming:
    """A request with its body read: method, path, query string, headers with names in lower case."""

    method: str
    path: str
    query_string: str
    headers: dict[str, str]
    body: bytes
    client: str
    server: str
    scheme: str = "http"


@dataclass(frozen=True)
class Outgoing:
    """An answer: status, headers, and its body as bytes, as a file to be sent whole, or as chunks to be streamed."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | Iterable[bytes]
    file: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, by its name in lower case."""
        return next((value for found, value in self.headers if found.lower() == name), None)

    def close(self) -> None:
        """Let go of what the body holds."""
        closing: Any = getattr(self.body, "close", None)
        if closing is not None:
            closing()


def text(status: int, message: str) -> Outgoing:
    """An answer in plain text."""
    content = message.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    return Outgoing(status, headers, content)
