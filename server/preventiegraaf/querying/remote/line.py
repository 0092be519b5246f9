"""A line to another SPARQL engine: HTTP, one question at a time, with an end to every wait.

Redirects are not followed, so that nothing is ever asked of a host that the operator did not name, and no message tells
which host that is.
"""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote, urlencode, urlsplit

from preventiegraaf.errors import (
    AnswerTooLargeError,
    GatewayError,
    GatewayTimeoutError,
    LimitError,
    QueryAbandonedError,
    QueryTimeoutError,
    UsageError,
)

_LOG = logging.getLogger(__name__)
_GLANCE = 0.1
_CONNECT_SECONDS = 5.0
_STALE = (ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected)
"""What happens to a question on a line that the engine has closed meanwhile."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Address:
    """Where an engine is: the parts of its URL; `authorization` is the header made of a user and password in it."""

    secure: bool
    host: str
    port: int | None
    path: str
    authorization: str | None = None


def read_address(url: str) -> Address:
    """The address that a URL gives. Raises UsageError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"The address of the engine cannot be read: {error}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise UsageError("The address of the engine must be that of its endpoint, such as http://127.0.0.1:7878/query.")
    authorization = None
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        authorization = "Basic " + b64encode(secret.encode()).decode("ascii")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme == "https", parts.hostname, port, path, authorization)


@dataclass(frozen=True)
class Until:
    """When a question must be answered: the seconds that it may take, their end, and whether the client still waits."""

    seconds: float
    deadline: float
    abandoned: Callable[[], bool]

    @property
    def left(self) -> float:
        """The seconds that are left, a little more than 0 at least."""
        return max(0.001, self.deadline - time.monotonic())

    def ended(self) -> LimitError | None:
        """Why the wait is over, or None if it is not."""
        if self.abandoned():
            return QueryAbandonedError("The client hung up.")
        if time.monotonic() >= self.deadline:
            return QueryTimeoutError(
                f"The query took longer than the limit of {self.seconds:g} s. Ask for less, or download the graph."
            )
        return None


class Reply:
    """An answer that is being read, up to a number of bytes."""

    def __init__(self, response: http.client.HTTPResponse, most: int) -> None:
        self._response, self._left, self._most = response, most, most

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return (self._response.getheader("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def delimited(self) -> bool:
        """Whether its end can be told from a broken line."""
        return self._response.chunked or self._response.length is not None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end. Raises AnswerTooLargeError, and what the connection raises."""
        content = self._response.read(size if size >= 0 else self._left + 1)
        if not content and size and self._response.length:
            raise http.client.IncompleteRead(b"", self._response.length)
        self._left -= len(content)
        if self._left < 0:
            raise AnswerTooLargeError(f"The answer has more than {self._most} bytes. Ask for less, or add a LIMIT.")
        return content


class Line:
    """A connection that is opened when it is needed and stays open between questions."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection: http.client.HTTPConnection | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection from an earlier question."""
        return self._connection is not None

    def ask(
        self, fields: Sequence[tuple[str, str]], accept: str, until: Until, most: int, read: Callable[[Reply], _T]
    ) -> _T:
        """What `read` makes of the reply to a form, at most `most` bytes long.

        Raises GatewayError, GatewayTimeoutError, QueryTimeoutError, QueryAbandonedError, and what `read` raises.
        """
        body = urlencode(fields).encode()
        while True:
            reused = self.is_open
            try:
                return self._once(body, accept, until, most, read)
            except _STALE as error:
                if not reused:
                    raise _unreachable(error) from error
            except (OSError, http.client.HTTPException) as error:
                raise _unreachable(error) from error

    def _once(self, body: bytes, accept: str, until: Until, most: int, read: Callable[[Reply], _T]) -> _T:
        connection = self._connected(until)
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        if self._address.authorization is not None:
            headers["Authorization"] = self._address.authorization
        whole = False
        with _Watch(connection.sock, until):
            try:
                connection.request("POST", self._address.path, body, headers)
                with closing(connection.getresponse()) as response:
                    result = read(Reply(response, most))
                    whole = response.isclosed() and not response.will_close
                return result
            finally:
                if not whole:
                    self.close()

    def _connected(self, until: Until) -> http.client.HTTPConnection:
        if self._connection is None:
            kind = http.client.HTTPSConnection if self._address.secure else http.client.HTTPConnection
            connection = kind(self._address.host, self._address.port, timeout=min(_CONNECT_SECONDS, until.left))
            try:
                connection.connect()
            except OSError as error:
                connection.close()
                if not isinstance(error, TimeoutError):
                    raise
                raise GatewayTimeoutError("The engine behind this server does not respond. Try again later.") from error
            self._connection = connection
        self._connection.sock.settimeout(until.left + 1)
        return self._connection

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _unreachable(error: Exception) -> GatewayError:
    _LOG.warning("The engine cannot be asked: %s: %s", type(error).__name__, error)
    return GatewayError("The engine behind this server cannot be reached, or broke off its answer. Try again later.")


class _Watch:
    """Breaks a connection off when the time is up or the client is gone; the error says which of the two."""

    def __init__(self, connection: socket.socket, until: Until) -> None:
        self._connection, self._until = connection, until
        self._done = threading.Event()
        self._reason: LimitError | None = None
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def _run(self) -> None:
        while not self._done.wait(min(_GLANCE, self._until.left)):
            self._reason = self._until.ended()
            if self._reason is not None:
                with suppress(OSError):
                    self._connection.shutdown(socket.SHUT_RDWR)
                return

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._done.set()
        self._thread.join()
        if self._reason is not None and error is not None:
            raise self._reason from error
