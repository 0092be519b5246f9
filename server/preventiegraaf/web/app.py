"""The application factory."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response

from preventiegraaf.web import errors, protocol
from preventiegraaf.web.common import language
from preventiegraaf.web.common.bytecode import TemplateBytecode
from preventiegraaf.web.common.served import Served, attach
from preventiegraaf.web.views import (
    crawlers,
    downloads,
    editing,
    explaining,
    graphs,
    home,
    linkeddata,
    network,
    openapi,
    quality,
    questions,
    reasoning,
    search,
    selfdescription,
    sparql,
    themes,
    vocabulary,
)

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Truncated",
}
"""The headers that every answer has: who may use it, and what a browser may do with it."""
_SUBJECTS = (
    *(sparql, questions, editing, network, downloads, quality, linkeddata, themes, vocabulary, graphs),
    *(search, explaining, reasoning, selfdescription, openapi, crawlers, home),
)
_TEMPLATES = {"trim_blocks": True, "lstrip_blocks": True}
_MAX_REQUEST = 1_000_000
"""The longest body that is read, in bytes."""


def create_app(served: Served) -> Flask:
    """An application that serves one snapshot and nothing else."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _MAX_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_REQUEST
    bytecode = TemplateBytecode(Path(app.root_path) / "templates", _TEMPLATES)
    app.jinja_options = {**_TEMPLATES, "bytecode_cache": bytecode}
    attach(app.extensions, served)
    for module in _SUBJECTS:
        app.register_blueprint(module.blueprint)
    errors.register(app)
    protocol.register(app)
    app.context_processor(language.for_templates)
    app.after_request(_finish)
    return app


def compile_templates(app: Flask) -> None:
    """Have the templates of all pages compiled: the first time that takes half a second, and no reader should wait."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
