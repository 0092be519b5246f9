"""N-Triples cut into lines and terms, a chunk of the file at a time, without looking at a byte in Python.

Only the common form of a line is understood: subject, one space or tab, predicate, one space or tab, object, at most
one space or tab, full stop. All other lines, blank ones and comments among them, are told apart as odd, and are for
another parser. Source: RDF 1.1 N-Triples, section 7, where a line holds one triple at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from preventiegraaf.columns.hashing import PADDING, Bytes
from preventiegraaf.columns.packing import Column, Mask

_NEWLINE, _RETURN, _SPACE, _TAB, _STOP = b"\n\r \t."
_IRI, _BLANK, _QUOTE = b'<_"'


@dataclass(frozen=True)
class Chunk:
    """Whole lines of a file: bytes that end with a newline, which the file may lack, and the number of lines before."""

    content: bytes
    lines_before: int
    lacks_newline: bool = False

    @property
    def as_in_file(self) -> bytes:
        """The bytes without a newline that the file lacks."""
        return self.content[:-1] if self.lacks_newline else self.content


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


def chunks(file: BinaryIO, size: int) -> Iterator[Chunk]:
    """The lines of a file in pieces of about so many bytes; a last line without an end gets one."""
    rest, lines = b"", 0
    while read := file.read(size):
        cut = read.rfind(b"\n") + 1
        if cut:
            content = rest + read[:cut]
            yield Chunk(content, lines)
            lines += content.count(b"\n")
            rest = read[cut:]
        else:
            rest += read
    if rest:
        yield Chunk(rest + b"\n", lines, lacks_newline=True)


def padded(content: bytes) -> Bytes:
    """The bytes as numbers, followed by `PADDING`."""
    return np.frombuffer(content + bytes(PADDING), dtype=np.uint8)


def split(buffer: Bytes) -> Lines:
    """Where the terms of padded lines are."""
    content = buffer[:-PADDING]
    newlines = np.flatnonzero(content == _NEWLINE)
    begins = np.concatenate((np.zeros(1, dtype=np.int64), newlines[:-1] + 1))
    gaps = _gaps(content)
    first = np.minimum(np.searchsorted(gaps, begins), len(gaps) - 2)
    stops = newlines - 1  # before the first line, -1 stands for the last byte, which is a newline
    stops -= content[stops] == _RETURN
    ends = np.stack((gaps[first], gaps[first + 1], stops - _is_gap(content[np.maximum(stops - 1, 0)])))
    starts = np.stack((begins, ends[0] + 1, ends[1] + 1))
    common = _is_common(content, starts, ends) & (content[np.maximum(stops, 0)] == _STOP)
    odd = np.stack((begins, newlines + 1))[:, ~common]
    return Lines(starts[:, common], ends[:, common], odd) if len(odd.T) else Lines(starts, ends, odd)


def _gaps(content: Bytes) -> Column:
    """Where spaces and tabs are, and two places after all of them."""
    gaps = content == _SPACE
    tabs = content == _TAB
    if tabs.any():
        gaps |= tabs
    return np.append(np.flatnonzero(gaps), (len(content), len(content)))


def _is_gap(letters: Bytes) -> Mask:
    gaps: Mask = (letters == _SPACE) | (letters == _TAB)
    return gaps


def _is_common(content: Bytes, begins: Column, ends: Column) -> Mask:
    """Which lines have three terms, each of a kind that may stand at its place, as far as its first letter tells."""
    subjects, predicates, objects = content[np.minimum(begins, len(content) - 1)]
    common: Mask = begins[2] < ends[2]  # gaps are in ascending order, so all that comes before is in the line too
    common &= (subjects == _IRI) | (subjects == _BLANK)
    common &= predicates == _IRI
    common &= (objects == _IRI) | (objects == _BLANK) | (objects == _QUOTE)
    return common
