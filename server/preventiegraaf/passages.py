"""Passages: from the short form in a Turtle file to the Web Annotation form in the served graph.

In the file of a document a passage is named by its place and gives its words:

    <…/id/passage/<slug>-120-188> a pg:Passage ; oa:exact "the words" .

Expanded, it is an `oa:SpecificResource` with the document as source and a selector that holds `oa:start`, `oa:end`
(Unicode code points, end exclusive) and `oa:exact` (Web Annotation Data Model, sections 4.2.4 and 4.2.5). An omission
is named likewise and has no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.namespaces import DEF, EXACT, ID, OA, OMISSION, PASSAGE, TYPE, XSD, document_iri

MAX_WORDS = 200
"""The longest passage, in code points: what may be copied from a document for one fact."""

_SPAN = re.compile(re.escape(ID) + r"(?:passage|omission)/(?P<slug>.+)-(?P<start>\d+)-(?P<end>\d+)")
_INTEGER = NamedNode(XSD + "nonNegativeInteger")


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text: code points `start` up to, not including, `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a code point in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def covered(spans: Iterable[Span]) -> int:
    """The number of code points that lie in at least one of some spans."""
    count, end = 0, 0
    for span in sorted(spans):
        count += max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return count


def span_of(iri: str, slug: str) -> Span | None:
    """The place that the name of a passage or omission of document `slug` gives, or None if it gives none."""
    match = _SPAN.fullmatch(iri)
    if match is None or match["slug"] != slug or int(match["start"]) >= int(match["end"]):
        return None
    return Span(int(match["start"]), int(match["end"]))


def selector_of(passage: NamedNode) -> NamedNode:
    """The IRI of the selector of a passage."""
    return NamedNode(passage.value + "#selector")


def passage_of(selector: NamedNode) -> NamedNode:
    """The IRI of the passage that has a selector."""
    return NamedNode(selector.value.removesuffix("#selector"))


def expand(triples: Iterable[Triple], slug: str) -> Iterator[Triple]:
    """The triples of a document's file with each passage and omission in full.

    Raises ValueError with the IRI of a passage or omission whose name is not `<slug>-<start>-<end>`.
    """
    for triple in triples:
        if triple.predicate == EXACT and isinstance(triple.subject, NamedNode):
            yield Triple(selector_of(triple.subject), EXACT, triple.object)
            continue
        yield triple
        if triple.predicate == TYPE and triple.object in (PASSAGE, OMISSION) and isinstance(triple.subject, NamedNode):
            yield from _place(triple.subject, triple.object == PASSAGE, slug)


def _place(part: NamedNode, is_passage: bool, slug: str) -> Iterator[Triple]:
    span = span_of(part.value, slug)
    if span is None:
        raise ValueError(part.value)
    selector = selector_of(part)
    source = NamedNode(OA + "hasSource") if is_passage else NamedNode(DEF + "omittedFrom")
    yield Triple(part, source, document_iri(slug))
    yield Triple(part, NamedNode(OA + "hasSelector"), selector)
    yield Triple(selector, TYPE, NamedNode(OA + "TextPositionSelector"))
    if is_passage:
        yield Triple(selector, TYPE, NamedNode(OA + "TextQuoteSelector"))
    yield Triple(selector, NamedNode(OA + "start"), Literal(str(span.start), datatype=_INTEGER))
    yield Triple(selector, NamedNode(OA + "end"), Literal(str(span.end), datatype=_INTEGER))
