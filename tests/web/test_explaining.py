"""Explanations over HTTP: negotiation, the page, errors, and the page on reasoning."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, urlparse

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from werkzeug.test import TestResponse

from preventiegraaf.namespaces import PROV
from preventiegraaf.reasoning.rules import RULES
from preventiegraaf.web.presentation.reasoning_kinds import KINDS
from preventiegraaf.web.texts import TEXTS

HTML = {"Accept": "text/html"}
CHAIN = {"subject": "Jan Binnenmars", "predicate": "is betrokken bij", "object": "Vitaal Twente"}
DEFINITION = {
    "subject": "collaboration:twentse-koers",
    "predicate": "a",
    "object": "pg:MunicipalityInsurerCollaboration",
}


def ask(client: FlaskClient, accept: str = "application/json", **fields: str) -> TestResponse:
    return client.get("/explain", query_string=fields, headers={"Accept": accept})


def shown(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def links(page: str, pattern: str = "") -> list[str]:
    return [link for link in map(html.unescape, re.findall(r'href="([^"]*)"', page)) if re.search(pattern, link)]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_fact_that_follows_is_explained_down_to_words(client: FlaskClient) -> None:
    told = json.loads(ask(client, **CHAIN).data)
    assert told["statements"][0]["sentence"] == "Jan Binnenmars is betrokken bij Vitaal Twente"
    assert {one["rule"] for one in told["applications"]} >= {"prp-spo1", "prp-spo2"}
    for derivation in told["derivations"]:
        leaves = [told["statements"][leaf] for leaf in derivation["leaves"]]
        assert all(leaf["asserted"] for leaf in leaves)
        assert any(origin["evidence"] for leaf in leaves for origin in leaf["asserted"])
    assert len(told["documents"]) == 2


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("text/html", "text/html"),
    ],
)
def test_the_form_is_negotiated(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = ask(client, accept, **CHAIN)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_turtle_has_an_activity_for_each_rule_applied(client: FlaskClient) -> None:
    told = json.loads(ask(client, **DEFINITION).data)
    turtle = ask(client, "text/turtle", **DEFINITION)
    triples = [quad.triple for quad in parse(turtle.data, format=RdfFormat.TURTLE)]
    activities = {triple.subject for triple in triples if triple.object == NamedNode(PROV + "Activity")}
    assert len(activities) == len(told["applications"])


def test_the_page_is_a_proof_that_reads_without_script(client: FlaskClient) -> None:
    page = main_of(ask(client, "text/html", lang="nl", **DEFINITION).text)
    text = shown(page)
    assert "Twentse Koers heeft als partner de 14 Twentse gemeenten" in text
    assert "de 14 Twentse gemeenten zijn partner in Twentse Koers" in text
    assert "Dit berust op" in text
    assert links(page, "^/doc/passage/twentse-koers-gemeentedelers-")
    assert page.count("<blockquote>") == len(links(page, "^/doc/passage/"))
    assert '<section class="follows"' in page
    assert "<summary>Ook zo: afleiding 2 van 2" in page
    assert "<script" not in page
    assert page.count("<ol") == page.count("</ol>")
    assert {urlparse(link).fragment for link in links(page, "/reasoning")} >= {"cls-int1", "cls-svf1", "prp-spo2"}


def test_the_page_speaks_english_too(client: FlaskClient) -> None:
    text = shown(ask(client, "text/html", lang="en", **DEFINITION).text)
    assert "the 14 municipalities of Twente are a partner in Twentse Koers" in text
    assert "This rests on" in text


def test_names_are_escaped_in_sentences(client: FlaskClient) -> None:
    answer = ask(client, "text/html", subject="Menzis", predicate="skos:prefLabel", object='"<b>"@nl')
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_what_is_stated_is_its_own_leaf(client: FlaskClient) -> None:
    fields = {"subject": "person:jan-binnenmars", "predicate": "skos:prefLabel", "object": '"Jan Binnenmars"@nl'}
    told = json.loads(ask(client, **fields).data)
    assert told["derivations"] == [{"applications": [], "leaves": [0]}]
    assert told["statements"][0]["asserted"][0]["file"] == "data/register.ttl"
    assert told["documents"] == [[]]
    assert "De ontologie en het register zijn hiervoor genoeg" in ask(client, "text/html", lang="nl", **fields).text


def test_sources_restrict_an_explanation(client: FlaskClient) -> None:
    one = json.loads(ask(client, sources="gesprek-met-binnenmars", **CHAIN).data)
    graphs = {origin["graph"] for statement in one["statements"] for origin in statement["asserted"]}
    assert not any(graph.endswith("binnenmars-ambassadeur") for graph in graphs)
    assert len(one["documents"]) == 1
    none = ask(client, sources="jongeriusoverleg", **CHAIN)
    assert none.status_code == 404
    assert "by these sources" in none.text


def test_tags_tell_explanations_apart(client: FlaskClient) -> None:
    asked = [{}, {"sources": "gesprek-met-binnenmars"}, {"derivations": "1"}, {"lang": "en"}]
    tags = [ask(client, **CHAIN, **more).headers["ETag"] for more in asked]
    assert len(set(tags)) == len(tags)
    again = client.get("/explain", query_string=CHAIN, headers={"If-None-Match": tags[0], "Accept": "application/json"})
    assert again.status_code == 304


def test_a_limit_cuts_and_says_so(client: FlaskClient) -> None:
    whole = json.loads(ask(client, **CHAIN).data)
    cut = json.loads(ask(client, derivations="1", **CHAIN).data)
    assert (len(whole["derivations"]), whole["complete"]) == (3, True)
    assert (len(cut["derivations"]), cut["complete"]) == (1, False)
    assert "meer afleidingen" in ask(client, "text/html", lang="nl", derivations="1", **CHAIN).text


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({}, 400, "lacks subject and predicate and object"),
        ({"subject": "Menzis"}, 400, "lacks predicate and object"),
        ({**CHAIN, "subject": "Niemand"}, 400, "Nothing here is called"),
        ({**CHAIN, "object": "Menzis"}, 404, "does not hold"),
        ({**CHAIN, "derivations": "0"}, 400, "derivations=0"),
        ({**CHAIN, "derivations": "0000019"}, 400, "derivations=0000019"),
        ({**CHAIN, "derivations": "000001" + "0" * 5_000}, 400, "derivations=000001"),
        ({**CHAIN, "derivations": "٣"}, 400, "no number"),
        ({**CHAIN, "sources": "x"}, 400, "no document x"),
        ({**CHAIN, "format": "csv"}, 406, "On offer"),
        ({**CHAIN, "subject": '"x"'}, 400, "is no text"),
    ],
)
def test_errors_say_what_is_wrong(client: FlaskClient, fields: dict[str, str], status: int, message: str) -> None:
    answer = ask(client, "text/plain" if "format" not in fields else "*/*", **fields)
    if status != 406 and "format" not in fields:
        answer = ask(client, "application/json", **fields)
    assert answer.status_code == status
    assert message in answer.text


def test_a_page_says_what_does_hold_where_the_fact_does_not(client: FlaskClient) -> None:
    fields = {**CHAIN, "predicate": "ligt in"}
    answer = ask(client, "text/html", lang="nl", **fields)
    assert answer.status_code == 404
    page = main_of(answer.text)
    assert "Jan Binnenmars ligt in Vitaal Twente" in shown(page)
    assert "Jan Binnenmars is betrokken bij Vitaal Twente" in shown(page)
    for link in links(page, r"/explain\?subject"):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200
    restricted = ask(client, "text/html", lang="nl", sources="jongeriusoverleg", **CHAIN)
    assert restricted.status_code == 404
    assert "Alleen deze documenten deden mee: Het Jongeriusoverleg" in shown(restricted.text)


def test_without_a_triple_a_form_asks(client: FlaskClient) -> None:
    page = main_of(ask(client, "text/html", lang="nl").text)
    names = re.findall(r'<input[^>]* name="(\w+)"', page)
    assert list(dict.fromkeys(names)) == ["lang", "subject", "predicate", "object", "sources"]
    assert all(f'<label for="why-{name}">' in page for name in names[1:4])


def test_a_thing_links_to_why_what_follows_follows(client: FlaskClient) -> None:
    found = links(client.get("/doc/person/jan-binnenmars", headers={"Accept": "text/html"}).text, r"/explain\?")
    assert found
    for link in found[:3]:
        fields = {name: values[0] for name, values in parse_qs(urlparse(link).query).items()}
        assert ask(client, **fields).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_on_reasoning_has_an_example_of_each_kind_from_the_graph(client: FlaskClient, language: str) -> None:
    page = main_of(client.get(f"/reasoning?lang={language}").text)
    assert page.count('<p class="sentence">') == len(KINDS)
    assert re.findall(r'<tr id="([\w-]+)"', page) == [rule.name for rule in RULES]
    for link in links(page, r"^/explain\?subject"):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200


def test_a_fact_can_be_cited_with_an_address_that_fits_a_text(client: FlaskClient) -> None:
    page = html.unescape(client.get("/explain", query_string=CHAIN | {"lang": "nl"}, headers=HTML).text)
    (reference,) = re.findall(r'<p class="reference" id="reference">([^<]+)</p>', page)
    assert "“Jan Binnenmars is betrokken bij Vitaal Twente”" in reference
    (address,) = re.findall(r"http://localhost(/explain\?\S+)\. Berust op: ‘", reference)
    assert address.startswith("/explain?subject=person:jan-binnenmars&predicate=pg:involvedIn&object=")
    again = client.get(address, headers=HTML)
    assert again.status_code == 200
    assert "betrokken bij" in again.text


def test_a_reference_to_a_fact_names_each_document_that_is_enough_and_has_a_key_of_its_own(client: FlaskClient) -> None:
    keys = set()
    for object_, words in (("Vitaal Twente", "; of op: ‘"), ("Stichting Evenmens", "Berust op: ‘")):
        parameters = {"subject": "Jan Binnenmars", "predicate": "is betrokken bij", "object": object_, "lang": "nl"}
        page = client.get("/explain", query_string=parameters, headers={"Accept": "text/html"}).text
        assert words in page.partition('id="reference">')[2].partition("</p>")[0]
        keys |= set(re.findall(r"@misc{([a-z-]+),", page, re.IGNORECASE))
    assert keys == {
        "explain-jan-binnenmars-involvedIn-vitaal-twente",
        "explain-jan-binnenmars-involvedIn-stichting-evenmens",
    }


def test_the_form_offers_properties_and_documents(client: FlaskClient) -> None:
    page = client.get("/explain?lang=nl", headers=HTML).text
    options = re.findall(r'<option value="([^"]+)">', page)
    assert {"is betrokken bij", "is voorzitter van"} <= set(options)
    boxes = re.findall(r'name="sources" value="([^"]+)"', page)
    assert "jongeriusoverleg" in boxes
    two = [("sources", "gesprek-met-binnenmars"), ("sources", "binnenmars-ambassadeur")]
    told = client.get("/explain", query_string=[*CHAIN.items(), *two, ("lang", "nl")], headers=HTML)
    assert told.status_code == 200
    assert told.text.count(" checked>") == len(two)


def test_what_does_not_follow_from_some_documents_is_not_said_to_follow_from_none(client: FlaskClient) -> None:
    parameters = {"subject": "Jan Binnenmars", "predicate": "is betrokken bij", "object": "Vitaal Twente", "lang": "nl"}
    chosen = {**parameters, "sources": "jongeriusoverleg"}
    answer = client.get("/explain", query_string=chosen, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Dit volgt niet uit de documenten die u koos" in answer.text
    assert TEXTS["not_held_lead"]["nl"] not in answer.text
    assert TEXTS["near_held"]["nl"] not in answer.text
    whole = answer.text.partition(TEXTS["held_elsewhere"]["nl"])[2].partition("</p>")[0]
    (address,) = re.findall(r'href="([^"]+)"', whole)
    assert client.get(html.unescape(address), headers={"Accept": "text/html"}).status_code == 200
    nowhere = {**chosen, "object": "Portefeuillehoudersoverleg"}
    page = client.get("/explain", query_string=nowhere, headers={"Accept": "text/html"}).text
    assert TEXTS["held_elsewhere"]["nl"] not in page
    assert TEXTS["not_held_by_these_lead"]["nl"] in page
