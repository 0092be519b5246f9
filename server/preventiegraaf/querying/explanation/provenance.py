"""An explanation in PROV-O: each rule application is a prov:Activity that used its premises and made its conclusion.

A triple is a prov:Entity with an IRI made from its digest, and says what it states (RDF 1.1 Schema, section 5.3). The
passages behind one that is asserted stand beside it with their words, as in the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.namespaces import BASE, EVIDENCE, EXACT, LABEL, OA, PROV, RDF, TYPE
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.explanation.account import Statement, Step
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.explanation.telling import Teller

_HERE = f"{BASE}explain#"
AGENT = NamedNode(f"{BASE}reasoning#reasoner")
_SELECTOR = NamedNode(f"{OA}hasSelector")
_LENGTH = 32
_PARTS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


def in_prov(teller: Teller) -> list[Triple]:
    """The triples of an explanation, each once."""
    return list(dict.fromkeys(_Provenance(teller).triples()))


def rule_iri(rule: str) -> NamedNode:
    """The IRI of a rule, under which the page on reasoning tells of it."""
    return NamedNode(f"{BASE}reasoning#{rule}")


class _Provenance:
    """Writes one account."""

    def __init__(self, teller: Teller) -> None:
        self._teller, self._account = teller, teller.account
        self._language = teller.sentences.language
        self._names = [_named("triple", *_texts(statement)) for statement in self._account.statements]

    def triples(self) -> Iterator[Triple]:
        """All that is said."""
        yield from _typed(AGENT, "SoftwareAgent")
        yield Triple(AGENT, LABEL, Literal("Preventiegraaf"))
        for name, statement in zip(self._names, self._account.statements, strict=True):
            yield from self._stated(name, statement)
        for proof in self._account.proofs:
            for step in proof.steps:
                yield from self._applied(step)

    def _stated(self, name: NamedNode, statement: Statement) -> Iterator[Triple]:
        yield from _typed(name, "Entity")
        yield Triple(name, TYPE, NamedNode(RDF + "Statement"))
        yield from (Triple(name, part, term) for part, term in zip(_PARTS, statement.terms, strict=True))
        yield self._labelled(name, self._teller.sentences.statement(statement.terms))
        for origin in statement.origins:
            yield _prov(name, "wasDerivedFrom", NamedNode(origin.graph))
            place = self._teller.places.get(origin.graph)
            if place is not None and place.document is not None:
                yield _prov(name, "hadPrimarySource", NamedNode(place.document))
            yield from (Triple(name, EVIDENCE, NamedNode(words.passage)) for words in origin.words)
        for words in (words for origin in statement.origins for words in origin.words):
            passage = NamedNode(words.passage)
            yield Triple(passage, _SELECTOR, selector_of(passage))
            yield Triple(selector_of(passage), EXACT, Literal(words.exact))

    def _applied(self, step: Step) -> Iterator[Triple]:
        conclusion = self._names[step.conclusion]
        premises = [self._names[place] for place in (*step.premises, *step.given)]
        activity = _named("step", step.rule, conclusion.value, *(premise.value for premise in premises))
        association, plan = NamedNode(f"{activity.value}-association"), rule_iri(step.rule)
        yield from _typed(activity, "Activity")
        yield self._labelled(activity, self._teller.sentences.step(self._account, step))
        yield from (_prov(activity, "used", premise) for premise in premises)
        yield _prov(activity, "wasAssociatedWith", AGENT)
        yield _prov(activity, "qualifiedAssociation", association)
        yield from _typed(association, "Association")
        yield _prov(association, "agent", AGENT)
        yield _prov(association, "hadPlan", plan)
        yield from _typed(plan, "Plan")
        yield Triple(plan, LABEL, Literal(step.rule))
        yield self._labelled(plan, rule_title(step.rule, self._language))
        yield _prov(conclusion, "wasGeneratedBy", activity)
        yield from (_prov(conclusion, "wasDerivedFrom", premise) for premise in premises)

    def _labelled(self, name: NamedNode, text: str) -> Triple:
        return Triple(name, LABEL, Literal(text, language=self._language))


def _texts(statement: Statement) -> tuple[str, str, str]:
    return statement.subject, statement.predicate, statement.object


def _named(kind: str, *parts: str) -> NamedNode:
    return NamedNode(f"{_HERE}{kind}-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:_LENGTH]}")


def _prov(subject: NamedNode, name: str, object_: NamedNode) -> Triple:
    return Triple(subject, NamedNode(PROV + name), object_)


def _typed(subject: NamedNode, name: str) -> Iterator[Triple]:
    yield Triple(subject, TYPE, NamedNode(PROV + name))
