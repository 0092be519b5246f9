"""The cases of W3C's OWL 2 test suite whose profile is RL, as far as they are about what follows.

The cases are RDF/XML; six are given in functional syntax only, and stand here in Turtle. A case may ask for more than
the rules of OWL 2 RL/RDF can give: its theorem PR1 (OWL 2 Profiles, section 4.3) promises assertions about named
things, not axioms. Those cases are exceptions, each with its reason, and a test tells when one no longer is. Where the
rules have no form for a conclusion but can contradict its opposite, the opposite is added and must contradict.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.namespaces import OWL, TYPE
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.conclusions.entailment import entailment
from preventiegraaf.reasoning.conclusions.full import full
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.materialisation.engine import Engine

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "owl2-rl.json"
BASE = "http://example.org/"
PREFIXES = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
IN_TURTLE = {
    "Disjoint_Props_via_Disjoint_Domains": {
        "premise": ":Boy owl:disjointWith :Girl . :sonOf rdfs:domain :Boy . :daughterOf rdfs:domain :Girl .",
        "conclusion": ":sonOf owl:propertyDisjointWith :daughterOf .",
    },
    "Disjoint_Props_via_Disjoint_Ranges": {
        "premise": ":Boy owl:disjointWith :Girl . :hasSon rdfs:range :Boy . :hasDaughter rdfs:range :Girl .",
        "conclusion": ":hasSon owl:propertyDisjointWith :hasDaughter .",
    },
    "functionality-clash": {
        "premise": ":hasAge a owl:FunctionalProperty . "
        ":a a [ owl:hasValue 18 ; owl:onProperty :hasAge ], [ owl:hasValue 19 ; owl:onProperty :hasAge ] ."
    },
    "Individual-Class_Punning_vs._ObjectOneOf": {
        "premise": ":Person a owl:Class . [] owl:oneOf (:Lois) ; rdfs:subClassOf :Person .",
        "nonconclusion": ":Lois rdfs:subClassOf :Person .",
    },
    "New-Feature-ObjectPropertyChain-BJP-002": {
        "premise": ":p a owl:ObjectProperty, owl:TransitiveProperty .",
        "conclusion": ":p owl:propertyChainAxiom (:p :p) .",
    },
    "Plus and Minus Zero are Distinct": {
        "premise": ":numberOfChildren a owl:FunctionalProperty . "
        ':Meg :numberOfChildren "+0.0"^^xsd:float, "-0.0"^^xsd:float .'
    },
    "string-integer-clash": {
        "premise": ":hasAge rdfs:range xsd:integer . "
        ':a a [ owl:hasValue "aString"^^xsd:string ; owl:onProperty :hasAge ] .'
    },
}
OPPOSITES = {
    "DisjointClasses-001": [":Stewie a :Girl ."],
    "DisjointClasses-003": [":Stewie a :Girl .", ":Stewie a :Dog ."],
    "New-Feature-DisjointDataProperties-002": [
        *(":Peter owl:sameAs :Peter_Griffin .", ":Peter owl:sameAs :Petre .", ":Petre owl:sameAs :Peter_Griffin ."),
    ],
    "New-Feature-DisjointObjectProperties-001": [":Peter owl:sameAs :Lois ."],
    "New-Feature-DisjointObjectProperties-002": [
        *(":Peter owl:sameAs :Lois .", ":Peter owl:sameAs :StewieJr .", ":Lois owl:sameAs :StewieJr ."),
    ],
    "New-Feature-ObjectQCR-002": [":Stewie a :Woman ."],
    "owl2-rl-rules-fp-differentFrom": ["<http://owl2.test/rules/Y1> owl:sameAs <http://owl2.test/rules/Y2> ."],
    "owl2-rl-rules-ifp-differentFrom": ["<http://owl2.test/rules/X1> owl:sameAs <http://owl2.test/rules/X2> ."],
    "WebOnt-differentFrom-001": [
        "<http://www.w3.org/2002/03owlt/differentFrom/premises001#b> owl:sameAs "
        "<http://www.w3.org/2002/03owlt/differentFrom/premises001#a> ."
    ],
}
"""What must contradict, statement by statement, for the conclusion to hold."""
_AXIOM = "concludes an axiom that no rule of OWL 2 RL/RDF concludes"
_COMPREHENSION = "concludes that a class expression exists, which the rules never do"
_RANGES = "reckons with the value spaces of datatypes as ranges; table 8 speaks of single literals only"
_ANNOTATIONS = "holds in the direct semantics only, which passes over annotations; the rules are those of RDF"
EXCEPTIONS = {
    "chain2trans1": _AXIOM,
    "Disjoint_Props_via_Disjoint_Domains": _AXIOM,
    "Disjoint_Props_via_Disjoint_Ranges": _AXIOM,
    "New-Feature-ObjectPropertyChain-BJP-002": _AXIOM,
    "New-Feature-ReflexiveProperty-001": "owl:ReflexiveProperty has no rule in the tables",
    "WebOnt-I5.5-005": _COMPREHENSION,
    "WebOnt-I5.26-010": _COMPREHENSION,
    "WebOnt-I5.8-006": _RANGES,
    "WebOnt-I5.8-008": _RANGES,
    "WebOnt-I5.8-009": _RANGES,
    "WebOnt-I4.6-005-Direct": _ANNOTATIONS,
    "WebOnt-equivalentClass-008-Direct": _ANNOTATIONS,
}
DECLARED = frozenset(
    NamedNode(iri)
    for iri in (
        *(OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"),
        *(OWL + "NamedIndividual", OWL + "Ontology"),
    )
)


def cases(kind: str, chosen: Callable[[str], bool] = bool) -> list[Any]:
    """The cases of a kind whose names are chosen; where the suite is not at hand, one that is skipped."""
    if not SUITE.is_file():
        return [pytest.param({}, marks=pytest.mark.skip(f"W3C's cases are not at hand: {SUITE}"))]
    found = [case for case in json.loads(SUITE.read_text()) if kind in case["types"] and chosen(case["id"])]
    assert found
    return [pytest.param(case, id=case["id"]) for case in found]


def triples(case: dict[str, Any], part: str) -> list[Triple]:
    if case["id"] in IN_TURTLE:
        quads = parse(PREFIXES + IN_TURTLE[case["id"]][part], format=RdfFormat.TURTLE)
    else:
        quads = parse(case[part], format=RdfFormat.RDF_XML, base_iri=BASE)
    return [quad.triple for quad in quads]


def closed(case: dict[str, Any], more: str = "") -> Engine:
    premise = triples(case, "premise")
    for imported in case.get("imports") or []:
        premise += [quad.triple for quad in parse(imported["rdfxml"], format=RdfFormat.RDF_XML, base_iri=BASE)]
    engine = Engine(Dictionary())
    for part in (premise, [quad.triple for quad in parse(PREFIXES + more, format=RdfFormat.TURTLE)]):
        engine.add(Triples.of(part, engine.dictionary))
    return engine


def holds(engine: Engine, wanted: list[Triple]) -> bool:
    """Whether all triples are entailed but declarations, a blank node standing for anything."""
    known = [*as_rdf(entailment(engine).asserted), *as_rdf(full(engine))]
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in known)
    told = [triple for triple in wanted if not (triple.predicate == TYPE and triple.object in DECLARED)]
    assert told
    body = " . ".join(" ".join(map(_place, triple)) for triple in told)
    return bool(store.query(f"ASK {{ {body} }}"))


def _place(term: object) -> str:
    return f"?b{term.value}" if isinstance(term, BlankNode) else str(term)


@pytest.mark.parametrize("case", cases("PositiveEntailmentTest", lambda name: name not in OPPOSITES))
def test_what_follows(case: dict[str, Any]) -> None:
    assert holds(closed(case), triples(case, "conclusion")) == (case["id"] not in EXCEPTIONS)


@pytest.mark.parametrize("case", cases("PositiveEntailmentTest", OPPOSITES.__contains__))
def test_what_follows_because_the_opposite_contradicts(case: dict[str, Any]) -> None:
    assert contradictions(closed(case)) == []
    assert all(contradictions(closed(case, opposite)) for opposite in OPPOSITES[case["id"]])


@pytest.mark.parametrize("case", cases("NegativeEntailmentTest"))
def test_what_does_not_follow(case: dict[str, Any]) -> None:
    assert not holds(closed(case), triples(case, "nonconclusion"))


@pytest.mark.parametrize("case", cases("InconsistencyTest"))
def test_what_contradicts(case: dict[str, Any]) -> None:
    assert bool(contradictions(closed(case))) == (case["id"] not in EXCEPTIONS)


@pytest.mark.parametrize("case", cases("ConsistencyTest"))
def test_what_does_not_contradict(case: dict[str, Any]) -> None:
    assert contradictions(closed(case)) == []


def test_exceptions_and_opposites_are_cases() -> None:
    if not SUITE.is_file():
        pytest.skip(f"W3C's cases are not at hand: {SUITE}")
    names = {case["id"] for case in json.loads(SUITE.read_text())}
    assert {*EXCEPTIONS, *OPPOSITES, *IN_TURTLE} <= names
