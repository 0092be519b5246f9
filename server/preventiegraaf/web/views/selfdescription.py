"""What the server says of itself: VoID, DCAT, schema.org and the description of its SPARQL service."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, url_for
from pyoxigraph import Triple

from preventiegraaf.formats import HTML, Format, Graph, write
from preventiegraaf.namespaces import BASE
from preventiegraaf.snapshot.selfdescription import Publication, dcat, schemaorg, service, void
from preventiegraaf.snapshot.selfdescription.publication import DATASET
from preventiegraaf.web.answering.answer_page import editor_page
from preventiegraaf.web.common.faults import missing
from preventiegraaf.web.common.publishing import as_json, publication
from preventiegraaf.web.common.representation import RDF_FORMATS, Resource, represent

blueprint = Blueprint("selfdescription", __name__)

_JSON_LD = Format("jsonld", "application/ld+json", None, ("application/json",))


@blueprint.get("/void")
@blueprint.get("/void.<suffix>")
def in_void(suffix: str | None = None) -> Response:
    """The graph in VoID: its sizes, classes, properties, vocabularies, links and files."""
    return _described("void", void, suffix)


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Where the description in VoID is (VoID, section 7.2)."""
    return Response(status=303, headers={"Location": url_for(".in_void")})


@blueprint.get("/dcat")
@blueprint.get("/dcat.<suffix>")
def in_dcat(suffix: str | None = None) -> Response:
    """The graph in DCAT, as DCAT-AP-NL 3.0 wants it: datasets, their files, and the SPARQL service."""
    return _described("dcat", dcat, suffix)


@blueprint.get("/dataset.jsonld")
def in_schemaorg() -> Response:
    """The graph as a Dataset of schema.org in JSON-LD."""
    resource = Resource(f"{BASE}dataset.jsonld", "/dataset.jsonld", (_JSON_LD,), DATASET.value, suffixed=False)
    return represent(resource, "jsonld", lambda _: as_json(schemaorg(publication())))


def service_description() -> Response:
    """The description of the SPARQL service in RDF, or the query page for who wants HTML.

    Raises NotAcceptableError if the client wants neither.
    """
    resource = Resource(f"{BASE}sparql", "/sparql", (*RDF_FORMATS, HTML), suffixed=False)

    def make(chosen: Format) -> bytes | str:
        return editor_page() if chosen is HTML else _written(service, chosen)

    return represent(resource, None, make)


def _described(name: str, make: Callable[[Publication], list[Triple]], suffix: str | None) -> Response:
    resource = Resource(BASE + name, f"/{name}", RDF_FORMATS, DATASET.value)
    if suffix is not None and not any(format_.name == suffix for format_ in RDF_FORMATS):
        raise missing(
            "no_description_format", f"/{name}", suffix=suffix, known=", ".join(format_.name for format_ in RDF_FORMATS)
        )
    return represent(resource, suffix, lambda chosen: _written(make, chosen))


def _written(make: Callable[[Publication], list[Triple]], chosen: Format) -> bytes:
    return write(Graph(make(publication())), chosen)
