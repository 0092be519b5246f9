"""The files of a part in every format of RDF, written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.formats import Format
from preventiegraaf.serialising.jsonld import JsonLd
from preventiegraaf.serialising.lines import NQuads, NTriples
from preventiegraaf.serialising.rdfxml import RdfXml
from preventiegraaf.serialising.rows import Rows
from preventiegraaf.serialising.terms import Terms
from preventiegraaf.serialising.turtle import TriG, Turtle, turtle_terms


@dataclass(frozen=True)
class Extent:
    """How many statements a file holds, and how many it leaves out because its format cannot hold them."""

    statements: int
    left_out: int


def formats_of(terms: Terms, every: Rows) -> Iterator[Format]:
    """Each format in turn; it holds a piece of text for each term, so the one before should be let go of."""
    yield NTriples(terms, every)
    yield NQuads(terms, every)
    spelled = turtle_terms(terms)
    yield Turtle(terms, every, spelled)
    yield TriG(terms, every, spelled)
    del spelled
    yield RdfXml(terms, every)
    yield JsonLd(terms, every)


def write_rdf(path: Path, content: Content, format_: Format) -> Extent:
    """Write a part in one format; what the format cannot hold is left out and counted."""
    rows = content.rows
    fitting = format_.fits(rows)
    kept = rows if fitting is None else rows.where(fitting)
    with path.open("wb") as file:
        file.writelines(format_.text(content, kept))
    if format_.named_graphs:
        return Extent(content.size, 0)
    return Extent(len(kept), len(rows) - len(kept))
