from __future__ import annotations

import hashlib
import json
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web.views import downloads

TURTLE = "/download/jongeriusoverleg.ttl"


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()}, buffered=True)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("jongeriusoverleg.ttl", "text/turtle; charset=utf-8"),
        ("jongeriusoverleg.jsonld", "application/ld+json"),
        ("jongeriusoverleg.ttl.gz", "application/gzip"),
        ("jongeriusoverleg.nq.zst", "application/zstd"),
        ("persons.csv", "text/csv; charset=utf-8"),
        ("tables.zip", "application/zip"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_sent_as_it_is(client: FlaskClient, snapshot: Snapshot, name: str, content_type: str) -> None:
    response = get(client, f"/download/{name}", Accept_Encoding="gzip, zstd")
    assert response.content_type == content_type
    assert response.data == snapshot.path(snapshot.downloads[name]).read_bytes()
    assert "Content-Encoding" not in response.headers
    assert "no-transform" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.headers["ETag"] == f'"{hashlib.sha256(response.data).hexdigest()}"'
    assert "Last-Modified" not in response.headers
    assert 'rel="license"' in response.headers["Link"]


def test_what_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    tag = get(client, TURTLE).headers["ETag"]
    response = get(client, TURTLE, If_None_Match=f'"other", {tag}')
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == tag
    assert get(client, TURTLE, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-6", 206, 0, 7),
        ("bytes=-5", 206, -5, None),
        ("bytes=-99999999", 206, 0, None),
        ("bytes=10-", 206, 10, None),
        ("bytes=10-99999999", 206, 10, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("lines=0-6", 200, 0, None),
        ("bytes=6-2", 200, 0, None),
        ("bytes=x", 200, 0, None),
    ],
)
def test_ranges(client: FlaskClient, asked: str, status: int, start: int, end: int | None) -> None:
    whole = get(client, TURTLE).data
    part = get(client, TURTLE, Range=asked)
    assert (part.status_code, part.data) == (status, whole[start:end])


def test_a_range_beyond_the_end_is_not_satisfiable(client: FlaskClient) -> None:
    whole = get(client, TURTLE)
    response = get(client, TURTLE, Range="bytes=99999999-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(whole.data)}"


def test_a_range_counts_only_for_the_bytes_that_the_client_knows(client: FlaskClient) -> None:
    tag = get(client, TURTLE).headers["ETag"]
    assert get(client, TURTLE, Range="bytes=0-6", If_Range=tag).status_code == 206
    assert get(client, TURTLE, Range="bytes=0-6", If_Range='"other"').status_code == 200


def test_head_gives_the_headers_only(client: FlaskClient) -> None:
    response = client.head(TURTLE, buffered=True)
    whole = get(client, TURTLE)
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == str(len(whole.data))
    assert response.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "../manifest.json",
        "..%2Fmanifest.json",
        "%2e%2e/manifest.json",
        "..%5Cmanifest.json",
        "%2Fetc%2Fpasswd",
        "....//manifest.json",
        "jongeriusoverleg.ttl%00.gz",
        "jongeriusoverleg.ttl/",
        "JONGERIUSOVERLEG.ttl",
        "%0d%0aX-Evil:%20yes",
    ],
)
def test_nothing_but_the_downloads_is_sent(client: FlaskClient, path: str) -> None:
    response = get(client, f"/download/{path}")
    assert response.status_code == 404
    assert "X-Evil" not in response.headers


def test_other_methods_are_refused(client: FlaskClient) -> None:
    for response in (client.post(TURTLE), client.put(TURTLE), client.delete(TURTLE)):
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


def test_the_manifest_lists_every_file(client: FlaskClient, snapshot: Snapshot) -> None:
    by_name = get(client, "/download/manifest.json")
    by_accept = get(client, "/download/", Accept="application/json")
    assert by_name.data == by_accept.data
    assert by_name.mimetype == by_accept.mimetype == "application/json"
    listed = json.loads(by_name.data)
    assert [file["name"] for file in listed["files"]] == list(snapshot.downloads)
    assert {file["part"] for file in listed["files"]} - {"checksums"} == {part["name"] for part in listed["parts"]}
    for file in listed["files"][::40]:
        found = get(client, urlsplit(file["url"]).path)
        assert (len(found.data), hashlib.sha256(found.data).hexdigest()) == (file["size"], file["sha256"])


@pytest.mark.parametrize(("language", "words"), [("nl", "Alles: vastgelegd en afgeleid"), ("en", "Everything:")])
def test_the_page_links_to_every_file(client: FlaskClient, snapshot: Snapshot, language: str, words: str) -> None:
    page = get(client, f"/download/?lang={language}", Accept="text/html").text
    assert words in page
    for name, file in snapshot.downloads.items():
        if file.same_as is None:
            assert f'href="/download/{name}"' in page, name


def test_each_form_of_the_reference_has_a_button_that_says_what_it_copies(client: FlaskClient) -> None:
    page = get(client, "/download/?lang=nl").text
    assert all(f">Kopieer {name}</button>" in page for name in ("BibTeX", "RIS"))


def test_the_home_page_offers_downloads_that_exist(client: FlaskClient) -> None:
    page = client.get("/").text
    links = [part.split('"')[0] for part in page.split('href="/download/')[1:]]
    assert "tables.xlsx" in links
    for link in links:
        assert get(client, f"/download/{link}").status_code == 200


def test_many_parts_stand_on_several_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = links(get(client, "/download/", Accept="text/html").text)
    monkeypatch.setattr(downloads, "_PAGE_PARTS", 4)
    pages = [get(client, "/download/", Accept="text/html")]
    while following := re.search(r'rel="next" href="([^"]+)"', pages[-1].text):
        pages.append(get(client, unescape(following[1]), Accept="text/html"))
    assert len(pages) > 2
    found = [link for page in pages for link in links(page.text)]
    assert sorted(found) == sorted(every)
    assert len({page.headers["ETag"] for page in pages}) == len(pages)
    assert get(client, f"/download/?page={len(pages) + 1}", Accept="text/html").status_code == 404
    assert (
        get(client, "/download/?page=2", Accept="application/json").json == get(client, "/download/manifest.json").json
    )


def links(page: str) -> list[str]:
    return re.findall(r'<td><a href="(/download/[^"]+)"', page)
