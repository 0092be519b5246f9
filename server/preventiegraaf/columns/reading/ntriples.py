"""From N-Triples to numbers: the common lines by columns, all others by pyoxigraph's parser.

A chunk of lines is cut and hashed in a thread of its own while the one before is looked up. A term that is met for the
first time is checked: a plain one is as pyoxigraph writes it; any other is read by pyoxigraph, and from then on its
text in the file leads to the term that was read. A chunk with a term or line that cannot be read so is read by
pyoxigraph as a whole, which tells what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, parse

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.hashing import Hashes
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.reading.errors import syntax_error
from preventiegraaf.columns.reading.lines import Chunk, Lines, chunks, padded, split
from preventiegraaf.columns.reading.vocabulary import Vocabulary
from preventiegraaf.columns.terms import renamed
from preventiegraaf.columns.triples import numbered

_CHUNK = 1 << 22
_AHEAD = 2


@dataclass(frozen=True)
class _Cut:
    """A chunk, its lines, and the hashes of its terms: subjects, then predicates, then objects."""

    chunk: Chunk
    lines: Lines
    hashes: Hashes


class NTriplesReader:
    """Reads one file of N-Triples into the numbers of a dictionary.

    With `names`, the names of blank nodes begin with it, so that those of several files stay apart.
    """

    def __init__(self, dictionary: Dictionary, path: Path, names: str = "") -> None:
        self._dictionary, self._path, self._names = dictionary, path, names
        self._vocabulary = Vocabulary(dictionary, names)

    def read(self, file: BinaryIO) -> Iterator[Column]:
        """Subjects, predicates and objects as three rows of numbers, a chunk at a time, repetitions included.

        Raises CorpusError with line and column.
        """
        with ThreadPoolExecutor(1) as pool:
            waiting: list[Future[_Cut]] = []
            for chunk in chunks(file, _CHUNK):
                waiting.append(pool.submit(self._cut, chunk))
                if len(waiting) > _AHEAD:
                    yield from self._numbers(waiting.pop(0).result())
            for cut in waiting:
                yield from self._numbers(cut.result())

    def _cut(self, chunk: Chunk) -> _Cut:
        buffer = padded(chunk.content)
        lines = split(buffer)
        hashes = self._vocabulary.hashes(buffer, lines.begins.ravel(), lines.ends.ravel())
        return _Cut(chunk, lines, hashes)

    def _numbers(self, cut: _Cut) -> list[Column]:
        try:
            common = self._vocabulary.numbers(cut.chunk.content, cut.lines, cut.hashes).reshape(3, -1)
            odd = cut.lines.text_of_odd(cut.chunk.content)
            return [common, self._parsed(odd)] if odd else [common]
        except SyntaxError:
            return [self._whole(cut.chunk)]

    def _whole(self, chunk: Chunk) -> Column:
        try:
            return self._parsed(chunk.as_in_file)
        except SyntaxError as error:
            raise syntax_error(self._path, error, "N-Triples", chunk.lines_before) from error

    def _parsed(self, content: bytes) -> Column:
        triples = (renamed(quad.triple, self._names) for quad in parse(content, format=RdfFormat.N_TRIPLES))
        return numbered(triples, self._dictionary)
