"""Waiting until something holds, however slow the machine is, and looks at processes that may end meanwhile."""

from __future__ import annotations

import gc
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

SECONDS = 120
"""After so long a test gives up waiting; nothing takes so long on any machine that is not lost."""


def until(true: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until something holds; fail if it does not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def lives(process: psutil.Process) -> bool:
    """Whether a process still runs; one that waits for its parent to notice its end does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def living(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those processes that still run."""
    return [process for process in processes if lives(process)]


def children_of(process: psutil.Process, recursive: bool = False) -> list[psutil.Process]:
    """The living processes that a process started; none if it is gone itself."""
    with suppress(psutil.NoSuchProcess):
        return living(process.children(recursive))
    return []


def end(process: psutil.Process) -> None:
    """Kill a process, and wait until it has ended; whoever started it need not have noticed."""
    with suppress(psutil.NoSuchProcess):
        process.kill()
    threads = Path(f"/proc/{process.pid}/task")
    until(lambda: not lives(process) and (not process.is_running() or len(list(threads.glob("*"))) <= 1))


def descriptors() -> int:
    """How many descriptors this process has, without those of things that nobody knows any more."""
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


@contextmanager
def kept_port() -> Iterator[int]:
    """A port on which whoever names it can listen, and which the system gives to nobody else in the block."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])
