from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient


class Links(HTMLParser):
    """The links in the head of a page, and which of them are marked as current."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, bool] = {}
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._inside |= tag == "header"
        if tag == "a" and self._inside:
            self.found[values.get("href") or ""] = values.get("aria-current") == "page"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "header"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_head_leads_only_to_pages_that_are_there_and_keep_the_language(client: FlaskClient, language: str) -> None:
    found = Links(client.get(f"/?lang={language}").text).found
    assert len(found) == 9
    for href in found:
        page = client.get(href, headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert f'<html lang="{href[-2:]}">' in page.text


def test_the_head_tells_in_which_subject_the_reader_is(client: FlaskClient) -> None:
    page = client.get("/query/wie-is-voorzitter-van-wat", headers={"Accept": "text/html"}).text
    assert [href for href, current in Links(page).found.items() if current] == ["/query/?lang=nl"]


@pytest.mark.parametrize(
    "path", ["/", "/query/", "/def", "/download/", "/sparql", "/nope", "/doc/person/jan-binnenmars"]
)
def test_every_page_has_its_landmarks_and_runs_under_the_policy(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert len(re.findall(r"<h1", page)) == 1
    for landmark in ('<header class="site">', '<main id="content"', "<nav ", "<footer", 'href="#content"'):
        assert landmark in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
