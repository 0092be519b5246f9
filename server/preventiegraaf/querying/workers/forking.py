"""The fork server as its parent sees it: ask it for a worker process, and learn how that ends."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass

NUMBER = struct.Struct("i")
"""How the fork server tells a process number and a return code."""
_START_SECONDS = 20.0
_LAST_SECONDS = 1.0
_PATIENCE = 5.0
"""The seconds after which a fork server that takes no request, or does not tell an end, counts as lost."""


class Forked:
    """A process that the fork server makes; it need not be there yet."""

    def __init__(self, told: socket.socket) -> None:
        self._told = told
        self._number: int | None = None
        self._is_over = False
        self.code: int | None = None
        """The return code as subprocess has it, if the process ended and it could be told."""

    def number(self) -> int:
        """The process number; it stays that of this process until `end`. Raises EOFError if there is no process."""
        while self._number is None and not self._is_over and self._hears(_START_SECONDS):
            pass
        if self._number is None:
            raise EOFError
        return self._number

    def has_ended(self, seconds: float = 0.0) -> bool:
        """Whether the process has ended, or does so within some seconds; also if nobody knows it any more."""
        while not self._is_over and self._hears(seconds):
            pass
        return self._is_over

    def end(self) -> None:
        """End the process at once; one that is still to be made ends when it finds its socket closed."""
        if not self.has_ended() and self._number is not None:
            with suppress(ProcessLookupError):  # the fork server was lost this moment, and its processes with it
                os.kill(self._number, signal.SIGKILL)
            self.has_ended(_PATIENCE)
        self._told.close()

    def _hears(self, seconds: float) -> bool:
        """Take in what is told next: the process number, the return code, or that no more will be told."""
        self._told.settimeout(seconds)
        try:
            message = self._told.recv(NUMBER.size)
        except (TimeoutError, BlockingIOError):
            return False
        except OSError:
            message = b""
        if message and self._number is None:
            (self._number,) = NUMBER.unpack(message)
        else:
            self._is_over = True
            self.code = NUMBER.unpack(message)[0] if message else None
        return True


class ForkServer:
    """Starts processes for the workers of all pools; it is begun anew if it is lost. Raises OSError if it cannot be."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_closed = False
        self._running = _begun()

    def start(self, arguments: bytes, channel: int, noise: int) -> Forked:
        """A process that becomes a worker with these arguments, an open socket, and a file for what it prints.

        Raises OSError if none can be asked for.
        """
        told, telling = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ExitStack() as opened:
            opened.enter_context(told)
            with telling:
                self._ask(arguments, [channel, noise, telling.fileno()])
            opened.pop_all()
        return Forked(told)

    def _ask(self, arguments: bytes, descriptors: list[int]) -> None:
        with self._lock:
            if self._is_closed:
                raise OSError("The fork server is closed.")
            try:
                socket.send_fds(self._running.requests, [arguments], descriptors)
            except OSError:
                self._running.end()
                self._running = _begun()
                socket.send_fds(self._running.requests, [arguments], descriptors)

    def close(self) -> None:
        """Start no more; the process ends when its last worker has, which is waited for a moment, then beside."""
        with self._lock:
            self._is_closed = True
            self._running.requests.close()
        try:
            self._running.process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            threading.Thread(target=self._running.process.wait, daemon=True).start()


@dataclass(frozen=True)
class _Running:
    """A process that is a fork server, and the socket on which it is asked."""

    process: subprocess.Popen[bytes]
    requests: socket.socket

    def end(self) -> None:
        self.requests.close()
        self.process.kill()
        self.process.wait()


def _begun() -> _Running:
    """A new fork server. Raises OSError."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ExitStack() as opened:
        opened.enter_context(ours)
        with theirs:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "preventiegraaf.querying.workers.forkserver", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                process_group=0,  # Ctrl-C in a terminal is for the parent, which lets queries end
            )
        ours.settimeout(_PATIENCE)
        opened.pop_all()
    return _Running(process, ours)


def _environment() -> dict[str, str]:
    """The environment: it finds the modules that this process finds, prints no long traces, and starts no thread."""
    own = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **own}
