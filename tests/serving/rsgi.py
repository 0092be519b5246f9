"""A request as granian hands it over, and what it offers to answer by."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


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
    """Notes how an answer was given, and reads it where it comes through a pipe; the client waits unless it is gone."""

    def __init__(self, is_gone: bool = False) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.headers: dict[str, str] = {}
        self._is_gone = is_gone

    def __getattr__(self, name: str) -> Callable[..., Recorder]:
        def note(*arguments: object) -> Recorder:
            self.calls.append((name, *(each for each in arguments if isinstance(each, bytes | str | int))))
            self.headers |= {key.lower(): value for each in arguments if isinstance(each, list) for key, value in each}
            if str(arguments[-1]).startswith("/proc/self/fd/"):
                threading.Thread(target=Path(str(arguments[-1])).read_bytes).start()
            return self

        return note

    async def client_disconnect(self) -> None:
        """Come back when the client is gone."""
        if not self._is_gone:
            await asyncio.Event().wait()
