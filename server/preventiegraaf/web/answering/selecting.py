"""The request parameter `sources`: the documents to which an answer is restricted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, request

from preventiegraaf.formats import HTML, Format
from preventiegraaf.namespaces import document_iri, graph_iri
from preventiegraaf.querying.sources import Selections, left_out
from preventiegraaf.querying.things.description import Stores
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.faults import fault
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import page_of
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.accounts import Value

_KEY = "preventiegraaf.selections"
_MOST = 200_000
"""The most asserted triples of a graph of which a part is closed in the process that serves pages."""


def left_out_asked() -> tuple[str, ...]:
    """The graphs of the documents that the request leaves out. Raises UsageError for a source that is no document."""
    return left_out(request.values.getlist("sources"), served().snapshot.manifest["documents"])


@dataclass(frozen=True)
class Selected:
    """The stores that a request asks, and the value of `sources` in one form: nothing where all documents take part."""

    stores: Stores
    sources: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The choice of sources as a parameter of an address."""
        return {"sources": self.sources} if self.sources else {}


def selected_for(chosen: Format) -> Selected:
    """The stores for a request that wants data in a format.

    Raises UsageError for a source that is no document, for a page, which tells of all documents, and for a graph that
    is too large to be closed while the reader waits.
    """
    snapshot, leaving_out = served().snapshot, left_out_asked()
    if not leaving_out:
        columns = snapshot.inferred_values, snapshot.asserted_values
        return Selected(Stores(snapshot.inferred, snapshot.asserted, columns))
    if chosen is HTML:
        raise fault("page_of_sources")
    if snapshot.manifest["asserted"] > _MOST:
        raise fault("too_large_for_sources")
    kept = [slug for slug in snapshot.manifest["documents"] if graph_iri(slug).value not in leaving_out]
    made = current_app.extensions.setdefault(_KEY, Selections(snapshot.asserted))
    stores = Stores(made.store(leaving_out, True), made.store(leaving_out, False))
    return Selected(stores, ",".join(sorted(kept)))


def sources_kept(leaving_out: Iterable[str]) -> list[Value]:
    """The documents that an answer is restricted to, by their names; none if it is not restricted."""
    away = set(leaving_out)
    if not away:
        return []
    kept = [slug for slug in served().snapshot.manifest["documents"] if graph_iri(slug).value not in away]
    wording = Wording(served().snapshot.asserted_values, language())
    return [Value(wording.name(document_iri(slug)), page_of(document_iri(slug).value, language())) for slug in kept]


@dataclass(frozen=True)
class Offered:
    """A document that a reader may choose as a source: its slug, its name, and whether it is chosen."""

    slug: str
    name: str
    chosen: bool


def sources_offered(leaving_out: Iterable[str]) -> list[Offered]:
    """All documents, if there is a choice; none is chosen where all of them take part."""
    if not served().chooses_sources:
        return []
    away = set(leaving_out)
    wording = Wording(served().snapshot.asserted_values, language())
    return [
        Offered(slug, wording.name(document_iri(slug)), bool(away) and graph_iri(slug).value not in away)
        for slug in served().snapshot.manifest["documents"]
    ]
