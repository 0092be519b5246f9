"""The one place where an error becomes an HTTP answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, json, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from preventiegraaf.errors import (
    AmbiguousNameError,
    AnswerTooLargeError,
    BusyError,
    EngineError,
    GatewayError,
    GatewayTimeoutError,
    LimitError,
    NotAcceptableError,
    NotHeldError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooComplexError,
    TooManyQueriesError,
    UnknownNameError,
    UsageError,
)
from preventiegraaf.web.presentation.error_page import Mishap, error_page

_STATUS: dict[type[PreventiegraafError], HTTPStatus] = {
    AmbiguousNameError: HTTPStatus.BAD_REQUEST,
    AnswerTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineError: HTTPStatus.SERVICE_UNAVAILABLE,
    GatewayError: HTTPStatus.BAD_GATEWAY,
    GatewayTimeoutError: HTTPStatus.GATEWAY_TIMEOUT,
    NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
    NotHeldError: HTTPStatus.NOT_FOUND,
    QueryAbandonedError: HTTPStatus.REQUEST_TIMEOUT,
    QueryMemoryError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    QueryRefusedError: HTTPStatus.BAD_REQUEST,
    QuerySyntaxError: HTTPStatus.BAD_REQUEST,
    QueryTooComplexError: HTTPStatus.BAD_REQUEST,
    QueryTimeoutError: HTTPStatus.REQUEST_TIMEOUT,
    TooManyQueriesError: HTTPStatus.TOO_MANY_REQUESTS,
    UnknownNameError: HTTPStatus.BAD_REQUEST,
    UsageError: HTTPStatus.BAD_REQUEST,
}
_RETRY_SECONDS = "2"
_KINDS = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/sparql-results+json": "json",
    "application/ld+json": "json",
    "application/problem+json": "json",
}


def register(app: Flask) -> None:
    """Let the application answer every error in one form."""
    app.register_error_handler(PreventiegraafError, _for_ours)
    app.register_error_handler(HTTPException, _for_http)
    app.register_error_handler(Exception, _for_unforeseen)


def _for_ours(error: PreventiegraafError) -> Response:
    status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    response = _answer(status, Mishap(str(error), _details(error), type(error).__name__, getattr(error, "texts", {})))
    if isinstance(error, LimitError) and status is not HTTPStatus.BAD_REQUEST:
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _details(error: PreventiegraafError) -> dict[str, object]:
    """What programs may want to know of an error beside its message."""
    if isinstance(error, QuerySyntaxError):
        return {"line": error.line, "column": error.column, "expected": error.expected}
    if isinstance(error, UnknownNameError):
        return {"name": error.name, "like": error.like}
    if isinstance(error, AmbiguousNameError):
        return {"name": error.name, "meant": error.meant}
    return {}


def _for_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    if isinstance(error, RequestEntityTooLarge):
        message = f"The body of a request may have {current_app.config['MAX_CONTENT_LENGTH']} bytes; this one has more."
    else:
        message = error.description or status.phrase
    texts, instead = getattr(error, "texts", {}), getattr(error, "instead", "")
    response = _answer(status, Mishap(message, texts=texts, instead=instead))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "content-range", "location", "retry-after"}:
            response.headers[name] = value
    if error.response is not None:
        response.headers.extend(error.response.headers)
    return response


def _for_unforeseen(error: Exception) -> Response:
    current_app.logger.error("Unforeseen error on %s", request.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, Mishap("Something went wrong here; the operator can see what."))


def _answer(status: HTTPStatus, mishap: Mishap) -> Response:
    """The error in the form that the client wants best: a page, JSON or, if it does not matter, text."""
    kind = _kind()
    if kind == "html":
        response = Response(error_page(status, mishap), status, mimetype="text/html")
    elif kind == "json":
        told = {"status": status, "error": status.phrase, "message": mishap.message, **mishap.details}
        body = json.dumps(told, ensure_ascii=False)
        response = Response(body + "\n", status, mimetype="application/json")
    else:
        response = Response(mishap.message + "\n", status, mimetype="text/plain")
    response.vary.update(["Accept", "Accept-Language"])
    return response


def _kind() -> str:
    """The form of an error: by `?format=`, else by the Accept header, in which any kind of JSON means JSON."""
    asked = request.args.get("format")
    if asked in ("html", "json"):
        return asked
    best = request.accept_mimetypes.best_match(_KINDS, default="text/plain")
    return _KINDS.get(best or "", "text")
