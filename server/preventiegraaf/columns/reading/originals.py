"""Files of N-Triples that need not be written anew."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, TypeAlias

_Stamp: TypeAlias = tuple[int, int, int, int]
_PIECE = 1 << 20


@dataclass(frozen=True)
class Original:
    """A file that has each of its triples once, as it would be written, and how it was when it was read."""

    path: Path
    stamp: _Stamp


def original_of(path: Path, file: BinaryIO) -> Original | None:
    """An open file as an original, if it is an ordinary file, which can be read again."""
    return Original(path, _stamp(file)) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def copy_unchanged(originals: Iterable[Original], output: IO[bytes]) -> bool:
    """Write the bytes of the files, or nothing and give False if one of them is not as it was when it was read."""
    with ExitStack() as stack:
        try:
            files = [(stack.enter_context(original.path.open("rb")), original) for original in originals]
        except OSError:
            return False
        if any(_stamp(file) != original.stamp for file, original in files):
            return False
        for file, _ in files:
            shutil.copyfileobj(file, output, _PIECE)
    return True


def _stamp(file: BinaryIO) -> _Stamp:
    found = os.fstat(file.fileno())
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
