"""The page of an answer: to a competency question with its fields, or to a query with the editor."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from preventiegraaf.namespaces import shorten
from preventiegraaf.querying import Question, Written, term
from preventiegraaf.querying.syntax.binding import bind
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.asked import Asked, content_of, parameters_of
from preventiegraaf.web.answering.candidates import fields_of
from preventiegraaf.web.answering.emptiness import shown_emptiness
from preventiegraaf.web.answering.readycode import for_other, for_table
from preventiegraaf.web.answering.selecting import sources_kept, sources_offered
from preventiegraaf.web.answering.tables import shown
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import describe
from preventiegraaf.web.common.parameters import strange
from preventiegraaf.web.common.publishing import address, publication
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.citing import Citation, citation_of_answer
from preventiegraaf.web.texts import TEXTS

_GRAPH_FORMATS, _TABLE_FORMATS = ("ttl", "nt", "rdf", "jsonld"), ("csv", "xlsx", "tsv", "json", "xml")
_SCRIPT_TEXTS = (
    *("views", "view_table", "view_network", "view_timeline", "view_raw", "asking", "stop", "stopped", "rows_shown"),
    *("rows_in", "previous", "next", "no_dates", "no_ties", "only_first", "not_reached", "no_rows", "truncated", "yes"),
    *(
        "no",
        "no_by_these",
        "no_rows_by_these",
        "answer",
        "sort_by",
        "with_inference",
        "without_inference",
        "save_picture",
        "save_as",
        "share_link",
    ),
)
"""The texts that the scripts of the editor show."""
_LANGUAGE_ONLY = {"lang", "sort", "format", "names"}
"""Parameters that change how an answer is shown, not what it is."""


def page_of_answer(asked: Asked, written: Written, is_graph: bool) -> str:
    """The page of an answer that was written as Turtle, for a graph, or else in JSON."""
    content = content_of(written)
    found: dict[str, Any] = {"truncated": written.truncated, "formats": _TABLE_FORMATS}
    if is_graph and not written.rows:
        found["explanation"] = shown_emptiness(asked)
    if is_graph:
        found |= {"turtle": content.decode(), "formats": _GRAPH_FORMATS, "code": for_other(_url(), "text/turtle")}
        return _rendered(asked, found)
    result = parse_query_results(content, format=QueryResultsFormat.JSON)
    if not written.rows or (isinstance(result, QueryBoolean) and not result):
        found["explanation"] = shown_emptiness(asked)
    if isinstance(result, QueryBoolean):
        code = for_other(_url(), "application/sparql-results+json")
        return _rendered(asked, {**found, "verdict": bool(result), "formats": ("json", "xml"), "code": code})
    return _rendered(asked, {**found, "table": shown(result, asked.question), "code": for_table(_url())})


def _rendered(asked: Asked, found: dict[str, Any]) -> str:
    found |= {"sources": sources_kept(asked.leaving_out), "share": _url()}
    if asked.question is None:
        return editor_page(asked, **found)
    about = _about(asked)
    return render_template(
        "question.html",
        asked=asked,
        question=asked.question,
        fields=fields_of(asked.question, asked.bindings),
        sparql=bind(asked.query, {name: term(text) for name, text in asked.bindings.items()}),
        related=_related(asked.question),
        about=about,
        strange=strange(parameters_of(asked.question)),
        citation=_citation(asked.question, [name for _, name in about]),
        **found,
    )


def editor_page(asked: Asked | None = None, **found: Any) -> str:
    """The page with the editor, and an answer below it if something was asked."""
    questions = served().questions
    example = questions.get(request.args.get("example", ""))
    return render_template(
        "sparql.html",
        query=asked.query if asked else _of_example(example),
        infer=asked.infer if asked else True,
        questions=sorted(questions.values(), key=lambda question: question.titles[language()].casefold()),
        texts={key: TEXTS[key][language()] for key in _SCRIPT_TEXTS},
        documents=sources_offered(asked.leaving_out if asked else ()),
        asked=asked,
        **found,
    )


def _of_example(example: Question | None) -> str:
    if example is None:
        return "SELECT ?person ?organisation WHERE {\n  ?person pg:chairs ?organisation .\n}"
    return bind(example.query, {parameter.name: parameter.default for parameter in example.parameters})


def _about(asked: Asked) -> list[tuple[str, str]]:
    """The pages of the things that were asked about, and their names."""
    terms = (term(text) for text in asked.bindings.values())
    wording = Wording(served().snapshot.asserted_values, language())
    things = ((value, wording.name(value)) for value in terms if isinstance(value, NamedNode))
    return [(describe(thing.value, language()), name) for thing, name in things if name != shorten(thing.value)]


def _citation(question: Question, about: list[str]) -> Citation:
    """How to cite this answer: the question, with what it was asked about."""
    title = question.titles[language()] + (f" ({', '.join(about)})" if about else "")
    year = (publication().changed or "")[:4] or None
    return citation_of_answer(_url(), title, language(), served().snapshot.digest, year)


def _related(question: Question) -> list[Question]:
    """The other questions about the same subject."""
    return [
        other for other in served().questions.values() if other.subject == question.subject and other is not question
    ]


def _url() -> str:
    """The address at which anyone gets this answer."""
    kept = [(name, value) for name, value in request.values.items(multi=True) if name not in _LANGUAGE_ONLY]
    endpoint = request.endpoint or "sparql.endpoint"
    place = url_for(endpoint, **(request.view_args or {})).removeprefix(request.script_root)
    return address() + place + (f"?{urlencode(kept)}" if kept else "")
