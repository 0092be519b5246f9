"""An explanation as JSON: statements, the applications of rules, and derivations that refer to both by place."""

from __future__ import annotations

from typing import Any

from preventiegraaf.querying.explanation.account import Origin, Proof, Statement
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.explanation.telling import Place, Teller


def in_json(teller: Teller) -> dict[str, Any]:
    """The explanation as a JSON object; what several derivations share is given once.

    `statements[0]` is the triple that is explained. `complete` and `documentsComplete` are false where it was cut.
    """
    account = teller.account
    applications = {step: None for proof in account.proofs for step in proof.steps}
    places = {step: place for place, step in enumerate(applications)}
    return {
        "language": teller.sentences.language,
        "statements": [_statement(teller, one) for one in account.statements],
        "applications": [
            {
                "rule": step.rule,
                "title": rule_title(step.rule, teller.sentences.language),
                "sentence": teller.sentences.step(account, step),
                "conclusion": step.conclusion,
                "premises": [*step.premises, *step.given],
            }
            for step in applications
        ],
        "derivations": [_derivation(proof, [places[step] for step in proof.steps]) for proof in account.proofs],
        "complete": account.complete,
        "documents": [[_document(teller, graph) for graph in graphs] for graphs in account.documents],
        "documentsComplete": account.documents_complete,
    }


def _derivation(proof: Proof, steps: list[int]) -> dict[str, Any]:
    return {"applications": steps, "leaves": list(proof.leaves)}


def _statement(teller: Teller, statement: Statement) -> dict[str, Any]:
    return {
        "subject": statement.subject,
        "predicate": statement.predicate,
        "object": statement.object,
        "sentence": teller.sentences.statement(statement.terms),
        "asserted": [_origin(teller, origin) for origin in statement.origins],
    }


def _origin(teller: Teller, origin: Origin) -> dict[str, Any]:
    place = teller.places.get(origin.graph, Place(origin.graph, origin.graph, origin.graph))
    passages = [{"passage": words.passage, "words": words.exact} for words in origin.words]
    return {
        "graph": origin.graph,
        "title": place.title,
        "file": place.file,
        "document": place.document,
        "evidence": passages,
    }


def _document(teller: Teller, graph: str) -> str:
    place = teller.places.get(graph)
    return place.document if place is not None and place.document is not None else graph
