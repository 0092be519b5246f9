"""Things and what is said of them: `/id/…` leads to `/doc/…`; a concept is described at its own address."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import Literal, NamedNode, Quad
from werkzeug.urls import iri_to_uri

from preventiegraaf.formats import HTML, Format, Graph, write
from preventiegraaf.namespaces import BASE, CONCEPT, DCT, ID, RDFS
from preventiegraaf.querying.things.description import Description, describe, is_described
from preventiegraaf.querying.things.evidenced import slug_of
from preventiegraaf.querying.things.presence import near, retirement
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.serialising import serialized
from preventiegraaf.web.answering.answerable import answerable
from preventiegraaf.web.answering.answers import infer_asked
from preventiegraaf.web.answering.selecting import selected_for
from preventiegraaf.web.common.faults import missing, refused
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import absolute, page_of
from preventiegraaf.web.common.parameters import number_asked
from preventiegraaf.web.common.publishing import publication
from preventiegraaf.web.common.representation import (
    CSV,
    LICENCE,
    QUAD_FORMATS,
    RDF_FORMATS,
    Resource,
    chosen_of,
    represent,
    split_suffix,
)
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.citing import citation
from preventiegraaf.web.presentation.describing import table_of, view_of
from preventiegraaf.web.presentation.documents import reading_of
from preventiegraaf.web.presentation.filing import filing_of
from preventiegraaf.web.presentation.onward import onward_of
from preventiegraaf.web.presentation.portraits import portrait_of

blueprint = Blueprint("linkeddata", __name__)

_OFFERED = (*RDF_FORMATS, CSV, HTML)
_PRIMARY_TOPIC = NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")
_LICENCE = NamedNode(DCT + "license")
_SEE_ALSO = NamedNode(RDFS + "seeAlso")


@blueprint.get("/id/<kind>/<name>")
def thing(kind: str, name: str) -> Response:
    """From a thing, which cannot be sent, to the document about it (303; RFC 9110, section 15.4.4)."""
    found = _thing(f"{ID}{kind}/{name}")
    if found is None:
        return _missing(f"{ID}{kind}/{name}")
    address = absolute(_path_of(found))
    response = _moved(found, None, "id/") or _redirect(303, address)
    response.headers["Link"] = f'<{response.location}>; rel="describedby", <{LICENCE}>; rel="license"'
    return response


@blueprint.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> Response:
    """What is said of a thing."""
    return _described(f"{ID}{kind}/", name)


@blueprint.get("/concept/<name>")
def scheme(name: str) -> Response:
    """A concept scheme and its concepts."""
    return _described(CONCEPT, name)


@blueprint.get("/concept/<scheme>/<name>")
def concept(scheme: str, name: str) -> Response:
    """A concept."""
    return _described(f"{CONCEPT}{scheme}/", name)


def _described(space: str, name: str) -> Response:
    found, suffix = _thing(space + name), None
    if found is None:
        stem, suffix = split_suffix(name, _OFFERED)
        found = _thing(space + stem)
    if found is None:
        return _missing(space + name)
    return _moved(found, suffix, "doc/") or _represented(found, suffix)


def _thing(iri: str) -> NamedNode | None:
    """The thing with this IRI, or None if the graph says nothing of it."""
    try:
        found = NamedNode(iri)
    except ValueError:
        return None
    return found if is_described(served().snapshot.inferred, found) else None


def _missing(iri: str) -> Response:
    """404, with the addresses of things that may have been meant."""
    message = f"There is nothing here that is called {iri}."
    try:
        meant = near(served().snapshot.asserted, NamedNode(iri))
    except ValueError:
        meant = []
    if meant:
        message += (
            " Did you mean " + " or ".join(absolute("/" + other.value.removeprefix(BASE)) for other in meant) + "?"
        )
    abort(404, message)


def _moved(found: NamedNode, suffix: str | None, space: str) -> Response | None:
    """Where a retired thing went (301), None for a thing that is still there; 410 for one that is gone."""
    retired = retirement(served().snapshot.asserted, found)
    if retired is None:
        return None
    successor = retired.successor
    if successor is None or page_of(successor.value, "") is None:
        key, other = ("retired", "") if successor is None else ("replaced", successor.value)
        raise refused(HTTPStatus.GONE, key, iri=found.value, other=other)
    path = _path_of(successor).replace("/doc/", f"/{space}", 1)
    return _redirect(301, absolute(path) + (f".{suffix}" if suffix else ""))


def _redirect(status: int, address: str) -> Response:
    response = Response(f"See {address}\n", status, mimetype="text/plain")
    asked = request.query_string.decode("latin-1")
    response.location = iri_to_uri(f"{address}?{asked}" if asked else address)
    return response


def _path_of(found: NamedNode) -> str:
    """The address here of the document about a thing of ours, without parameters."""
    return (page_of(found.value, "") or "").partition("?")[0]


def _represented(found: NamedNode, suffix: str | None) -> Response:
    infer, page, chosen = infer_asked(), number_asked("page"), chosen_of(suffix, _OFFERED)
    selected = selected_for(chosen)
    if selected.sources and not is_described(selected.stores.inferred, found):
        raise missing("sources_silent", request.path, iri=found.value)
    is_page = chosen is HTML
    is_reading = is_page and slug_of(found, selected.stores.asserted) is not None
    description = describe(
        selected.stores, found, infer, page, chosen.name in QUAD_FORMATS, words=not is_page, around=not is_reading
    )
    if description is None:
        name = Wording(served().snapshot.asserted_values, language()).name(found)
        raise missing("no_page_of_thing", request.path, name=name, page=page)
    resource = _resource(description, {**({} if infer else {"infer": "false"}), **selected.parameters}, suffix)
    return represent(resource, suffix, lambda chosen: _written(description, resource, chosen))


def _resource(description: Description, parameters: dict[str, str], suffix: str | None) -> Resource:
    found = description.thing
    is_document = found.value.startswith(ID)
    whole = Resource(
        f"{BASE}doc/{found.value.removeprefix(ID)}" if is_document else found.value,
        _path_of(found),
        _OFFERED,
        found.value if is_document else None,
        parameters,
    )
    relations = {
        name: _on_page(whole, number).address(suffix or "")
        for name, number in (("prev", description.page - 1), ("next", description.page + 1))
        if 1 <= number <= description.pages
    }
    return replace(_on_page(whole, description.page), relations=relations)


def _on_page(resource: Resource, number: int) -> Resource:
    return replace(resource, parameters={**resource.parameters, "page": str(number)}) if number > 1 else resource


def _written(description: Description, resource: Resource, chosen: Format) -> bytes | str:
    wording = Wording(served().snapshot.asserted_values, language())
    if chosen is HTML:
        return _page(description, resource, wording)
    if chosen is CSV:
        return write(table_of(description, wording), CSV)
    about = _about(description, resource)
    if chosen.name in QUAD_FORMATS:
        return serialized([*about, *description.quads()], QUAD_FORMATS[chosen.name])
    return write(Graph([*(quad.triple for quad in about), *description.triples()]), chosen)


def _page(description: Description, resource: Resource, wording: Wording) -> str:
    snapshot = served().snapshot
    slug = slug_of(description.thing, snapshot.asserted)
    if slug is not None:
        return _document_page(description, slug, resource, wording)
    portrait, told = portrait_of(description, wording, snapshot.values(infer_asked()))
    return render_template(
        "thing.html",
        view=view_of(description, wording, snapshot.inferred_values, told),
        portrait=portrait,
        filing=filing_of(description.thing, wording, snapshot),
        onward=onward_of(description.thing, served().questions.values(), language(), answerable),
        citation=citation(description.thing, wording, snapshot.digest, (publication().changed or "")[:4]),
        resource=resource,
        description=description,
    )


def _document_page(description: Description, slug: str, resource: Resource, wording: Wording) -> str:
    snapshot, part = served().snapshot, number_asked("part")
    reading = reading_of(description.thing, slug, wording, snapshot.asserted, served().texts, part)
    if reading is None:
        raise missing("no_part", request.path, name=description.thing.value, part=part)
    passages = (link.other for link in description.links if isinstance(link.other, NamedNode))
    portrait, told = portrait_of(description, wording, snapshot.values(infer_asked()))
    languages = wording.objects(description.thing, NamedNode(DCT + "language"))
    return render_template(
        "document.html",
        view=view_of(description, wording, snapshot.inferred_values, told.union(passages)),
        reading=reading,
        silences=portrait.silences if portrait else [],
        text_language=next((value.value for value in languages if isinstance(value, Literal)), "nl"),
        citation=citation(description.thing, wording, snapshot.digest, (publication().changed or "")[:4]),
        resource=resource,
        description=description,
    )


def _about(description: Description, resource: Resource) -> list[Quad]:
    """What the document says of itself: its topic, its licence, and where it goes on."""
    if resource.about is None:
        return []
    document = NamedNode(resource.iri)
    said = [Quad(document, _PRIMARY_TOPIC, description.thing), Quad(document, _LICENCE, NamedNode(LICENCE))]
    if description.page < description.pages:
        said.append(Quad(document, _SEE_ALSO, NamedNode(f"{resource.iri}?page={description.page + 1}")))
    return said
