"""A worker process as its parent sees it: ask it, and tell why it ended."""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import socket
import struct
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict, is_dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from preventiegraaf.errors import (
    AnswerTooLargeError,
    EngineError,
    LimitError,
    NotHeldError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooComplexError,
    ServiceRefusedError,
    UnknownGraphError,
    UpdateRefusedError,
    UsageError,
)
from preventiegraaf.querying.task import INLINE, OUT_OF_MEMORY, Limits, Task, Written
from preventiegraaf.querying.workers.forking import ForkServer

_LOG = logging.getLogger(__name__)
_START_SECONDS = 20.0
_LAST_SECONDS = 10.0
"""How long it may take to learn how a process ended that has hung up; on a busy machine some seconds go by."""
_GLANCE = 0.1
_STALL = struct.pack("ll", 5, 0)
"""The seconds and microseconds after which a process that does not read or finish its message counts as lost."""
_WANT_OF_MEMORY = ("memory allocation of", "std::bad_alloc", "MemoryError", "Cannot allocate memory")
_STACK = (-signal.SIGSEGV, -signal.SIGBUS)
_NOISE = 2_000
_BEHIND = 10
"""The niceness of a process that lets others go first."""


class Worker:
    """One process; killed rather than mended."""

    def __init__(self, forks: ForkServer, stores: tuple[Path, Path], limits: Limits) -> None:
        arguments = json.dumps({"stores": [str(store) for store in stores], "limits": asdict(limits)})
        with ExitStack() as opened:
            self._noise = opened.enter_context(tempfile.TemporaryFile())
            self._channel, theirs = socket.socketpair()
            opened.enter_context(self._channel)
            with theirs:
                self._process = forks.start(arguments.encode(), theirs.fileno(), self._noise.fileno())
            for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
                self._channel.setsockopt(socket.SOL_SOCKET, option, _STALL)
            self._messages = Connection(os.dup(self._channel.fileno()))
            self._arrival = select.poll()
            self._arrival.register(self._messages.fileno(), select.POLLIN)
            opened.pop_all()  # from here on they are closed by kill
        self._limits = limits
        self._ready = False
        self._used = 0.0

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return not self._has_hung_up and not self._process.has_ended()

    @property
    def _has_hung_up(self) -> bool:
        """Whether the process has let go of its end of the line, as it does when it ends."""
        return any(event & select.POLLHUP for _, event in self._arrival.poll(0))

    def ask(self, task: Task, abandoned: Callable[[], bool]) -> Written:
        """The answer to a task. Raises an error of ours; after some of them the process is no longer alive.

        Raises ConnectionError if the process was gone before it had the task, so that another may be asked.
        """
        try:
            self._hand_over(task)
            self._await(min(self._limits.seconds, task.seconds or self._limits.seconds), abandoned)
            answer = self._receive()
        except ConnectionAbortedError:
            raise
        except (EOFError, OSError) as error:
            raise self._explained() from error
        except BaseException:
            self.kill()  # what it may still say must not be taken for the answer to another query
            raise
        if isinstance(answer, PreventiegraafError):
            raise answer
        return answer

    def work(self) -> float:
        """The seconds of processor time that the query under way has used."""
        return _processor_seconds(self._process.number()) - self._used

    def step_back(self) -> None:
        """Let other processes go first from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.number(), _BEHIND)

    def _hand_over(self, task: Task) -> None:
        try:
            if not self._ready:
                if not self._messages.poll(_START_SECONDS):
                    raise EOFError
                self._messages.recv_bytes()
                self._ready = True
            self._used = _processor_seconds(self._process.number())
            self._messages.send_bytes(json.dumps(vars(task)).encode())
        except (EOFError, OSError) as error:
            self._explained()
            raise ConnectionAbortedError from error

    def _await(self, seconds: float, abandoned: Callable[[], bool]) -> None:
        deadline = time.monotonic() + seconds
        while not self._arrival.poll(1_000 * min(_GLANCE, max(0.0, deadline - time.monotonic()))):
            if abandoned():
                raise QueryAbandonedError("The client hung up.")
            if time.monotonic() >= deadline and not self._arrival.poll(0):  # it may have come while we were kept
                raise _timeout(seconds)

    def _receive(self) -> Written | PreventiegraafError:
        line, _, content = self._messages.recv_bytes().partition(b"\n")
        head = json.loads(line)
        if "error" in head:
            return _error(head["error"], head["fields"])
        size = head.pop("size")
        if size <= INLINE:
            return Written(content, **head)
        _, descriptors, _, _ = socket.recv_fds(self._channel, 1, 1)
        if not descriptors:
            raise EOFError
        return Written(os.fdopen(descriptors[0], "rb"), **head)

    def _explained(self) -> LimitError:
        """Why the process ended in the middle of a query; a process that only hangs is ended here."""
        self._process.has_ended(_LAST_SECONDS if self._has_hung_up else 0.0)
        code, noise = self._process.code, self._heard()
        self.kill()
        error = _reason(code, noise, self._limits)
        if isinstance(error, EngineError):
            _LOG.error("A query worker was lost (%s): %s", _named(code), noise.strip() or "it said nothing")
        else:
            _LOG.info("A query ended its worker (%s): %s", _named(code), error)
        return error

    def _heard(self) -> str:
        """The end of what the process wrote to its standard output and error."""
        self._noise.seek(max(0, self._noise.seek(0, os.SEEK_END) - _NOISE))
        return self._noise.read().decode(errors="replace")

    def kill(self) -> None:
        """End the process at once."""
        self._process.end()
        self._messages.close()
        self._channel.close()
        self._noise.close()


def _processor_seconds(process: int) -> float:
    """The processor time of a process; where the system does not tell it, the time that has passed."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return time.monotonic()


def _reason(code: int | None, noise: str, limits: Limits) -> LimitError:
    """The error that the end of a process means, from its return code and its last words."""
    if code == OUT_OF_MEMORY or (code not in (None, 0) and any(sign in noise for sign in _WANT_OF_MEMORY)):
        return QueryMemoryError(
            f"The query needed more memory than {limits.memory // 1_000_000} MB. Ask for less at a time."
        )
    if code in _STACK:
        return QueryTooComplexError("The query is nested too deeply, or too long, to be read. Make it simpler.")
    if code == -signal.SIGALRM:
        return _timeout(limits.seconds)
    return EngineError("The process that answered was lost, through no fault of the query. Try again.")


def _timeout(seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        f"The query took longer than the limit of {seconds:g} s. Ask for less, or download the graph."
    )


def _named(code: int | None) -> str:
    """A return code in words."""
    if code is None:
        return "it hung"
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _error(name: str, fields: dict[str, Any]) -> PreventiegraafError:
    """The error of ours that a worker met, made again from its class and fields."""
    kinds: dict[str, type[PreventiegraafError]] = {
        kind.__name__: kind
        for kind in (
            *(AnswerTooLargeError, NotHeldError, QueryRefusedError, QuerySyntaxError),
            *(QueryTimeoutError, QueryTooComplexError, UsageError),
            *(ServiceRefusedError, UnknownGraphError, UpdateRefusedError),
        )
    }
    kind = kinds.get(name, PreventiegraafError)
    return kind(**fields) if is_dataclass(kind) else kind(fields["message"])
