"""The SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from preventiegraaf.errors import NotAcceptableError, UsageError
from preventiegraaf.formats import HTML, TABLE_FORMATS, choose
from preventiegraaf.web.answers import Asked, infer_asked, respond

blueprint = Blueprint("sparql", __name__)

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_NO_UPDATES = "Updates are not accepted here: the graph is changed in its Turtle files, which are then built anew."


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query sent by GET, as a form, or as the body of a POST; without one, show the query page."""
    query = _query()
    if query is None:
        return _query_page()
    return respond(
        Asked(
            query,
            infer_asked(),
            default_graphs=tuple(request.values.getlist("default-graph-uri")),
            named_graphs=tuple(request.values.getlist("named-graph-uri")),
        )
    )


def _query() -> str | None:
    """The one query of the request, None for a GET without one. Raises UsageError or aborts with 415."""
    if request.mimetype == _UPDATE or "update" in request.values:
        raise UsageError(_NO_UPDATES)
    if request.method == "POST" and request.mimetype == _QUERY:
        _refuse_second_query(request.args.getlist("query"))
        return _decoded(request.get_data())
    if request.method == "POST" and request.mimetype != _FORM:
        abort(415, f"POST a query as {_QUERY}, or as a form ({_FORM}) with a field query.")
    queries = request.form.getlist("query") if request.method == "POST" else request.args.getlist("query")
    if not queries and request.method == "POST":
        raise UsageError("The form has no field query.")
    _refuse_second_query(queries[1:])
    return _wholesome(queries[0]) if queries else None


def _refuse_second_query(more: list[str]) -> None:
    if more:
        raise UsageError("Send one query at a time; this request has several.")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The query is not UTF-8 (byte {error.start}).") from error


def _wholesome(query: str) -> str:
    """The query, unless it was sent in bytes that are not UTF-8, which the framework replaces by U+FFFD."""
    if "\ufffd" in query:
        raise UsageError("The query is not UTF-8, or it contains the replacement character U+FFFD.")
    return query


def _query_page() -> Response:
    try:
        choose(request.headers.get("Accept"), request.args.get("format"), [HTML])
    except NotAcceptableError:
        formats = ", ".join(format_.media_type for format_ in TABLE_FORMATS)
        raise UsageError(f"Send a SPARQL query in the parameter query. Answers come as {formats}.") from None
    return Response(render_template("ask.html"), mimetype="text/html")
