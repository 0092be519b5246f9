"""The SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from preventiegraaf.errors import NotAcceptableError, UsageError
from preventiegraaf.formats import HTML, TABLE_FORMATS, choose
from preventiegraaf.querying import run
from preventiegraaf.web.answers import Asked, infer_asked, respond
from preventiegraaf.web.served import served

blueprint = Blueprint("sparql", __name__)

_DATASET = ("default-graph-uri", "named-graph-uri")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query sent by GET, as a form, or as the body of a POST; without one, show the query page."""
    query = _query()
    if query is None:
        return _query_page()
    _refuse_dataset()
    asked = Asked(query, infer_asked())
    return respond(run(served().snapshot.store(asked.infer), query), asked)


def _query() -> str | None:
    """The one query of the request, None for a GET without one. Raises UsageError or aborts with 415."""
    if request.method == "POST" and request.mimetype == _QUERY:
        return _decoded(request.get_data())
    if request.method == "POST" and request.mimetype != _FORM:
        abort(415, f"POST a query as {_QUERY}, or as a form ({_FORM}) with a field query.")
    queries = (request.form if request.method == "POST" else request.args).getlist("query")
    if request.form.get("update") is not None or request.args.get("update") is not None:
        raise UsageError("Updates are not accepted here: the graph is changed in its Turtle files.")
    if len(queries) > 1:
        raise UsageError(f"Send one query at a time; this request has {len(queries)}.")
    if not queries and request.method == "POST":
        raise UsageError("The form has no field query.")
    return queries[0] if queries else None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The query is not UTF-8 (byte {error.start}).") from error


def _refuse_dataset() -> None:
    used = [name for name in _DATASET if name in request.values]
    if used:
        raise UsageError(f"{used[0]} is not supported; write FROM or FROM NAMED in the query.")


def _query_page() -> Response:
    try:
        choose(request.headers.get("Accept"), request.args.get("format"), [HTML])
    except NotAcceptableError:
        formats = ", ".join(format_.media_type for format_ in TABLE_FORMATS)
        raise UsageError(f"Send a SPARQL query in the parameter query. Answers come as {formats}.") from None
    return Response(render_template("ask.html"), mimetype="text/html")
