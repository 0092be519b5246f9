"""Build anew when the files of the graph change."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import TypeAlias

from preventiegraaf.paths import Root
from preventiegraaf.settings import Settings

_GLANCE_SECONDS = 1.0
_logger = logging.getLogger(__name__)

_Look: TypeAlias = dict[str, tuple[int, int]]


def watch(root: Root, settings: Settings, ending: threading.Event) -> None:
    """Run a build in a process of its own whenever the files changed and are still for a moment, until `ending`.

    The first look always ends in a build, which finds at once that nothing changed, unless something did meanwhile.
    """
    built: _Look | None = None
    seen = _look(root)
    while not ending.wait(_GLANCE_SECONDS):
        now = _look(root)
        if now == seen != built:
            if built is not None:
                _logger.warning("The files changed; building anew ...")
            _build(root, settings, ending)
            built = now
        seen = now


def _look(root: Root) -> _Look:
    """The files of the graph and its questions, with the size and time of each; nothing is read."""
    found = {}
    for folder, pattern in ((root.ontology, "*.ttl"), (root.data, "**/*.ttl"), (root.queries, "*.rq")):
        for path in folder.glob(pattern):
            try:
                status = path.stat()
            except OSError:  # it went away just now
                continue
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _build(root: Root, settings: Settings, ending: threading.Event) -> None:
    command = [sys.executable, "-m", "preventiegraaf", "build"]
    places = ["--root", str(root.folder), "--snapshots", str(settings.snapshots), "--reasoner", settings.reasoner]
    with subprocess.Popen([*command, *places], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as build:  # noqa: S603
        stopper = threading.Thread(target=_stop_at_end, args=(build, ending), daemon=True)
        stopper.start()
        said, _ = build.communicate()
    if build.returncode and not ending.is_set():
        _logger.error("The build failed; the snapshot before it is served on.\n%s", said.strip())


def _stop_at_end(build: subprocess.Popen[str], ending: threading.Event) -> None:
    """End a build that is under way when the server ends."""
    while build.poll() is None:
        if ending.wait(_GLANCE_SECONDS):
            build.terminate()
            return
