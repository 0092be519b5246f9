"""Graphs as RDF, where the engine's own writers need a guard."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import RdfFormat

from preventiegraaf.errors import QueryRefusedError
from preventiegraaf.formats.answers import Graph
from preventiegraaf.serialising import serialized

_NOT_XML = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NAMELESS = re.compile(rb"<[^\s<>/:]*:[\s>]")
"""A tag as the engine writes it for an IRI that ends in no XML name: a prefix and nothing more."""


def as_rdf(format_: RdfFormat) -> Callable[[Graph], bytes]:
    """A writer for a format of RDF; it raises QueryRefusedError for a graph that the format cannot hold."""

    def write(graph: Graph) -> bytes:
        try:
            return serialized(graph.triples, format_)
        except OSError as error:
            raise not_held(format_, error) from error

    return write


def not_held(format_: RdfFormat, reason: OSError) -> QueryRefusedError:
    """That a format cannot hold a graph, from what the engine said of it."""
    return QueryRefusedError(f"{format_.name} cannot hold this graph ({reason}); ask for Turtle.")


def as_rdf_xml(graph: Graph) -> bytes:
    """The graph in RDF/XML. Raises what `readable_xml` raises."""
    return readable_xml(as_rdf(RdfFormat.RDF_XML)(graph))


def readable_xml(content: bytes) -> bytes:
    """RDF/XML of the engine as any reader takes it.

    Characters that XML 1.0 cannot hold become U+FFFD; a carriage return, which readers would take for a line feed (XML
    1.0, section 2.11), becomes a reference. Raises QueryRefusedError for a property or a class whose IRI does not end
    in an XML name (RDF 1.1 XML Syntax, section 5.1).
    """
    if _NAMELESS.search(content):
        raise QueryRefusedError(
            "RDF/XML cannot name a property or class whose IRI does not end in a name; ask for Turtle."
        )
    return _NOT_XML.sub("\ufffd".encode(), content).replace(b"\r", b"&#13;")
