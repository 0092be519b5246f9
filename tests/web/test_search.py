from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from preventiegraaf.web.texts import TEXTS

HTML = {"Accept": "text/html"}


def test_the_page_shows_hits_with_marks_and_the_words_that_were_asked(client: FlaskClient) -> None:
    page = client.get("/search?q=binnenmars&lang=nl", headers=HTML).text
    assert 'value="binnenmars"' in page
    assert "Jan <mark>Binnenmars</mark>" in page
    assert "/doc/person/jan-binnenmars?lang=nl" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_of_the_page_leads_somewhere(client: FlaskClient, language: str) -> None:
    page = client.get(f"/search?q=voorzitter&lang={language}", headers=HTML).text
    links = set(re.findall(r'href="(/(?:doc|concept|def|query|search)[^"]*)"', page))
    assert len(links) > 30
    for link in links:
        assert client.get(link.replace("&amp;", "&"), headers=HTML).status_code == 200, link


def test_a_choice_can_be_dropped_again(client: FlaskClient) -> None:
    page = client.get("/search?q=twente&kind=place&kind=event&lang=nl", headers=HTML).text
    assert 'href="/search?q=twente&amp;kind=event&amp;lang=nl" aria-current="true"' in page
    assert page.count('aria-current="true"') == 2


def test_what_is_not_found_is_not_in_the_sources_read(client: FlaskClient) -> None:
    page = client.get("/search?q=xyzzyx&lang=nl", headers=HTML).text
    assert "Dit staat niet in de gelezen bronnen." in page
    assert "betekent niet dat het niet bestaat" in page
    page = client.get("/search?q=binnenmars&kind=place&lang=en", headers=HTML).text
    assert "Without these choices there is something to be found." in page


def test_a_slip_of_the_pen_is_said_on_the_page(client: FlaskClient) -> None:
    page = client.get("/search?q=binenmars&lang=nl", headers=HTML).text
    assert "‘binenmars’ komt niet voor; gezocht is op ‘" in page


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": '<script>alert("x")</script>'}, headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_same_as_json(client: FlaskClient) -> None:
    answers = [client.get(path) for path in ("/search.json?q=vws&lang=nl", "/search?q=vws&lang=nl&format=json")]
    one, other = (json.loads(answer.text) for answer in answers)
    assert one == other
    assert one["hits"][0]["iri"].endswith("/ministerie-van-vws")
    assert one["hits"][0]["url"] == "http://localhost/doc/organisation/ministerie-van-vws?lang=nl"
    assert {value["value"] for value in one["facets"]["kind"]} >= {"organisation", "passage"}


def test_a_hit_tells_why_it_was_found(client: FlaskClient) -> None:
    page = client.get("/search?q=binnenmars&kind=organisation&lang=nl", headers=HTML).text
    hits = page.split("<li>")
    assert any("Stichting Evenmens" in hit and "verbonden met Jan <mark>Binnenmars</mark>" in hit for hit in hits)
    page = client.get("/search?q=vws&kind=organisation&lang=nl", headers=HTML).text
    assert "ook genoemd: Ministerie van <mark>VWS</mark>, <mark>VWS</mark>" in page


def test_a_document_is_called_by_what_it_is_more_than_a_document(client: FlaskClient) -> None:
    _, names, kinds, _ = json.loads(client.get("/search/suggestions?q=twentse+koers+winnaar&lang=nl").text)
    assert (names[0], kinds[0]) == ("Twentse Koers winnaar GemeenteDelers 2022", "nieuwsbericht")


def test_a_search_that_differs_has_another_tag(client: FlaskClient) -> None:
    paths = ("?q=a", "?q=b", "?q=a&kind=person", "?q=a&kind=place", "?q=a&page=2", "?q=a&lang=en")
    tags = [client.get(f"/search.json{path}").headers["ETag"] for path in paths]
    assert len(set(tags)) == len(paths)
    again = client.get("/search.json?q=a", headers={"If-None-Match": tags[0]})
    assert again.status_code == 304


def test_suggestions_may_be_of_things_only(client: FlaskClient) -> None:
    kinds = json.loads(client.get("/search/suggestions?q=gemeente&lang=nl").text)[2]
    assert {"passage", "vraag met antwoord", "term van de ontologie"} & set(kinds)
    only = json.loads(client.get("/search/suggestions?q=gemeente&lang=nl&things=true").text)[2]
    assert only
    assert not {"passage", "vraag met antwoord", "term van de ontologie"} & set(only)
    assert client.get("/search/suggestions?q=gemeente&things=perhaps").status_code == 400


def test_suggestions_are_in_the_form_of_opensearch(client: FlaskClient) -> None:
    response = client.get("/search/suggestions?q=jan+bin&lang=en")
    text, names, kinds, links = json.loads(response.text)
    assert response.content_type == "application/x-suggestions+json"
    assert (text, names[0], kinds[0]) == ("jan bin", "Jan Binnenmars", "person")
    assert links[0] == "http://localhost/doc/person/jan-binnenmars?lang=en"
    assert json.loads(client.get("/search/suggestions").text) == ["", [], [], []]


def test_a_browser_is_told_how_to_search(client: FlaskClient) -> None:
    assert 'href="/opensearch.xml?lang=nl"' in client.get("/?lang=nl").text
    response = client.get("/opensearch.xml?lang=nl")
    assert response.content_type == "application/opensearchdescription+xml"
    urls = ElementTree.fromstring(response.text).iter("{http://a9.com/-/spec/opensearch/1.1/}Url")  # noqa: S314 - ours
    for url in urls:
        address = url.attrib["template"].replace("{searchTerms}", "menzis").replace("{startPage?}", "1")
        assert client.get(address, headers={"Accept": url.attrib["type"]}).content_type.startswith(url.attrib["type"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search?page=0", 404),
        ("/search?page=x", 400),
        ("/search?q=menzis&page=900", 404),
        ("/search.xml?q=a", 404),
        ("/search?q=" + "a" * 5000, 200),
        ("/search?q=%00&year=x&region=nope", 200),
    ],
)
def test_bad_input_has_a_clear_answer(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path, headers=HTML).status_code == status


def test_a_choice_that_the_graph_does_not_know_is_told_and_not_taken_for_silence_of_the_sources(
    client: FlaskClient,
) -> None:
    silent = TEXTS["search_none"]["nl"]
    page = client.get("/search?q=preventie&kind=foo&year=1234&lang=nl", headers=HTML).text
    assert silent not in page
    assert f"{TEXTS['search_strange']['nl']}</strong> <code>kind=foo</code>" in page
    assert silent in client.get("/search?q=preventie&year=1234&lang=nl", headers=HTML).text
    found = client.get("/search.json?q=preventie&document=nope&document=jongeriusoverleg").json
    assert found
    assert found["strange"] == ["document=nope"]
    assert found["total"] > 0
