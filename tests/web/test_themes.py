from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from preventiegraaf.namespaces import CONCEPT, ID, PREF_LABEL, SKOS, TYPE
from preventiegraaf.querying.things import schemes as reading
from preventiegraaf.querying.things.schemes import filed_under, schemes
from preventiegraaf.querying.things.values import values_of
from preventiegraaf.querying.things.wording import Wording


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
    assert "<dt><span>begrippen hieronder</span></dt>" in page
    assert page.index('id="incoming"') < page.index('id="said-about"')


@pytest.mark.parametrize("theme", ["health", "prevention", "care"])
def test_home_the_list_and_the_page_of_a_theme_count_the_same(client: FlaskClient, theme: str) -> None:
    told = client.get("/concept/?format=json&lang=nl").json
    assert told
    found = flat([concept for scheme in told["schemes"] for concept in scheme["concepts"]])[f"theme/{theme}"]
    home, listed, page = (
        client.get(path, headers={"Accept": "text/html"}).text
        for path in ("/?lang=nl", "/concept/?lang=nl", f"/concept/theme/{theme}?lang=nl")
    )
    address = rf'href="/concept/theme/{theme}\?lang=nl">{found["name"]}'
    counts = [re.search(rf'{address}(?:</a>)? <span class="count">(\d+)', text) for text in (home, listed)]
    assert [int(count[1]) for count in counts if count] == [found["filed"]] * 2
    assert f"{found['filed']} zaken, uitspraken en relaties vallen hieronder" in page
    assert (f"waarvan {found['filed_here']} rechtstreeks" in page) is (found["filed_here"] < found["filed"])


def test_what_is_filed_below_counts_too_and_only_once() -> None:
    top, one = (NamedNode(f"{CONCEPT}s/{name}") for name in ("top", "one"))
    thing, other = (NamedNode(f"{ID}event/{number}") for number in (1, 2))
    about, store = NamedNode(SKOS + "related"), Store()
    store.add(Quad(one, NamedNode(SKOS + "broader"), top))
    store.extend(Quad(subject, about, concept) for subject, concept in ((thing, one), (thing, top), (other, one)))
    (values,) = values_of(store)
    found = filed_under(top, values, Wording(values, "nl"))
    assert (found.count, found.own, [below.count for below in found.below]) == (2, 1, [2])


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
    (values,) = values_of(store)
    (found,) = schemes(values, Wording(values, "nl"))
    assert found.size == 3
    assert [filed.concept for filed in found.top] == [top]
    assert found.top[0].count > 3
    assert [filed.concept for filed in found.top[0].below[0].below] == [two]
    assert found.top[0].below[0].below[0].below == ()
