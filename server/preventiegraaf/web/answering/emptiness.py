"""Why an answer is empty, in the words of the reader: on the page, and in the head of SPARQL JSON.

The head has a member `explanation`: what was found (see querying.emptiness) and `message`, sentences by language. The
format allows members of others in the head (SPARQL 1.1 Query Results JSON Format, section 3.1).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from pyoxigraph import NamedNode

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.querying.dataset import resolve
from preventiegraaf.querying.emptiness.reasons import EXPLAINING_SECONDS
from preventiegraaf.querying.syntax.forms import prologue
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.asked import Asked, answer, content_of
from preventiegraaf.web.common.language import LANGUAGES, language
from preventiegraaf.web.common.served import served
from preventiegraaf.web.texts.emptiness import SENTENCES


@dataclass(frozen=True)
class Correction:
    """A term that was perhaps meant, and the address of the query with it."""

    term: str
    instead_of: str
    href: str


@dataclass(frozen=True)
class ShownEmptiness:
    """The explanation on a page: sentences, what the terms in them mean, and queries that were perhaps meant."""

    sentences: list[str]
    meanings: list[tuple[str, str]]
    corrections: list[Correction]


def explained(asked: Asked, content: bytes) -> bytes:
    """An empty answer in SPARQL JSON with an explanation in its head, where one is found in time."""
    found = _emptiness(asked)
    if found is None:
        return content
    body = json.loads(content)
    told = {name: value for name, value in found.items() if value not in (None, [])}
    told["message"] = {tag: list(sentences(found, tag)) for tag in LANGUAGES}
    body["head"]["explanation"] = told
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def shown_emptiness(asked: Asked) -> ShownEmptiness | None:
    """The explanation of an empty answer for its page."""
    found = _emptiness(asked)
    if found is None:
        return None
    corrections = [] if asked.question else list(_corrections(asked, found))
    return ShownEmptiness(list(sentences(found, language())), list(_meanings(asked, found)), corrections)


def _meanings(asked: Asked, found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and IRIs in the parts of the pattern that are told, each with what it is called."""
    wording = Wording(served().snapshot.asserted_values, language())
    told = tokens(" ".join(filter(None, (found["part"], found["other"]))))
    for text in dict.fromkeys(token.text for token in told if token.kind in ("name", "iri")):
        iri = resolve(prologue(asked.query), text)
        if iri is not None and wording.is_named(NamedNode(iri)):
            yield text, wording.name(NamedNode(iri))


def _emptiness(asked: Asked) -> dict[str, Any] | None:
    task = replace(asked.task("json"), explaining=True, seconds=EXPLAINING_SECONDS)
    try:
        found: dict[str, Any] = json.loads(content_of(answer(task)))
    except PreventiegraafError:
        return None
    return None if found["cause"] == "unknown" else found


def sentences(found: dict[str, Any], tag: str) -> Iterator[str]:
    """What was found, in sentences of a language."""

    def say(key: str, **values: str) -> str:
        return SENTENCES[key][tag].format(**values)

    cause = f"{found['cause']}_with" if found["other"] else found["cause"]
    yield say(cause, part=found["part"] or "", other=found["other"] or "")
    for absent in found["absent"]:
        yield say(f"described_{absent['use']}" if absent["described"] else "absent", term=absent["term"])
        if absent["nearest"]:
            yield say("nearest", terms=", ".join(absent["nearest"]))
    for literal in found["miswritten"]:
        yield say("miswritten", term=literal["term"], terms=", ".join(literal["nearest"]))
    if found["languages"]:
        yield say("languages", languages=", ".join(found["languages"]))
    for name in ("with_inference", "with_all_graphs"):
        if found[name] is not None:
            yield say(name if found[name] else f"not_{name}")


def _corrections(asked: Asked, found: dict[str, Any]) -> Iterator[Correction]:
    """The query with a near term in the place of one that does not occur."""
    for wrong in (*found["absent"], *found["miswritten"]):
        for right in wrong["nearest"]:
            query = asked.query.replace(wrong["term"], right)
            yield Correction(right, wrong["term"], url_for("sparql.endpoint", query=query, lang=language()))
