"""The competency questions, each at an address of its own."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import Literal, NamedNode

from preventiegraaf.errors import UsageError
from preventiegraaf.querying import Parameter
from preventiegraaf.web.answers import Asked, infer_asked, respond
from preventiegraaf.web.served import served

blueprint = Blueprint("questions", __name__)


@blueprint.get("/query/")
def gallery() -> Response:
    """All questions."""
    return Response(render_template("gallery.html", questions=served().questions.values()), mimetype="text/html")


@blueprint.get("/query/<name>")
def question(name: str) -> Response:
    """Answer a question; a request parameter replaces the default of the question's parameter of that name."""
    found = served().questions.get(name)
    if found is None:
        abort(404, f"There is no question {name}; see /query/ for all of them.")
    bindings = {parameter.name: _value(parameter) for parameter in found.parameters}
    return respond(Asked(found.query, infer_asked(), found, bindings=bindings))


def _value(parameter: Parameter) -> str:
    """The value of a parameter as a term in N-Triples: an IRI, or plain text for a literal. Raises UsageError."""
    text = request.args.get(parameter.name)
    if text is None:
        return str(parameter.default)
    if isinstance(parameter.default, Literal):
        return str(_literal_like(parameter.default, text))
    try:
        return str(NamedNode(text.removeprefix("<").removesuffix(">")))
    except ValueError as error:
        raise UsageError(f"The value of {parameter.name} must be an IRI such as {parameter.default.value}.") from error


def _literal_like(default: Literal, text: str) -> Literal:
    if default.language is not None:
        return Literal(text, language=default.language)
    return Literal(text, datatype=default.datatype)
