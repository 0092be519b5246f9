"""The one place where an error becomes an HTTP answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from preventiegraaf.errors import (
    AnswerTooLargeError,
    BusyError,
    LimitError,
    NotAcceptableError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    TooManyQueriesError,
    UsageError,
)

_STATUS: dict[type[PreventiegraafError], HTTPStatus] = {
    AnswerTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
    QueryAbandonedError: HTTPStatus.REQUEST_TIMEOUT,
    QueryMemoryError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    QueryRefusedError: HTTPStatus.BAD_REQUEST,
    QuerySyntaxError: HTTPStatus.BAD_REQUEST,
    QueryTimeoutError: HTTPStatus.REQUEST_TIMEOUT,
    TooManyQueriesError: HTTPStatus.TOO_MANY_REQUESTS,
    UsageError: HTTPStatus.BAD_REQUEST,
}
_RETRY_SECONDS = "2"


def register(app: Flask) -> None:
    """Let the application answer every error in one form."""
    app.register_error_handler(PreventiegraafError, _for_ours)
    app.register_error_handler(HTTPException, _for_http)
    app.register_error_handler(Exception, _for_unforeseen)


def _for_ours(error: PreventiegraafError) -> Response:
    status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    details: dict[str, object] = {}
    if isinstance(error, QuerySyntaxError):
        details = {"line": error.line, "column": error.column, "expected": error.expected}
    response = _answer(status, str(error), details)
    if isinstance(error, LimitError):
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _for_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    response = _answer(status, error.description or status.phrase, {})
    for name, value in error.get_headers():
        if name.lower() in {"allow", "location", "retry-after"}:
            response.headers[name] = value
    if error.response is not None:
        response.headers.extend(error.response.headers)
    return response


def _for_unforeseen(error: Exception) -> Response:
    current_app.logger.error("Unforeseen error on %s", request.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the operator can see what.", {})


def _answer(status: HTTPStatus, message: str, details: dict[str, object]) -> Response:
    kind = request.accept_mimetypes.best_match(["text/plain", "application/json", "text/html"], default="text/plain")
    if kind == "text/html":
        page = render_template("error.html", status=status, message=message)
        return Response(page, status, mimetype="text/html")
    if kind == "application/json":
        body = json.dumps({"status": status, "error": status.phrase, "message": message, **details}, ensure_ascii=False)
        return Response(body + "\n", status, mimetype="application/json")
    return Response(message + "\n", status, mimetype="text/plain")
