"""A client that keeps its connection open, and knows how long each answer took."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from urllib.parse import quote, urlsplit

from benchmarks.shapes import TABLE


@dataclass(frozen=True)
class Reply:
    """An answer: status 0 stands for a connection that broke."""

    status: int
    body: bytes
    seconds: float

    def rows(self) -> int:
        """How many rows a table in JSON has, or how many different triples a graph in N-Triples."""
        if self.body.lstrip()[:1] == b"{":
            return len(json.loads(self.body)["results"]["bindings"])
        return len({line for line in self.body.splitlines() if line.strip() and line[:1] != b"#"})

    def value(self) -> str:
        """The one value of a table of one row and column, else nothing."""
        if self.body.lstrip()[:1] != b"{":
            return ""
        rows = json.loads(self.body)["results"]["bindings"]
        values = [cell["value"] for row in rows for cell in row.values()]
        return str(values[0]) if len(values) == 1 else ""


def address(url: str, text: str) -> str:
    """The path that asks an endpoint a query; the endpoint may have parameters of its own."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}{'&' if parts.query else ''}query={quote(text, safe='')}"


class Client:
    """One connection to a server; `source` is the address on the loopback network from which it comes."""

    def __init__(self, url: str, patience: float, source: str = "127.0.0.1") -> None:
        parts = urlsplit(url)
        self._url = url
        self._connection = HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port, timeout=patience, source_address=(source, 0)
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def query(self, text: str, accept: str = TABLE) -> Reply:
        """The answer to a query."""
        return self.ask("GET", address(self._url, text), headers={"Accept": accept})

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        """The answer to a request; a broken connection is opened anew for the next one."""
        begin = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers or {})
            response = self._connection.getresponse()
            content = response.read()
            return Reply(response.status, content, time.perf_counter() - begin)
        except (OSError, HTTPException):
            self._connection.close()
            return Reply(0, b"", time.perf_counter() - begin)
