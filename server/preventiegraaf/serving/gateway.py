"""Call a WSGI application (PEP 3333) with a request as plain values."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from preventiegraaf.serving.exchange import Incoming, Outgoing

_CHUNK = 262_144
_WHOLE = 1_000_000
"""A body of at most so many bytes is joined; a longer one is streamed."""


class FileBody:
    """The `wsgi.file_wrapper` of this server: it shows which file a body is, so that the server sends it itself."""

    def __init__(self, file: IO[bytes], chunk: int = _CHUNK) -> None:
        self.name = str(getattr(file, "name", ""))
        self._file, self._chunk = file, chunk

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(self._chunk)
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def call(application: Callable[..., Iterable[bytes]], request: Incoming, abandoned: Callable[[], bool]) -> Outgoing:
    """The application's answer; `abandoned` tells it whether the client hung up."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        started[:] = [int(status.split(" ", 1)[0]), headers]
        return lambda _: None

    body = application(_environ(request, abandoned), start_response)
    if isinstance(body, FileBody) and started and started[0] == 200:
        return Outgoing(started[0], started[1], body, body.name)
    return _joined(started[0], started[1], body)


def _joined(status: int, headers: list[tuple[str, str]], body: Iterable[bytes]) -> Outgoing:
    """The answer with a short body as bytes, and a long one as it is."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "0")
    if int(length) > _WHOLE:
        return Outgoing(status, headers, body)
    try:
        return Outgoing(status, headers, b"".join(body))
    finally:
        Outgoing(status, headers, body).close()


def _environ(request: Incoming, abandoned: Callable[[], bool]) -> dict[str, Any]:
    host, _, port = request.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client.rpartition(":")[0],
        "CONTENT_LENGTH": str(len(request.body)),
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileBody,
        "preventiegraaf.abandoned": abandoned,
    }
    for name, value in request.headers.items():
        if name not in ("content-type", "content-length"):
            environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ
