"""The words of sources in an answer, each part with the page of its passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode

from preventiegraaf.namespaces import EXACT
from preventiegraaf.passages import passage_of, span_of
from preventiegraaf.web.common.links import page_of
from preventiegraaf.web.common.served import served

BETWEEN = " … "
"""What stands between the words of several passages in one value."""


@dataclass(frozen=True)
class Part:
    """The words of one passage, and the address of its page if it is known which one it is."""

    words: str
    href: str | None


def parts_of(words: str, document: object, language: str) -> list[Part]:
    """The parts of a text that joins the words of passages, which are of a document if one is given."""
    return [Part(part, _page(part, document, language)) for part in words.split(BETWEEN)]


def _page(words: str, document: object, language: str) -> str | None:
    """The page of the passage with these words; of several, the one of the document, else none."""
    found = sorted(set(_passages(words)))
    slug = document.value.rpartition("/")[2] if isinstance(document, NamedNode) else None
    own = [passage for passage in found if slug is None or span_of(passage, slug) is not None]
    return page_of(own[0], language) if own and (slug is not None or len(own) == 1) else None


def _passages(words: str) -> Iterator[str]:
    for quad in served().snapshot.asserted.quads_for_pattern(None, EXACT, Literal(words), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield passage_of(quad.subject).value
