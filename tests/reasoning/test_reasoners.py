"""What follows, what does not, and what contradicts: each case is premise, expected triple or rule."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.errors import UsageError
from preventiegraaf.reasoning import REASONERS, Reasoner
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.relevance import relevant
from preventiegraaf.reasoning.rules import RULES

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
"""


@pytest.fixture(params=REASONERS)
def reasoner(request: pytest.FixtureRequest) -> Reasoner:
    return REASONERS[request.param]()


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
    "prp-eqp": (":p owl:equivalentProperty :q . :x :p :y .", ":x :q :y ."),
    "prp-rng": (":p rdfs:range :A . :x :p :y .", ":y a :A ."),
    "prp-fp": (":p a owl:FunctionalProperty . :x :p :y, :z .", ":y owl:sameAs :z ."),
    "prp-ifp": (":p a owl:InverseFunctionalProperty . :x :p :z . :y :p :z .", ":x owl:sameAs :y ."),
    "prp-spo2 of three": (":p owl:propertyChainAxiom (:a :b :c) . :x :a :y . :y :b :z . :z :c :w .", ":x :p :w ."),
    "cax-eqc": (":A owl:equivalentClass :B . :x a :B .", ":x a :A ."),
    "cls-int1": (":C owl:intersectionOf (:A :B) . :x a :A, :B .", ":x a :C ."),
    "cls-int2": (":C owl:intersectionOf (:A :B) . :x a :C .", ":x a :B ."),
    "cls-uni": (":C owl:unionOf (:A :B) . :x a :B .", ":x a :C ."),
    "cls-oo": (":C owl:oneOf (:x :y) .", ":y a :C ."),
    "cls-avf": (":x a [ owl:allValuesFrom :B ; owl:onProperty :p ] ; :p :y .", ":y a :B ."),
    "cls-hv2": (":A owl:hasValue :v ; owl:onProperty :p . :x :p :v .", ":x a :A ."),
    "cls-svf2": (":A owl:someValuesFrom owl:Thing ; owl:onProperty :p . :x :p :y .", ":x a :A ."),
    "cls-maxc2": (":x a [ owl:maxCardinality 1 ; owl:onProperty :p ] ; :p :y, :z .", ":y owl:sameAs :z ."),
    "cls-maxqc3": (
        ":x a [ owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :C ] ; :p :y, :z . :y a :C . :z a :C .",
        ":y owl:sameAs :z .",
    ),
    "scm-sco": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C ."),
    "scm-spo": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r ."),
    "scm-eqc2": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":A owl:equivalentClass :B ."),
    "scm-svf1 feeds rules about things": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :D ; owl:onProperty :p . "
        ":C rdfs:subClassOf :D . :x a :A .",
        ":x a :B .",
    ),
    "an axiom that follows bears on things": (
        ":isKindOf rdfs:subPropertyOf rdfs:subClassOf . :A :isKindOf :B . :x a :A .",
        ":x a :B .",
    ),
    "a property that turns out to be transitive": (
        ":Reach rdfs:subClassOf owl:TransitiveProperty . :p a :Reach . :x :p :y . :y :p :z .",
        ":x :p :z .",
    ),
    "eq-rep-o": (":x owl:sameAs :y . :z :p :x .", ":z :p :y ."),
    "eq-sym": (":x owl:sameAs :y .", ":y owl:sameAs :x ."),
    "eq-trans": (":x owl:sameAs :y . :y owl:sameAs :z .", ":x owl:sameAs :z ."),
    "eq-rep-s": (":x owl:sameAs :y . :x :unmentioned :z .", ":y :unmentioned :z ."),
    "a property that turns out to be owl:sameAs": (
        ":same owl:sameAs owl:sameAs . :x :same :y . :x :unmentioned :z .",
        ":y :unmentioned :z .",
    ),
    "sameness that follows reaches plain properties": (
        ":p a owl:FunctionalProperty . :a :p :x . :a :p :y . :x :unmentioned :z .",
        ":y :unmentioned :z .",
    ),
}


@pytest.mark.parametrize(("premise", "conclusion"), CONCLUSIONS.values(), ids=CONCLUSIONS.keys())
def test_what_follows(reasoner: Reasoner, premise: str, conclusion: str) -> None:
    assert triples(conclusion)[0] in reasoner.close(triples(premise)).inferred


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
def test_the_output_is_clean(reasoner: Reasoner, premise: str, unwanted: object) -> None:
    assert callable(unwanted)
    assert [triple for triple in reasoner.close(triples(premise)).inferred if unwanted(triple)] == []


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
    assert {rule.name for rule in RULES if rule.is_false} | {"dt-diff"} == CONTRADICTIONS.keys()


@pytest.mark.parametrize(("rule", "premise"), CONTRADICTIONS.items(), ids=CONTRADICTIONS.keys())
def test_contradictions(reasoner: Reasoner, rule: str, premise: str) -> None:
    found = reasoner.close(triples(premise)).contradictions
    assert rule in {contradiction.rule for contradiction in found}
    assert all(contradiction.triples for contradiction in found)


@pytest.mark.parametrize("premise", CONSISTENT.values(), ids=CONSISTENT.keys())
def test_no_contradiction(reasoner: Reasoner, premise: str) -> None:
    assert reasoner.close(triples(premise)).contradictions == ()


NON_CONCLUSIONS = {
    "cax-sco": (":A rdfs:subClassOf :B . :x a :B .", ":x a :A ."),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :x :q :y .", ":x :p :y ."),
    "prp-trp": (":p a owl:TransitiveProperty . :x :p :y . :z :p :w .", ":x :p :w ."),
    "prp-spo2": (":p owl:propertyChainAxiom (:q :r) . :x :q :y . :z :r :w .", ":x :p :w ."),
    "prp-spo2 in order": (":p owl:propertyChainAxiom (:q :r) . :x :r :y . :y :q :z .", ":x :p :z ."),
    "prp-fp": (":p a owl:FunctionalProperty . :x :p :y . :z :p :w .", ":y owl:sameAs :w ."),
    "cls-int1": (":C owl:intersectionOf (:A :B) . :x a :A . :y a :B .", ":x a :C ."),
    "cls-svf1": (":A owl:someValuesFrom :B ; owl:onProperty :p . :x :p :y . :z a :B .", ":x a :A ."),
    "cls-avf": (":A owl:allValuesFrom :B ; owl:onProperty :p . :x :p :y .", ":y a :B ."),
    "cls-hv2": (":A owl:hasValue :v ; owl:onProperty :p . :x :p :w .", ":x a :A ."),
    "cls-maxc2": (":x a [ owl:maxCardinality 2 ; owl:onProperty :p ] ; :p :y, :z .", ":y owl:sameAs :z ."),
    "scm-avf2 turns around": (
        ":A owl:allValuesFrom :C ; owl:onProperty :p . :B owl:allValuesFrom :C ; owl:onProperty :q . "
        ":p rdfs:subPropertyOf :q .",
        ":A rdfs:subClassOf :B .",
    ),
}


@pytest.mark.parametrize(("premise", "conclusion"), NON_CONCLUSIONS.values(), ids=NON_CONCLUSIONS.keys())
def test_what_does_not_follow(reasoner: Reasoner, premise: str, conclusion: str) -> None:
    assert triples(conclusion)[0] not in reasoner.close(triples(premise)).inferred


def test_a_key_of_two_properties_makes_things_the_same() -> None:
    key = ":C owl:hasKey (:p :q) . :x a :C ; :p 1 ; :q 2 . :y a :C ; :p 1 ; :q 2 . :z a :C ; :p 1 ; :q 3 ."
    found = REASONERS["columnar"]().close(triples(key)).inferred
    assert triples(":x owl:sameAs :y .")[0] in found
    assert triples(":x owl:sameAs :z .")[0] not in found


def test_a_value_is_said_in_the_form_that_a_thing_has_or_else_in_one_that_is_said_of_things() -> None:
    axioms = (
        "[] owl:maxCardinality 1 ; owl:onProperty :r . :p rdfs:subPropertyOf :q . :s owl:propertyChainAxiom (:o :p) . "
    )
    facts = ':x :p "1"^^xsd:int . :y :p 01 . :z :o :y . :w :p 01 ; :r "1"^^xsd:byte ; :q 1.0 .'
    found = REASONERS["columnar"]().close(triples(axioms + facts)).inferred
    assert set(found) == set(triples(':x :q "1"^^xsd:int . :y :q 01 . :z :s "1"^^xsd:int .'))


def test_a_thing_that_is_a_value_is_said_to_be_and_so_is_all_that_it_stands_in() -> None:
    premise = ":p a owl:FunctionalProperty . :x :p :y, 1 . :z :q :y . :x :r 01 ."
    found = REASONERS["columnar"]().close(triples(premise)).inferred
    assert set(found) == set(triples(":y owl:sameAs 1 . :z :q 1 . :x :r :y ."))


@pytest.mark.parametrize(
    "same", [":x owl:sameAs :y .", ":x owl:sameAs :x .", ":x :same :y . :same owl:sameAs owl:sameAs ."]
)
def test_things_of_which_nothing_is_said_but_sameness_are_the_same_as_themselves(same: str) -> None:
    found = REASONERS["columnar"]().close(triples(f"owl:sameAs rdfs:subPropertyOf :p . {same}")).entailment
    assert found is not None
    told = {str(one) for part in (found.inferred, found.hidden) for one in as_rdf(part)}
    assert str(triples(":x :p :x .")[0]) in told


def test_what_no_axiom_mentions_is_left_out_of_reasoning() -> None:
    axioms = triples(":A rdfs:subClassOf :B . :p rdfs:domain :A .")
    firing = triples(":x :p :y . :x a :A .")
    idle = triples(':x :q :y . :x a :C . :A rdfs:label "A" . :x a owl:NamedIndividual .')
    assert relevant([*axioms, *firing, *idle]) == [*axioms, *firing]


def test_any_two_of_many_classes_that_exclude_each_other() -> None:
    classes = [f":C{place}" for place in range(300)]
    members = ":x a :C3, :C250 . :y a :C7 . :z a :C3, :C4, :C299 ."
    axiom = f"[] a owl:AllDisjointClasses ; owl:members ({' '.join(classes)}) ."
    found = REASONERS["columnar"]().close(triples(axiom + members)).contradictions
    told = [sorted(str(triple.object) for triple in contradiction.triples[2:]) for contradiction in found]
    named = [[f"<http://example.org/C{one}>", f"<http://example.org/C{other}>"] for one, other in ((3, 250), (299, 3))]
    assert len(told) == 4
    assert sorted(named[0]) in told
    assert sorted(named[1]) in told


def test_a_contradiction_between_two_names_is_told_as_it_is_asserted() -> None:
    axioms = ":A owl:disjointWith :B . :p a owl:InverseFunctionalProperty . "
    (found,) = REASONERS["columnar"]().close(triples(axioms + ":y :p 1 ; a :A . :x :p 01 ; a :B .")).contradictions
    told = {str(triple) for triple in found.triples}
    assert {str(triple) for triple in triples(":A owl:disjointWith :B . :y a :A . :x a :B .")} < told
    assert len(told & {str(triple) for triple in triples(":y owl:sameAs :x . :x owl:sameAs :y .")}) == 1
    assert len(told) == 4


ONCE = {
    "a pair that is asserted": (
        ":p a owl:FunctionalProperty . :s :p :x, :y . :x owl:differentFrom :y .",
        ["eq-diff1"],
    ),
    "a pair that follows": (":p rdfs:subPropertyOf owl:differentFrom . :x owl:sameAs :y ; :p :y .", ["eq-diff1"]),
    "a pair of each name": (
        ":x owl:sameAs :y, :z . :x owl:differentFrom :y . :z owl:differentFrom :y .",
        ["eq-diff1", "eq-diff1"],
    ),
    "axioms that say the same": (
        ":A owl:disjointWith :B ; owl:complementOf :B . :B owl:disjointWith :A . :x a :A, :B .",
        ["cax-dw", "cax-dw", "cls-com"],
    ),
}


@pytest.mark.parametrize(("premise", "rules"), ONCE.values(), ids=ONCE.keys())
def test_each_axiom_and_pair_that_contradicts_is_told_once(premise: str, rules: list[str]) -> None:
    found = REASONERS["columnar"]().close(triples(premise)).contradictions
    assert sorted(contradiction.rule for contradiction in found) == rules


def test_what_two_values_have_in_common_is_told_with_them() -> None:
    (found,) = REASONERS["columnar"]().close(triples(":p a owl:FunctionalProperty . :x :p :y, 1, 2 .")).contradictions
    assert {str(triple) for triple in found.triples} == {
        str(triple) for triple in triples(":p a owl:FunctionalProperty . :x :p :y, 2 . :y owl:sameAs 1 .")
    }


@pytest.mark.parametrize("relation", ["rdfs:subClassOf", "owl:sameAs", "owl:disjointWith"])
def test_what_contradicts_about_a_literal_is_told_with_a_triple_that_has_it(relation: str) -> None:
    found = REASONERS["columnar"]().close(
        triples(f"xsd:integer {relation} xsd:decimal . xsd:byte {relation} xsd:string . :x :p 1 .")
    )
    assert found.contradictions
    assert all(triples(":x :p 1 .")[0] in contradiction.triples for contradiction in found.contradictions)


def test_a_failure_of_the_second_opinion_is_told() -> None:
    with pytest.raises(UsageError, match="The library owlrl fails on these triples"):
        REASONERS["owlrl"]().close(triples(":A owl:maxCardinality :many ; owl:onProperty :p ."))


def test_a_literal_without_a_value_is_told_once_and_not_logged(
    reasoner: Reasoner, caplog: pytest.LogCaptureFixture
) -> None:
    (found,) = reasoner.close(triples(':p a owl:DatatypeProperty . :x :p "soon"^^xsd:date .')).contradictions
    assert found.rule == "dt-not-type"
    assert caplog.records == []
