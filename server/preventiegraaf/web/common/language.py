"""The language of the reader: Dutch first, English complete."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from preventiegraaf.web.common import links
from preventiegraaf.web.common.navigation import destinations
from preventiegraaf.web.common.served import served
from preventiegraaf.web.texts import TEXTS

LANGUAGES = ("nl", "en")


def language() -> str:
    """The language of this answer: `?lang=`, else the best by Accept-Language, else Dutch."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    return request.accept_languages.best_match(LANGUAGES, default="nl") or "nl"


def for_templates() -> dict[str, Any]:
    """What every page gets: its language, the fixed texts in that language, and helpers for links."""
    chosen = language()
    return {
        "lang": chosen,
        "t": {key: texts[chosen] for key, texts in TEXTS.items()},
        "here": here,
        "destinations": destinations(chosen),
        "snapshot_digest": served().snapshot.digest,
        "describe": describe,
        "counted": counted,
        "has_library": has_library,
    }


def here(**changes: str) -> str:
    """The address of this page with some parameters changed."""
    return f"{request.path}?{urlencode({**_asked(), **changes}, doseq=True)}"


def _asked() -> dict[str, list[str]]:
    """The parameters of the request; only those of its address if its body cannot be read."""
    try:
        return request.values.to_dict(flat=False)
    except HTTPException:
        return request.args.to_dict(flat=False)


def counted(number: int) -> str:
    """A number with its thousands apart, as the reader's language writes it."""
    return f"{number:,}".replace(",", "." if language() == "nl" else ",")


def describe(iri: str) -> str:
    """The address where a thing is described."""
    return links.describe(iri, language())


def has_library(name: str) -> bool:
    """Whether a library of the pages was brought when the program was installed (see server/assets_hook.py)."""
    return Path(current_app.static_folder or "", "vendor", f"{name}.js").is_file()
