"""Start the server processes."""

from __future__ import annotations

import logging
import os
import socket
import tempfile
import threading
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root
from preventiegraaf.serving.watch import watch
from preventiegraaf.settings import Settings

_PATIENCE_SECONDS = 15


def serve(root: Root, settings: Settings, port: int) -> None:
    """Serve until told to stop; requests under way are answered first."""
    ending = threading.Event()
    figures = tempfile.TemporaryDirectory(prefix="preventiegraaf-figures-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures.name
    if settings.watch:
        threading.Thread(target=watch, args=(root, settings, ending), name="files", daemon=True).start()
    server = Server(
        "preventiegraaf",
        address=settings.host,
        port=port,
        interface=Interfaces.RSGI,
        workers=settings.workers,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE_SECONDS,
    )
    try:
        server.serve(target_loader=partial(_load, settings), wrap_loader=False)
    finally:
        ending.set()
        figures.cleanup()


def _load(settings: Settings) -> Any:
    """The front of a server process; imported there, for its figures look at the environment when imported."""
    from preventiegraaf.serving.front import Front

    logging.basicConfig(format="%(message)s")
    return Front(settings)


def free_port(host: str, port: int) -> int:
    """The port itself if one can listen on it, or a free one for 0. Raises UsageError."""
    try:
        with socket.create_server((host, port)) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"Cannot listen on {host}:{port}: {reason}. Choose another --host or --port.") from error
