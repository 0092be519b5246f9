"""Asking in a real browser: questions, the editor, its views, and the same by keyboard or without scripts."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

KATLEEN = "Katleen Horck"


def test_a_question_with_a_parameter_becomes_a_file(page: Page) -> None:
    page.goto("/query/")
    page.get_by_role("link", name="Wat zei iemand?").click()
    page.get_by_label("De spreker").select_option(label=KATLEEN)
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page).to_have_url(re.compile("katleen-horck"))
    expect(page.get_by_label("De spreker").locator("option:checked")).to_have_text(KATLEEN)
    with page.expect_download() as waited:
        page.evaluate("() => document.querySelector('.choices a').setAttribute('download', '')")
        page.get_by_role("link", name="csv", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(waited.value.path()).read_text(encoding="utf-8"))))
    assert rows
    assert {row["speaker"].rpartition("/")[2] for row in rows} == {"katleen-horck"}
    assert len(rows) == page.locator("tbody tr").count()


def test_what_can_be_done_with_a_long_answer_is_one_link_away(page: Page) -> None:
    page.goto("/query/wat-zei-iemand")
    page.locator("p a[href='#take']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Excel")).to_be_in_viewport()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Excel").click()
    assert waited.value.suggested_filename == "wat-zei-iemand.xlsx"


def test_a_thing_is_filled_in_by_its_name(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/query/in-welke-documenten-staat-een-zaak")
    box = page.get_by_role("combobox", name="De persoon, organisatie of zaak")
    expect(box).to_have_value("Vitaal Twente")
    box.fill("menz")
    page.get_by_role("option", name=re.compile("^Menzis")).click()
    expect(box).to_have_value("Menzis")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("td.words").first).to_contain_text("Menzis")
    expect(page.get_by_role("heading", name="Antwoord")).to_be_in_viewport()


def write(page: Page, query: str) -> None:
    """Type a query into the editor."""
    page.locator("html[data-ready]").wait_for()
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_inference_is_a_switch_of_the_editor(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?person ?body { ?person pg:chairs ?body }")
    page.get_by_label("Afleiding").select_option("false")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#view")).to_contain_text("Geen resultaten")
    page.get_by_label("Afleiding").select_option("true")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#view")).to_contain_text("met afgeleide feiten")
    expect(page.locator("#view tbody tr").first).to_be_visible()
    expect(page.get_by_role("link", name="Jan Binnenmars").first).to_have_attribute(
        "href", "/doc/person/jan-binnenmars?lang=nl"
    )
    expect(page).to_have_url(re.compile("query="))
    page.reload()
    expect(page.get_by_role("link", name="Jan Binnenmars").first).to_be_visible()


def test_the_editor_completes_from_the_terms_of_the_graph(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT * { ?a ")
    page.keyboard.type("pg:voorzitter")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("pg:chairs")


def test_sources_restrict_an_answer(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?person ?body { ?person pg:chairs ?body }")
    page.get_by_text("Alleen volgens deze documenten").click()
    page.locator("input[name=sources][value=jongeriusoverleg]").check()
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#view tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("sources=jongeriusoverleg"))
    write(page, "SELECT * { ?person pg:promotes ?body }")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#view")).to_contain_text("niet in de documenten die u koos")


def test_an_answer_has_four_views(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?membership ?person ?begin { ?membership org:member ?person ; pg:earliestBegin ?begin }")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#view tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Netwerk").click()
    expect(page.locator("#view .network canvas").first).to_be_attached()
    with page.expect_download() as waited:
        page.get_by_role("button", name="SVG").click()
    assert "<svg" in Path(waited.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Tijdlijn").click()
    expect(page.locator("#view .timeline time").first).to_be_visible()
    page.get_by_role("button", name="Ruw").click()
    expect(page.locator("#view pre")).to_contain_text('"bindings"')


def test_many_rows_come_a_page_at_a_time_and_sorted(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_text("Rij 1 tot en met 100 van 5000")).to_be_visible()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_text("Rij 101 tot en met 200 van 5000")).to_be_visible()
    expect(page.locator("#view tbody tr")).to_have_count(100)
    page.get_by_role("button", name="?c").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("?c")


def test_a_fault_in_a_query_is_told(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT * { ?a pg:chairs }")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#view .message")).to_contain_text("expected")
    expect(page.get_by_role("alert")).to_have_text(re.compile("geen SPARQL: op regel 1, .* kunnen staan: een object"))
    write(page, "DROP ALL")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit verzoek wil de gegevens veranderen.")
    expect(page.locator("#view .message")).to_have_count(0)


def test_the_language_switch(page: Page) -> None:
    page.goto("/query/wat-zei-iemand")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("What did a person say?")
    page.get_by_role("link", name="All questions").or_(page.get_by_role("link", name="Questions")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_question_by_keyboard_only(page: Page) -> None:
    page.goto("/query/wat-zei-iemand")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "p-speaker":
            break
    expect(page.locator(":focus")).to_have_id("p-speaker")
    for _ in range(50):
        page.keyboard.type("Katl")
        if page.locator("#p-speaker option:checked").text_content() == KATLEEN:
            break
        page.wait_for_timeout(1_200)  # a key that comes a second after the one before it counts as a first letter
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Stel de vraag")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("katleen-horck"))
    expect(page.locator("tbody tr").first).to_be_visible()


def test_the_editor_is_no_trap_for_the_keyboard(page: Page) -> None:
    page.goto("/sparql")
    page.locator("html[data-ready]").wait_for()
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_id("infer")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#view tbody tr").first).to_be_visible()


def test_without_scripts_the_editor_is_a_form(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_label("Vraag in SPARQL").fill("SELECT ?person { ?person pg:chairs ?body }")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_role("link", name="Jan Binnenmars").first).to_be_visible()
    context.close()
