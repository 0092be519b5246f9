"""An answer that comes in pieces: held as bytes while it is short, and laid down in a file in memory beyond that.

The pages of such a file are no part of the heap of the process that writes it, and go when the last reader closes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import chain
from typing import IO

from preventiegraaf.querying.task import INLINE


def gather(pieces: Iterable[bytes]) -> bytes | IO[bytes]:
    """The pieces one after the other: bytes where they are at most `INLINE` long, else a file that stands at its start.

    Raises what the pieces raise, and then leaves no file.
    """
    held: list[bytes] = []
    size = 0
    coming = iter(pieces)
    for piece in coming:
        held.append(piece)
        size += len(piece)
        if size > INLINE:
            return _laid_down(chain(held, coming))
    return b"".join(held)


def _laid_down(pieces: Iterable[bytes]) -> IO[bytes]:
    with ExitStack() as opened:
        file = opened.enter_context(os.fdopen(os.memfd_create("answer", os.MFD_CLOEXEC), "w+b"))
        file.writelines(pieces)
        file.seek(0)
        opened.pop_all()
    return file
