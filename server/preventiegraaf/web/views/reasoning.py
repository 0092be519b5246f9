"""What is inferred here and why, told to those who know the subject and not the rules, with examples from the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from preventiegraaf.errors import NotHeldError
from preventiegraaf.formats import HTML
from preventiegraaf.namespaces import BASE, graph_iri
from preventiegraaf.querying import Task
from preventiegraaf.querying.explanation import Account, Line, Teller, read_account
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.things.axioms import Axioms
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.reasoning.rules import RULES
from preventiegraaf.snapshot.places import places_of
from preventiegraaf.web.answering.asked import answer, content_of
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.links import why
from preventiegraaf.web.common.representation import Resource, represent
from preventiegraaf.web.common.served import served
from preventiegraaf.web.presentation.linked_sentences import LinkedSentences
from preventiegraaf.web.presentation.reasoning_kinds import KINDS, Kind

blueprint = Blueprint("reasoning", __name__)

_KEY = "preventiegraaf.reasoning"


@dataclass(frozen=True)
class Example:
    """A kind of reasoning with a fact of the graph that follows by it, and the page that explains the fact whole."""

    title: str
    text: str
    line: Line | None
    address: str | None


@dataclass(frozen=True)
class RuleRow:
    """A rule of W3C, what it is about, and how many conclusions it drew, where the build counted them."""

    name: str
    title: str
    count: int | None
    forbids: bool


@blueprint.get("/reasoning")
def reasoning() -> Response:
    """What is inferred, by which rules, with examples from the graph."""
    resource = Resource(f"{BASE}reasoning", "/reasoning", (HTML,), suffixed=False)
    return represent(resource, None, lambda _: _page())


def _page() -> str:
    manifest = served().snapshot.manifest
    counts = manifest.get("rules") or {}
    rows = [
        RuleRow(rule.name, rule_title(rule.name, language()), counts.get(rule.name) if counts else None, rule.is_false)
        for rule in RULES
    ]
    return render_template("reasoning.html", examples=list(_examples()), rules=rows, manifest=manifest)


def _examples() -> Iterator[Example]:
    wording = Wording(served().snapshot.asserted_values, language())
    sentences = LinkedSentences(wording, Axioms(wording))
    for kind in KINDS:
        found = _kept(kind)
        if found is None:
            yield Example(kind.titles[language()], kind.texts[language()], None, None)
            continue
        account, number = found
        teller = Teller(account, sentences, places_of(served().snapshot, language()))
        line = teller.tell(account.proofs[number])
        yield Example(kind.titles[language()], kind.texts[language()], line, why(*account.statements[0].terms))


def _kept(kind: Kind) -> tuple[Account, int] | None:
    """What `_found` finds; kept by the application, whose snapshot does not change."""
    kept: dict[str, tuple[Account, int] | None] = current_app.extensions.setdefault(_KEY, {})
    if kind.query not in kept:
        kept[kind.query] = _found(kind)
    return kept[kind.query]


def _found(kind: Kind) -> tuple[Account, int] | None:
    """The account of a fact that follows by a kind of reasoning, and which of its proofs does so."""
    for triple in _triples(kind.query):
        account = _account(triple)
        proofs = enumerate(account.proofs if account else ())
        number = next((place for place, proof in proofs if proof.steps and kind.is_shown_by(proof)), None)
        if account is not None and number is not None:
            return account, number
    return None


def _triples(query: str) -> Iterator[tuple[str, ...]]:
    result = parse_query_results(content_of(answer(Task(query, "json"))), format=QueryResultsFormat.JSON)
    if isinstance(result, QuerySolutions):
        for solution in result:
            terms = [term for term in solution if isinstance(term, NamedNode | Literal)]
            if len(terms) == len(solution):
                yield tuple(map(str, terms))


def _account(triple: tuple[str, ...]) -> Account | None:
    documents = tuple(graph_iri(slug).value for slug in served().snapshot.manifest["documents"])
    try:
        return read_account(json.loads(content_of(answer(Task("", "json", triple=triple, documents=documents)))))
    except NotHeldError:
        return None
