from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from preventiegraaf.paths import Root
from preventiegraaf.querying import Pool
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from preventiegraaf.web.texts import TEXTS, table


def test_home_has_counts_documents_downloads_and_questions(client: FlaskClient, snapshot: Snapshot) -> None:
    page = client.get("/?lang=en").text
    for slug in snapshot.manifest["documents"]:
        assert f"/download/{slug}.ttl" in page
    assert f"<dd>{snapshot.manifest['asserted']:,}</dd>" in page
    assert f"<dd>{snapshot.manifest['asserted']:,}</dd>".replace(",", ".") in client.get("/?lang=nl").text
    assert "/download/preventiegraaf-whole.ttl" in page
    assert page.count('href="/query/') >= 11


def test_home_leads_by_a_fact_to_the_words_and_the_reason_for_it(client: FlaskClient) -> None:
    page = client.get("/?lang=nl").text
    example = page[page.index('<figure class="example">') : page.index("</figure>")]
    words = html.unescape(example.partition("‘")[2].partition("’</blockquote>")[0])
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', example)]
    evidence = next(link for link in links if "/passage/" in link)
    assert words in html.unescape(client.get(evidence, headers={"Accept": "text/html"}).text)
    assert len(links) == 5
    assert all(client.get(link, headers={"Accept": "text/html"}).status_code == 200 for link in links)


def test_the_counts_of_home_are_those_of_search(client: FlaskClient) -> None:
    page = client.get("/?lang=nl").text
    counts = re.findall(r'href="(/search\?kind=[^"]+)">(\d+)</a>', page)
    assert len(counts) == 6
    for link, count in counts:
        found = client.get(html.unescape(link), headers={"Accept": "application/json"})
        assert json.loads(found.text)["total"] == int(count) > 0


def test_documents_stand_on_home_newest_first(client: FlaskClient) -> None:
    page = client.get("/?lang=nl").text
    days = re.findall(r'<time datetime="([^"]+)"', page)
    assert days == sorted(days, reverse=True)
    assert "Verschenen" in page
    assert page.index("op 16 januari 2019") < page.index("Noemt zelf geen datum")


def test_the_questions_of_the_home_page_run_when_clicked(client: FlaskClient) -> None:
    page = client.get("/").text
    links = [part.split('"')[0] for part in page.split('href="/query/')[1:] if not part.startswith("?")]
    assert len(links) == 10
    for link in links:
        answer = client.get(f"/query/{link.replace('&amp;', '&')}", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert "<table" in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/", {}, "nl"),
        ("/", {"Accept-Language": "en-GB,en;q=0.9"}, "en"),
        ("/?lang=en", {}, "en"),
        ("/?lang=nl", {"Accept-Language": "en"}, "nl"),
        ("/?lang=fr", {"Accept-Language": "de"}, "nl"),
    ],
)
def test_the_language_of_a_page(client: FlaskClient, path: str, headers: dict[str, str], language: str) -> None:
    page = client.get(path, headers=headers).text
    assert f'<html lang="{language}">' in page
    assert TEXTS["home_ask"][language] in page


def test_every_text_is_there_in_both_languages() -> None:
    assert all(texts.keys() == {"nl", "en"} and all(texts.values()) for texts in TEXTS.values())


def test_no_text_hides_another() -> None:
    parts = [set(part) for name, part in vars(table).items() if name.endswith("_TEXTS")]
    assert len(parts) > 5
    assert [first & second for first, second in combinations(parts, 2) if first & second] == []


def test_a_question_takes_a_parameter(client: FlaskClient) -> None:
    mine = client.get("/query/wat-zei-iemand", query_string={"format": "csv"})
    other = client.get(
        "/query/wat-zei-iemand",
        query_string={"format": "csv", "speaker": "https://w3id.org/preventiegraaf/id/person/katleen-horck"},
    )
    assert mine.status_code == other.status_code == 200
    assert mine.data != other.data


def test_a_parameter_that_is_no_term_is_refused(client: FlaskClient) -> None:
    response = client.get("/query/wat-zei-iemand", query_string={"speaker": "not an iri"})
    assert response.status_code == 400
    assert "speaker" in response.text


@pytest.mark.parametrize("path", ["/query/nope", "/download/nope.ttl", "/download/../pyproject.toml", "/nope"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_download_is_typed_tagged_and_ranged(client: FlaskClient) -> None:
    path = "/download/jongeriusoverleg.ttl"
    response = client.get(path, buffered=True)
    assert response.content_type == "text/turtle; charset=utf-8"
    assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}, buffered=True).status_code == 304
    part = client.get(path, headers={"Range": "bytes=0-6"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"@prefix")


def test_every_answer_has_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/sparql", "/nope", "/download/preventiegraaf.ttl"):
        headers = client.get(path, buffered=True).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/", "/search?q=menzis", "/search.json?q=menzis", "/search/suggestions?q=m", "/opensearch.xml"]
)
def test_head_gives_what_get_gives_without_a_body(client: FlaskClient, path: str) -> None:
    whole, head = client.get(path, headers={"Accept": "*/*"}), client.head(path, headers={"Accept": "*/*"})
    assert (head.status_code, head.data) == (200, b"")
    for headers in (whole.headers, head.headers):
        headers.remove("Date")
    assert dict(head.headers) == dict(whole.headers)
    again = client.get(path, headers={"Accept": "*/*", "If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


def test_the_home_page_bears_a_document_whose_day_is_none(
    make_root: Callable[..., Root], tmp_path: Path, pool: Pool
) -> None:
    said = "<https://w3id.org/preventiegraaf/id/document/page> <https://schema.org/datePublished> 'in spring' ."
    root = make_root(**{"data/documents/page.ttl": said})
    snapshot = build(root, Shelf(tmp_path / "snapshots", root), ColumnarReasoner(), lambda _: None)
    text = create_app(Served(snapshot, pool, {})).test_client().get("/?lang=en").text
    assert TEXTS["home_no_day"]["en"] in text
