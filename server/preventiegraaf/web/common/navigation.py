"""The pages that the head of every page leads to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

_PAGES = {
    "nav_search": "search.search",
    "nav_ask": "questions.gallery",
    "nav_network": "network.network",
    "nav_themes": "themes.themes",
    "nav_ontology": "vocabulary.ontology",
    "nav_data": "downloads.downloads",
    "nav_sparql": "sparql.endpoint",
}
"""The views by the key of their name in TEXTS."""


@dataclass(frozen=True)
class Destination:
    """A page that the head leads to: the key of its name, its address, and whether the reader is in its subject."""

    text: str
    href: str
    current: bool


def destinations(language: str) -> list[Destination]:
    """The pages in their order."""
    here = (request.endpoint or "").partition(".")[0]
    return [
        Destination(text, url_for(view, lang=language), view.partition(".")[0] == here) for text, view in _PAGES.items()
    ]
