"""Search: the page, the same as JSON, suggestions while a reader types, and its description for browsers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, json, render_template, request, url_for
from pyoxigraph import NamedNode

from preventiegraaf.formats import HTML, Format
from preventiegraaf.namespaces import BASE, CONCEPT, ID
from preventiegraaf.querying.search import Facet, Found, Highlighter, Sought, Value, find, suggest
from preventiegraaf.querying.search.index import DIMENSIONS
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.faults import missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.parameters import number_asked, number_from, told
from preventiegraaf.web.common.publishing import JSON, address, as_json
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.hits import HitViewer, Shown
from preventiegraaf.web.texts import TEXTS

blueprint = Blueprint("search", __name__)

_PER_PAGE, _SUGGESTED, _LONGEST = 20, 8, 300
_NO_THINGS = frozenset({"passage", "question", "term"})
_LOOKED_AT = 100
"""The hits among which things are suggested."""
_SPACES = {
    "theme": f"{CONCEPT}theme/",
    "role": f"{CONCEPT}role/",
    "region": f"{ID}place/",
    "document": f"{ID}document/",
}
"""Where the IRIs of most values begin; an address has the rest."""
_SUGGESTIONS = Format("json", "application/x-suggestions+json", None, ("application/json",))
_DESCRIPTION = Format("xml", "application/opensearchdescription+xml", None, ("application/xml", "text/xml"))


@dataclass(frozen=True)
class Choice:
    """A value of a facet on the page: in words, with its count, and the address with and without it."""

    value: Value
    label: str
    href: str


@dataclass(frozen=True)
class Results:
    """What the page shows."""

    text: str
    page: int
    pages: int
    found: Found
    hits: list[Shown]
    facets: list[tuple[str, list[Choice]]]
    strange: list[str]


@blueprint.get("/search")
@blueprint.get("/search.<suffix>")
def search(suffix: str | None = None) -> Response:
    """What fits a text and the chosen facet values: a page, or JSON."""
    if suffix not in (None, "json"):
        raise missing("no_search_format", "/search", suffix=suffix)
    page = number_asked("page")
    parameters = {"q": _text(), **_asked(), **({"page": str(page)} if page > 1 else {}), "lang": language()}
    resource = Resource(f"{BASE}search", "/search", (HTML, JSON), parameters=parameters, suffixed=False)
    response = represent(resource, suffix, lambda chosen: _written(_results(page), chosen))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/search/suggestions")
def suggestions() -> Response:
    """What may be meant by what a reader is typing (OpenSearch Suggestions): text, names, kinds, addresses."""
    only_things = told("things", "false")
    parameters = {"q": _text(), "lang": language(), **({"things": "true"} if only_things else {})}
    resource = Resource(
        f"{BASE}search/suggestions", "/search/suggestions", (_SUGGESTIONS,), parameters=parameters, suffixed=False
    )
    response = represent(resource, "json", lambda _: _suggested(only_things))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here (OpenSearch 1.1)."""
    resource = Resource(
        f"{BASE}opensearch.xml", "/opensearch.xml", (_DESCRIPTION,), parameters={"lang": language()}, suffixed=False
    )
    response = represent(resource, "xml", lambda _: render_template("opensearch.xml", address=address()))
    response.vary.add("Accept-Language")
    return response


def _text() -> str:
    return request.args.get("q", "")[:_LONGEST].strip()


def _asked() -> dict[str, list[str]]:
    """The chosen values by dimension, as the address has them."""
    return {dimension: values for dimension in DIMENSIONS if (values := request.args.getlist(dimension))}


def _results(page: int) -> Results:
    chosen = {dimension: [_value(dimension, value) for value in values] for dimension, values in _asked().items()}
    found = find(served().snapshot.search, Sought(_text(), chosen, (page - 1) * _PER_PAGE, _PER_PAGE))
    pages = max(1, -(-found.total // _PER_PAGE))
    if not 1 <= page <= pages:
        raise missing("no_results_page", request.path, pages=pages, page=page)
    wording = Wording(served().snapshot.asserted_values, language())
    corrections = [word for words in found.corrections.values() for word in words]
    viewer = HitViewer(wording, Highlighter(_text(), corrections), served().snapshot.asserted)
    hits, facets = [viewer.shown(hit) for hit in found.hits], [_facet(facet, wording) for facet in found.facets]
    return Results(_text(), page, pages, found, hits, facets, _strange())


def _strange() -> list[str]:
    """The choices of the address that nothing here has, as they stand there; a year that nothing has is a year."""
    index = served().snapshot.search
    return [
        f"{dimension}={short}"
        for dimension, values in _asked().items()
        for short in values
        if index.value(dimension, _value(dimension, short)) is None
        and (dimension != "year" or number_from(short, 0, 9999) is None)
    ]


def _facet(facet: Facet, wording: Wording) -> tuple[str, list[Choice]]:
    name = facet.dimension
    choices = [Choice(value, _label(name, value.value, wording), _toggled(name, value)) for value in facet.values]
    return name, choices


def _label(dimension: str, value: str, wording: Wording) -> str:
    if dimension == "kind":
        return TEXTS[f"kind_{value}"][language()]
    return value if dimension == "year" else wording.name(NamedNode(value))


def _toggled(dimension: str, value: Value) -> str:
    """The address of the search with a value chosen, or without it if it is chosen already."""
    asked, short = _asked(), _short(dimension, value.value)
    values = [other for other in asked.get(dimension, []) if _value(dimension, other) != value.value]
    return _address({**asked, dimension: values if value.chosen else [*values, short]})


def _address(asked: dict[str, list[str]], **more: str) -> str:
    """The address of a search with these values."""
    return f"{url_for('search.search')}?{urlencode({'q': _text(), **asked, **more, 'lang': language()}, doseq=True)}"


def _short(dimension: str, value: str) -> str:
    return value.removeprefix(_SPACES.get(dimension, ""))


def _value(dimension: str, short: str) -> str:
    """The value that an address means: an IRI, or the rest of one; a kind or a year."""
    return short if dimension not in _SPACES or "://" in short else _SPACES[dimension] + short


def _written(results: Results, chosen: Format) -> bytes | str:
    if chosen is JSON:
        return as_json(_as_json(results))
    without = url_for("search.search", q=results.text, lang=language())
    index = served().snapshot.search
    documents = len(served().snapshot.manifest["documents"])
    return render_template(
        "search.html",
        results=results,
        without=without,
        searched=len(index.entries),
        documents=documents,
        has_chosen=bool(_asked()),
        address_of_page=lambda page: _address(_asked(), page=str(page)),
        as_json=_address(_asked(), format="json"),
    )


def _as_json(results: Results) -> dict[str, object]:
    found = results.found
    return {
        "query": results.text,
        "total": found.total,
        "page": results.page,
        "pages": results.pages,
        "partial": found.partial,
        "corrections": found.corrections,
        "unknown": found.unknown,
        "strange": results.strange,
        "hits": [_hit_as_json(hit) for hit in results.hits],
        "facets": {dimension: [_choice_as_json(choice) for choice in choices] for dimension, choices in results.facets},
    }


def _hit_as_json(hit: Shown) -> dict[str, object]:
    described: dict[str, object] = {
        "iri": hit.iri,
        "url": address() + hit.href,
        "kind": hit.kind,
        "name": hit.plain_name,
        "text": "".join(piece.text for piece in hit.text),
        "certain": hit.certain,
    }
    return described


def _choice_as_json(choice: Choice) -> dict[str, object]:
    counted = {"certain": choice.value.certain} if choice.value.certain is not None else {}
    value = choice.value
    return {"value": value.value, "label": choice.label, "count": value.count, **counted, "chosen": value.chosen}


def _suggested(only_things: bool) -> bytes:
    wording = Wording(served().snapshot.asserted_values, language())
    viewer = HitViewer(wording, Highlighter(_text()), served().snapshot.asserted)
    hits = suggest(served().snapshot.search, _text(), _LOOKED_AT if only_things else _SUGGESTED)
    fitting = [hit for hit in hits if not (only_things and hit.kind in _NO_THINGS)][:_SUGGESTED]
    shown = [viewer.brief(hit) for hit in fitting]
    columns = [[hit.name for hit in shown], [hit.kind for hit in shown], [address() + hit.href for hit in shown]]
    return json.dumps([_text(), *columns], ensure_ascii=False).encode()
