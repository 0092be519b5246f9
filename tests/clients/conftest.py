"""A real server of the real graph, for clients that speak HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from preventiegraaf.paths import Root
from preventiegraaf.snapshot import Snapshot


@pytest.fixture(scope="session")
def address(root: Root, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server started by its command, ending in a slash."""
    snapshots = snapshot.folder.parents[1]
    command = [sys.executable, "-m", "preventiegraaf", "serve", "--port", "0"]
    places = ["--root", str(root.folder), "--snapshots", str(snapshots)]
    noise = tmp_path_factory.mktemp("server") / "stderr"
    with noise.open("wb") as said, subprocess.Popen([*command, *places], stderr=said, env=dict(os.environ)) as server:
        try:
            yield _address(noise, server)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=120)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(noise: Path, server: subprocess.Popen[bytes]) -> str:
    for _ in range(3_000):
        for line in noise.read_text(encoding="utf-8").splitlines():
            if line.startswith("Serving on"):
                return line.split()[2]
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"the server did not start: {noise.read_text(encoding='utf-8')}")
