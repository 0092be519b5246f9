"""Files of RDF in any format, read into one set of triples."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pyoxigraph import RdfFormat, parse

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.reading.ntriples import NTriplesReader
from preventiegraaf.columns.reading.originals import Original, original_of
from preventiegraaf.columns.triples import Triples, numbered
from preventiegraaf.errors import UsageError, faults_told

FORMATS = {
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "n3": RdfFormat.N3,
}
"""The formats by the suffix of a file."""

_STANDARD_INPUT = "-"
_BATCH = 100_000


@dataclass(frozen=True)
class Source:
    """A file to read, or standard input, and its format."""

    path: Path
    format: RdfFormat

    @classmethod
    def of(cls, name: str, format_: str | None = None) -> Source:
        """The file of this name, or standard input for `-`; the suffix tells the format, or else `format_`.

        Raises UsageError where nothing tells the format.
        """
        path = Path(name)
        suffix = path.suffix.removeprefix(".").lower()
        if suffix not in FORMATS and format_:
            suffix = format_
        if suffix in FORMATS:
            return cls(path, FORMATS[suffix])
        known = ", ".join(FORMATS)
        if name == _STANDARD_INPUT:
            raise UsageError(f"The format of standard input is not known. Give --input-format, one of {known}.")
        raise UsageError(f"The name of {name} does not tell its format. Give --input-format, one of {known}.")

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes of the file; raises UsageError where it cannot be read."""
        if self.is_standard_input:
            return nullcontext(sys.stdin.buffer)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise UsageError(f"Cannot read {self.path}: {error.strerror}.") from error

    @property
    def is_standard_input(self) -> bool:
        """Whether this is standard input."""
        return str(self.path) == _STANDARD_INPUT

    @property
    def shown(self) -> Path:
        """What messages call the file."""
        return Path("standard input") if self.is_standard_input else self.path

    @property
    def base(self) -> str | None:
        """The IRI against which relative ones in the file are resolved (RFC 3986, section 5.1.3)."""
        return None if self.is_standard_input else self.path.resolve().as_uri()


@dataclass(frozen=True)
class Reading:
    """What files say: the triples of all their graphs, each once, and the prefixes that they declare.

    Where the files hold just these triples as they would be written as N-Triples, they are the `originals`.
    """

    triples: Triples
    spaces: dict[str, str]
    originals: tuple[Original, ...] | None


def read(sources: Iterable[Source], dictionary: Dictionary) -> Reading:
    """The triples of files; blank nodes of different files stay apart.

    Raises UsageError for a file that cannot be read, and CorpusError with line and column for one that is not in its
    format.
    """
    listed = list(sources)
    spaces: dict[str, str] = {}
    parts = [np.empty((3, 0), dtype=np.int32)]
    originals: list[Original | None] = []
    for place, source in enumerate(listed):
        reader = _Reader(source, dictionary, f"f{place}-" if len(listed) > 1 else "")
        parts += [part.astype(np.int32) for part in reader.numbers()]
        spaces.update(reader.spaces)
        originals.append(reader.original)
    subjects, predicates, objects = (np.concatenate([part[row] for part in parts], dtype=np.int64) for row in range(3))
    triples = Triples.of_columns(dictionary, subjects, predicates, objects)
    found = tuple(original for original in originals if original is not None)
    is_original = len(found) == len(listed) and len(triples) == len(subjects)
    return Reading(triples, spaces, found if is_original else None)


def _skip_mark(file: BinaryIO) -> bool:
    """Skip a byte order mark, with which some editors begin a file in UTF-8; whether there was one."""
    if file.seekable():
        begin, found = file.tell(), file.read(len(BOM_UTF8)) == BOM_UTF8
        if not found:
            file.seek(begin)
        return found
    found = isinstance(file, BufferedReader) and file.peek(len(BOM_UTF8)).startswith(BOM_UTF8)
    return found and bool(file.read(len(BOM_UTF8)))


class _Reader:
    """Reads one source; then tells its prefixes, and whether it is an original but for repetitions."""

    def __init__(self, source: Source, dictionary: Dictionary, names: str) -> None:
        self._source, self._dictionary, self._names = source, dictionary, names
        self._known: dict[str, int] = {}
        self.spaces: dict[str, str] = {}
        self.original: Original | None = None

    def numbers(self) -> Iterator[Column]:
        """Subjects, predicates and objects as three rows, some thousands at a time."""
        with self._source.open() as file:
            is_marked = _skip_mark(file)
            is_lines = self._source.format == RdfFormat.N_TRIPLES
            yield from self._of_lines(file, is_marked) if is_lines else self._parsed(file)

    def _of_lines(self, file: BinaryIO, is_marked: bool) -> Iterator[Column]:
        is_kept = not (is_marked or self._source.is_standard_input)
        original = original_of(self._source.path, file) if is_kept else None
        reader = NTriplesReader(self._dictionary, self._source.shown, self._names)
        yield from reader.read(file)
        self.original = original if reader.is_plain else None

    def _parsed(self, file: BinaryIO) -> Iterator[Column]:
        with faults_told(self._source.shown, self._source.format.name):
            quads = parse(file, format=self._source.format, base_iri=self._source.base)
            while batch := [quad.triple for quad in islice(quads, _BATCH)]:
                yield numbered(batch, self._dictionary, self._name)
        self.spaces = quads.prefixes

    def _name(self, value: str) -> str:
        return f"{self._names}b{self._known.setdefault(value, len(self._known))}"
