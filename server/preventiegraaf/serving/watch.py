"""Build anew when the files of the graph change."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

from preventiegraaf.corpus import digest_of, source_files
from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.paths import Root
from preventiegraaf.settings import Settings

_GLANCE_SECONDS = 1.0
_logger = logging.getLogger(__name__)


def watch(root: Root, settings: Settings, ending: threading.Event) -> None:
    """Run a build in a process of its own whenever the files changed and are still for a moment, until `ending`."""
    built = seen = _digest(root)
    while not ending.wait(_GLANCE_SECONDS):
        now = _digest(root)
        if now == seen != built:
            _logger.warning("The files changed; building anew ...")
            _build(root, settings)
            built = now
        seen = now


def _digest(root: Root) -> str:
    try:
        return digest_of(source_files(root))
    except (OSError, PreventiegraafError):
        return ""


def _build(root: Root, settings: Settings) -> None:
    command = [sys.executable, "-m", "preventiegraaf", "build"]
    places = ["--root", str(root.folder), "--snapshots", str(settings.snapshots)]
    done = subprocess.run([*command, *places], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        _logger.error("The build failed; the snapshot before it is served on.\n%s", done.stderr.strip())
