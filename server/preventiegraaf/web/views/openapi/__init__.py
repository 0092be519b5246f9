"""The HTTP interface described for programs (OpenAPI 3.1), at `/openapi.json`."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from preventiegraaf.namespaces import BASE
from preventiegraaf.web.common.publishing import JSON, as_json, publication
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.views.openapi.document import describe

__all__ = ["blueprint"]

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """What the server takes and gives, in OpenAPI."""
    resource = Resource(f"{BASE}openapi.json", "/openapi.json", (JSON,), suffixed=False)
    return represent(resource, "json", lambda _: as_json(describe(current_app.url_map, publication())))
