"""What search engines and other readers of whole sites ask for: robots.txt and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request
from werkzeug.urls import iri_to_uri

from preventiegraaf.snapshot.addresses import count_addresses, read_addresses
from preventiegraaf.web.common.faults import missing
from preventiegraaf.web.common.publishing import address
from preventiegraaf.web.common.served import served

blueprint = Blueprint("crawlers", __name__)

_MOST = 50_000
"""The most addresses that one sitemap may have (sitemaps.org)."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers may fetch: everything but the answers that cost the server work."""
    lines = [
        "User-agent: *",
        "Disallow: /sparql?",
        "Disallow: /store?",
        "Disallow: /search?",
        "Allow: /",
        f"Sitemap: {address()}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The addresses of all pages, or of the sitemaps that hold them if there are too many for one."""
    count = count_addresses(served().snapshot.folder)
    if count + len(_own()) <= _MOST:
        return _written("urlset", "url", [*_own(), *read_addresses(served().snapshot.folder, 0, _MOST)])
    numbers = range(1, -(-count // _MOST) + 1)
    return _written("sitemapindex", "sitemap", ["/sitemap-0.xml", *(f"/sitemap-{number}.xml" for number in numbers)])


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """One of the sitemaps: the first has the pages of the site itself, the others those of things."""
    if number == 0:
        return _written("urlset", "url", _own())
    folder, begin = served().snapshot.folder, (number - 1) * _MOST
    if begin >= count_addresses(folder):
        raise missing("no_sitemap", "/sitemap.xml", number=number)
    return _written("urlset", "url", read_addresses(folder, begin, _MOST))


def _own() -> list[str]:
    """The pages of the site itself."""
    questions = (f"/query/{name}" for name in served().questions)
    return [
        "/",
        "/search",
        "/query/",
        "/concept/",
        "/network",
        "/reasoning",
        "/quality",
        "/sparql",
        "/download/",
        *questions,
    ]


def _written(outer: str, inner: str, paths: Iterable[str]) -> Response:
    response = Response(content_type="application/xml")
    response.set_etag(served().snapshot.digest)
    response.make_conditional(request)
    if response.status_code != 304:
        response.set_data("".join(_lines(outer, inner, paths)))
    return response


def _lines(outer: str, inner: str, paths: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{_SPACE}">\n'
    place = address()
    for path in paths:
        yield f"<{inner}><loc>{escape(iri_to_uri(place + path))}</loc></{inner}>\n"
    yield f"</{outer}>\n"
