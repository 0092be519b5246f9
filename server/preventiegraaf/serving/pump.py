"""Long answers on their way to slow readers.

The server reads what it sends as a stream without waiting for the client, and copies what it is given as bytes, so a
long answer would stand in its memory as often as it is asked for. Files it reads only as fast as the client takes them;
so an answer without a file name is offered as the reading end of a pipe. The pipe also shows when a client takes
nothing any more.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from preventiegraaf.serving.connections import SILENT_SECONDS
from preventiegraaf.serving.exchange import Span

_CHUNK = 262_144
_TURN_SECONDS = 0.002


async def _never() -> None:
    await asyncio.Event().wait()


class Pump:
    """Sends long answers through pipes, as many bytes at a time as it is allowed to hold."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0

    def has_room(self, size: int) -> bool:
        """Whether an answer of this size may be sent beside those under way; one may always be."""
        return self._held == 0 or self._held + size <= self._most

    @asynccontextmanager
    async def through(self, body: bytes | Span, gone: Callable[[], Awaitable[object]] = _never) -> AsyncIterator[str]:
        """A path from which the bytes can be read once; when the block is left they are sent, or the reader is gone.

        `gone` comes back when the client has hung up before the server began to read.
        """
        reader, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        with suppress(OSError):  # a system may grant its users no more
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, _CHUNK)
        pipe = _Pipe(reader, writer)
        self._held += len(body)
        try:
            yield f"/proc/self/fd/{reader}"
            await _unless(gone, pipe.fill(body))
        except (TimeoutError, BrokenPipeError):
            return
        finally:
            self._held -= len(body)
            pipe.close()


class _Pipe:
    """A pipe whose reading end the server opens anew by its path; ours is closed as soon as it has."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader: int | None = reader
        self._writer = writer
        self._written = 0

    async def fill(self, body: bytes | Span) -> None:
        """Write all bytes. Raises TimeoutError if none is taken for long, BrokenPipeError if the reader is gone."""
        while self._written < len(body):
            try:
                self._written += os.write(self._writer, _chunk(body, self._written))
            except BlockingIOError:
                await self._until_writable()
            self._let_go()
        await self._until_taken_up()

    async def _until_writable(self) -> None:
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        loop.add_writer(self._writer, ready.set)
        try:
            async with asyncio.timeout(SILENT_SECONDS):
                await ready.wait()
        finally:
            loop.remove_writer(self._writer)

    async def _until_taken_up(self) -> None:
        """Wait for the server to have opened the pipe; then what is in it will be read though we close our ends."""
        async with asyncio.timeout(SILENT_SECONDS):
            while self._reader is not None:
                await asyncio.sleep(_TURN_SECONDS)
                self._let_go()

    def _let_go(self) -> None:
        """Close our reading end if the server has begun to read from its own."""
        if self._reader is not None and _unread(self._reader) < self._written:
            os.close(self._reader)
            self._reader = None

    def close(self) -> None:
        """Close our ends."""
        os.close(self._writer)
        if self._reader is not None:
            os.close(self._reader)
            self._reader = None


async def _unless(gone: Callable[[], Awaitable[object]], filling: Coroutine[Any, Any, None]) -> None:
    """Do a task, unless the client is gone before it ends."""

    async def wait() -> None:
        await gone()

    doing, waiting = asyncio.ensure_future(filling), asyncio.ensure_future(wait())
    try:
        await asyncio.wait([doing, waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        doing.cancel()
        await asyncio.wait([doing])  # it lets go of the pipe before that is closed
    if not doing.cancelled():
        doing.result()


def _chunk(body: bytes | Span, place: int) -> bytes | memoryview:
    """The bytes from a place on, no more than a pipe takes."""
    if isinstance(body, bytes):
        return memoryview(body)[place : place + _CHUNK]
    return os.pread(body.file.fileno(), min(len(body) - place, _CHUNK), body.start + place)


def _unread(descriptor: int) -> int:
    """How many bytes stand in a pipe."""
    found: int = struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, b"\0" * 4))[0]
    return found
