"""Whether a snapshot is as it was built, and on the disk as it will be after a power cut."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SUMS = "SHA256SUMS"
"""The file with the digest of every other file, in the form that `sha256sum --check` reads."""
_OF_THE_ENGINE = ("LOG", "LOCK")
"""Files of the store that say nothing of its content."""
_AT_ONCE = 8
"""The files of which the disk is asked at a time to hold them: it takes several in the time that one takes."""


def write_sums(folder: Path) -> None:
    """Write down the digest of every file of a snapshot."""
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _content(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def fault_in(folder: Path) -> str | None:
    """What is wrong with a snapshot in words, or None if every file is as it was built."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        known = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        present = {path.relative_to(folder).as_posix(): path for path in _content(folder)}
        for name in sorted(known.keys() | present.keys()):
            if name not in present:
                return f"{name} is missing"
            if _digest(present[name]) != known.get(name):
                return f"{name} was changed"
    except (OSError, UnicodeDecodeError) as error:
        return str(error)
    return None if known else f"{SUMS} is empty"


def make_durable(folder: Path) -> None:
    """Let the disk hold every file and folder in this one before going on."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(sync, (*folder.rglob("*"), folder)))


def sync(path: Path) -> None:
    """Let the disk hold a file, or the names in a folder, before going on."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _content(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / SUMS and not path.name.startswith(_OF_THE_ENGINE):
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
