"""Servers that are started by the command, as a user starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waiting import SECONDS, until


@contextmanager
def started(folder: Path, *flags: str, **environment: str) -> Iterator[str]:
    """The address, with a slash at its end, of a server with these flags; what it says is kept in the folder."""
    command = [sys.executable, "-m", "preventiegraaf", "serve", "--port", "0", *flags]
    said = folder / "said"
    with said.open("wb") as kept:
        process = subprocess.Popen(command, stdout=kept, stderr=kept, env={**os.environ, **environment})
    try:
        until(lambda: "Serving on " in said.read_text(encoding="utf-8") or process.poll() is not None)
        _, is_there, rest = said.read_text(encoding="utf-8").partition("Serving on ")
        assert is_there, said.read_text(encoding="utf-8")
        yield rest.split()[0]
    finally:
        process.terminate()
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
