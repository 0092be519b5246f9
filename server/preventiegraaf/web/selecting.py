"""The request parameter `sources`: the documents to which an answer is restricted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from preventiegraaf.errors import UsageError
from preventiegraaf.namespaces import document_iri, graph_iri
from preventiegraaf.querying.sources import left_out
from preventiegraaf.querying.wording import Wording
from preventiegraaf.web.accounts import Value
from preventiegraaf.web.language import language
from preventiegraaf.web.links import page_of
from preventiegraaf.web.served import served


def left_out_asked() -> tuple[str, ...]:
    """The graphs of the documents that the request leaves out. Raises UsageError for a source that is no document."""
    return left_out(request.values.getlist("sources"), served().snapshot.manifest["documents"])


def refuse_sources() -> None:
    """Raise UsageError if the request chooses its sources where that cannot be done."""
    if any(request.values.getlist("sources")):
        raise UsageError("sources= cannot be used here; it works at /sparql, /query/ and /explain.")


def sources_kept(leaving_out: Iterable[str]) -> list[Value]:
    """The documents that an answer is restricted to, by their names; none if it is not restricted."""
    away = set(leaving_out)
    if not away:
        return []
    kept = [slug for slug in served().snapshot.manifest["documents"] if graph_iri(slug).value not in away]
    wording = Wording(served().snapshot.asserted, language())
    return [Value(wording.name(document_iri(slug)), page_of(document_iri(slug).value, language())) for slug in kept]


@dataclass(frozen=True)
class Offered:
    """A document that a reader may choose as a source: its slug, its name, and whether it is chosen."""

    slug: str
    name: str
    chosen: bool


def sources_offered(leaving_out: Iterable[str]) -> list[Offered]:
    """All documents; none is chosen where all of them take part."""
    away = set(leaving_out)
    wording = Wording(served().snapshot.asserted, language())
    return [
        Offered(slug, wording.name(document_iri(slug)), bool(away) and graph_iri(slug).value not in away)
        for slug in served().snapshot.manifest["documents"]
    ]
