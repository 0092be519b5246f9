"""Formats of answers and the choice between them (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import RdfFormat

from preventiegraaf.errors import NotAcceptableError
from preventiegraaf.formats.answers import Answer
from preventiegraaf.formats.graphs import as_rdf, as_rdf_xml
from preventiegraaf.formats.tables import as_csv, as_json, as_tsv, as_xml
from preventiegraaf.formats.workbook import as_xlsx


@dataclass(frozen=True)
class Format:
    """A way to write an answer: the short name of `?format=`, its media type, its writer, other names of its type.

    `nicknames` are what known clients (SPARQLWrapper, rdflib) write in `?format=` instead of the short name.
    """

    name: str
    media_type: str
    writer: Callable[[Any], bytes] | None
    others: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """Every media type by which a client may ask for this format."""
        return (self.media_type, *self.others)

    def is_called(self, name: str) -> bool:
        """Whether `?format=name` asks for this format; an unescaped plus sign arrives as a space."""
        return name.replace(" ", "+") in (self.name, *self.media_types, *self.nicknames)

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header: textual types say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TURTLES = ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3")
_JSON_LDS = ("application/json", "application/x-json+ld")
HTML = Format("html", "text/html", None, ("application/xhtml+xml",))

TABLE_FORMATS = (
    Format("json", "application/sparql-results+json", as_json, ("application/json",)),
    Format("xml", "application/sparql-results+xml", as_xml, ("application/xml", "text/xml")),
    Format("csv", "text/csv", as_csv),
    Format("tsv", "text/tab-separated-values", as_tsv),
    Format("xlsx", _EXCEL, as_xlsx),
    HTML,
)
GRAPH_FORMATS = (
    Format("ttl", "text/turtle", as_rdf(RdfFormat.TURTLE), _TURTLES, ("turtle", "n3")),
    Format("nt", "application/n-triples", as_rdf(RdfFormat.N_TRIPLES), ("text/plain",), ("ntriples", "n-triples")),
    Format("rdf", "application/rdf+xml", as_rdf_xml, ("application/xml", "text/xml"), ("rdf+xml", "rdfxml", "xml")),
    Format("jsonld", "application/ld+json", as_rdf(RdfFormat.JSON_LD), _JSON_LDS, ("json-ld", "json")),
    Format("trig", "application/trig", as_rdf(RdfFormat.TRIG)),
    Format("nq", "application/n-quads", as_rdf(RdfFormat.N_QUADS), (), ("nquads", "n-quads")),
    HTML,
)
FORMATS = {
    (kind, format_.name): format_
    for kind, table in (("table", TABLE_FORMATS), ("graph", GRAPH_FORMATS))
    for format_ in table
}
"""Every format by the kind of answer that it writes and its short name."""


def write(answer: Answer, format_: Format) -> bytes:
    """The answer in a format other than HTML, as bytes."""
    if format_.writer is None:
        raise TypeError(format_.name)
    return format_.writer(answer)


def choose(accept: str | None, name: str | None, offered: Sequence[Format]) -> Format:
    """The format that `?format=name` asks for, else the best by the Accept header, else the first.

    Raises NotAcceptableError if nothing on offer fits.
    """
    if name is not None:
        chosen = next((format_ for format_ in offered if format_.is_called(name)), None)
    elif not (accept or "").strip():
        chosen = offered[0]
    else:
        chosen = _best(_ranges(accept or ""), offered)
    if chosen is None:
        raise NotAcceptableError([f"{format_.media_type} ({format_.name})" for format_ in offered])
    return chosen


_EXACTLY = 3


@dataclass(frozen=True)
class _Range:
    """An element of an Accept header: a type, perhaps with wildcards, and its quality from 0 to 1."""

    media_type: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How specifically this range names the type: 3 exactly, 2 by `type/*`, 1 by `*/*`, 0 not at all."""
        if self.media_type == media_type:
            return _EXACTLY
        if self.media_type == media_type.split("/")[0] + "/*":
            return 2
        return 1 if self.media_type == "*/*" else 0


def _ranges(accept: str) -> list[_Range]:
    return [range_ for element in accept.split(",") if (range_ := _range(element)) is not None]


def _range(element: str) -> _Range | None:
    media_type, *parameters = (part.strip().lower() for part in element.split(";"))
    if not re.fullmatch(r"[^\s/]+/[^\s/]+", media_type):
        return None
    quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
    return _Range(media_type, float(quality) if re.fullmatch(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?", quality) else 0.0)


def _best(ranges: Sequence[_Range], offered: Sequence[Format]) -> Format | None:
    """The format of the highest quality; of equals the one named most specifically, then the first on offer."""
    ranked = [
        (quality, specificity, -index)
        for index, format_ in enumerate(offered)
        for quality, specificity in [_quality(format_, ranges)]
        if quality > 0
    ]
    return offered[-max(ranked)[2]] if ranked else None


def _quality(format_: Format, ranges: Sequence[_Range]) -> tuple[float, int]:
    """The quality that the most specific fitting range gives to a format; its other names fit only exactly."""
    fitting = [(range_.fits(format_.media_type), range_.quality) for range_ in ranges]
    fitting += [(_EXACTLY, range_.quality) for range_ in ranges if range_.media_type in format_.others]
    specificity, quality = max(fitting, default=(0, 0.0))
    return (quality, specificity) if specificity else (0.0, 0)
