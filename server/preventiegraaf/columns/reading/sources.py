"""Files of RDF in any format, read into one set of triples."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pyoxigraph import RdfFormat, parse

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.reading.errors import syntax_error
from preventiegraaf.columns.reading.ntriples import NTriplesReader
from preventiegraaf.columns.triples import Triples, numbered
from preventiegraaf.errors import UsageError

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
        """The file of this name, or standard input for `-`; the suffix tells the format where it is not given.

        Raises UsageError where nothing tells the format.
        """
        path = Path(name)
        suffix = format_ or path.suffix.removeprefix(".").lower()
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


def read(sources: Iterable[Source], dictionary: Dictionary, spaces: dict[str, str] | None = None) -> Triples:
    """The triples of all graphs of all files, each once; blank nodes of different files stay apart.

    Prefixes that the files declare are added to `spaces`. Raises UsageError for a file that cannot be read, and
    CorpusError with line and column for one that is not in its format.
    """
    listed = list(sources)
    parts = [np.empty((3, 0), dtype=np.int32)]
    for place, source in enumerate(listed):
        names = f"f{place}-" if len(listed) > 1 else ""
        with source.open() as file:
            for part in _numbers(source, file, dictionary, names, {} if spaces is None else spaces):
                parts.append(part.astype(np.int32))
    subjects, predicates, objects = (np.concatenate([part[row] for part in parts], dtype=np.int64) for row in range(3))
    return Triples.of_columns(dictionary, subjects, predicates, objects)


def _numbers(
    source: Source, file: BinaryIO, dictionary: Dictionary, names: str, spaces: dict[str, str]
) -> Iterator[Column]:
    if source.format == RdfFormat.N_TRIPLES:
        yield from NTriplesReader(dictionary, source.shown, names).read(file)
        return
    known: dict[str, int] = {}

    def name(value: str) -> str:
        return f"{names}b{known.setdefault(value, len(known))}"

    try:
        quads = parse(file, format=source.format, base_iri=source.base)
        while batch := [quad.triple for quad in islice(quads, _BATCH)]:
            yield numbered(batch, dictionary, name)
    except SyntaxError as error:
        raise syntax_error(source.shown, error, source.format.name) from error
    spaces.update(quads.prefixes)
