from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from preventiegraaf.namespaces import CONCEPT, ID, PREF_LABEL, SKOS, TYPE
from preventiegraaf.querying import schemes as reading
from preventiegraaf.querying.schemes import schemes
from preventiegraaf.querying.values import values_of
from preventiegraaf.querying.wording import Wording


def flat(concepts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for concept in concepts:
        found |= {concept["iri"].removeprefix(CONCEPT): concept} | flat(concept["narrower"])
    return found


def test_the_schemes_hold_every_concept_below_its_broader_one(client: FlaskClient) -> None:
    told = client.get("/concept/?format=json&lang=en").json
    assert told
    concepts = flat([concept for scheme in told["schemes"] for concept in scheme["concepts"]])
    assert len(concepts) == 175
    health = concepts["theme/health"]
    assert "theme/prevention" in flat(health["narrower"])
    assert "theme/healthy-behaviour" in flat(flat(health["narrower"])["theme/prevention"]["narrower"])
    assert concepts["theme/prevention"]["filed"] > 10
    assert concepts["role/chair"]["filed"] == 4  # it only follows from the kind of the relation


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Thema’s en andere begrippen"), ("en", "Themes and other concepts")]
)
def test_the_page_leads_to_each_concept(client: FlaskClient, language: str, words: str) -> None:
    page = client.get(f"/concept/?lang={language}", headers={"Accept": "text/html"}).text
    assert words in page
    concepts = set(re.findall(r'href="(/concept/[a-z]+/[^"?]+)', page))
    assert len(concepts) == 175
    assert 'aria-current="page"' in page


def test_the_page_of_a_concept_tells_first_what_is_filed_there(client: FlaskClient) -> None:
    page = client.get("/concept/theme/prevention.html?lang=nl").text
    assert "Wat hieronder valt" in page
    assert page.index('id="incoming"') < page.index('id="said-about"')


def test_an_unused_concept_is_not_in_the_sources_read(client: FlaskClient) -> None:
    told = client.get("/concept/?format=json").json
    assert told
    concepts = flat([concept for scheme in told["schemes"] for concept in scheme["concepts"]])
    unused = [concept for concept in concepts.values() if not concept["filed"] and not concept["narrower"]]
    page = client.get("/concept/?lang=en", headers={"Accept": "text/html"}).text
    assert page.count("nothing in the sources read") == len(unused)


def test_a_ring_of_broader_concepts_ends_and_many_things_are_not_all_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_COUNTED", 3)
    scheme, one, two, top = (NamedNode(CONCEPT + name) for name in ("s", "s/one", "s/two", "s/top"))
    in_scheme, broader = NamedNode(SKOS + "inScheme"), NamedNode(SKOS + "broader")
    store = Store()
    store.add(Quad(scheme, TYPE, NamedNode(SKOS + "ConceptScheme"), DefaultGraph()))
    for concept, above in ((one, two), (two, one), (one, top), (top, None)):
        store.add(Quad(concept, in_scheme, scheme))
        store.add(Quad(concept, PREF_LABEL, Literal(concept.value[-3:], language="nl")))
        if above:
            store.add(Quad(concept, broader, above))
    for number in range(9):
        store.add(Quad(NamedNode(f"{ID}event/{number}"), NamedNode(SKOS + "related"), top))
    (found,) = schemes(store, store, Wording(values_of(store)[0], "nl"))
    assert found.size == 3
    assert [filed.concept for filed in found.top] == [top]
    assert found.top[0].count > 3
    assert [filed.concept for filed in found.top[0].below[0].below] == [two]
    assert found.top[0].below[0].below[0].below == ()
