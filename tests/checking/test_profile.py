"""The grammar of OWL 2 RL: what W3C says is in the profile passes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.checking.profile import departures
from preventiegraaf.paths import bundled_root

W3C = bundled_root().folder.parent / "shared" / "w3c" / "owl2-rl.json"
PREFIXES = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def w3c_cases() -> list[dict[str, Any]]:
    """The cases with a premise in RDF/XML; the suite puts ReflexiveProperty in the profile, section 4.2.5 does not."""
    cases = json.loads(W3C.read_text(encoding="utf-8")) if W3C.is_file() else []
    return [case for case in cases if "premise" in case and "owl:ReflexiveProperty" not in case["premise"]]


@pytest.mark.skipif(not W3C.is_file(), reason="the W3C test data are not at hand: ../shared/w3c is absent")
@pytest.mark.parametrize("case", w3c_cases(), ids=lambda case: str(case["id"]))
def test_w3c_premise_is_in_the_profile(case: dict[str, Any]) -> None:
    assert list(departures(triples(case["premise"], RdfFormat.RDF_XML))) == []


@pytest.mark.parametrize(
    "axiom",
    [
        ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
        ":A rdfs:subClassOf [ owl:oneOf ( :a :b ) ] .",
        "[ owl:complementOf :B ] rdfs:subClassOf :A .",
        "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] rdfs:subClassOf :A .",
        ":A owl:equivalentClass [ owl:unionOf ( :B :C ) ] .",
        ":A owl:equivalentClass [ owl:intersectionOf ( :B [ owl:onProperty :p ; owl:someValuesFrom :C ] ) ] .",
        ":A owl:disjointWith [ owl:complementOf :B ] .",
        ":p rdfs:domain [ owl:unionOf ( :A :B ) ] .",
        ":p a owl:ReflexiveProperty .",
        ":A owl:disjointUnionOf ( :B :C ) .",
        "[] a owl:AllDisjointClasses ; owl:members ( :A [ owl:complementOf :B ] ) .",
        "owl:Thing rdfs:subClassOf :A .",
    ],
)
def test_axiom_is_outside_the_profile(axiom: str) -> None:
    assert list(departures(triples(PREFIXES + axiom, RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    "axiom",
    [
        "[ owl:unionOf ( :A [ owl:oneOf ( :a ) ] ) ] rdfs:subClassOf :B .",
        "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :B .",
        ":A rdfs:subClassOf [ owl:intersectionOf ( :B [ owl:complementOf :C ] ) ] .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom [ owl:complementOf :B ] ] .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
        ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :a ] .",
        ":p owl:propertyChainAxiom ( [ owl:inverseOf :q ] :r ) .",
        ":A owl:hasKey ( :p ) .",
    ],
)
def test_axiom_is_in_the_profile(axiom: str) -> None:
    assert list(departures(triples(PREFIXES + axiom, RdfFormat.TURTLE))) == []


def triples(text: str, form: RdfFormat) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(text, format=form, base_iri="http://example.org/"))
