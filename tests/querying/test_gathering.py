"""An answer in pieces is held as bytes while it is short, and in a file beyond that."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from preventiegraaf.errors import QueryTimeoutError
from preventiegraaf.querying.gathering import gather
from preventiegraaf.querying.task import INLINE

PIECE = b"0123456789abcdef" * 64


def pieces(size: int) -> Iterator[bytes]:
    for begin in range(0, size, len(PIECE)):
        yield PIECE[: size - begin]


def files_in_memory() -> int:
    """How many of them this process has open."""
    opened = Path("/proc/self/fd")
    return sum("memfd:answer" in str(path.readlink()) for path in opened.iterdir() if path.is_symlink())


@pytest.mark.parametrize("size", [0, 1, len(PIECE), INLINE])
def test_a_short_answer_is_bytes(size: int) -> None:
    assert gather(pieces(size)) == b"".join(pieces(size))


@pytest.mark.parametrize("size", [INLINE + 1, 10 * INLINE + 7])
def test_a_long_answer_is_a_file_to_be_read_from_its_start(size: int) -> None:
    found = gather(pieces(size))
    assert not isinstance(found, bytes)
    with found:
        assert os.fstat(found.fileno()).st_size == size
        assert os.pread(found.fileno(), size, 0) == b"".join(pieces(size))  # nothing is still to be flushed
        assert found.read() == b"".join(pieces(size))


def test_pieces_are_asked_for_one_at_a_time() -> None:
    """So that no more than the beginning is held as bytes."""
    asked = 0

    def counted() -> Iterator[bytes]:
        nonlocal asked
        for piece in pieces(10 * INLINE):
            asked += 1
            if asked * len(PIECE) > 2 * INLINE:
                assert files_in_memory() == before + 1
            yield piece

    before = files_in_memory()
    found = gather(counted())
    assert not isinstance(found, bytes)
    found.close()
    assert asked == 10 * INLINE // len(PIECE)


@pytest.mark.parametrize("size", [len(PIECE), 10 * INLINE])
def test_no_file_is_left_of_an_answer_that_breaks_off(size: int) -> None:
    def broken() -> Iterator[bytes]:
        yield from pieces(size)
        raise QueryTimeoutError("It took too long.")

    before = files_in_memory()
    with pytest.raises(QueryTimeoutError) as raised:
        gather(broken())
    assert files_in_memory() == before, raised  # which keeps all that the error has seen alive
