"""The page of an error: what happened and what to do next, in the language of the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import render_template, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import HTTPException

from preventiegraaf.querying.search import Highlighter, suggest
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.language import LANGUAGES, here, language
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.hits import Brief, HitViewer
from preventiegraaf.web.texts import TEXTS
from preventiegraaf.web.texts.errors import ADVICE, CAUSES, EXPECTED, EXPLANATIONS, TOLD_WHOLE

_MOST_MEANT = 5
_LONGEST = 100
_SUFFIX = re.compile(r"\.[a-z]{2,6}$")
_BETWEEN = re.compile(r"[-_+]|%20")


@dataclass(frozen=True)
class Told:
    """What happened and what to do, in the reader's language; `whole` where that says all that the message does."""

    explanation: str
    advice: str
    whole: bool = False


@dataclass(frozen=True)
class Mishap:
    """An error as it is told: its sentence in English, what programs want to know, its class, its texts by language.

    `instead` is the path of a page that may help; a plain one has nothing to tell but its status.
    """

    message: str
    details: Mapping[str, object] = field(default_factory=dict)
    cause: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    instead: str = ""
    is_plain: bool = False


def help_for(status: HTTPStatus, mishap: Mishap) -> str:
    """What a program's maker may do about an error, in English; nothing where the message says it."""
    return "" if mishap.texts else _told(status, mishap, "en").advice


def messages_of(status: HTTPStatus, mishap: Mishap) -> dict[str, str]:
    """What happened and what to do, by language, as programs may show it to a reader."""
    return {tongue: _in_sentences(_told(status, mishap, tongue), mishap, tongue) for tongue in LANGUAGES}


def _in_sentences(told: Told, mishap: Mishap, tongue: str) -> str:
    wanted = _expected(mishap, tongue)
    lacking = f"{TEXTS['error_expected'][tongue]} {wanted}." if wanted else ""
    return " ".join(filter(None, (told.explanation, lacking, told.advice))) or mishap.message


def error_page(status: HTTPStatus, mishap: Mishap) -> str:
    """The page of an error."""
    told = _told(status, mishap, language())
    sought = _name_asked(mishap) if status is HTTPStatus.NOT_FOUND or "like" in mishap.details else ""
    return render_template(
        "error.html",
        status=status,
        message=mishap.message,
        told=told,
        expected=_expected(mishap, language()),
        retries=_retries(mishap.details),
        again=_again(mishap.instead) if told.whole and not sought else None,
        sought=sought,
        meant=_meant(sought) if sought and status is HTTPStatus.NOT_FOUND else [],
        query=_query_asked() if "line" in mishap.details else None,
    )


def _told(status: HTTPStatus, mishap: Mishap, tongue: str) -> Told:
    if mishap.cause in CAUSES:
        named = {key: _listed(value) for key, value in mishap.details.items()}
        explanation, advice = (text.format(**named) for text in CAUSES[mishap.cause][tongue])
        return Told(explanation, advice, mishap.cause in TOLD_WHOLE)
    if mishap.texts:
        return Told(mishap.texts[tongue], "", True)
    explanation, advice = (texts.get(status, {}).get(tongue, "") for texts in (EXPLANATIONS, ADVICE))
    return Told(explanation, advice, mishap.is_plain and bool(explanation))


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _expected(mishap: Mishap, tongue: str) -> str:
    """What a query lacks, in a language as far as that is known; nothing for another error."""
    wanted = str(mishap.details.get("expected", ""))
    return EXPECTED.get(wanted, wanted) if tongue == "nl" else wanted


def _retries(details: Mapping[str, object]) -> list[tuple[str, str]]:
    """The same request with a name that may have been meant instead of the wrong one: addresses and names."""
    wrong = [key for key, value in request.args.items() if value.strip() == details.get("name")]
    meant, like = details.get("meant"), details.get("like")
    found: list[tuple[str, str]] = [(name, name) for name in like] if isinstance(like, tuple) else []
    if isinstance(meant, Mapping):
        wording = Wording(served().snapshot.asserted_values, language())
        found += [(iri, f"{wording.name(NamedNode(iri))} ({short})") for iri, short in meant.items()]
    return [(here(**dict.fromkeys(wrong, other)), name) for other, name in found if wrong]


def _again(instead: str) -> str:
    """Where the reader may begin again: the first page of what was asked, another page, or this without parameters."""
    path = request.script_root + (instead or request.path)
    return here(page="1") if "page" in request.args else f"{path}?lang={language()}"


def _name_asked(mishap: Mishap) -> str:
    """The name that is not there, as a reader would type it; nothing where the address has a text of its own."""
    if mishap.texts:
        return ""
    if "name" in mishap.details:
        return str(mishap.details["name"])[:_LONGEST]
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
