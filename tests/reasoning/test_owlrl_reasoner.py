"""What follows, what does not, and what contradicts: each case is premise, expected triple or rule."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.reasoning import OwlrlReasoner
from preventiegraaf.reasoning.consistency import FALSE_RULES
from preventiegraaf.reasoning.relevance import relevant

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]


CONCLUSIONS = {
    "cax-sco": (":A rdfs:subClassOf :B . :x a :A .", ":x a :B ."),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y ."),
    "prp-inv": (":p owl:inverseOf :q . :x :p :y .", ":y :q :x ."),
    "prp-symp": (":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    "prp-trp": (":p a owl:TransitiveProperty . :x :p :y . :y :p :z .", ":x :p :z ."),
    "prp-spo2": (":p owl:propertyChainAxiom (:q :r) . :x :q :y . :y :r :z .", ":x :p :z ."),
    "chain of an anonymous inverse": (
        ":p owl:propertyChainAxiom ([ owl:inverseOf :q ] :r) . :n :q :x . :n :r :z .",
        ":x :p :z .",
    ),
    "prp-dom": (":p rdfs:domain :A . :x :p :y .", ":x a :A ."),
    "cls-hv1": (":A rdfs:subClassOf [ owl:hasValue :v ; owl:onProperty :p ] . :x a :A .", ":x :p :v ."),
    "cls-svf1": (
        "[] owl:someValuesFrom :B ; owl:onProperty :p ; rdfs:subClassOf :A . :x :p :y . :y a :B .",
        ":x a :A .",
    ),
    "eq-rep-s": (":x owl:sameAs :y . :x :unmentioned :z .", ":y :unmentioned :z ."),
    "sameness that follows reaches plain properties": (
        ":p a owl:FunctionalProperty . :a :p :x . :a :p :y . :x :unmentioned :z .",
        ":y :unmentioned :z .",
    ),
}


@pytest.mark.parametrize(("premise", "conclusion"), CONCLUSIONS.values(), ids=CONCLUSIONS.keys())
def test_what_follows(premise: str, conclusion: str) -> None:
    assert triples(conclusion)[0] in OwlrlReasoner().close(triples(premise)).inferred


CLEAN = {
    "no literal as subject": (':p rdfs:range xsd:string . :x :p "a" .', lambda t: str(t.subject).startswith('"')),
    "nothing reflexive": (":A rdfs:subClassOf :B . :x a :A .", lambda t: t.subject == t.object),
    "no axiomatic triples": (":x a :A .", lambda t: "www.w3.org" in str(t.subject)),
    "nothing that is asserted": (":A rdfs:subClassOf :B . :x a :A, :B .", lambda t: str(t.object).endswith("/A>")),
    "no owl:Thing": (":A a owl:Class . :x a :A .", lambda t: "owl#Thing" in str(t.object)),
    "no membership in anonymous classes": (
        "[] owl:someValuesFrom :B ; owl:onProperty :p ; rdfs:subClassOf :A . :x :p :y . :y a :B .",
        lambda t: "_:" in str(t),
    ),
    "no anonymous predicates": (
        ":p owl:propertyChainAxiom ([ owl:inverseOf :q ] :r) . :n :q :x . :n :r :z .",
        lambda t: str(t.predicate).startswith("_:"),
    ),
    "a partner is not its own partner": (
        ":with owl:propertyChainAxiom (:in :has) . :in owl:inverseOf :has . :x :in :c . :y :in :c .",
        lambda t: t.subject == t.object,
    ),
}


@pytest.mark.parametrize(("premise", "unwanted"), CLEAN.values(), ids=CLEAN.keys())
def test_the_output_is_clean(premise: str, unwanted: object) -> None:
    assert callable(unwanted)
    assert [triple for triple in OwlrlReasoner().close(triples(premise)).inferred if unwanted(triple)] == []


CONTRADICTIONS = {
    "eq-diff1": ":x owl:sameAs :y ; owl:differentFrom :y .",
    "eq-diff2": "[] a owl:AllDifferent ; owl:members (:x :y) . :x owl:sameAs :y .",
    "eq-diff3": "[] a owl:AllDifferent ; owl:distinctMembers (:x :y) . :x owl:sameAs :y .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :x :p :x .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x .",
    "prp-pdw": ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members (:p :q) . :x :p :y ; :q :y .",
    "prp-npa1": "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :p :y .",
    "prp-npa2": '[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue "v" . :x :p "v" .',
    "cls-nothing2": ":A rdfs:subClassOf owl:Nothing . :x a :A .",
    "cls-com": ":A owl:complementOf :B . :x a :A, :B .",
    "cls-maxc1": ":x a [ owl:maxCardinality 0 ; owl:onProperty :p ] ; :p :y .",
    "cls-maxqc1": ":x a [ owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :C ] ; :p :y . :y a :C .",
    "cls-maxqc2": ":x a [ owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass owl:Thing ] ; :p :y .",
    "cax-dw": ":A owl:disjointWith :B . :x a :A, :B .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members (:A :B) . :x a :A, :B .",
    "dt-diff": ":p a owl:FunctionalProperty . :x :p 1, 2 .",
    "dt-not-type": ':x :p "soon"^^xsd:date .',
}

CONSISTENT = {
    "eq-diff2": "[] a owl:AllDifferent ; owl:members (:x :y) .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :x :p :y .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :x :p :y .",
    "prp-pdw": ":p owl:propertyDisjointWith :q . :x :p :y ; :q :z .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members (:p :q) . :x :p :y ; :q :z .",
    "cls-maxc1": ":x a [ owl:maxCardinality 1 ; owl:onProperty :p ] ; :p :y .",
    "cax-dw": ":A owl:disjointWith :B . :x a :A . :y a :B .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members (:A :B) . :x a :A . :y a :B .",
    "dt-diff": ":p a owl:FunctionalProperty . :x :p 1, 01 .",
    "dt-not-type": ':x :p "2019-02-28"^^xsd:date .',
}


def test_every_false_rule_has_a_case() -> None:
    assert {rule.name for rule in FALSE_RULES} | {"dt-not-type"} == CONTRADICTIONS.keys()


@pytest.mark.parametrize(("rule", "premise"), CONTRADICTIONS.items(), ids=CONTRADICTIONS.keys())
def test_contradictions(rule: str, premise: str) -> None:
    found = OwlrlReasoner().close(triples(premise)).contradictions
    assert rule in {contradiction.rule for contradiction in found}
    assert all(contradiction.triples for contradiction in found)


@pytest.mark.parametrize("premise", CONSISTENT.values(), ids=CONSISTENT.keys())
def test_no_contradiction(premise: str) -> None:
    assert OwlrlReasoner().close(triples(premise)).contradictions == ()


def test_what_no_axiom_mentions_is_left_out_of_reasoning() -> None:
    axioms = triples(":A rdfs:subClassOf :B . :p rdfs:domain :A .")
    firing = triples(":x :p :y . :x a :A .")
    idle = triples(':x :q :y . :x a :C . :A rdfs:label "A" . :A a owl:Class .')
    assert relevant([*axioms, *firing, *idle]) == [*axioms, *firing]
