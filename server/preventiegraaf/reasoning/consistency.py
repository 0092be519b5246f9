"""The false-rules of OWL 2 RL/RDF, as patterns over a closed graph (OWL 2 Profiles, section 4.3, tables 4 to 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple
from rdflib import Literal as ValueLiteral
from rdflib import URIRef

from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.reasoning.closure import Contradiction

_MEMBER = "/rdf:rest*/rdf:first"


@dataclass(frozen=True)
class FalseRule:
    """A rule with the consequence *false*: the triples of its premise, and what else must hold of their terms."""

    name: str
    premise: str
    condition: str = ""

    @property
    def patterns(self) -> tuple[tuple[str, str, str], ...]:
        """The premise as subject, predicate and object patterns."""
        triples = (line.split() for line in self.premise.split(" . "))
        return tuple((subject, predicate, object_) for subject, predicate, object_ in triples)


_TWO_OF = "?list {list}" + _MEMBER + " ?{a}, ?{b} . FILTER(STR(?{a}) < STR(?{b}))"

FALSE_RULES = (
    FalseRule("eq-diff1", "?x owl:sameAs ?y . ?x owl:differentFrom ?y"),
    FalseRule(
        "eq-diff2",
        "?list rdf:type owl:AllDifferent . ?y owl:sameAs ?z",
        _TWO_OF.format(list="owl:members", a="y", b="z"),
    ),
    FalseRule(
        "eq-diff3",
        "?list rdf:type owl:AllDifferent . ?y owl:sameAs ?z",
        _TWO_OF.format(list="owl:distinctMembers", a="y", b="z"),
    ),
    FalseRule("prp-irp", "?p rdf:type owl:IrreflexiveProperty . ?x ?p ?x"),
    FalseRule("prp-asyp", "?p rdf:type owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x", "FILTER(STR(?x) <= STR(?y))"),
    FalseRule("prp-pdw", "?p owl:propertyDisjointWith ?q . ?x ?p ?y . ?x ?q ?y"),
    FalseRule(
        "prp-adp",
        "?list rdf:type owl:AllDisjointProperties . ?x ?p ?y . ?x ?q ?y",
        _TWO_OF.format(list="owl:members", a="p", b="q"),
    ),
    FalseRule(
        "prp-npa1", "?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetIndividual ?y . ?x ?p ?y"
    ),
    FalseRule(
        "prp-npa2", "?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetValue ?y . ?x ?p ?y"
    ),
    FalseRule("cls-nothing2", "?x rdf:type owl:Nothing"),
    FalseRule("cls-com", "?c owl:complementOf ?d . ?x rdf:type ?c . ?x rdf:type ?d"),
    FalseRule(
        "cls-maxc1", "?r owl:maxCardinality ?n . ?r owl:onProperty ?p . ?x rdf:type ?r . ?x ?p ?y", "FILTER(?n = 0)"
    ),
    FalseRule(
        "cls-maxqc1",
        "?r owl:maxQualifiedCardinality ?n . ?r owl:onProperty ?p . ?r owl:onClass ?c . "
        "?x rdf:type ?r . ?x ?p ?y . ?y rdf:type ?c",
        "FILTER(?n = 0)",
    ),
    FalseRule(
        "cls-maxqc2",
        "?r owl:maxQualifiedCardinality ?n . ?r owl:onProperty ?p . ?r owl:onClass owl:Thing . "
        "?x rdf:type ?r . ?x ?p ?y",
        "FILTER(?n = 0)",
    ),
    FalseRule("cax-dw", "?c owl:disjointWith ?d . ?x rdf:type ?c . ?x rdf:type ?d"),
    FalseRule(
        "cax-adc",
        "?list rdf:type owl:AllDisjointClasses . ?x rdf:type ?c . ?x rdf:type ?d",
        _TWO_OF.format(list="owl:members", a="c", b="d"),
    ),
    FalseRule(
        "dt-diff",
        "?p rdf:type owl:FunctionalProperty . ?x ?p ?y . ?x ?p ?z",
        "FILTER(isLiteral(?y) && isLiteral(?z) && STR(?y) < STR(?z) && !sameTerm(?y, ?z) && ?y != ?z)",
    ),
)


def contradictions(closed: Store, asserted: tuple[Triple, ...]) -> Iterator[Contradiction]:
    """Every contradiction in a closed graph (the default graph of the store), by rule in the order of the tables."""
    for rule in FALSE_RULES:
        yield from _matches(rule, closed)
    for triple in asserted:
        if isinstance(triple.object, Literal) and _is_ill_typed(triple.object):
            yield Contradiction("dt-not-type", (triple,))


def _matches(rule: FalseRule, closed: Store) -> Iterator[Contradiction]:
    found = closed.query(f"SELECT DISTINCT * {{ {rule.premise} . {rule.condition} }}", prefixes=PREFIXES)
    if not isinstance(found, QuerySolutions):
        raise TypeError(rule.name)
    for row in found:
        values = {variable.value: row[variable] for variable in found.variables}
        yield Contradiction(rule.name, tuple(_fill(pattern, values) for pattern in rule.patterns))


def _fill(pattern: tuple[str, str, str], values: dict[str, Any]) -> Triple:
    subject, predicate, object_ = (_term(part, values) for part in pattern)
    return Triple(subject, predicate, object_)


def _term(part: str, values: dict[str, Any]) -> Any:
    if part.startswith("?"):
        return values[part[1:]]
    prefix, name = part.split(":")
    return NamedNode(PREFIXES[prefix] + name)


def _is_ill_typed(literal: Literal) -> bool:
    if literal.language is not None:
        return False
    return bool(ValueLiteral(literal.value, datatype=URIRef(literal.datatype.value)).ill_typed)
