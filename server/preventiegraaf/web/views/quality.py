"""The quality report: what the checks found, and how much of each document is accounted for.

Checks are not run here: `preventiegraaf check --write` files their report beside the snapshot, and this page shows it.
It has no entity tag, because a report can come after the snapshot that it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from flask import Blueprint, Response, render_template, request

from preventiegraaf.formats import HTML, choose
from preventiegraaf.namespaces import document_iri
from preventiegraaf.querying.things.times import day_in_words
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot.quality import read_report
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import page_of
from preventiegraaf.web.common.publishing import JSON, as_json
from preventiegraaf.web.common.served import served
from preventiegraaf.web.texts.checks import in_dutch

blueprint = Blueprint("quality", __name__)

_MOST_DOCUMENTS, _MOST_PROBLEMS = 200, 200
"""The most documents and problems on the page; JSON has all."""
_IN_DUTCH = ("shapes", "faults")
"""The checks whose messages come from the ontology and the queries, in the language of `checking.check`: Dutch."""


@dataclass(frozen=True)
class DocumentQuality:
    """A document with what the build and the checks counted."""

    title: str
    href: str
    counts: dict[str, Any]
    sentences: dict[str, Any] | None


@dataclass(frozen=True)
class Told:
    """A text of a check with its language."""

    text: str
    language: str


@dataclass(frozen=True)
class Shown:
    """A problem as the page shows it."""

    place: str
    check: str
    message: Told
    mend: Told


@blueprint.get("/quality")
def quality() -> Response:
    """What the checks found in the graph, and how much of each document is accounted for: a page, or JSON."""
    chosen = choose(request.headers.get("Accept"), request.args.get("format"), (HTML, JSON))
    snapshot = served().snapshot
    report = read_report(snapshot)
    if chosen is JSON:
        told = {"snapshot": snapshot.digest, "report": report, "documents": snapshot.documents}
        response = Response(as_json(told), content_type=JSON.content_type)
    else:
        response = Response(_page(report), content_type=HTML.content_type)
        response.vary.add("Accept-Language")
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(report: dict[str, Any] | None) -> str:
    snapshot = served().snapshot
    problems = report["problems"] if report else []
    return render_template(
        "quality.html",
        report=report,
        day=day_in_words(date.fromisoformat(report["day"]), language()) if report else "",
        problems=[_shown(problem) for problem in problems[:_MOST_PROBLEMS]],
        by_check={
            name: sum(1 for problem in problems if problem["check"] == name)
            for name in (report or {}).get("checks", ())
        },
        documents=_documents(report),
        more=max(0, len(snapshot.documents) - _MOST_DOCUMENTS),
        manifest=snapshot.manifest,
    )


def _shown(problem: dict[str, Any]) -> Shown:
    place = f"{problem['path']}:{problem['line']}" if problem["line"] else problem["path"]
    return Shown(place, problem["check"], *(_told(problem[key], problem["check"]) for key in ("message", "mend")))


def _told(text: str, check: str) -> Told:
    """A text of a check in the language of the page, if there is one."""
    dutch = in_dutch(text)
    if dutch is None:
        return Told(text, "nl" if check in _IN_DUTCH else "en")
    return Told(dutch, "nl") if language() == "nl" else Told(text, "en")


def _documents(report: dict[str, Any] | None) -> list[DocumentQuality]:
    wording = Wording(served().snapshot.asserted_values, language())
    sentences = {counted["document"]: counted for counted in (report["sentences"] if report else ())}
    return [
        DocumentQuality(
            wording.name(document_iri(counts["slug"])),
            page_of(document_iri(counts["slug"]).value, language()) or "",
            counts,
            sentences.get(counts["slug"]),
        )
        for counts in islice(served().snapshot.documents, _MOST_DOCUMENTS)
    ]
