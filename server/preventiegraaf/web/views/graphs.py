"""Named graphs, each at its own address and through the read side of the Graph Store Protocol (SPARQL 1.1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import NoReturn

from flask import Blueprint, Response, render_template, request, url_for
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from werkzeug.exceptions import MethodNotAllowed

from preventiegraaf.formats import HTML, Format
from preventiegraaf.formats.pieces import streamed
from preventiegraaf.namespaces import BASE, DESCRIPTION, GRAPH, INFERRED_GRAPH, OWL, TYPE, document_iri, graph_iri
from preventiegraaf.querying.things.description import Stores
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.answers import infer_asked
from preventiegraaf.web.answering.selecting import left_out_asked, selected_for
from preventiegraaf.web.common.faults import fault, missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import describe, page_of
from preventiegraaf.web.common.representation import (
    QUAD_FORMATS,
    RDF_FORMATS,
    Body,
    Resource,
    chosen_of,
    represent,
    split_suffix,
)
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.accounts import Value
from preventiegraaf.web.texts import TEXTS

blueprint = Blueprint("graphs", __name__)

_OFFERED = (*RDF_FORMATS, HTML)
_READING = ["GET", "HEAD", "OPTIONS"]
_WRITING = ["PUT", "POST", "DELETE", "PATCH"]
_COUNTED = 20_000
_READ_ONLY = (
    "Graphs can only be read here (GET, HEAD). The graph is changed in its Turtle files, from which the server "
    "builds a new snapshot; see the README of the project."
)


@dataclass(frozen=True)
class KindCount:
    """How many things of a kind a graph holds."""

    kind: Value
    count: int


@blueprint.get("/graph/<name>")
def graph(name: str) -> Response:
    """A named graph."""
    iri, suffix = _found(name), None
    if iri is None:
        stem, suffix = split_suffix(name, _OFFERED)
        iri = _found(stem)
    if iri is None:
        _unknown(GRAPH + name)
    return _represented(iri, suffix)


@blueprint.get("/store")
def graph_store() -> Response:
    """The default graph (`?default`) or a named graph (`?graph=IRI`); Graph Store HTTP Protocol, section 5.2."""
    named = request.args.getlist("graph")
    if len(named) + ("default" in request.args) != 1:
        raise fault("one_graph")
    if not named:
        return _represented(None, None)
    try:
        iri = NamedNode(named[0])
    except ValueError as error:
        raise fault("no_graph_iri", name=named[0]) from error
    if not _exists(iri):
        _unknown(iri.value)
    return _represented(iri, None)


@blueprint.route("/graph/<name>", methods=_WRITING)
@blueprint.route("/store", methods=_WRITING)
def refuse(name: str = "") -> Response:
    """Writing is refused (405), and the answer says how the graph is changed."""
    raise MethodNotAllowed(_READING, _READ_ONLY)


def _found(slug: str) -> NamedNode | None:
    """The IRI of the graph with this name, or None if there is none."""
    try:
        iri = graph_iri(slug)
    except ValueError:
        return None
    return iri if _exists(iri) else None


def _exists(iri: NamedNode) -> bool:
    return iri == INFERRED_GRAPH or served().snapshot.inferred.contains_named_graph(iri)


def _unknown(iri: str) -> NoReturn:
    known = ", ".join(other.value.removeprefix(GRAPH) for other in _graphs())
    raise missing("no_graph", "/download/", iri=iri, space=GRAPH, known=known)


def _graphs() -> list[NamedNode]:
    """All named graphs: those of the files in their order, then that of what follows."""
    return [*map(graph_iri, served().snapshot.manifest["graphs"]), INFERRED_GRAPH]


def _represented(iri: NamedNode | None, suffix: str | None) -> Response:
    """A graph, or the default graph for None, in the format wanted."""
    infer, selected = infer_asked(), selected_for(chosen_of(suffix, _OFFERED))
    if iri is not None and selected.sources and iri.value in left_out_asked():
        raise missing("graph_not_asked", request.path, iri=iri.value)
    resource = _resource(iri, infer)
    resource = replace(resource, parameters={**resource.parameters, **selected.parameters})
    return represent(resource, suffix, lambda chosen: _body(resource, iri, infer, selected.stores, chosen))


def _resource(iri: NamedNode | None, infer: bool) -> Resource:
    """A graph of ours at its own address; another, and the default graph, at that of the store."""
    page = page_of(iri.value, "") if iri is not None else None
    if iri is not None and page is not None:
        return Resource(iri.value, page.partition("?")[0], _OFFERED)
    parameters = {"graph": iri.value} if iri is not None else {"default": ""}
    if iri is None and not infer:
        parameters["infer"] = "false"
    place = url_for("graphs.graph_store")
    return Resource(f"{BASE}store", place, _OFFERED, parameters=parameters, suffixed=False)


def _body(resource: Resource, iri: NamedNode | None, infer: bool, stores: Stores, chosen: Format) -> Body:
    if chosen is HTML:
        return _page(resource, iri, infer)
    store = stores.inferred if infer or iri is not None else stores.asserted
    quads = store.quads_for_pattern(None, None, None, iri or DefaultGraph())
    if chosen.name in QUAD_FORMATS:
        return streamed(quads, QUAD_FORMATS[chosen.name])
    format_ = RdfFormat.from_media_type(chosen.media_type)
    if format_ is None:
        raise TypeError(chosen.media_type)
    return streamed((quad.triple for quad in quads), format_)


def _page(resource: Resource, iri: NamedNode | None, infer: bool) -> str:
    snapshot, wording = served().snapshot, Wording(served().snapshot.asserted_values, language())
    about = _subject(iri)
    return render_template(
        "graph.html",
        resource=resource,
        iri=iri,
        title=_title(iri, wording),
        description=wording.text(about, DESCRIPTION) if about else None,
        about=Value(wording.name(about), page_of(about.value, language())) if about else None,
        size=_size(iri, infer),
        kinds=_kinds(snapshot.store(infer or iri is not None), iri, wording),
        others=[Value(_title(other, wording), page_of(other.value, language())) for other in _graphs() if other != iri],
    )


def _subject(iri: NamedNode | None) -> NamedNode | None:
    """The document or the part of the ontology that a graph holds, if it is the graph of one."""
    if iri is None:
        return None
    slug = iri.value.removeprefix(GRAPH)
    if slug in served().snapshot.manifest["documents"]:
        return document_iri(slug)
    asserted = served().snapshot.asserted
    parts = (quad.subject for quad in asserted.quads_for_pattern(None, TYPE, NamedNode(OWL + "Ontology"), iri))
    return next((part for part in parts if isinstance(part, NamedNode)), None)


def _title(iri: NamedNode | None, wording: Wording) -> str:
    if iri is None or iri == INFERRED_GRAPH:
        return TEXTS["default_graph" if iri is None else "inferred_graph"][wording.language]
    about, slug = _subject(iri), iri.value.removeprefix(GRAPH)
    if about is not None:
        return wording.name(about)
    return TEXTS["register"][wording.language] if slug == "register" else slug


def _size(iri: NamedNode | None, infer: bool) -> int | None:
    """The number of triples of a graph, as the build counted them; None if it did not."""
    manifest = served().snapshot.manifest
    if iri is None:
        return int(manifest["asserted"]) + (int(manifest["inferred"]) if infer else 0)
    known = {**manifest["graphs"], "inferred": manifest["inferred"]}
    return known.get(iri.value.removeprefix(GRAPH))


def _kinds(store: Store, iri: NamedNode | None, wording: Wording) -> tuple[list[KindCount], bool]:
    """How many things of each kind a graph holds, and whether counting reached the end."""
    quads = store.quads_for_pattern(None, TYPE, None, iri or DefaultGraph())
    found = [quad.object for quad in islice(quads, _COUNTED + 1)]
    counted = Counter(kind for kind in found[:_COUNTED] if isinstance(kind, NamedNode))
    shown = [
        KindCount(Value(wording.name(kind), describe(kind.value, wording.language)), n) for kind, n in counted.items()
    ]
    return sorted(shown, key=lambda row: (-row.count, row.kind.text)), len(found) <= _COUNTED
