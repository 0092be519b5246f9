from __future__ import annotations

import html
import json
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from preventiegraaf.querying.things.network import Network
from preventiegraaf.web.texts import TEXTS
from preventiegraaf.web.views import network

JAN = "https://w3id.org/preventiegraaf/id/person/jan-binnenmars"


def data(client: FlaskClient, **parameters: str) -> dict[str, list[dict[str, str]]]:
    response = client.get("/network.json", query_string={"lang": "nl", **parameters})
    assert response.mimetype == "application/json"
    loaded: dict[str, list[dict[str, str]]] = json.loads(response.data)
    return loaded


def page(client: FlaskClient, **parameters: str) -> str:
    return client.get("/network", query_string={"lang": "nl", **parameters}, headers={"Accept": "text/html"}).text


def test_the_table_says_what_the_picture_draws(client: FlaskClient) -> None:
    for parameters in ({}, {"year": "2019"}, {"kind": "person"}, {"document": "jongeriusoverleg"}, {"about": JAN}):
        edges = data(client, **parameters)["edges"]
        text = page(client, **parameters)
        assert text.count("<tr>") == max(1, len(edges)) + (1 if edges else -1)
        assert (TEXTS["no_ties_here"]["nl"] in text) == (not edges)


def test_each_tie_of_the_table_opens_its_words(client: FlaskClient) -> None:
    rows = page(client, about=JAN).partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert len(rows) > 10
    assert all('<details class="proof">' in row for row in rows)
    assert all('<a href="/doc/passage/' in row for row in rows)


@pytest.mark.parametrize(
    ("parameters", "reference"),
    [
        ({"about": JAN, "year": "2019"}, f"“Banden van Jan Binnenmars”. .*/network\\?about={JAN}&year=2019"),
        ({"year": ""}, r"“Netwerk”. .*/network\."),
    ],
)
def test_a_network_can_be_cited_as_it_is_shown(client: FlaskClient, parameters: dict[str, str], reference: str) -> None:
    found = page(client, **parameters).partition('id="reference">')[2].partition("</p>")[0]
    assert re.search(reference, unquote(html.unescape(found)))


def test_every_edge_has_its_ends_and_its_documents(client: FlaskClient) -> None:
    found = data(client)
    known = {node["id"] for node in found["nodes"]}
    assert len(found["edges"]) > 50
    assert {end for edge in found["edges"] for end in (edge["source"], edge["target"])} == known
    assert all(edge["documents"] for edge in found["edges"])
    assert len({edge["id"] for edge in found["edges"]}) == len(found["edges"])
    names = {node["id"]: node["label"] for node in found["nodes"]}
    assert names[JAN] == "Jan Binnenmars"


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "2019"), ("document", "jongeriusoverleg"), ("theme", "prevention"), ("kind", "person"), ("about", JAN)],
)
def test_each_choice_narrows(client: FlaskClient, name: str, value: str) -> None:
    assert len(data(client, **{name: value})["edges"]) < len(data(client)["edges"])


def test_what_is_certain_in_a_year_is_less_than_what_is_possible(client: FlaskClient) -> None:
    possible, certain = data(client, year="2019"), data(client, year="2019", certainly="1")
    assert 0 < len(certain["edges"]) < len(possible["edges"])
    assert all(edge["certain"] for edge in certain["edges"])
    assert not all(edge["certain"] for edge in possible["edges"])


def test_it_is_tagged_by_what_it_says(client: FlaskClient) -> None:
    first = client.get("/network.json?lang=nl")
    tag = first.headers["ETag"]
    assert client.get("/network.json?lang=nl", headers={"If-None-Match": tag}).status_code == 304
    for other in ("/network.json?lang=en", "/network.json?lang=nl&year=2019", "/network?lang=nl"):
        assert client.get(other, headers={"If-None-Match": tag, "Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *["year=x", "year=", "year=0", "year=10000", "year=000019999999", f"year=00001{'0' * 5_000}"],
        *["kind=cat", "document=nope", "about=no%20iri", "theme=%3C"],
    ],
)
def test_a_choice_that_cannot_be_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/network?{query}").status_code == (200 if query == "year=" else 400)
    assert client.get("/network.csv").status_code == 404


@pytest.mark.parametrize(("language", "told"), [("nl", "berust op 1.000 ervan"), ("en", "rests on 1,000 of them")])
def test_a_network_that_was_cut_says_so_with_the_number(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    assert told not in page(client, lang=language)
    monkeypatch.setattr(network, "_network", lambda: Network((), complete=False))
    assert told in page(client, lang=language)
