"""A process that answers queries, one at a time, and may be killed at any moment.

It is started with the number of an open socket, the folders of the stores with and without inferred triples, and its
limits. Each request is one message (JSON); the answer is a message that describes it (JSON), then its bytes: as a
message if they are few, else as the descriptor of a file in memory, so that a slow reader does not hold the worker.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

from pyoxigraph import Store

from preventiegraaf.errors import PreventiegraafError, QuerySyntaxError
from preventiegraaf.querying.dataset import Datasets
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.task import INLINE, Limits, Task

_GRACE = 5.0


def main(descriptor: int, with_inferred: str, asserted_only: str, limits: Limits) -> None:
    """Answer the requests that come in on the socket until it is closed."""
    stores = {True: Store.read_only(with_inferred), False: Store.read_only(asserted_only)}
    datasets = Datasets(stores.__getitem__)
    _limit_memory(limits.memory)
    with socket.socket(fileno=descriptor) as channel, Connection(os.dup(descriptor)) as messages:
        messages.send_bytes(b"ready")
        while True:
            try:
                request = messages.recv_bytes()
            except EOFError:
                return
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
            _answer(channel, messages, datasets, Task(**_frozen(json.loads(request))), limits)
            signal.setitimer(signal.ITIMER_REAL, 0)


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def _answer(channel: socket.socket, messages: Connection, datasets: Datasets, task: Task, limits: Limits) -> None:
    try:
        written = answer_task(datasets.choose, task, limits)
    except PreventiegraafError as error:
        messages.send_bytes(json.dumps(_as_json(error)).encode())
        return
    except MemoryError:
        os._exit(1)
    content = written.content if isinstance(written.content, bytes) else written.content.read()
    head = {"rows": written.rows, "truncated": written.truncated, "seconds": written.seconds, "size": len(content)}
    messages.send_bytes(json.dumps(head).encode())
    if len(content) <= INLINE:
        messages.send_bytes(content)
    else:
        _send_file(channel, content)


def _send_file(channel: socket.socket, content: bytes) -> None:
    descriptor = os.memfd_create("answer", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        socket.send_fds(channel, [b"f"], [descriptor])
    finally:
        os.close(descriptor)


def _as_json(error: PreventiegraafError) -> dict[str, object]:
    """An error as its class and the arguments that make it again."""
    fields = asdict(error) if isinstance(error, QuerySyntaxError) else {"message": str(error)}
    return {"error": type(error).__name__, "fields": fields}


def _limit_memory(allowed: int) -> None:
    """Let the process take `allowed` bytes of address space beyond what it has now."""
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: PTH123, SIM115
    limit = pages * resource.getpagesize() + allowed
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], Limits(**json.loads(sys.argv[4])))
