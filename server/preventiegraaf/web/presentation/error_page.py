"""The page of an error: what happened and what to do next, in the language of the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from preventiegraaf.querying.search import Highlighter, suggest
from preventiegraaf.querying.wording import Wording
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.hits import Brief, HitViewer
from preventiegraaf.web.texts.errors import ADVICE, CAUSES, EXPLANATIONS

_MOST_MEANT = 5
_LONGEST = 100
_SUFFIX = re.compile(r"\.[a-z]{2,6}$")
_BETWEEN = re.compile(r"[-_+]|%20")


@dataclass(frozen=True)
class Told:
    """What happened and what to do, in the reader's language."""

    explanation: str
    advice: str


def error_page(status: HTTPStatus, message: str, cause: str, details: dict[str, object]) -> str:
    """The page; `cause` is the name of the class of the error, `message` its own sentence, in English."""
    sought = _name_asked() if status is HTTPStatus.NOT_FOUND else ""
    return render_template(
        "error.html",
        status=status,
        message=message,
        told=_told(status, cause, details),
        details=details,
        sought=sought,
        meant=_meant(sought) if sought else [],
        query=_query_asked() if "line" in details else None,
    )


def _told(status: HTTPStatus, cause: str, details: dict[str, object]) -> Told:
    if cause in CAUSES:
        explanation, advice = CAUSES[cause][language()]
        return Told(explanation.format(**details), advice)
    return Told(*(texts.get(status, {}).get(language(), "") for texts in (EXPLANATIONS, ADVICE)))


def _name_asked() -> str:
    """The name in the address, as a reader would type it."""
    name = _SUFFIX.sub("", request.path.rstrip("/").rpartition("/")[2])
    return _BETWEEN.sub(" ", name)[:_LONGEST].strip()


def _meant(name: str) -> list[Brief]:
    """What may have been meant by a name that is not there."""
    snapshot = served().snapshot
    viewer = HitViewer(Wording(snapshot.asserted_values, language()), Highlighter(""), snapshot.asserted)
    return [viewer.brief(hit) for hit in suggest(snapshot.search, name, _MOST_MEANT)]


def _query_asked() -> str:
    """The query of the request, so that it can be mended where it stands; empty if its body cannot be read."""
    try:
        return str(request.values.get("query", ""))
    except HTTPException:
        return ""
