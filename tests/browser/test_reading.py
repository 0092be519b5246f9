"""Reading in a real browser: from a search to the words of a document, from an inference to its leaves, the network."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

JAN = "/doc/person/jan-binnenmars?lang=nl"


def test_from_a_search_to_the_words_in_the_document(page: Page) -> None:
    page.goto("/")
    field = page.locator("input[type=search]:visible").first
    field.fill("Binnenmars")
    field.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Jan Binnenmars", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jan Binnenmars")
    proof = page.locator("details.proof").filter(has=page.locator("cite")).first
    proof.locator("summary").click()
    words = proof.locator("blockquote a").first
    expect(words).to_be_visible()
    quoted = words.inner_text()
    words.click()
    expect(page.get_by_role("main")).to_contain_text(quoted)
    page.get_by_role("main").get_by_role("link", name=re.compile("Jan Binnenmars")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_from_an_inference_to_the_words_of_its_leaves(page: Page) -> None:
    page.goto(JAN)
    mark = page.locator("a.mark.why:visible").first
    mark.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waarom")
    proof = page.locator(".follows > .derivation")
    leaves = proof.locator("li:has(> p.sentence):not(:has(.derivation))")
    assert leaves.count() >= 1
    expect(leaves.last.locator("cite").first).to_be_visible()  # leaves with the same words share them
    words = proof.locator("blockquote").first
    expect(words).to_be_visible()
    words.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("Binnenmars"))


def test_the_network_is_filtered_by_kind_and_year(page: Page) -> None:
    page.goto("/network")
    page.locator("#picture[data-ready]").wait_for()
    count = page.locator("#ties .count")
    whole = int(count.inner_text())
    page.get_by_label("gebeurtenissen").uncheck()
    expect(count).not_to_have_text(str(whole))
    without_events = int(count.inner_text())
    assert without_events < whole
    page.get_by_label("alleen wat in dat jaar zeker zo was").check()
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("End")
    for _ in range(3):
        slider.press("ArrowLeft")
    expect(page.locator("#slid")).to_have_text("2019")
    expect(page).to_have_url(re.compile("year=2019"))
    expect(page.locator("#ties tbody tr").first).to_contain_text("Jan Binnenmars")
    drawn = page.evaluate("() => window.network.edges().length")
    assert 0 < drawn == int(count.inner_text()) < without_events


def test_the_picture_of_the_network_opens_and_is_saved(page: Page) -> None:
    page.goto("/network?year=2019&certainly=1")
    page.locator("#picture[data-ready]").wait_for()
    before = page.evaluate("() => window.network.nodes().length")
    page.evaluate("() => { window.network.nodes('[kind = \"person\"]')[0].emit('tap'); }")
    expect(page.locator("#told")).to_contain_text("Open de pagina")
    assert page.evaluate("() => window.network.nodes().length") > before
    for name, signature in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as waited:
            page.get_by_role("button", name=name).click()
        assert Path(waited.value.path()).read_bytes().startswith(signature)
    page.locator("#told").get_by_role("link", name="Open de pagina").click()
    expect(page).to_have_url(re.compile("/doc/person/"))


COVERING = """async () => {
  const { nameBox, overlap } = await import("/static/drawing.js");
  const shown = () => window.network.nodes().filter((node) => node.style("text-opacity") === "1").map(nameBox);
  const covers = (box, place, boxes) => boxes.some((other, later) => later > place && overlap(box, other));
  for (let tries = 0; tries < 600 && shown().some(covers); tries += 1) await new Promise((go) => setTimeout(go, 100));
  return [shown().length, shown().filter(covers).length];
}"""


def test_no_name_in_the_network_covers_another(page: Page) -> None:
    page.goto("/network")
    page.locator("#picture[data-ready]").wait_for()
    shown, covering = page.evaluate(COVERING)
    assert covering == 0
    assert 10 < shown < page.evaluate("() => window.network.nodes().length")


def test_the_network_is_a_table_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto("/network")
    rows = page.locator("#ties tbody tr")
    whole = rows.count()
    page.get_by_label("Thema").select_option(index=1)
    page.get_by_role("button", name="Laat zien").click()
    expect(rows).not_to_have_count(whole)
    assert 0 < rows.count() < whole
    context.close()
