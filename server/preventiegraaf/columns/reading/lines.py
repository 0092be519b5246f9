"""N-Triples cut into lines and terms, a chunk of the file at a time, without looking at a byte in Python.

Only the common form of a line is understood: subject, one space or tab, predicate, one space or tab, object, at most
one space or tab, full stop. All other lines, blank ones and comments among them, are told apart as odd, and are for
another parser. Source: RDF 1.1 N-Triples, section 7, where a line holds one triple at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import numpy as np

from preventiegraaf.columns.hashing import PADDING, Bytes
from preventiegraaf.columns.packing import Column, Mask

_NEWLINE, _RETURN, _SPACE, _TAB, _STOP = b"\n\r \t."
_IRI, _BLANK, _QUOTE = b'<_"'


@dataclass(frozen=True)
class Chunk:
    """Whole lines of a file: bytes that end with a newline, which the file may lack, followed by `PADDING`."""

    padded: bytes
    lacks_newline: bool = False

    @property
    def as_in_file(self) -> bytes:
        """The bytes as the file has them."""
        return self.padded[: -PADDING - self.lacks_newline]

    @property
    def lone_returns(self) -> int:
        """The carriage returns without a newline: each ends a line too, but is not taken for one here."""
        if b"\r" not in self.padded:  # found out in a tenth of the time that counting takes
            return 0
        return self.padded.count(b"\r") - self.padded.count(b"\r\n")


@dataclass(frozen=True)
class Lines:
    """Where lines and the terms of those that are understood begin and end.

    `begins` and `ends` are three rows, for subjects, predicates and objects, a column for a line; `odd` are two rows,
    for begin and end of each line that is not understood.
    """

    begins: Column
    ends: Column
    odd: Column

    def text_of_odd(self, content: bytes) -> bytes:
        """The lines that are not understood."""
        return b"".join([content[begin:end] for begin, end in self.odd.T.tolist()])

    def __len__(self) -> int:
        """The number of all lines."""
        return len(self.begins[0]) + len(self.odd[0])


def chunks(file: BinaryIO, size: int) -> Iterator[Callable[[], Chunk]]:
    """The lines of a file in pieces of about so many bytes, each made when it is asked for; a last line gets an end."""
    rest: tuple[bytes, ...] = ()
    while read := file.read(size):
        cut = read.rfind(b"\n") + 1
        if cut:
            yield partial(_chunk, (*rest, memoryview(read)[:cut]))
            rest = ()
        rest += (read[cut:],)
    if any(rest):
        yield partial(_chunk, (*rest, b"\n"), lacks_newline=True)


def _chunk(pieces: Iterable[bytes | memoryview], lacks_newline: bool = False) -> Chunk:
    return Chunk(b"".join((*pieces, bytes(PADDING))), lacks_newline)


def split(padded: bytes) -> Lines:
    """Where the terms of lines are, which are followed by `PADDING`."""
    content = np.frombuffer(padded, dtype=np.uint8)[:-PADDING]
    gaps = np.flatnonzero(content <= _SPACE)
    ends_of_lines = np.flatnonzero(content[gaps] == _NEWLINE)
    newlines = gaps[ends_of_lines]
    first = np.concatenate((np.zeros(1, dtype=np.int64), ends_of_lines[:-1] + 1))
    second = np.minimum(first + 1, len(gaps) - 1)
    begins = np.concatenate((np.zeros(1, dtype=np.int64), newlines[:-1] + 1))
    stops = newlines - 1  # before the first line, -1 stands for the last byte, which is a newline
    stops -= content[stops] == _RETURN
    ends = np.stack((gaps[first], gaps[second], stops - _is_gap(content[np.maximum(stops - 1, 0)])))
    starts = np.stack((begins, ends[0] + 1, ends[1] + 1))
    common = _is_common(content, starts, ends) & (content[np.maximum(stops, 0)] == _STOP)
    odd = np.stack((begins, newlines + 1))[:, ~common]
    return Lines(starts[:, common], ends[:, common], odd) if len(odd.T) else Lines(starts, ends, odd)


def _is_gap(letters: Bytes) -> Mask:
    gaps: Mask = (letters == _SPACE) | (letters == _TAB)
    return gaps


def _is_common(content: Bytes, begins: Column, ends: Column) -> Mask:
    """Which lines have three terms, each of a kind that may stand at its place, as far as its first letter tells."""
    subjects, predicates, objects = content[np.minimum(begins, len(content) - 1)]
    common: Mask = begins[2] < ends[2]  # gaps are in ascending order, so all that comes before is in the line too
    common &= _is_gap(content[ends[0]]) & _is_gap(content[ends[1]])
    common &= (subjects == _IRI) | (subjects == _BLANK)
    common &= predicates == _IRI
    common &= (objects == _IRI) | (objects == _BLANK) | (objects == _QUOTE)
    return common
