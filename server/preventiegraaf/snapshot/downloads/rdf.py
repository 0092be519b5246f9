"""The files of a part in every format of RDF, written as a stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, Quad, RdfFormat, Triple

from preventiegraaf.serialising import stream
from preventiegraaf.snapshot.downloads.contents import Content

_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.\-]*$")


@dataclass(frozen=True)
class FileFormat:
    """A format of RDF: the suffix of its files, its media type, and whether it can hold named graphs."""

    suffix: str
    media_type: str
    rdf: RdfFormat
    named_graphs: bool = False


FILE_FORMATS = (
    FileFormat("ttl", "text/turtle", RdfFormat.TURTLE),
    FileFormat("nt", "application/n-triples", RdfFormat.N_TRIPLES),
    FileFormat("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    FileFormat("jsonld", "application/ld+json", RdfFormat.JSON_LD),
    FileFormat("trig", "application/trig", RdfFormat.TRIG, named_graphs=True),
    FileFormat("nq", "application/n-quads", RdfFormat.N_QUADS, named_graphs=True),
)


@dataclass(frozen=True)
class Extent:
    """How many statements a file holds, and how many it leaves out because its format cannot hold them."""

    statements: int
    left_out: int


def write_rdf(path: Path, content: Content, triples: list[Triple], format_: FileFormat) -> Extent:
    """Write a part in one format; what the format cannot hold is left out and counted."""
    statements: Iterable[Any] = content.quads() if format_.named_graphs else triples
    total = content.size if format_.named_graphs else len(triples)
    sieve = _Sieve(statements, _holder(format_.rdf))
    with path.open("wb") as file:
        stream(sieve if sieve.test else statements, format_.rdf, file, content.spaces)
    return Extent(total - sieve.stopped, sieve.stopped)


class _Sieve:
    """Statements that pass a test, and how many did not once all have been taken."""

    def __init__(self, statements: Iterable[Any], test: Callable[[Any], bool] | None) -> None:
        self._statements, self.test = statements, test
        self.stopped = 0

    def __iter__(self) -> Iterator[Any]:
        for statement in self._statements:
            if self.test is None or self.test(statement):
                yield statement
            else:
                self.stopped += 1


def _holder(format_: RdfFormat) -> Callable[[Any], bool] | None:
    """A test whether the format can hold a statement, None where it can hold all."""
    if format_ == RdfFormat.RDF_XML:
        return partial(_fits_xml, cache(_names_an_element))
    if format_ == RdfFormat.JSON_LD:
        return _fits_json
    return None


def _fits_json(statement: Triple | Quad) -> bool:
    """Whether JSON-LD can hold the statement: it knows no triple as object."""
    return not isinstance(statement.object, Triple)


def _fits_xml(names_an_element: Callable[[str], bool], statement: Triple | Quad) -> bool:
    """Whether RDF/XML can hold the statement: its predicate is an XML name, its text has only characters of XML 1.0.

    A carriage return counts as none of them, for a reader of XML takes it for a line feed.
    """
    term = statement.object
    if isinstance(term, Literal) and _NOT_IN_XML.search(term.value):
        return False
    return not isinstance(term, Triple) and names_an_element(statement.predicate.value)


def _names_an_element(iri: str) -> bool:
    return _ENDS_IN_NAME.search(iri) is not None
