"""Why a triple holds: the page that tells it, and the same as JSON and as PROV-O."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode

from preventiegraaf.errors import NotHeldError, UsageError
from preventiegraaf.formats import HTML, Format, Graph, write
from preventiegraaf.namespaces import BASE, OWL, RDF, RDFS, SH, graph_iri, shorten
from preventiegraaf.querying import Task
from preventiegraaf.querying.explanation import Account, Sentences, Teller, read_account, sentences_in, triple_meant
from preventiegraaf.querying.explanation.naming import called, holds, near, strangers
from preventiegraaf.querying.explanation.provenance import in_prov
from preventiegraaf.querying.explanation.structured import in_json
from preventiegraaf.querying.syntax.binding import term
from preventiegraaf.querying.things.axioms import Axioms
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot.places import places_of
from preventiegraaf.web.answering.asked import answer, content_of
from preventiegraaf.web.answering.selecting import left_out_asked, sources_kept, sources_offered
from preventiegraaf.web.common.faults import fault
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import why
from preventiegraaf.web.common.parameters import number_from
from preventiegraaf.web.common.publishing import JSON, address, as_json, publication
from preventiegraaf.web.common.representation import RDF_FORMATS, Resource, chosen_of, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.citing import citation_of_fact
from preventiegraaf.web.presentation.explaining_view import Explained
from preventiegraaf.web.presentation.linked_sentences import LinkedSentences
from preventiegraaf.web.texts import TEXTS

blueprint = Blueprint("explaining", __name__)

_OFFERED = (JSON, *RDF_FORMATS, HTML)
_FIELDS = ("subject", "predicate", "object")
_MOST = 1_000
_LANGUAGES = (RDF, RDFS, OWL, SH)
"""The vocabularies in which an ontology is written: who asks about the data means none of their properties."""
_MOST_BOXES = 30
"""The most documents of which each has a box to tick; where there are more, their names are typed."""


@dataclass(frozen=True)
class _Asked:
    """A triple to be explained, its terms in N-Triples, and within which bounds."""

    triple: tuple[str, str, str]
    leaving_out: tuple[str, ...]
    derivations: int | None

    def task(self) -> Task:
        """The task for the engine."""
        documents = tuple(graph_iri(slug).value for slug in served().snapshot.manifest["documents"])
        return Task(
            "", "json", rows=self.derivations, leaving_out=self.leaving_out, triple=self.triple, documents=documents
        )

    def short_address(self) -> str:
        """The address of the explanation as it can stand in a text: with short IRIs."""
        parameters = [(name, _short(term(text))) for name, text in zip(_FIELDS, self.triple, strict=True)]
        parameters += [("sources", ",".join(_sources_asked()))] if _sources_asked() else []
        return f"{address()}/explain?{urlencode(parameters, safe=':/,')}"

    def resource(self) -> Resource:
        """The explanation as a resource: what decides what it says stands in its address."""
        parameters = dict(zip(_FIELDS, map(_plain, self.triple), strict=True))
        if _sources_asked():
            parameters["sources"] = ",".join(_sources_asked())
        if self.derivations is not None:
            parameters["derivations"] = str(self.derivations)
        parameters["lang"] = language()
        return Resource(f"{BASE}explain", "/explain", _OFFERED, parameters=parameters, suffixed=False)


@blueprint.get("/explain")
def explain() -> Response:
    """Why a triple holds: by which rules it follows, from which facts, in whose words; without one, a form."""
    given = {name: request.args.get(name, "").strip() for name in _FIELDS}
    missing = [name for name, text in given.items() if not text]
    if len(missing) == len(_FIELDS) and chosen_of(None, _OFFERED) is HTML:
        return represent(_form(), None, lambda _: _rendered(view=None))
    if missing and chosen_of(None, _OFFERED) is HTML:
        lacking = [TEXTS[f"why_{name}"][language()] for name in missing]
        return Response(_rendered(view=None, lacking=lacking), 400, mimetype="text/html")
    if missing:
        raise UsageError(f"The request lacks {' and '.join(missing)}; an IRI, a short IRI or a label for each.")
    triple = triple_meant(served().snapshot.inferred, *given.values())
    asked = _Asked(triple, left_out_asked(), _derivations_asked())
    try:
        response = represent(asked.resource(), None, lambda chosen: _written(asked, chosen))
    except NotHeldError:
        if chosen_of(None, _OFFERED) is not HTML:
            raise
        response = _not_held(asked)
    response.vary.add("Accept-Language")
    return response


def _not_held(asked: _Asked) -> Response:
    """404 as a page: that the triple does not hold, or not by the sources asked for, and what does that is like it."""
    snapshot, wording = served().snapshot, Wording(served().snapshot.asserted_values, language())
    sentences = LinkedSentences(wording, Axioms(wording))
    subject, predicate, object_ = map(term, asked.triple)
    if isinstance(subject, Literal) or isinstance(predicate, Literal):
        raise TypeError(asked.triple)
    held = holds(snapshot.inferred, subject, predicate, object_)
    likely = [] if held else near(snapshot.inferred, subject, predicate, object_)
    return Response(
        _rendered(
            view=None,
            strangers=[shorten(one.value) for one in strangers(snapshot.inferred, (subject, predicate, object_))],
            unheld=sentences.statement((subject, predicate, object_)),
            sources=sources_kept(asked.leaving_out),
            held=held,
            elsewhere=why(subject, predicate, object_),
            near=[(sentences.statement(terms), why(*terms)) for terms in likely],
        ),
        404,
        mimetype="text/html",
    )


def _form() -> Resource:
    return Resource(f"{BASE}explain", "/explain", (HTML,), suffixed=False)


def _derivations_asked() -> int | None:
    asked = request.args.get("derivations")
    if asked is None:
        return None
    number = number_from(asked, 1, _MOST)
    if number is None:
        raise fault("derivations", asked=asked, most=_MOST)
    return number


def _sources_asked() -> list[str]:
    return [slug for slug in request.args.getlist("sources") if slug]


def _short(one: NamedNode | Literal) -> str:
    return shorten(one.value) if isinstance(one, NamedNode) else str(one)


def _plain(term: str) -> str:
    """A term as it may be given again: an IRI without its brackets."""
    return term[1:-1] if term.startswith("<") else term


def _written(asked: _Asked, chosen: Format) -> bytes | str:
    account = read_account(json.loads(content_of(answer(asked.task()))))
    if chosen is HTML:
        return _page(asked, account)
    teller = _teller(account, sentences_in(language(), served().snapshot.asserted_values))
    if chosen is JSON:
        return as_json(in_json(teller))
    return write(Graph(in_prov(teller)), chosen)


def _page(asked: _Asked, account: Account) -> str:
    wording = Wording(served().snapshot.asserted_values, language())
    teller = _teller(account, LinkedSentences(wording, Axioms(wording)))
    view = Explained.of(teller, wording)
    resource = asked.resource()
    return _rendered(
        view=view,
        resource=resource,
        given=_given(asked, wording),
        citation=citation_of_fact(
            asked.short_address(),
            view.title,
            view.rests_on,
            wording,
            served().snapshot.digest,
            (publication().changed or "")[:4] or None,
        ),
    )


def _rendered(**told: object) -> str:
    """The page, with what the fields of its form offer."""
    snapshot = served().snapshot
    documents, wording = snapshot.manifest["documents"], Wording(snapshot.asserted_values, language())
    used = (one for one in snapshot.inferred_values.properties() if not one.value.startswith(_LANGUAGES))
    names = sorted({wording.name(one) for one in used if wording.is_named(one)}, key=str.casefold)
    few = sources_offered(left_out_asked()) if len(documents) <= _MOST_BOXES else []
    offered = {"documents": few, "properties": names, "chooses_sources": served().chooses_sources}
    return render_template("explain.html", **offered, **told)


def _given(asked: _Asked, wording: Wording) -> dict[str, str]:
    """The terms of the triple as a reader may write them in the fields: things by name."""
    terms = dict(zip(_FIELDS, map(term, asked.triple), strict=True))
    store = served().snapshot.inferred
    return {name: called(store, one, wording.name(one)) for name, one in terms.items() if isinstance(one, NamedNode)}


def _teller(account: Account, sentences: Sentences) -> Teller:
    return Teller(account, sentences, places_of(served().snapshot, language()))
