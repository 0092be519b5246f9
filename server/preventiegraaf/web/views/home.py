"""The home page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from preventiegraaf.namespaces import CONCEPT, DESCRIPTION, document_iri
from preventiegraaf.querying.search import Sought, find
from preventiegraaf.querying.things.schemes import MOST_COUNTED, Filed, flat, scheme_of
from preventiegraaf.querying.things.times import Bounds, day_of, in_words
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot.selfdescription import schemaorg
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import why
from preventiegraaf.web.common.publishing import address, publication
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.citing import citation_of_all
from preventiegraaf.web.presentation.example import example_of

blueprint = Blueprint("pages", __name__)

_COUNTED = ("person", "organisation", "collaboration", "event", "statement", "passage")
_EXAMPLES = ("preventiecoalitie", "zorgverzekeraar", "Twente", "ouderen", "wethouder")
"""Words with which a reader may begin."""
_THEMES = 18
_SCHEME = NamedNode(f"{CONCEPT}theme")
_PUBLISHED = NamedNode("https://schema.org/datePublished")


@dataclass(frozen=True)
class ListedDocument:
    """A document as the home page lists it; `day` in words, empty where the document gives none."""

    slug: str
    title: str
    description: str
    published: str
    day: str
    triples: int


@blueprint.get("/")
def home() -> Response:
    """What this is: search, questions, documents, themes, counts, and how to cite."""
    response = Response(mimetype="text/html")
    response.vary.add("Accept-Language")
    response.set_etag(_tag())
    response.make_conditional(request)
    if response.status_code != 304:
        response.set_data(_page())
    return response


def _tag() -> str:
    """A tag that differs for all on which the page depends."""
    parts = (served().snapshot.digest, language(), address(), request.full_path, request.script_root)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _page() -> str:
    snapshot, wording = served().snapshot, Wording(served().snapshot.asserted_values, language())
    example = example_of(snapshot, wording)
    shown = sorted((q for q in served().questions.values() if q.home), key=lambda question: question.home or 0)
    facets = {facet.dimension: facet.values for facet in find(snapshot.search, Sought(count=0)).facets}
    counts = {value.value: value.count for value in facets.get("kind", ())}
    return render_template(
        "home.html",
        manifest=snapshot.manifest,
        examples=_EXAMPLES,
        example=example,
        why=why(example.person, example.property, example.body) if example else None,
        wording=wording,
        counts={kind: counts.get(kind, 0) for kind in _COUNTED},
        themes=_themes(wording),
        most=MOST_COUNTED,
        documents=_documents(wording),
        questions=shown,
        all_questions=len(served().questions),
        citation=citation_of_all(language(), snapshot.digest, publication()),
        dataset=schemaorg(publication()),
    )


def _themes(wording: Wording) -> list[Filed]:
    """The themes under which most is filed, counted as on the page of all concepts."""
    top = scheme_of(_SCHEME, served().snapshot.inferred_values, wording).top
    every = {one.concept: one for one in flat(top)}
    return sorted(every.values(), key=lambda one: (-one.count, wording.name(one.concept)))[:_THEMES]


def _documents(wording: Wording) -> list[ListedDocument]:
    """The documents, the newest first; after them those of which no day is known."""
    found = [_listed(slug, wording) for slug in served().snapshot.manifest["documents"]]
    return sorted(found, key=lambda document: (document.published, document.title), reverse=True)


def _listed(slug: str, wording: Wording) -> ListedDocument:
    document = document_iri(slug)
    day = day_of(wording.text(document, _PUBLISHED) or "")
    return ListedDocument(
        slug,
        wording.name(document),
        wording.text(document, DESCRIPTION) or "",
        day.isoformat() if day else "",
        in_words(Bounds(day, day, day, day), language()),
        served().snapshot.manifest["graphs"][slug],
    )
