"""Explain a triple of a snapshot, for the command line and for Python."""

from __future__ import annotations

import json
from collections.abc import Sequence

from preventiegraaf.formats import FORMATS, Graph, write
from preventiegraaf.namespaces import graph_iri
from preventiegraaf.querying.explanation import Account, Teller, sentences_in, triple_meant
from preventiegraaf.querying.explanation.answering import Explanations
from preventiegraaf.querying.explanation.plain import in_plain_text
from preventiegraaf.querying.explanation.provenance import in_prov
from preventiegraaf.querying.explanation.structured import in_json
from preventiegraaf.querying.sources import left_out
from preventiegraaf.querying.task import Task
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.snapshot.places import places_of


def account_of(snapshot: Snapshot, triple: Sequence[str], derivations: int = 10, sources: str = "") -> Account:
    """Why a triple of a snapshot holds: its derivations by the rules of OWL 2 RL, down to the words of documents.

    `triple` gives subject, predicate and object, each as a label, an IRI, a short IRI, or a literal in N-Triples.
    `sources` restricts it to what those documents say. Raises UsageError for a name that means nothing, and
    NotHeldError for a triple that does not hold.

        >>> account = account_of(snapshot, ["Jan Binnenmars", "is betrokken bij", "Vitaal Twente"])
        >>> [step.rule for step in account.proofs[0].steps]
    """
    documents = snapshot.manifest["documents"]
    terms = triple_meant(snapshot.inferred, *triple)
    graphs = tuple(graph_iri(slug).value for slug in documents)
    task = Task("", "json", leaving_out=left_out([sources], documents), triple=terms, documents=graphs)
    return Explanations(snapshot.store, snapshot.folder / "columns").account(task, derivations)


def explained(
    snapshot: Snapshot, triple: Sequence[str], format_: str, language: str, derivations: int, sources: str
) -> str:
    """The explanation of a triple as plain text, JSON or Turtle; raises what `account_of` raises."""
    account = account_of(snapshot, triple, derivations, sources)
    teller = Teller(account, sentences_in(language, snapshot.asserted_values), places_of(snapshot, language))
    if format_ == "text":
        return "\n".join(in_plain_text(teller)) + "\n"
    if format_ == "json":
        return json.dumps(in_json(teller), indent=2, ensure_ascii=False) + "\n"
    return write(Graph(in_prov(teller)), FORMATS["graph", format_]).decode()
