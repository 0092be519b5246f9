"""Call a WSGI application (PEP 3333) with a request as plain values."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from itertools import chain
from typing import IO, Any

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing, Span

_CHUNK = 262_144
_WHOLE = 4_000_000
"""A body of at most so many bytes is kept in memory, where it can be compressed and cached; a longer one is a file."""
_PREPARED = 250_000
"""A body of more bytes than this that is to be left as it is stays the file that it is."""
_FRAMING = ("content-type", "content-length", "transfer-encoding")
_RANGE = re.compile(r"bytes (\d+)-(\d+)/\d+")

Application = Callable[..., Iterable[bytes]]


class FileBody:
    """The `wsgi.file_wrapper` of this server: it shows which file a body is, so that the server sends it itself."""

    def __init__(self, file: IO[bytes], chunk: int = _CHUNK) -> None:
        self.file, self._chunk = file, chunk

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self.file.read(self._chunk)
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class _Call:
    """One call of the application: what it said and which files it showed."""

    def __init__(self) -> None:
        self.status, self.headers = 0, list[tuple[str, str]]()
        self.written: list[bytes] = []
        self.files: list[FileBody] = []

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[..., None]:
        if self.status and exc_info is None:
            raise AssertionError("start_response was called twice")
        self.status, self.headers = int(status.split(" ", 1)[0]), list(headers)
        return self.written.append

    def wrap_file(self, file: IO[bytes], chunk: int = _CHUNK) -> FileBody:
        self.files.append(FileBody(file, chunk))
        return self.files[-1]

    def header(self, name: str) -> str | None:
        return next((value for found, value in self.headers if found.lower() == name), None)


def call(
    application: Application,
    request: Incoming,
    abandoned: Callable[[], bool],
    met: PreventiegraafError | None = None,
) -> Outgoing:
    """The application's answer; `abandoned` tells it whether the client hung up.

    `met` is the error that its query has met already, if it was asked: the application is to tell it. So it is with one
    that is met while a body is made piece by piece.
    """
    try:
        return _once(application, request, abandoned, met)
    except PreventiegraafError as error:
        if met is not None:
            raise
        return _once(application, request, abandoned, error)


def _once(
    application: Application, request: Incoming, abandoned: Callable[[], bool], met: PreventiegraafError | None
) -> Outgoing:
    made = _Call()
    environ = _environ(request, abandoned)
    environ["preventiegraaf.met"] = met
    environ["wsgi.file_wrapper"] = made.wrap_file
    found = application(environ, made.start_response)
    closing: Callable[[], None] = getattr(found, "close", lambda: None)
    body: bytes | FilePart | Span | None = None
    try:
        body = _in_file(made, found, closing) or _collected(_chunks(made, found))
    finally:
        if not isinstance(body, Span) or body.closing is not closing:
            closing()
    headers = made.headers if request.method == "HEAD" else _with_length(made, len(body))
    return Outgoing(
        made.status,
        headers,
        body,
        environ.get("preventiegraaf.rows"),
        environ.get("preventiegraaf.engine"),
        made.header("x-truncated") is not None,
    )


def _with_length(made: _Call, length: int) -> list[tuple[str, str]]:
    if made.status in (204, 304) or made.header("content-length") is not None:
        return made.headers
    return [*made.headers, ("Content-Length", str(length))]


def _chunks(made: _Call, body: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a body after what was written; an application may start its response with the first one."""
    chunks = iter(body)
    first = next(chunks, b"")
    yield from made.written
    yield first
    yield from chunks


def _in_file(made: _Call, body: Iterable[bytes], closing: Callable[[], None]) -> FilePart | Span | None:
    """The part of a file that a body is, if it is one and too long to be read (RFC 9111, section 5.2.2.6)."""
    if not made.files or made.written:
        return None
    file = made.files[-1].file
    is_rest = body is made.files[-1]
    if is_rest:
        start = file.tell()
        end = file.seek(0, io.SEEK_END)
        file.seek(start)
    elif made.status == HTTPStatus.PARTIAL_CONTENT and (found := _RANGE.fullmatch(made.header("content-range") or "")):
        start, end = int(found[1]), int(found[2]) + 1
    else:
        return None
    is_left = "no-transform" in (made.header("cache-control") or "")
    if end - start <= (_PREPARED if is_left else _WHOLE):
        return None
    name = getattr(file, "name", None)
    if isinstance(name, str):
        return FilePart(os.path.realpath(name), start, end, is_whole=is_rest and start == 0)
    return Span(file, start, end, closing)


def _collected(chunks: Iterator[bytes]) -> bytes | Span:
    """A body in memory, or in a temporary file if it is long."""
    kept = io.BytesIO()
    for chunk in chunks:
        kept.write(chunk)
        if kept.tell() > _WHOLE:
            return spooled(chain([kept.getvalue()], chunks))
    return kept.getvalue()


def held(file: IO[bytes]) -> bytes | Span:
    """What an open file holds: in memory, unless it is long."""
    end = file.seek(0, io.SEEK_END)
    file.seek(0)
    if end > _WHOLE:
        return Span(file, 0, end, file.close)
    with file:
        return file.read()


def spooled(chunks: Iterable[bytes]) -> Span:
    """Chunks in a temporary file without a name."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open until it is sent
    file.writelines(chunks)
    file.flush()
    return Span(file, 0, file.tell(), file.close)


def _environ(request: Incoming, abandoned: Callable[[], bool]) -> dict[str, Any]:
    host, _, port = request.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client,
        "CONTENT_LENGTH": str(len(request.body)),
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "preventiegraaf.abandoned": abandoned,
    }
    for name, value in request.headers.items():
        if name not in _FRAMING:
            environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ
