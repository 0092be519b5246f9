"""Downloads: files that the build prepared, sent as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from preventiegraaf.formats import HTML
from preventiegraaf.namespaces import BASE
from preventiegraaf.paths import changelog
from preventiegraaf.snapshot.shelf import Download, Part
from preventiegraaf.web.common.faults import missing
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.parameters import number_asked
from preventiegraaf.web.common.publishing import JSON, address, as_json, publication
from preventiegraaf.web.common.representation import LICENCE, Resource, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.changes import latest
from preventiegraaf.web.presentation.citing import citation_of_all

blueprint = Blueprint("downloads", __name__)

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(?P<first>\d*)\s*-\s*(?P<last>\d*)\s*", re.IGNORECASE | re.ASCII)
_LONGEST_RANGE = 100
_ORDER = ("ttl", "nt", "rdf", "jsonld", "trig", "nq", "xlsx", "zip", "csv", "csvm")
_PAGE_PARTS = 30
"""The most parts on one page."""
_STEPS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


@dataclass(frozen=True)
class Listed:
    """A file as the page lists it: itself, its size in words, and its compressed forms."""

    file: Download
    size: str
    compressed: tuple[tuple[Download, str], ...]


@blueprint.get("/download/")
def downloads() -> Response:
    """All downloads: a page, or a manifest in JSON."""
    return _overview(None)


@blueprint.get("/download/manifest.json")
def manifest() -> Response:
    """All downloads in JSON: what each holds, its size and its checksum."""
    return _overview("json")


@blueprint.get("/download/<name>")
def download(name: str) -> Response:
    """A prepared file, with ranges and conditional requests (RFC 9110, sections 13 and 14)."""
    snapshot = served().snapshot
    found = snapshot.downloads.get(name)
    if found is None:
        raise missing("no_download", "/download/")
    links = f'<{LICENCE}>; rel="license", <{address()}/download/manifest.json>; rel="describedby"'
    response: Response = send_file(
        snapshot.path(found),
        mimetype=found.media_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=found.sha256,
    )
    response.headers["Content-Type"] = _content_type(found)
    response.headers["Cache-Control"] = "no-cache, no-transform"
    response.headers["Link"] = links
    response.headers.pop("Last-Modified", None)  # the time of the build says nothing: the same bytes have the same tag
    _read_range(found.size)
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=found.size)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    return response


def _content_type(file: Download) -> str:
    return f"{file.media_type}; charset=utf-8" if file.media_type.startswith("text/") else file.media_type


def _read_range(size: int) -> None:
    """Forget a Range that is malformed, of another unit, or of several parts: then the whole file is sent.

    Of a file that is shorter than the end asked for, all is that end (RFC 9110, section 14.1.2).
    """
    match = _ONE_RANGE.fullmatch(request.headers.get("Range", "")[:_LONGEST_RANGE])
    first, last = (match["first"], match["last"]) if match else ("", "")
    if not (first or last) or (first and last and int(first) > int(last)):
        request.environ.pop("HTTP_RANGE", None)
    elif not first and int(last) > size:
        request.environ["HTTP_RANGE"] = "bytes=0-"


def _overview(suffix: str | None) -> Response:
    page = number_asked("page")
    parameters = {"page": str(page)} if page > 1 else {}
    resource = Resource(f"{BASE}download/", "/download/", (HTML, JSON), parameters=parameters, suffixed=False)
    return represent(resource, suffix, lambda chosen: as_json(_as_json()) if chosen is JSON else _page(page))


def _as_json() -> dict[str, object]:
    snapshot = served().snapshot
    place = address()
    files = [{"url": f"{place}/download/{file.name}", **_described(file)} for file in snapshot.downloads.values()]
    return {
        "snapshot": snapshot.digest,
        "version": snapshot.manifest["version"],
        "license": LICENCE,
        "checksums": f"{place}/download/SHA256SUMS",
        "parts": [_part_as_json(part) for part in snapshot.parts],
        "files": files,
    }


def _described(file: Download) -> dict[str, object]:
    described: dict[str, object] = {
        "name": file.name,
        "part": file.part,
        "format": file.format,
        "compression": file.compression,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "statements": file.statements,
        "left_out": file.left_out,
        "same_as": file.same_as,
    }
    if file.left_out:
        described["note"] = f"{file.left_out} statements are left out, for this format cannot hold them."
    return described


def _part_as_json(part: Part) -> dict[str, object]:
    return {"name": part.name, "kind": part.kind, "titles": part.titles, "graph": part.graph}


def _page(page: int) -> str:
    snapshot = served().snapshot
    pages = max(1, -(-len(snapshot.parts) // _PAGE_PARTS))
    if not 1 <= page <= pages:
        raise missing("no_downloads_page", "/download/", page=page)
    shown = snapshot.parts[(page - 1) * _PAGE_PARTS : page * _PAGE_PARTS]
    return render_template(
        "downloads.html",
        parts=list(zip(shown, _listed(shown), strict=True)),
        page=page,
        pages=pages,
        snapshot=snapshot,
        changes=latest(changelog()),
        citation=citation_of_all(language(), snapshot.digest, publication()),
    )


def _listed(parts: Sequence[Part]) -> list[list[Listed]]:
    """The files of each part."""
    files: dict[str, list[Download]] = {part.name: [] for part in parts}
    for file in served().snapshot.downloads.values():
        if file.part in files and not file.same_as:
            files[file.part].append(file)
    return [_in_order(found) for found in files.values()]


def _in_order(files: list[Download]) -> list[Listed]:
    plain = sorted((file for file in files if file.compression is None), key=lambda file: _ORDER.index(file.format))
    return [Listed(file, size_in_words(file.size), _compressed(file, files)) for file in plain]


def _compressed(plain: Download, files: list[Download]) -> tuple[tuple[Download, str], ...]:
    same = [file for file in files if file.compression and file.name == f"{plain.name}.{file.compression}"]
    return tuple((file, size_in_words(file.size)) for file in same)


def size_in_words(size: int) -> str:
    """A number of bytes as readers of the page's language write it."""
    for step, unit in _STEPS:
        if size >= step:
            number = f"{size / step:.1f}"
            return f"{number.replace('.', ',') if language() == 'nl' else number} {unit}"
    return f"{size} B"
