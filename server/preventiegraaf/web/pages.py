"""The home page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from pyoxigraph import QueryBoolean, QuerySolutions

from preventiegraaf.namespaces import document_iri
from preventiegraaf.querying import run
from preventiegraaf.querying.labels import label
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.snapshot.selfdescription import schemaorg
from preventiegraaf.web.language import language
from preventiegraaf.web.publishing import publication
from preventiegraaf.web.served import served

blueprint = Blueprint("pages", __name__)

_COUNTS = {
    "persons": "?thing a foaf:Person",
    "organisations": "?thing a org:Organization",
    "collaborations": "?thing a org:OrganizationalCollaboration",
    "statements": "?thing a pg:Statement",
    "passages": "?thing a pg:Passage",
}
_DOWNLOADS = (
    *("preventiegraaf-whole.ttl", "preventiegraaf.ttl", "preventiegraaf-inferred.ttl", "preventiegraaf.trig"),
    *("ontology.ttl", "tables.xlsx", "tables.zip"),
)
"""The downloads that most people want."""


@dataclass(frozen=True)
class ListedDocument:
    """A document as the home page lists it."""

    slug: str
    title: str
    description: str
    triples: int


@blueprint.get("/")
def home() -> Response:
    """What this is, with counts, documents, downloads and some questions."""
    snapshot = served().snapshot
    shown = sorted((q for q in served().questions.values() if q.home), key=lambda question: question.home or 0)
    page = render_template(
        "home.html",
        manifest=snapshot.manifest,
        counts={name: _count(snapshot, pattern) for name, pattern in _COUNTS.items()},
        documents=[_listed(snapshot, slug) for slug in snapshot.manifest["documents"]],
        downloads=[snapshot.downloads[name] for name in _DOWNLOADS],
        questions=shown,
        dataset=schemaorg(publication()),
    )
    response = Response(page, mimetype="text/html")
    response.vary.add("Accept-Language")
    return response


def _count(snapshot: Snapshot, pattern: str) -> int:
    found = run(snapshot.inferred, f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }}")
    if not isinstance(found, QuerySolutions):
        raise TypeError(QueryBoolean)
    return int(next(found)["n"].value)


def _listed(snapshot: Snapshot, slug: str) -> ListedDocument:
    iri = document_iri(slug)
    about = run(
        snapshot.asserted,
        f"SELECT ?text {{ {iri} dct:description ?text FILTER(LANG(?text) = '{language()}') }}",
    )
    texts = [row["text"].value for row in about] if isinstance(about, QuerySolutions) else []
    triples = snapshot.manifest["graphs"][slug]
    return ListedDocument(slug, label(snapshot.asserted, iri, language()), " ".join(texts), triples)
