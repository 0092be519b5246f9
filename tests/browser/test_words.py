"""From a thing to its words, and between the words of a document and its facts, by pointer and by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

INTERVIEW = "/doc/document/gesprek-met-wikkerink?lang=nl"


def test_words_and_facts_light_up_together(reading: Page) -> None:
    reading.goto(INTERVIEW)
    fact = reading.locator(".told li").nth(20)
    fact.hover()
    number = (fact.get_attribute("data-p") or "").split()[0]
    expect(reading.locator(f'.hit[data-p~="{number}"]').first).to_have_class("hit lit")
    words = reading.locator(".hit:not(.deep)").nth(5)
    words.hover()
    expect(reading.locator(".told li.lit")).not_to_have_count(0)


def test_words_lead_to_their_fact_and_back(reading: Page) -> None:
    reading.goto(INTERVIEW)
    words = reading.locator(".hit").nth(8)
    target = words.get_attribute("href") or ""
    words.click()
    expect(reading.locator(f"li{target}")).to_be_in_viewport()
    mark = reading.locator(f"li{target} .mark").first
    mark.focus()
    reading.keyboard.press("Enter")
    expect(reading).to_have_url(re.compile("#p-"))


def test_without_scripts_the_links_lead_all_the_same(browser: Browser, reading_site: str) -> None:
    context = browser.new_context(base_url=reading_site, java_script_enabled=False)
    page = context.new_page()
    page.goto(INTERVIEW)
    page.locator(".hit").nth(8).click()
    expect(page).to_have_url(re.compile("#f-"))
    context.close()


def test_a_mark_opens_the_words_by_keyboard_and_why_leads_to_the_proof(page: Page) -> None:
    page.goto("/doc/person/jan-binnenmars?lang=nl")
    mark = page.locator(".ties .mark.evidence").first
    mark.focus()
    page.keyboard.press("Enter")
    words = page.locator(".ties details[open] blockquote").first
    expect(words).to_be_visible()
    page.locator(".follows .mark.why").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/explain\?"))
    expect(page.locator("main blockquote, main q").first).to_be_visible()
