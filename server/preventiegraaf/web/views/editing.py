"""What the editor of queries and the views of answers ask for: terms to complete, and names for IRIs."""

from __future__ import annotations

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from preventiegraaf.namespaces import BASE, PREFIXES, shorten
from preventiegraaf.querying.things.vocabulary import modules, vocabulary
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.tables import names_of
from preventiegraaf.web.common.faults import fault
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.publishing import JSON, as_json
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.common.served import served

blueprint = Blueprint("editing", __name__)

_MOST = 500


@blueprint.get("/sparql/terms")
def terms() -> Response:
    """The prefixes, classes and properties of the graph, with their names in the language of the reader, as JSON."""
    return _in_json("sparql/terms", {}, _terms())


@blueprint.get("/sparql/names")
def names() -> Response:
    """The name and the page of each IRI that the parameters `iri` give, at most 500, as JSON. Raises UsageError."""
    iris = request.args.getlist("iri")
    if len(iris) > _MOST:
        raise fault("too_many_names", most=_MOST, number=len(iris))
    return _in_json("sparql/names", {"iri": " ".join(iris)}, names_of(iris))


def _in_json(path: str, parameters: dict[str, str], content: object) -> Response:
    resource = Resource(
        f"{BASE}{path}", f"/{path}", (JSON,), parameters={**parameters, "lang": language()}, suffixed=False
    )
    response = represent(resource, "json", lambda _: as_json(content))
    response.vary.add("Accept-Language")
    response.headers.pop("Link")  # nothing here is of use to anyone but the pages
    return response


def _terms() -> dict[str, object]:
    store = served().snapshot.asserted
    found = vocabulary(store, modules(store))
    wording = Wording(served().snapshot.asserted_values, language())

    def listed(terms: list[NamedNode]) -> list[tuple[str, str]]:
        return [(shorten(term.value), wording.name(term)) for term in terms]

    return {"prefixes": PREFIXES, "classes": listed(found.classes), "properties": listed(found.properties)}
