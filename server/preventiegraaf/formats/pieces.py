"""A graph of any size as one document, written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from preventiegraaf.formats.graphs import not_held, readable_xml
from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.serialising import serialized

_MARK = b"@prefix "
_BATCH = 2_000
_TAILS = {RdfFormat.JSON_LD: b"]\n", RdfFormat.RDF_XML: b"\n</rdf:RDF>\n"}


def streamed(statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> Iterator[bytes]:
    """The triples or quads as one document in pieces, so that a graph of any size takes little memory.

    A document of one piece is written as `serialized` writes it; a longer one declares every known prefix, for the
    first piece cannot know what comes after it. Raises QueryRefusedError for what the format cannot hold.
    """
    pieces = _pieces(statements, format_)
    try:
        yield from map(readable_xml, pieces) if format_ == RdfFormat.RDF_XML else pieces
    except OSError as error:
        raise not_held(format_, error) from error


def _pieces(statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> Iterator[bytes]:
    rest: Iterator[Any] = iter(statements)
    batch, following = list(islice(rest, _BATCH)), list(islice(rest, _BATCH))
    if not following:
        yield serialized(batch, format_)
        return
    yield _piece(batch, format_, first=True)
    while following:
        batch, following = following, list(islice(rest, _BATCH))
        yield _piece(batch, format_)
    yield _TAILS.get(format_, b"\n")


def _piece(batch: list[Any], format_: RdfFormat, first: bool = False) -> bytes:
    """A part of a longer document: the first one with the document's head, none with its tail."""
    content: bytes = serialize(batch, format=format_, prefixes=PREFIXES) or b""
    body = content.rstrip().removesuffix(_TAILS.get(format_, b"").strip())
    if first:
        return body
    if format_ == RdfFormat.JSON_LD:
        return b"," + body.removeprefix(b"[")
    if format_ == RdfFormat.RDF_XML:
        return body[body.index(b">", body.index(b"<rdf:RDF")) + 1 :]
    lines = body.split(b"\n")
    return b"\n" + b"\n".join(line for line in lines if not line.startswith(_MARK))
