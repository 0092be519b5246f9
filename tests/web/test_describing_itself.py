from __future__ import annotations

import html
import json
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from preventiegraaf.paths import Root
from preventiegraaf.querying import Pool, read_questions
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def public_client(root: Root, snapshot: Snapshot, pool: Pool) -> FlaskClient:
    questions = {question.name: question for question in read_questions(root.queries)}
    return create_app(Served(snapshot, pool, questions, "https://example.org/graaf/", "info@example.org")).test_client()


@pytest.mark.parametrize("path", ["/void", "/dcat", "/sparql"])
@pytest.mark.parametrize("accept", FORMATS)
def test_each_description_in_each_format(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, accept)
    found = set(parse(response.data, format=FORMATS[accept]))
    assert found == set(parse(client.get(path).data, format=RdfFormat.TURTLE))
    assert len(found) > 500


@pytest.mark.parametrize("path", ["/void", "/dcat"])
def test_suffixes_and_refusals(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}.nt").mimetype == "application/n-triples"
    assert client.get(f"{path}.png").status_code == 404
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.post(path).status_code == 405


def test_the_well_known_place_leads_to_void(client: FlaskClient) -> None:
    response = client.get("/.well-known/void", headers={"Host": "evil.example"})
    assert (response.status_code, response.headers["Location"]) == (303, "/void")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("application/rdf+xml, text/html;q=0.5", "application/rdf+xml"),
        ("text/turtle, application/rdf+xml", "text/turtle"),
    ],
)
def test_the_endpoint_without_a_query(client: FlaskClient, accept: str | None, mimetype: str) -> None:
    response = client.get("/sparql", headers={} if accept is None else {"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.headers["Vary"]
    assert ("<textarea" in response.text) is (mimetype == "text/html")


def test_the_endpoint_without_a_query_says_what_it_wants(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/sparql-results+json"})
    assert response.status_code == 400
    assert "query" in response.text


def addresses(data: bytes) -> set[str]:
    terms = {term for quad in parse(data, format=RdfFormat.TURTLE) for term in quad.triple}
    return {term.value for term in terms if isinstance(term, NamedNode) and "/download/" in term.value}


@pytest.mark.parametrize("path", ["/void", "/dcat"])
def test_addresses_are_those_of_the_host_that_was_asked(client: FlaskClient, path: str) -> None:
    spoofed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    found = addresses(client.get(path, headers={"Host": "graaf.example:8080", **spoofed}).data)
    assert found
    assert all(address.startswith("http://graaf.example:8080/download/") for address in found)


@pytest.mark.parametrize("path", ["/void", "/dcat"])
def test_a_public_address_goes_before_the_host(public_client: FlaskClient, path: str) -> None:
    found = addresses(public_client.get(path, headers={"Host": "evil.example"}).data)
    assert found
    assert all(address.startswith("https://example.org/graaf/download/") for address in found)


@pytest.mark.parametrize("host", ['x"><script>', "a b", "é", "example.org/path", "user@example.org"])
@pytest.mark.parametrize("path", ["/void", "/robots.txt", "/openapi.json", "/sitemap.xml", "/"])
def test_a_host_that_is_none_is_refused(client: FlaskClient, path: str, host: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert "<script>" not in response.text


def test_the_dataset_is_described_in_the_home_page_too(client: FlaskClient) -> None:
    response = client.get("/dataset.jsonld")
    assert response.mimetype == "application/ld+json"
    page = client.get("/").text
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    assert json.loads(match[1]) == json.loads(response.data)
    assert html.unescape(match[1]) == match[1]


def test_whoever_runs_the_server_says_how_to_reach_them(public_client: FlaskClient) -> None:
    described = json.loads(public_client.get("/dataset.jsonld").data)
    assert described["publisher"]["contactPoint"]["email"] == "info@example.org"
    assert described["url"] == "https://example.org/graaf/"
    assert "mailto:info@example.org" in public_client.get("/dcat").text


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient, public_client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml\n" in client.get("/robots.txt").text
    assert "Sitemap: https://example.org/graaf/sitemap.xml\n" in public_client.get("/robots.txt").text
    assert client.get("/robots.txt").mimetype == "text/plain"


def locations(data: bytes) -> list[str]:
    return [place.text or "" for place in ElementTree.fromstring(data).iter(f"{SITEMAP}loc")]  # noqa: S314


def test_every_page_of_the_sitemap_is_there(client: FlaskClient) -> None:
    found = locations(client.get("/sitemap.xml").data)
    assert len(found) == len(set(found)) > 500
    assert {"http://localhost/", "http://localhost/doc/person/jan-binnenmars"} <= set(found)
    assert not any("/passage/" in place for place in found)
    for place in [*found[:70:7], *found[70::60]]:
        assert client.get(place, headers={"Accept": "text/html"}).status_code == 200, place


def test_many_pages_come_in_several_sitemaps(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(client.get("/sitemap.xml").data)
    monkeypatch.setattr("preventiegraaf.web.views.crawlers._MOST", 200)
    parts = locations(client.get("/sitemap.xml").data)
    assert len(parts) > 3
    assert sorted(place for part in parts for place in locations(client.get(part).data)) == sorted(whole)
    for number in (str(len(parts)), "9" * 26):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404
