"""axe-core finds no fault in any page, light or dark, and no page asks another host for anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

ASKED = urlencode({"query": "SELECT * { ?person pg:chairs ?body }"})
WHY = urlencode({"subject": "Jan Binnenmars", "predicate": "is betrokken bij", "object": "Vitaal Twente"})
MENZIS = "https://w3id.org/preventiegraaf/id/organisation/menzis"
PAGES = {
    "home": "/",
    "search": "/search?q=preventie&kind=person&year=2018",
    "search without hits": "/search?q=xyzzyx&lang=en",
    "network": "/network?year=2019&kind=person&kind=organisation",
    "gallery": "/query/",
    "question": "/query/wat-zei-iemand",
    "question about a thing by name": "/query/in-welke-documenten-staat-een-zaak",
    "question without answer": f"/query/wat-zei-iemand?{urlencode({'speaker': MENZIS})}",
    "verdict": "/query/is-een-samenwerking-een-preventiecoalitie",
    "SPARQL": "/sparql",
    "answer": f"/sparql?{ASKED}",
    "empty answer": f"/sparql?{urlencode({'query': 'SELECT * { ?p pg:chair ?b }'})}",
    "quality": "/quality",
    "schemes": "/concept/",
    "person": "/doc/person/jan-binnenmars",
    "collaboration": "/doc/collaboration/twentse-koers",
    "document": "/doc/document/binnenmars-ambassadeur",
    "concept": "/concept/theme/prevention",
    "scheme": "/concept/theme",
    "graph": "/graph/register",
    "downloads": "/download/",
    "ontology": "/def",
    "group of which much is unknown": "/doc/group/veertien-twentse-gemeenten",
    "reasoning": "/reasoning",
    "explanation": f"/explain?{WHY}",
    "form for an explanation": "/explain",
    "not found": "/doc/person/binenmars",
    "no SPARQL": "/sparql?query=SELECT+nothing",
}
RUN = """async (options) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  const shown = (nodes) => nodes.slice(0, 3).map((node) => node.html);
  return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: shown(nodes) }));
}"""
CONTRAST = {"runOnly": ["color-contrast"]}
"""What may differ between light and dark."""


def faults(page: Page, axe: str, **options: object) -> list[dict[str, object]]:
    """What axe finds wrong with a page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    found: list[dict[str, object]] = page.evaluate(RUN, options)
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(walking: Page, axe: str, path: str) -> None:
    walking.emulate_media(color_scheme="light", reduced_motion="reduce")
    walking.goto(path, wait_until="load")
    found = faults(walking, axe)
    walking.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += faults(walking, axe, **CONTRAST)
    assert found == [], json.dumps(found, indent=1, ensure_ascii=False)


def test_axe_finds_nothing_in_a_document_with_its_text(reading: Page, axe: str) -> None:
    reading.goto("/doc/document/binnenmars-ambassadeur")
    found = faults(reading, axe)
    assert found == [], json.dumps(found, indent=1, ensure_ascii=False)


def test_axe_finds_nothing_in_the_views_of_an_answer(page: Page, axe: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/sparql?{urlencode({'query': 'SELECT * { ?m org:member ?p ; pg:earliestBegin ?b } LIMIT 5'})}")
    page.locator("html[data-ready]").wait_for()
    page.get_by_role("button", name="Stel de vraag").click()
    for view, shows in (("Tabel", "tbody tr"), ("Netwerk", "canvas"), ("Tijdlijn", "time"), ("Ruw", "pre")):
        page.get_by_role("button", name=view).click()
        page.locator(f"#view {shows}").first.wait_for(state="attached")
        assert faults(page, axe) == [], view


def test_a_request_to_another_host_is_noticed(
    browser: Browser, site: str, watch: Callable[[BrowserContext], Any]
) -> None:
    context = browser.new_context(base_url=site)
    seen = watch(context)
    page = context.new_page()
    page.goto("/")
    assert seen.strangers(site) == []
    with suppress(Error):
        page.goto("http://127.0.0.1:9/")
    assert seen.strangers(site) == ["http://127.0.0.1:9/"]
    context.close()


def test_axe_finds_what_is_wrong(page: Page, axe: str) -> None:
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    assert [fault["id"] for fault in faults(page, axe)] == ["image-alt"]


def test_open_suggestions_are_accessible(page: Page, axe: str) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("gem")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert faults(page, axe) == []
