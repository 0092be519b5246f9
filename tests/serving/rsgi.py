"""A request as granian hands it over, and what it offers to answer by."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Headers:
    """The lines of the head."""

    pairs: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.pairs

    def get(self, name: str) -> str | None:
        return dict(self.pairs).get(name)


@dataclass
class Scope:
    """The head of a request; `authority` is the host in its first line, if it has a whole address there."""

    headers: Headers
    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    client: str = "10.0.0.9:1234"
    server: str = "127.0.0.1:80"
    scheme: str = "http"
    authority: str | None = None
    http_version: str = "1.1"
    proto: str = field(default="http")


class Recorder:
    """Notes how an answer was given."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., Recorder]:
        def note(*arguments: object) -> Recorder:
            self.calls.append((name, *(each for each in arguments if isinstance(each, bytes | str | int))))
            return self

        return note

    async def client_disconnect(self) -> None:
        """Never: this client waits."""
        await asyncio.Event().wait()
