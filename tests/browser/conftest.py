"""One browser, and the servers of the real graph that it visits, for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from platformdirs import user_cache_path
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from preventiegraaf.snapshot import Snapshot
from started import started

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_PATIENCE = 60_000
"""Milliseconds: no test is about time, and machines are shared."""
AXE: dict[str, Any] = {
    "name": "axe-core",
    "version": "4.14.1",
    "integrity": "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    "files": {"axe.min.js": "axe.js", "LICENSE": "LICENSE"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser last: what drives it keeps a loop in the main thread, where no other can run then."""
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, with a new empty profile."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine; on Debian: apt-get install chromium")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, headless=True, args=FLAGS, timeout=3 * _PATIENCE)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reading_site(
    browser: Browser, snapshot: Snapshot, texts: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server that also has the documents' texts."""
    places = ("--snapshots", str(snapshot.folder.parents[1]), "--texts", str(texts), "--queries-per-client", "50")
    with started(tmp_path_factory.mktemp("reading"), *places) as address:
        yield address


@pytest.fixture
def reading(browser: Browser, reading_site: str) -> Iterator[Page]:
    """A Dutch reader's page on that server."""
    context = browser.new_context(base_url=reading_site, locale="nl-NL", reduced_motion="reduce")
    context.set_default_timeout(_PATIENCE)
    yield context.new_page()
    context.close()


class Visit:
    """A visit of a browser: what it asked for, and of what its console complained."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def check(self, site: str) -> None:
        """Fail if another host was asked or a script complained, and forget it."""
        strangers, complaints = self.strangers(site), self.complaints[:]
        self.asked.clear()
        self.complaints.clear()
        assert (strangers, complaints) == ([], [])

    def strangers(self, site: str) -> list[str]:
        """The addresses elsewhere that were asked."""
        ours = urlsplit(site).netloc
        return [
            url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != ours
        ]


@pytest.fixture
def watch() -> type[Visit]:
    """Watches what a browser does in a context of a test's own."""
    return Visit


@contextmanager
def visiting(browser: Browser, site: str) -> Iterator[tuple[Page, Visit]]:
    """A Dutch reader's page, and what is seen of its visit, until the block ends."""
    context = browser.new_context(base_url=site, locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE)
    yield context.new_page(), Visit(context)
    context.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A Dutch reader's page; whatever the test does, no other host is asked and no script complains."""
    with visiting(browser, site) as (page, seen):
        yield page
    seen.check(site)


@pytest.fixture(scope="session")
def walk(browser: Browser, site: str) -> Iterator[tuple[Page, Visit]]:
    """The page of a reader who goes from one address to the next, which is at each much sooner than a new one."""
    with visiting(browser, site) as found:
        yield found


@pytest.fixture
def walking(walk: tuple[Page, Visit], site: str) -> Iterator[Page]:
    """That page, for tests that only look at what is at an address; it is held to the same."""
    page, seen = walk
    yield page
    seen.check(site)


@pytest.fixture(scope="session")
def axe(assets_hook: ModuleType) -> str:
    """The script of axe-core, kept in the cache of this user."""
    folder = user_cache_path("preventiegraaf-tests", appauthor=False) / f"axe-{AXE['version']}"
    if not assets_hook.is_filled(folder, [AXE]):
        try:
            assets_hook.fill(folder, [AXE], assets_hook.npm_command())
        except assets_hook.UnavailableError as error:
            pytest.skip(f"axe-core cannot be had: {error}")
    return (folder / "axe.js").read_text(encoding="utf-8")
