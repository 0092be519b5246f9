"""Searching as a reader does: by typing, with the keyboard only, from a name to the words behind a fact."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect


def test_from_a_search_to_a_thing_to_a_passage_to_its_document(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").fill("jan binenmars")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_text("komt niet voor; gezocht is op")).to_be_visible()
    page.get_by_role("link", name="Jan Binnenmars", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jan Binnenmars")
    page.locator(".proof summary, a.mark.evidence").first.click()
    words = page.locator(".proof[open] blockquote a").first
    told = words.inner_text()
    words.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(told)
    page.get_by_role("main").get_by_role("link", name=re.compile("Binnenmars")).first.click()
    expect(page).to_have_url(re.compile("/doc/"))


def test_suggestions_come_while_typing_and_are_chosen_by_keyboard(page: Page) -> None:
    page.goto("/query/")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("twentse ko")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Twentse Koers")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", chosen or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/doc/collaboration/twentse-koers"))


def test_an_answer_that_comes_late_takes_no_choice_away(page: Page) -> None:
    held: list[Route] = []
    page.route(re.compile(r"/search/suggestions\?.*q=twentse%20ko$"), lambda route: held.append(route))
    page.goto("/query/")
    page.get_by_role("combobox").press_sequentially("twentse k")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Twentse Koers")
    with page.expect_request(re.compile("q=twentse%20ko$")):
        page.keyboard.type("o")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    options.first.evaluate("(option) => option.setAttribute('data-old', '')")
    held[0].continue_()
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.type("e")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_suggestions_go_away_by_escape_and_by_leaving(page: Page) -> None:
    page.goto("/")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    for leaves_by_key in (True, False):
        box.fill("")
        box.press_sequentially("menz")
        expect(options.first).to_be_visible()
        if leaves_by_key:
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("Tab")
        expect(options).to_have_count(0)
        expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("menz")


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("menzis")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=menzis"))


def test_facets_narrow_and_widen_by_keyboard_only(page: Page) -> None:
    page.goto("/search?q=twente")
    heading = page.get_by_role("heading", level=2).first
    whole = heading.inner_text()
    place = page.get_by_role("navigation", name="Verfijnen").get_by_role("link", name=re.compile("^plaats"))
    place.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Gekozen")).to_contain_text("Soort: plaats")
    assert heading.inner_text() != whole
    page.get_by_role("list", name="Gekozen").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(whole)


def test_search_works_without_script_and_on_a_narrow_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(
        base_url=site, locale="en-GB", java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("menzis")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="Menzis", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Menzis")
    context.close()


def test_no_page_is_wider_than_a_telephone(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="nl-NL", viewport={"width": 360, "height": 700})
    page = context.new_page()
    for path in (
        "/",
        "/search?q=preventie",
        "/search?q=xyzzyx",
        "/doc/person/binenmars",
        "/doc/document/gesprek-met-wikkerink",
        "/query/wat-gebeurde-wanneer",
        "/sparql?query=SELECT+nothing",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()
