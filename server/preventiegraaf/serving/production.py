"""Start the server processes.

The main process forks them, so it has no thread of ours: a lock that one holds at that moment, such as that of a module
being imported, would stay locked in the new process for ever. What has to go on beside the requests is done there.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root
from preventiegraaf.serving.access import AccessLog
from preventiegraaf.serving.connections import HEAD_BYTES, SILENT_SECONDS, most_connections
from preventiegraaf.serving.stopping import stop_seconds
from preventiegraaf.serving.watch import watch
from preventiegraaf.settings import Settings

_CONNECT_SECONDS = 0.05
_SWITCH_SECONDS = 0.001
"""How long a thread may keep the others waiting: the one that takes requests is to go on, whatever the others do."""

_STOP = (signal.SIGTERM, signal.SIGINT)
_LOOK_SECONDS = 1.0

_Task: TypeAlias = Callable[..., None]


def serve(root: Root, settings: Settings, port: int, say: Callable[[str], None]) -> None:
    """Serve until told to stop; requests under way are answered first. `say` is told when the first can come."""
    AccessLog(settings.access_log)
    hold, let = (partial(signal.pthread_sigmask, how, _STOP) for how in (signal.SIG_BLOCK, signal.SIG_UNBLOCK))
    os.register_at_fork(before=hold, after_in_parent=let, after_in_child=_end_when_told)
    with tempfile.TemporaryDirectory(prefix="preventiegraaf-figures-") as figures:
        target = partial(_load, root, settings, Path(figures), os.getpid(), partial(_announce, settings, port, say))
        _server(settings, port).serve(target_loader=target, wrap_loader=False)


class _Watchful(threading.Event):
    """An event whose wait goes on from time to time, so that no signal to stop is lost.

    The system may give the signal to another thread, of granian or a library; its handler runs in the main one, which
    that does not wake.
    """

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, for ever if no time is given."""
        while not super().wait(_LOOK_SECONDS if timeout is None else timeout):
            if timeout is not None:
                return False
        return True


def _server(settings: Settings, port: int) -> Any:
    server: Any = Server(
        "preventiegraaf",
        address=settings.host,
        port=port,
        interface=Interfaces.RSGI,
        workers=settings.workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SILENT_SECONDS * 1_000, max_buffer_size=HEAD_BYTES),
        backpressure=most_connections(),
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_log_on_stderr(),
        respawn_failed_workers=True,
        workers_kill_timeout=stop_seconds(settings),
    )
    server.main_loop_interrupt = _Watchful()
    return server


def _log_on_stderr() -> dict[str, Any]:
    """Granian's own messages beside ours, so that standard output is the access log's alone."""
    stream = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
    return {"handlers": {"console": {**stream, "formatter": "generic"}, "access": {**stream, "formatter": "access"}}}


def _load(root: Root, settings: Settings, figures: Path, parent: int, announce: Callable[..., bool]) -> Any:
    """The front of a server process; imported there, so that the main process stays small."""
    from preventiegraaf.serving.front import Front

    sys.setswitchinterval(_SWITCH_SECONDS)
    logging.basicConfig(format="%(message)s")
    front = Front(settings, figures, parent)
    _start(_once, figures / "announced", partial(announce, front.ending))
    if settings.watch:
        _start(_alone, figures / "watching", partial(watch, root, settings, front.ending))
    return front


def _end_when_told() -> None:
    """Let a new server process end by a signal to stop until it knows better, also by one that came at the fork.

    It comes with the handlers of the main process, in which the signal would be lost.
    """
    for stop in _STOP:
        signal.signal(stop, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP)


def _start(task: Callable[..., None], *arguments: Any) -> None:
    threading.Thread(target=task, args=arguments, name=task.__name__, daemon=True).start()


def _once(mark: Path, task: Callable[[], bool]) -> None:
    """Do what is to be done once, however many processes there are and come later; `task` tells whether it is done.

    Where a process ends before it was, the next one that waits here does it.
    """
    with mark.open("a+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read() and task():
            lock.write(b"done")


def _alone(mark: Path, task: _Task) -> None:
    """Do what one process is to do at a time: the others wait here until that one ends."""
    with mark.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        task()


def _announce(settings: Settings, port: int, say: Callable[[str], None], ending: threading.Event) -> bool:
    """Say where the server is as soon as it takes connections; tells whether it was said before the end came."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    while not ending.wait(_CONNECT_SECONDS):
        try:
            socket.create_connection((settings.host, port), timeout=1).close()
        except OSError:
            continue
        say(f"Serving on {settings.public_url or f'http://{host}:{port}'}/ (stop with Ctrl-C)")
        return True
    return False


@contextmanager
def kept_port(host: str, port: int) -> Iterator[int]:
    """The port itself if one can listen on it, or a free one for 0; the system gives it to nobody else in the block.

    Whoever names it can listen on it (SO_REUSEADDR), for nobody does yet. Raises UsageError.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as kept:
        try:
            kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            kept.bind((host, port))
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"Cannot listen on {host}:{port}: {reason}. Choose another --host or --port.") from error
        yield int(kept.getsockname()[1])
