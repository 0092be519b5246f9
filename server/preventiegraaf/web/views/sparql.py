"""The SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, request

from preventiegraaf.errors import NotAcceptableError, UpdateRefusedError
from preventiegraaf.formats import TABLE_FORMATS
from preventiegraaf.web.answering.answers import infer_asked, plan_asked, respond, respond_with_plan
from preventiegraaf.web.answering.asked import Asked
from preventiegraaf.web.answering.selecting import left_out_asked
from preventiegraaf.web.common.faults import fault, refused
from preventiegraaf.web.views.selfdescription import service_description

blueprint = Blueprint("sparql", __name__)

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query sent by GET, as a form, or as the body of a POST, or tell how; without one, describe it all."""
    query = _query()
    if query is None:
        return _without_query()
    asked = Asked(
        query,
        infer_asked(),
        default_graphs=tuple(request.values.getlist("default-graph-uri")),
        named_graphs=tuple(request.values.getlist("named-graph-uri")),
        leaving_out=left_out_asked(),
    )
    return respond_with_plan(asked) if plan_asked() else respond(asked)


def _query() -> str | None:
    """The one query of the request, None for a GET without one. Raises UsageError, UpdateRefusedError, or a 415."""
    _refuse_other_encodings()
    if request.mimetype == _UPDATE or "update" in request.values:
        raise UpdateRefusedError
    if request.method != "POST":
        return _only(request.args.getlist("query"))
    if request.mimetype == _QUERY:
        _only([*request.args.getlist("query"), ""])
        return request.get_data().decode()
    if request.mimetype != _FORM:
        raise refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "body_unread", query=_QUERY, form=_FORM)
    query = _only(request.form.getlist("query"))
    if query is None:
        raise fault("no_query")
    return query


def _only(queries: list[str]) -> str | None:
    if len(queries) > 1:
        raise fault("several_queries")
    return queries[0] if queries else None


def _refuse_other_encodings() -> None:
    """Raise UsageError if the address or the body is not UTF-8, for the framework would put U+FFFD in its place."""
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "utf8_wanted")
    body = request.get_data() if request.mimetype in (_FORM, _QUERY) else b""
    for part in (request.query_string, body):
        try:
            (unquote_to_bytes(part) if request.mimetype != _QUERY or part is not body else part).decode()
        except UnicodeDecodeError as error:
            raise fault("not_utf8", byte=error.start) from error


def _without_query() -> Response:
    """The query page for a browser, the description of the service for other clients."""
    try:
        return service_description()
    except NotAcceptableError:
        formats = ", ".join(format_.media_type for format_ in TABLE_FORMATS)
        raise fault("query_wanted", formats=formats) from None
