"""Pictures of the main pages at two widths, for eyes, not for Git: `python tests/browser/screenshots.py FOLDER`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.conftest import FLAGS
from browser.test_accessibility import PAGES
from started import started


def main(folder: Path) -> None:
    """Write a picture of each page at each width, light, and dark at the wide one."""
    folder.mkdir(parents=True, exist_ok=True)
    with started(folder) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=FLAGS)
        for width, scheme in ((1280, "light"), (390, "light"), (1280, "dark")):
            context = browser.new_context(
                base_url=site,
                locale="nl-NL",
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(path, wait_until="networkidle")
                page.screenshot(path=folder / f"{name.replace(' ', '-')}-{width}-{scheme}.png", full_page=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
