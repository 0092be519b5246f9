"""The competency questions, each at an address of its own."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode

from preventiegraaf.errors import UsageError
from preventiegraaf.formats import GRAPH_FORMATS, HTML, TABLE_FORMATS
from preventiegraaf.namespaces import BASE
from preventiegraaf.querying import Parameter, Question
from preventiegraaf.querying.explanation.naming import meant
from preventiegraaf.querying.questions import SUBJECTS
from preventiegraaf.web.answering.answers import infer_asked, respond
from preventiegraaf.web.answering.asked import Asked, parameters_of
from preventiegraaf.web.answering.selecting import left_out_asked
from preventiegraaf.web.common.faults import fault, missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.parameters import strange
from preventiegraaf.web.common.publishing import JSON, address, as_json
from preventiegraaf.web.common.representation import Resource, chosen_of, represent, split_suffix
from preventiegraaf.web.common.served import served

blueprint = Blueprint("questions", __name__)


@blueprint.get("/query/")
def gallery() -> Response:
    """All questions: a page, or a list in JSON with their parameters."""
    resource = Resource(f"{BASE}query/", "/query/", (HTML, JSON), suffixed=False)
    return represent(resource, None, lambda chosen: _as_json() if chosen is JSON else _page())


@blueprint.get("/query/<name>")
def question(name: str) -> Response:
    """Answer a question; a request parameter replaces the default of the question's parameter of that name."""
    stem, suffix = split_suffix(name, (*TABLE_FORMATS, *GRAPH_FORMATS))
    found = served().questions.get(stem)
    if found is None:
        raise missing("no_question", "/query/")
    _refuse_strange(found, suffix)
    bindings = {parameter.name: _value(parameter) for parameter in found.parameters}
    asked = Asked(found.query, infer_asked(), found, bindings=bindings, leaving_out=left_out_asked())
    return respond(asked, suffix)


def _refuse_strange(question: Question, suffix: str | None) -> None:
    """Raise UsageError if data are asked for with a parameter that the question does not have; a page just tells so."""
    names = strange(parameters_of(question))
    if names and chosen_of(suffix, (*TABLE_FORMATS, *GRAPH_FORMATS)) is not HTML:
        known = ", ".join(parameters_of(question))
        raise fault("strange_parameter", name=", ".join(names), known=known)


def _page() -> str:
    """The gallery: the questions by subject, those without one last."""
    groups: dict[str, list[Question]] = {subject: [] for subject in (*SUBJECTS, "other")}
    for question in sorted(served().questions.values(), key=lambda question: question.titles[language()].casefold()):
        groups[question.subject or "other"].append(question)
    return render_template("gallery.html", groups={name: group for name, group in groups.items() if group})


def _as_json() -> bytes:
    return as_json({"questions": [_described(question) for question in served().questions.values()]})


def _described(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "url": f"{address()}/query/{question.name}",
        "titles": question.titles,
        "descriptions": question.descriptions,
        "subject": question.subject,
        "parameters": [_parameter(parameter) for parameter in question.parameters],
        "query": question.query,
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    default = parameter.default
    described: dict[str, object] = {"name": parameter.name, "labels": parameter.labels, "default": default.value}
    if isinstance(default, NamedNode):
        return {**described, "type": "iri"}
    return {**described, "type": "literal", "datatype": default.datatype.value, "language": default.language}


def _value(parameter: Parameter) -> str:
    """The value of a parameter as a term in N-Triples: a thing by its IRI or its name, or plain text for a literal.

    Raises UsageError.
    """
    text = request.args.get(parameter.name)
    if text is None:
        return str(parameter.default)
    if isinstance(parameter.default, Literal):
        return str(_literal_like(parameter.default, text))
    try:
        found = meant(served().snapshot.inferred, text)
    except UsageError as error:
        raise error.of(parameter.name) from error
    if isinstance(found, Literal):
        raise fault("thing_wanted", name=parameter.name, example=parameter.default, found=found)
    return str(found)


def _literal_like(default: Literal, text: str) -> Literal:
    if default.language is not None:
        return Literal(text, language=default.language)
    return Literal(text, datatype=default.datatype)
