"""A process that answers queries, one at a time, and may be killed at any moment.

The fork server starts it with the number of an open socket and, as JSON, the folders of the stores with and without
inferred triples and its limits. Each request is one message (JSON); the answer is a message too: a line that describes
it (JSON), then its bytes if they are few. More come as the descriptor of a file in memory, so that a slow reader does
not hold the worker. It ends when the other end of the socket is closed, also in the middle of a query.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from functools import cache, cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.querying.columns import Columns
from preventiegraaf.querying.dataset import Datasets
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.gathering import gather
from preventiegraaf.querying.sources import Selections
from preventiegraaf.querying.task import OUT_OF_MEMORY, Limits, Task, Written
from preventiegraaf.querying.workers.confinement import forbid_sockets

if TYPE_CHECKING:
    from preventiegraaf.querying.explanation.answering import Explanations

_GRACE = 5.0
_MUCH_SECONDS = 0.02
"""After a query of so much time there may be much memory that it left free; others may have that meanwhile."""
_COLLECTED_AFTER = 100
"""The queries between two looks for cycles, which only errors leave behind; one look takes as long as a query."""


def main(descriptor: int, arguments: bytes) -> None:
    """Answer the requests that come in on the socket until it is closed."""
    told = json.loads(arguments)
    (with_inferred, asserted_only), limits = map(Path, told["stores"]), Limits(**_frozen(told["limits"]))
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group; the server stops us when it has answered
        signal.signal(stop, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whatever the parent does with it
    if not limits.services:
        forbid_sockets()
    threading.Thread(target=_end_with, args=[descriptor], daemon=True).start()
    desk = _Desk(with_inferred, asserted_only, limits)
    _limit_memory(limits.memory)
    gc.freeze()
    gc.disable()  # an answer is many small values without cycles; looking for those costs a third of its time
    with socket.socket(fileno=descriptor) as channel, Connection(os.dup(descriptor)) as messages:
        messages.send_bytes(b"ready")
        answered, give_back = 0, _giving_back()
        while True:
            try:
                request = messages.recv_bytes()
            except EOFError:
                return
            begin = time.monotonic()
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
            _answer(channel, messages, desk, Task(**_frozen(json.loads(request))), limits)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if time.monotonic() - begin > _MUCH_SECONDS:
                give_back(0)
            answered += 1
            if answered % _COLLECTED_AFTER == 0:
                gc.collect()


class _Desk:
    """Answers tasks from the stores of a snapshot and from the columns beside them, if there are any.

    A store is opened by the first task that needs it, for it takes memory by its size; that memory is not the task's.
    """

    def __init__(self, with_inferred: Path, asserted_only: Path, limits: Limits) -> None:
        self._paths, self._memory = {True: with_inferred, False: asserted_only}, limits.memory
        for path in self._paths.values():
            path.stat()  # without it no task could be done
        self._store = cache(self._opened)
        self._datasets = Datasets(self._store, lambda *selection: self._selections.store(*selection))
        self._folder = with_inferred.parents[1] / "columns"
        self._columns = Columns.at(self._folder, limits)

    def answer(self, task: Task, limits: Limits) -> Written:
        """The answer to a task. Raises errors of ours."""
        if task.triple:
            return self._explanations.answer(task, limits)
        return answer_task(self._datasets.choose, task, limits, self._columns)

    def _opened(self, infer: bool) -> Store:
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        store = Store.read_only(str(self._paths[infer]))
        _limit_memory(self._memory)
        return store

    @cached_property
    def _selections(self) -> Selections:
        return Selections(self._store(False))

    @cached_property
    def _explanations(self) -> Explanations:
        from preventiegraaf.querying.explanation.answering import Explanations  # slow to import, and few ask for one

        return Explanations(self._store, self._folder)


def _end_with(descriptor: int) -> None:
    """End this process as soon as the other end of the socket is closed."""
    poll = select.poll()
    poll.register(descriptor, 0)  # only the end of the connection is an event
    poll.poll()
    os._exit(0)


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def _answer(channel: socket.socket, messages: Connection, desk: _Desk, task: Task, limits: Limits) -> None:
    try:
        written = desk.answer(task, limits)
    except PreventiegraafError as error:
        messages.send_bytes(json.dumps(_as_json(error)).encode())
        return
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    _send(channel, messages, written)


def _send(channel: socket.socket, messages: Connection, written: Written) -> None:
    content = gather([written.content]) if isinstance(written.content, bytes) else written.content
    head = {
        "rows": written.rows,
        "truncated": written.truncated,
        "seconds": written.seconds,
        "engine": written.engine,
        "size": len(content) if isinstance(content, bytes) else os.fstat(content.fileno()).st_size,
    }
    line = json.dumps(head).encode() + b"\n"
    if isinstance(content, bytes):
        messages.send_bytes(line + content)
        return
    with content:
        messages.send_bytes(line)
        socket.send_fds(channel, [b"f"], [content.fileno()])


def _as_json(error: PreventiegraafError) -> dict[str, object]:
    """An error as its class and the arguments that make it again."""
    fields = asdict(error) if is_dataclass(error) else {"message": str(error)}
    return {"error": type(error).__name__, "fields": fields}


def _giving_back() -> Callable[..., object]:
    """What gives free memory to the system: malloc_trim of the GNU C library, or nothing where that is not there."""
    return getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)


def _limit_memory(allowed: int) -> None:
    """Let the process take `allowed` bytes of address space beyond what it has now, and leave no core file.

    Should the machine run out of memory all the same, the system is to end this process first.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit, most = pages * resource.getpagesize() + allowed, resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
