"""The network of persons, organisations and what they take part in: a page with a picture and a table, and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request, url_for
from pyoxigraph import NamedNode

from preventiegraaf.formats import HTML, Format
from preventiegraaf.namespaces import BASE, CONCEPT, EVIDENCE, document_iri
from preventiegraaf.querying.things.network import (
    CERTAIN,
    KINDS,
    MOST_RELATIONS,
    Network,
    Thread,
    Wish,
    kind_of,
    read_network,
)
from preventiegraaf.querying.things.times import in_short, in_words
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.faults import fault, missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import describe
from preventiegraaf.web.common.parameters import number_from
from preventiegraaf.web.common.publishing import JSON, address, as_json, publication
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.accounts import Quote
from preventiegraaf.web.presentation.citing import Citation, citation_of_answer
from preventiegraaf.web.presentation.presenting import Presenter
from preventiegraaf.web.texts import TEXTS

blueprint = Blueprint("network", __name__)

_KEPT = "preventiegraaf.network"
_PARAMETERS = ("kind", "year", "certainly", "document", "theme", "about")
_THEMES = f"{CONCEPT}theme/"
_MOST_ROWS = 500


@dataclass(frozen=True)
class Option:
    """A value that a reader may choose, and whether it is chosen."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """A tie in the table: who, in which role, in what, when, by which documents; the ends are addresses and names.

    `quotes` are the words behind it, where they are shown.
    """

    source: tuple[str, str]
    roles: str
    target: tuple[str, str]
    relation: str
    when: str
    certain: bool
    documents: list[tuple[str, str]]
    quotes: list[Quote] = field(default_factory=list)


@blueprint.get("/network")
@blueprint.get("/network.<suffix>")
def network(suffix: str | None = None) -> Response:
    """Persons, organisations and their ties, by kind, year, document and theme: a page, or JSON."""
    if suffix not in (None, "json"):
        raise missing("no_network_format", "/network", suffix=suffix)
    wish = _wish()
    asked = {name: " ".join(request.args.getlist(name)) for name in _PARAMETERS if name in request.args}
    resource = Resource(
        f"{BASE}network", "/network", (HTML, JSON), parameters={**asked, "lang": language()}, suffixed=False
    )
    response = represent(resource, suffix, lambda chosen: _written(wish, chosen))
    response.vary.add("Accept-Language")
    return response


def _wish() -> Wish:
    """What the request wishes for. Raises UsageError."""
    kinds = frozenset(request.args.getlist("kind")) - {""}
    if not kinds <= set(KINDS):
        raise fault("kind", kinds=", ".join(KINDS))
    year = request.args.get("year", "")
    number = number_from(year, 1, 9999)
    if year and number is None:
        raise fault("year", year=year)
    return Wish(
        kinds,
        number,
        request.args.get("certainly", "") not in ("", "0", "false"),
        _document(request.args.get("document", "")),
        _iri(_THEMES, request.args.get("theme", "")),
        _iri("", request.args.get("about", "")),
    )


def _document(slug: str) -> NamedNode | None:
    documents = served().snapshot.manifest["documents"]
    if slug and slug not in documents:
        raise fault("document", slug=slug, documents=", ".join(documents))
    return document_iri(slug) if slug else None


def _iri(space: str, name: str) -> NamedNode | None:
    try:
        return NamedNode(space + name.removeprefix(space)) if name else None
    except ValueError as error:
        raise fault("no_name", name=name) from error


def _network() -> Network:
    """The network of the snapshot, read once."""
    kept = current_app.extensions
    if _KEPT not in kept:
        snapshot = served().snapshot
        kept[_KEPT] = read_network(snapshot.asserted_values, snapshot.inferred_values)
    found: Network = kept[_KEPT]
    return found


def _written(wish: Wish, chosen: Format) -> bytes | str:
    found = _network()
    threads = [thread for thread in found.threads if wish.grants(thread)]
    writer = _Writer(wish)
    if chosen is JSON:
        return as_json(writer.as_json(threads, found))
    documents = map(document_iri, served().snapshot.manifest["documents"])
    rows = sorted(
        ((writer.row(thread), thread) for thread in threads),
        key=lambda pair: (pair[0].source[1].casefold(), pair[0].target[1]),
    )
    about = writer.end(wish.about) if wish.about else None
    return render_template(
        "network.html",
        wish=wish,
        rows=[writer.quoted(row, thread) for row, thread in rows[:_MOST_ROWS]],
        total=len(rows),
        cut="" if found.complete else _cut(),
        years=found.years,
        kinds=[Option(kind, TEXTS[f"knot_{kind}"][language()], kind in wish.kinds) for kind in KINDS],
        documents=writer.options(documents, wish.document),
        themes=writer.options({theme for thread in found.threads for theme in thread.themes}, wish.theme),
        data=f"{url_for('.network', suffix='json')}?{urlencode(_arguments(), doseq=True)}",
        about=about,
        citation=_citation(about[1] if about else None),
        texts={key: TEXTS[key][language()] for key in _SCRIPT_TEXTS},
    )


def _citation(name: str | None) -> Citation:
    """How to cite this network: as the ties of a thing by its name, or as the whole."""
    texts = {key: TEXTS[key][language()] for key in ("network", "ties", "of")}
    title = f"{texts['ties']} {texts['of']} {name}" if name else texts["network"]
    kept = {key: values for key, values in _arguments().items() if key != "lang" and any(values)}
    place = f"{address()}/network" + (f"?{urlencode(kept, doseq=True)}" if kept else "")
    year = (publication().changed or "")[:4] or None
    return citation_of_answer(place, title, language(), served().snapshot.digest, year)


def _cut() -> str:
    most = f"{MOST_RELATIONS:,}"
    chosen = language()
    return TEXTS["network_cut"][chosen].format(most=most.replace(",", ".") if chosen == "nl" else most)


_SCRIPT_TEXTS = ("save_picture", "open_page", "expand", "all_years", "ties_of", "time_unknown")
"""The texts that the script of the picture shows."""


def _arguments() -> dict[str, list[str]]:
    return {**request.args.to_dict(flat=False), "lang": [language()]}


class _Writer:
    """Writes threads in the language of the reader."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._wording = Wording(served().snapshot.asserted_values, language())
        self._presenter = Presenter(self._wording)

    def end(self, thing: NamedNode) -> tuple[str, str]:
        """The address and the name of a thing."""
        return describe(thing.value, language()), self._wording.name(thing)

    def options(self, things: Iterable[NamedNode], chosen: NamedNode | None) -> list[Option]:
        """Things to choose from, by name."""
        options = [Option(_last(thing), self._wording.name(thing), thing == chosen) for thing in things]
        return sorted(options, key=lambda option: option.name.casefold())

    def row(self, thread: Thread) -> Row:
        """A thread as a row of the table."""
        return Row(
            self.end(thread.source),
            self._roles(thread),
            self.end(thread.target),
            describe(thread.relation.value, language()),
            in_short(thread.bounds, language()) or in_words(thread.bounds, language()),
            self._is_certain(thread),
            [self.end(document) for document in sorted(thread.documents, key=str)],
        )

    def quoted(self, row: Row, thread: Thread) -> Row:
        """A row with the words behind its tie."""
        return replace(row, quotes=self._presenter.quotes(self._wording.objects(thread.relation, EVIDENCE)))

    def _roles(self, thread: Thread) -> str:
        if thread.behalf:
            return TEXTS["on_behalf_of"][language()]
        return ", ".join(map(self._wording.name, thread.roles)) or TEXTS["takes_part"][language()]

    def _is_certain(self, thread: Thread) -> bool:
        return self._wish.year is None or thread.held_in(self._wish.year) == CERTAIN

    def as_json(self, threads: list[Thread], found: Network) -> dict[str, object]:
        """Threads and their ends as JSON."""
        things = dict.fromkeys(thing for thread in threads for thing in (thread.source, thread.target))
        return {
            "complete": found.complete,
            "years": found.years,
            "nodes": [self._node(thing) for thing in things],
            "edges": [self._edge(number, thread) for number, thread in enumerate(threads)],
        }

    def _node(self, thing: NamedNode) -> dict[str, object]:
        href, name = self.end(thing)
        return {"id": thing.value, "label": name, "kind": kind_of(thing), "href": href}

    def _edge(self, number: int, thread: Thread) -> dict[str, object]:
        row = self.row(thread)
        return {
            "id": f"{thread.relation.value}#{number}",
            "source": thread.source.value,
            "target": thread.target.value,
            "label": row.roles,
            "when": row.when,
            "certain": row.certain,
            "documents": [_last(document) for document in sorted(thread.documents, key=str)],
            "themes": [_last(theme) for theme in sorted(thread.themes, key=str)],
            "href": row.relation,
        }


def _last(thing: NamedNode) -> str:
    return thing.value.rpartition("/")[2]
