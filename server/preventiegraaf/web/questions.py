"""The competency questions, each at an address of its own."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from preventiegraaf.errors import UsageError
from preventiegraaf.querying import Parameter, run
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
    asked = Asked(found.query, infer_asked(), found)
    bindings = {parameter.name: _value(parameter) for parameter in found.parameters}
    return respond(run(served().snapshot.store(asked.infer), found.text, bindings), asked)


def _value(parameter: Parameter) -> NamedNode | Literal:
    """The value of a parameter: an IRI, a term as in N-Triples, or plain text. Raises UsageError."""
    text = request.args.get(parameter.name)
    if text is None:
        return parameter.default
    if isinstance(parameter.default, NamedNode) and not text.startswith("<"):
        text = f"<{text}>"
    elif isinstance(parameter.default, Literal) and not text.startswith('"'):
        return _literal_like(parameter.default, text)
    try:
        term = next(iter(parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES))).object
    except (SyntaxError, StopIteration):
        term = None
    if not isinstance(term, NamedNode | Literal):
        raise UsageError(f"The value of {parameter.name} must be a term such as {parameter.default}.")
    return term


def _literal_like(default: Literal, text: str) -> Literal:
    if default.language is not None:
        return Literal(text, language=default.language)
    return Literal(text, datatype=default.datatype)
