"""Downloads: files that the build prepared."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_file

from preventiegraaf.web.served import served

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/download/<name>")
def download(name: str) -> Response:
    """A prepared file, with ranges and conditional requests."""
    snapshot = served().snapshot
    found = snapshot.downloads.get(name)
    if found is None:
        abort(404, f"There is no download {name}. There are: {', '.join(snapshot.downloads)}.")
    response = send_file(
        snapshot.path(found), mimetype=found.media_type, etag=found.sha256, download_name=name, as_attachment=True
    )
    response.headers["Content-Type"] = f"{found.media_type}; charset=utf-8"
    return response
