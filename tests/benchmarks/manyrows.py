"""A hundred thousand rows in the page of SPARQL: how long until they show, and how long the page stands still at most.

    python tests/benchmarks/manyrows.py --rows 100000

Needs Chromium. The server runs on the real graph; the page counts the longest time between two ticks of a timer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.conftest import FLAGS
from started import started

TICKS = """() => {
  let last = performance.now();
  window.longest = 0;
  setInterval(() => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
  }, 5);
}"""


def main(rows: int) -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder, started(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=FLAGS)
        page = browser.new_page(base_url=site, locale="nl-NL")
        page.goto("/sparql")
        page.locator("html[data-ready]").wait_for()
        page.evaluate(TICKS)
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {rows}")
        button = page.get_by_role("button", name="Stel de vraag")
        _report(page, "shown", lambda: button.click(), f"van {rows}")
        _report(page, "next page", lambda: page.get_by_role("button", name="Volgende").click(), "Rij 101")
        sort = page.get_by_role("button", name="?c")
        _report(page, "sorted", lambda: sort.click(), "Rij 1 tot")
        browser.close()


def _report(page: Page, what: str, act: Callable[[], object], shows: str) -> None:
    page.evaluate("() => { window.longest = 0; }")
    begin = time.perf_counter()
    act()
    page.get_by_text(shows).first.wait_for(timeout=120_000)
    seconds = time.perf_counter() - begin
    print(f"{what:10} {seconds:6.2f} s, page stood still at most {page.evaluate('() => window.longest'):5.0f} ms")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    main(parser.parse_args().rows)
