"""The one place where an error becomes an HTTP answer."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Flask, Response, current_app, json, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

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
    ServiceRefusedError,
    SourcesRefusedError,
    TooManyQueriesError,
    UnknownGraphError,
    UnknownKindError,
    UnknownNameError,
    UnknownPropertyError,
    UnknownSourceError,
    UpdateRefusedError,
    UsageError,
)
from preventiegraaf.web.common.faults import ToldError, refused
from preventiegraaf.web.common.language import language
from preventiegraaf.web.presentation.error_page import Mishap, error_page, help_for, messages_of
from preventiegraaf.web.texts.errors import EXPLANATIONS

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
    ServiceRefusedError: HTTPStatus.BAD_REQUEST,
    SourcesRefusedError: HTTPStatus.BAD_REQUEST,
    TooManyQueriesError: HTTPStatus.TOO_MANY_REQUESTS,
    UnknownGraphError: HTTPStatus.BAD_REQUEST,
    UnknownKindError: HTTPStatus.BAD_REQUEST,
    UnknownNameError: HTTPStatus.BAD_REQUEST,
    UnknownPropertyError: HTTPStatus.BAD_REQUEST,
    UnknownSourceError: HTTPStatus.BAD_REQUEST,
    UpdateRefusedError: HTTPStatus.BAD_REQUEST,
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
    """Let the application answer every error in one form, also one that the server met before it asks."""
    app.before_request(_raise_what_was_met)
    app.register_error_handler(PreventiegraafError, _for_ours)
    app.register_error_handler(HTTPException, _for_http)
    app.register_error_handler(Exception, _for_unforeseen)


def _raise_what_was_met() -> None:
    met: PreventiegraafError | None = request.environ.get("preventiegraaf.met")
    if met is not None:
        raise met


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
    if isinstance(error, UnknownSourceError | UnknownGraphError | NotAcceptableError):
        return asdict(error)
    return {}


def _for_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    response = _answer(status, _mishap(error, status))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "content-range", "location", "retry-after"}:
            response.headers[name] = value
    if error.response is not None:
        response.headers.extend(error.response.headers)
    return response


def _mishap(error: HTTPException, status: HTTPStatus) -> Mishap:
    """An error of HTTP as it is told; where the library has only a sentence of its own, the status says all."""
    if isinstance(error, RequestEntityTooLarge):
        error = refused(status, "body_too_long", most=current_app.config["MAX_CONTENT_LENGTH"])
    if isinstance(error, ToldError):
        return Mishap(str(error.description), texts=error.texts, instead=error.instead)
    if error.description in (None, type(error).description):
        said = EXPLANATIONS.get(status, {}).get("en", status.phrase)
        allowed = sorted(error.valid_methods or ()) if isinstance(error, MethodNotAllowed) else ()
        return Mishap(f"{said} It takes {', '.join(allowed)}." if allowed else said, is_plain=True)
    return Mishap(str(error.description))


def _for_unforeseen(error: Exception) -> Response:
    current_app.logger.error("Unforeseen error on %s", request.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, Mishap("Something went wrong here; the operator can see what."))


def _answer(status: HTTPStatus, mishap: Mishap) -> Response:
    """The error in the form that the client wants best: a page, JSON or, if it does not matter, text."""
    kind = _kind()
    if kind == "html":
        response = Response(error_page(status, mishap), status, mimetype="text/html")
        response.content_language.add(language())
    elif kind == "json":
        told = {"status": status, "error": status.phrase, "message": mishap.message, **mishap.details}
        told |= {"help": help_for(status, mishap), "messages": messages_of(status, mishap)}
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
