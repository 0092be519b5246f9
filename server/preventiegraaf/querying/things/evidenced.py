"""What a document is evidence of: its passages, the facts behind which they stand, and what was left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from preventiegraaf.namespaces import DEF, DOCUMENT, EVIDENCE, ID, TYPE, graph_iri
from preventiegraaf.passages import Span, span_of
from preventiegraaf.querying.things.wording import BOUNDS

_REASON = NamedNode(DEF + "omissionReason")
_DIGEST = NamedNode(DEF + "textDigest")
_LENGTH = NamedNode(DEF + "textLength")
_DOCUMENTS = f"{ID}document/"


@dataclass(frozen=True)
class Evidenced:
    """The passages of a document by place, its facts with their places, and the reasons of what was left out.

    The facts stand in the order of the text. Each has first the passage that is most its own, the one that supports the
    fewest facts, because the date of a document, say, supports many; then its other passages. `timed` are the nodes of
    which the document tells the time.
    """

    passages: dict[Span, NamedNode]
    facts: dict[NamedNode, tuple[Span, ...]]
    omissions: dict[Span, NamedNode]
    timed: frozenset[NamedNode]

    def places(self) -> tuple[Span, ...]:
        """The passages in the order of the text; of those that begin together the longest first."""
        return tuple(sorted(self.passages, key=lambda span: (span.start, -span.end)))


def slug_of(document: NamedNode, asserted: Store) -> str | None:
    """The slug of a source document that has a graph of its own here, or None."""
    if not document.value.startswith(_DOCUMENTS):
        return None
    slug = document.value.removeprefix(_DOCUMENTS)
    graph = graph_iri(slug)
    return slug if next(asserted.quads_for_pattern(document, TYPE, DOCUMENT, graph), None) is not None else None


def evidenced(slug: str, asserted: Store) -> Evidenced:
    """What the file of a document says that it is evidence of."""
    passages: dict[Span, NamedNode] = {}
    facts: dict[NamedNode, set[Span]] = {}
    for subject, object_ in _pairs(asserted, EVIDENCE, slug):
        span = span_of(object_.value, slug)
        if span is not None:
            passages[span] = object_
            facts.setdefault(subject, set()).add(span)
    omitted = ((span_of(part.value, slug), reason) for part, reason in _pairs(asserted, _REASON, slug))
    shared = Counter(span for spans in facts.values() for span in spans)
    ordered = sorted(((_own_first(spans, shared), fact) for fact, spans in facts.items()), key=_place)
    return Evidenced(
        passages,
        {fact: spans for spans, fact in ordered},
        dict(sorted((span, reason) for span, reason in omitted if span is not None)),
        frozenset(_timed(asserted, slug)),
    )


def _own_first(spans: Iterable[Span], shared: Mapping[Span, int]) -> tuple[Span, ...]:
    in_order = sorted(spans)
    own = min(in_order, key=lambda span: (shared[span], span))
    return own, *(span for span in in_order if span != own)


def _timed(asserted: Store, slug: str) -> Iterator[NamedNode]:
    for bound in BOUNDS:
        for quad in asserted.quads_for_pattern(None, bound, None, graph_iri(slug)):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _place(found: tuple[tuple[Span, ...], NamedNode]) -> tuple[tuple[Span, ...], str]:
    return found[0], found[1].value


def _pairs(asserted: Store, predicate: NamedNode, slug: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    for quad in asserted.quads_for_pattern(None, predicate, None, graph_iri(slug)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject, quad.object


def digests_of(document: NamedNode, asserted: Store) -> list[str]:
    """The SHA-256 that the graph gives for the text of a document."""
    return _values(document, _DIGEST, asserted)


def length_of(document: NamedNode, asserted: Store) -> int | None:
    """The number of code points that the graph gives for the text of a document."""
    lengths = [value for value in _values(document, _LENGTH, asserted) if value.isascii() and value.isdigit()]
    return int(lengths[0]) if lengths else None


def _values(document: NamedNode, predicate: NamedNode, asserted: Store) -> list[str]:
    quads = asserted.quads_for_pattern(document, predicate, None, None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)})
