"""The ontology: its hash terms dereference to one document, each of its modules to a document of its own."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, current_app, render_template, request
from pyoxigraph import NamedNode

from preventiegraaf.corpus import order
from preventiegraaf.formats import HTML, Format, Graph, write
from preventiegraaf.namespaces import BASE, DEF, DESCRIPTION
from preventiegraaf.querying.things.usage import Usage
from preventiegraaf.querying.things.vocabulary import Module, modules, modules_named, statements, vocabulary
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.serialising import serialized
from preventiegraaf.web.common.faults import missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.publishing import publication
from preventiegraaf.web.common.representation import QUAD_FORMATS, RDF_FORMATS, Resource, represent, split_suffix
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.lexicon import Lexicon, Section

blueprint = Blueprint("vocabulary", __name__)

_OFFERED = (*RDF_FORMATS, HTML)
_KEY = "preventiegraaf.ontology"
_WHOLE = DEF.removesuffix("#")


@blueprint.get("/def")
@blueprint.get("/def.<suffix>")
def ontology(suffix: str | None = None) -> Response:
    """The whole ontology."""
    if suffix is not None and not any(format_.name == suffix for format_ in _OFFERED):
        known = ", ".join(format_.name for format_ in _OFFERED)
        raise missing("no_ontology_format", "/def", suffix=suffix, known=known)
    return _represented(_WHOLE, suffix)


@blueprint.get("/def/<name>")
def module(name: str) -> Response:
    """A module of the ontology, or a version of it."""
    iri, suffix = f"{BASE}def/{name}", None
    if not modules_named(served().snapshot.asserted, iri):
        stem, suffix = split_suffix(name, _OFFERED)
        iri = f"{BASE}def/{stem}"
    return _represented(iri, suffix)


def _represented(iri: str, suffix: str | None) -> Response:
    store = served().snapshot.asserted
    chosen = modules_named(store, iri)
    if not chosen:
        known = ", ".join(found.iri.value.removeprefix(BASE) for found in modules(store))
        raise missing("no_module", "/def", iri=iri, known=known)
    resource = Resource(iri, "/" + iri.removeprefix(BASE), _OFFERED)
    return represent(resource, suffix, lambda format_: _written(resource, chosen, format_))


def _written(resource: Resource, chosen: list[Module], format_: Format) -> bytes | str:
    store = served().snapshot.asserted
    if format_ is HTML:
        return _page(resource, chosen)
    quads = sorted(statements(store, chosen), key=lambda quad: (str(quad.graph_name), *order(quad.triple)))
    if format_.name in QUAD_FORMATS:
        return serialized(quads, QUAD_FORMATS[format_.name])
    return write(Graph(sorted({quad.triple for quad in quads}, key=order)), format_)


def _page(resource: Resource, chosen: list[Module]) -> str:
    store = served().snapshot.asserted
    wording = Wording(served().snapshot.asserted_values, language())
    iri = chosen[0].iri if len(chosen) == 1 else NamedNode(_WHOLE)
    return render_template(
        "ontology.html",
        resource=resource,
        iri=iri,
        description=wording.text(iri, DESCRIPTION),
        wording=wording,
        modules=modules(store),
        sections=_sections(tuple(chosen), wording),
    )


def _sections(chosen: tuple[Module, ...], wording: Wording) -> list[Section]:
    """The terms of some modules; kept by the application, whose snapshot does not change."""
    kept: dict[object, list[Section]] = current_app.extensions.setdefault(_KEY, {})
    place = chosen, wording.language, request.script_root
    if place not in kept:
        kept[place] = _arranged(list(chosen), wording)
    return kept[place]


def _arranged(chosen: list[Module], wording: Wording) -> list[Section]:
    """The terms of some modules with their use in the data; of the whole ontology without its shapes."""
    store, counted = served().snapshot.asserted, publication().statistics
    uses = {name: counts.triples for name, counts in counted.uses.items()}
    usage = Usage(served().snapshot.inferred, counted.members, uses)
    terms = vocabulary(store, chosen)
    return Lexicon(store, wording, terms if len(chosen) == 1 else replace(terms, shapes=[]), usage).sections()
