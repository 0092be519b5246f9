"""RDF/XML: an element for each subject, named by its first type if that can name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from preventiegraaf.columns import Column, Kind, Mask
from preventiegraaf.namespaces import PREFIXES, RDF, TYPE
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.formats import Format, written
from preventiegraaf.serialising.rows import Pieces, Rows, joined
from preventiegraaf.serialising.terms import NONE, Numbers, Terms

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RESERVED = tuple(
    RDF + name for name in ("Description", "li", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype")
)
"""Names with a meaning in the syntax, which cannot be properties (RDF 1.1 XML Syntax, section 5)."""
_BETWEEN, _END = b'\n\t<rdf:Description rdf:about="x:', b"\n\t</rdf:Description>"
_BEFORE, _NAME = len('a">\n\t\t<x:p'), len("x:p>")
_CLOSE = b"\n</rdf:RDF>"
_PROPERTY = re.compile(rb"\n\t\t<([^\s>]+)([^>]*)></")
_TYPED = re.compile(rb'\n\t<([^/\s][^\s>]*)([^>]*) rdf:about="x:[ab]">(\n\t\t)?')
_RESOURCE = b' rdf:resource="'
_SUBJECTS = (NamedNode("x:a"), NamedNode("x:b"))


def _spelled(statements: list[Quad]) -> list[bytes]:
    """What follows the name of the property, up to the name in the closing tag if there is one.

    A carriage return is written as a reference: readers would take it for a line feed (XML 1.0, section 2.11).
    """
    text = written(statements, RdfFormat.RDF_XML, {"x": "x:"}).replace(b"\r", b"&#13;")
    bodies = text[: -len(_CLOSE)].split(_BETWEEN)[1:]
    pieces = [body[_BEFORE : -len(_END)] for body in bodies]
    return [piece[:-_NAME] if piece.endswith(b"</x:p>") else piece for piece in pieces]


class RdfXml(Format):
    """The triples of a part that RDF/XML can hold, each once."""

    suffix, media_type = "rdf", "application/rdf+xml"

    def __init__(self, terms: Terms, every: Rows) -> None:
        """Take the terms, and the rows of which all parts have some."""
        self._type, self._kinds = terms.type, terms.kinds
        self._holds = terms.fulfilling(lambda text: not _NOT_IN_XML.search(text)) & (self._kinds != Kind.TRIPLE)
        self._objects = terms.spelled(_spelled, but=Kind.TRIPLE)
        subjects = np.unique(every.subjects)
        self._subjects = terms.table(subjects, [_about(text) for text in self._objects[subjects].tolist()])
        self._names(terms, np.unique(every.predicates))
        self._tags(terms, np.unique(every.objects[every.predicates == terms.type]))

    def _names(self, terms: Terms, predicates: Numbers) -> None:
        """The opening and closing tags of properties, and which predicates are XML names."""
        iris = [(rank, terms.texts[rank][1:-1].decode()) for rank in predicates.tolist()]
        allowed = [(rank, NamedNode(iri)) for rank, iri in iris if iri not in _RESERVED]
        subjects = _SUBJECTS * len(allowed)
        statements = [Quad(subject, iri, Literal("")) for subject, (_, iri) in zip(subjects, allowed, strict=False)]
        tags = _PROPERTY.findall(written(statements, RdfFormat.RDF_XML, PREFIXES))
        found = [(rank, *tag) for (rank, _), tag in zip(allowed, tags, strict=True) if _is_name(tag[0])]
        named = [rank for rank, *_ in found]
        self._nameable = np.zeros(len(terms), dtype=np.bool_)
        self._nameable[named] = True
        self._opening = terms.table(named, [b"\n\t\t<" + name + space for _, name, space in found])
        self._closing = terms.table(named, [name + b">" for _, name, _ in found])

    def _tags(self, terms: Terms, types: Numbers) -> None:
        """The tags of subjects: that of any subject first, then those of types that can name an element."""
        iris = types[self._kinds[types] == Kind.IRI]
        statements = [
            Quad(subject, TYPE, NamedNode(terms.texts[rank][1:-1].decode()))
            for rank, subject in zip(iris.tolist(), _SUBJECTS * len(iris), strict=False)
        ]
        text = written(statements, RdfFormat.RDF_XML, PREFIXES)
        found = _TYPED.findall(text)
        is_tag = np.array([not inner and _is_name(name) for name, _, inner in found], dtype=np.bool_)
        tags = [(b"rdf:Description", b""), *(found[place][:2] for place in np.flatnonzero(is_tag).tolist())]
        self._begins = np.array([*(b"\n\t<" + name + space for name, space in tags), b""], dtype=object)
        self._ends = np.array([*(b"\n\t</" + name + b">" for name, _ in tags), b""], dtype=object)
        self._tag_of = np.zeros(len(terms), dtype=np.int64)
        self._tag_of[iris[is_tag]] = np.arange(1, len(tags))

    def fits(self, rows: Rows) -> Mask | None:
        """The predicate must be an XML name, and text have only characters of XML 1.0."""
        fitting: Mask = self._holds[rows.objects] & self._nameable[rows.predicates]
        return fitting

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """The elements of all subjects."""
        empty = written([], RdfFormat.RDF_XML, content.prefixes)
        yield empty[: -len(_CLOSE)]
        tags = self._tags_of(rows)
        inner = tags <= 0
        pieces: list[Pieces] = [
            (self._ends, _before(tags)),
            (self._begins, tags),
            (self._subjects, rows.first_subjects),
            (self._opening, np.where(inner, rows.predicates, NONE)),
            (self._objects, np.where(inner, rows.objects, NONE)),
            (self._closing, np.where(self._kinds[rows.objects] == Kind.LITERAL, rows.predicates, NONE)),
        ]
        yield from joined(len(rows), pieces)
        last = tags[tags != NONE][-1:]
        yield b"".join(self._ends[last]) + _CLOSE

    def _tags_of(self, rows: Rows) -> Column:
        """For each row the number of the tag that it opens; -1 for one whose subject has its tag already."""
        typed = np.where(rows.predicates == self._type, self._tag_of[rows.objects], 0)
        return np.where(rows.new_subjects, typed, NONE)


def _before(tags: Column) -> Column:
    """Where a tag is opened, the number of the one that was opened before it; -1 elsewhere."""
    opened = np.flatnonzero(tags != NONE)
    before = np.full(len(tags), NONE)
    before[opened[1:]] = tags[opened[:-1]]
    return before


def _about(text: bytes) -> bytes:
    """What names a subject, from what names it as an object."""
    return text[:-2].replace(_RESOURCE, b' rdf:about="', 1) + b">"


def _is_name(tag: bytes) -> bool:
    """Whether a tag has a name: for an IRI that ends in none the engine writes a prefix alone."""
    return not tag.endswith(b":")
