"""What holds for every request: how long an address may be, and who may ask from a page elsewhere (CORS).

Source of the preflight: the Fetch standard, section 3.2 (HTTP extensions of the CORS protocol).
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

from preventiegraaf.web.common.faults import refused

_LONGEST_ADDRESS = 32_768
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since, Range",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Let the application hold every request to this."""
    app.before_request(_refuse_long_address)
    app.after_request(_answer_preflight)


def _refuse_long_address() -> None:
    if len(request.full_path) > _LONGEST_ADDRESS:
        raise refused(HTTPStatus.REQUEST_URI_TOO_LONG, "address_too_long", most=_LONGEST_ADDRESS)


def _answer_preflight(response: Response) -> Response:
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    return response
