"""From N-Triples to numbers: the common lines by columns, all others by pyoxigraph's parser.

A chunk of lines is cut and hashed in a thread of its own while the one before is looked up. A term that is met for the
first time is checked: a plain one is as pyoxigraph writes it; any other is read by pyoxigraph, and from then on its
text in the file leads to the term that was read. A chunk with a term or line that cannot be read so is read by
pyoxigraph as a whole, which tells what is wrong with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from pyoxigraph import RdfFormat, parse

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.reading.lines import Chunk, Lines, chunks, split
from preventiegraaf.columns.reading.vocabulary import Asked, Vocabulary
from preventiegraaf.columns.triples import numbered
from preventiegraaf.errors import faults_told

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_Given = TypeVar("_Given")
_CHUNK = 1 << 22
_AHEAD = 2


@dataclass(frozen=True)
class _Cut:
    """A chunk, its lines, and the terms of those that are understood."""

    chunk: Chunk
    lines: Lines
    asked: Asked


class NTriplesReader:
    """Reads one file of N-Triples into the numbers of a dictionary.

    With `names`, the names of blank nodes begin with it, so that those of several files stay apart.
    """

    def __init__(self, dictionary: Dictionary, path: Path, names: str = "") -> None:
        self._dictionary, self._path, self._names = dictionary, path, names
        self._vocabulary = Vocabulary(dictionary, names)
        self.is_plain = True
        """Whether all that was read so far is written in the file as it would be written anew, but for its order."""

    def read(self, file: BinaryIO) -> Iterator[Column]:
        """Subjects, predicates and objects as three rows of numbers, a chunk at a time, repetitions included.

        Raises CorpusError with line and column.
        """
        from concurrent.futures import ThreadPoolExecutor  # slow to import, and files of other formats need it not

        before = 0
        with ThreadPoolExecutor(1) as pool:
            for cut in _ahead(pool, self._cut, chunks(file, _CHUNK)):
                yield from self._numbers(cut, before)
                before += len(cut.lines) + cut.chunk.lone_returns

    def _cut(self, make: Callable[[], Chunk]) -> _Cut:
        chunk = make()
        lines = split(chunk.padded)
        return _Cut(chunk, lines, self._vocabulary.asked(chunk.padded, lines))

    def _numbers(self, cut: _Cut, lines_before: int) -> list[Column]:
        try:
            common = self._vocabulary.numbers(cut.chunk.padded, cut.asked)
            odd = cut.lines.text_of_odd(cut.chunk.padded)
            self.is_plain &= not (odd or cut.chunk.lacks_newline or self._vocabulary.has_others)
            return [common, self._parsed(odd)] if odd else [common]
        except (SyntaxError, MemoryError):
            return [self._whole(cut.chunk, lines_before)]

    def _whole(self, chunk: Chunk, lines_before: int) -> Column:
        self.is_plain = False
        with faults_told(self._path, "N-Triples", lines_before):
            return self._parsed(chunk.as_in_file)

    def _parsed(self, content: bytes) -> Column:
        triples = (quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES))
        return numbered(triples, self._dictionary, self._names.__add__)


def _ahead(pool: Executor, work: Callable[[_Given], _Cut], given: Iterable[_Given]) -> Iterator[_Cut]:
    """What becomes of what is given, in its order, with some of it begun on before it is asked for."""
    begun: deque[Future[_Cut]] = deque()
    for each in given:
        begun.append(pool.submit(work, each))
        if len(begun) > _AHEAD:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
