"""Explanations: every step is a rule of W3C, every leaf is asserted, and the leaves are all that it takes.

The judge is a closure of its own: the rules of the table tried on all triples until nothing new follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from preventiegraaf.columns import Dictionary, Relations, Triples
from preventiegraaf.namespaces import OWL, RDF
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.reasoning.explanation import Application, Atom, ClosedGraph, Explainer, Explanation
from preventiegraaf.reasoning.rules import RULES, Pattern, Rule, Variable

Fact = tuple[object, object, object]
Facts = frozenset[Fact]

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
"""
AXIOMS = [
    "C rdfs:subClassOf C .",
    "C owl:equivalentClass C .",
    "P rdfs:subPropertyOf P .",
    "P owl:equivalentProperty P .",
    "P owl:inverseOf P .",
    "P rdfs:domain C .",
    "P rdfs:range C .",
    "P a owl:SymmetricProperty .",
    "P a owl:TransitiveProperty .",
    "P a owl:FunctionalProperty .",
    "P a owl:InverseFunctionalProperty .",
    "P owl:propertyChainAxiom ( P P ) .",
    "P owl:propertyChainAxiom ( P [ owl:inverseOf P ] P ) .",
    "[] owl:someValuesFrom C ; owl:onProperty P ; rdfs:subClassOf C .",
    "C owl:someValuesFrom owl:Thing ; owl:onProperty P .",
    "C owl:someValuesFrom C ; owl:onProperty P .",
    "C rdfs:subClassOf [ owl:allValuesFrom C ; owl:onProperty P ] .",
    "C owl:hasValue T ; owl:onProperty P .",
    "C owl:intersectionOf ( C C ) .",
    "C owl:unionOf ( C C ) .",
    "C owl:oneOf ( T T ) .",
    "C owl:hasKey ( P ) .",
    "C rdfs:subClassOf [ owl:maxCardinality 1 ; owl:onProperty P ] .",
    "C a owl:Class .",
    "T owl:sameAs T .",
]
FACTS = ["T a C .", "T P T .", "T P T .", "T a C .", "T P T ."]
NAMES = {"C": [":A", ":B", ":D"], "P": [":p", ":q"], "T": [":x", ":y", ":z"]}
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def ontologies(draw: st.DrawFn) -> tuple[Triple, ...]:
    """A small ontology with facts."""
    lines = draw(st.lists(st.sampled_from(AXIOMS), min_size=2, max_size=5))
    lines += draw(st.lists(st.sampled_from(FACTS), min_size=2, max_size=5))
    words = (word for line in lines for word in line.split(" "))
    return triples(" ".join(draw(st.sampled_from(NAMES[word])) if word in NAMES else word for word in words))


def triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(sorted({quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)}, key=str))


def instances(rule: Rule, facts: Facts) -> Iterator[Rule]:
    """The rule, or the rules that it stands for with the lists of the facts."""
    if not rule.lists:
        yield rule
        return
    (listed,) = rule.lists
    for subject, predicate, object_ in facts:
        for premise in rule.premises:
            if premise.object == listed.head and premise.predicate == predicate:
                values = {premise.subject: subject, premise.object: object_}
                for instance in rule.for_members(members(facts, object_)):
                    yield Rule(
                        rule.name,
                        tuple(pattern.filled(values) for pattern in instance.premises),  # type: ignore[arg-type]
                        tuple(pattern.filled(values) for pattern in instance.conclusions),  # type: ignore[arg-type]
                    )


def members(facts: Facts, head: object) -> list[Any]:
    first, rest = ({s: o for s, p, o in facts if p == NamedNode(RDF + name)} for name in ("first", "rest"))
    found = []
    while head in first and head in rest:
        found.append(first[head])
        head = rest[head]
    return found if head == NamedNode(RDF + "nil") else []


def conclusions(rule: Rule, facts: Facts) -> set[Fact]:
    """What one rule concludes from facts in one step."""
    found = set()
    for instance in instances(rule, facts):
        bindings: list[dict[object, object]] = [{}]
        for premise in instance.premises:
            bindings = [more for one in bindings for fact in facts if (more := unified(premise, fact, one)) is not None]
        for conclusion in instance.conclusions:
            found |= {tuple(one.get(place, place) for place in conclusion) for one in bindings}
    return found  # type: ignore[return-value]


def unified(pattern: Pattern, fact: Fact, known: dict[object, object]) -> dict[object, object] | None:
    values = dict(known)
    for place, value in zip(pattern, fact, strict=True):
        if (values.setdefault(place, value) if isinstance(place, Variable) else meant(place)) != meant(value):
            return None
    return values


def meant(term: object) -> object:
    """A term, or of a number its value: the rules on cardinality mean any `1`."""
    return getattr(term, "value", term) if "XMLSchema#" in str(term) else term


@cache
def closure(facts: Facts) -> Facts:
    """The facts and what follows from them, but for what everything is to itself."""
    used = [
        rule for rule in RULES if rule.conclusions and not rule.conditions and rule.name not in ("eq-ref", "prp-ap")
    ]
    closed, before = facts, None
    while closed != before:
        before = closed
        closed = closed.union(*(conclusions(rule, closed) for rule in used))
        closed = frozenset(fact for fact in closed if fact[0] != fact[2] or fact[1] != NamedNode(OWL + "sameAs"))
    return closed


def facts_of(triples: Iterable[Triple]) -> Facts:
    return frozenset((triple.subject, triple.predicate, triple.object) for triple in triples)


def explainer(asserted: Collection[Triple]) -> Explainer:
    dictionary = Dictionary()
    closed = closure(facts_of(asserted)) - facts_of(asserted)
    numbers = [[dictionary.add_term(term) for term in fact] for fact in closed]  # type: ignore[arg-type]
    inferred = Relations.of_columns(*np.array(numbers, dtype=np.int64).reshape(-1, 3).T)
    return Explainer(ClosedGraph(dictionary, Relations.of(Triples.of(asserted, dictionary)), inferred))


def fact(explainer: Explainer, atom: Atom) -> Fact:
    return tuple(map(explainer.graph.dictionary.term, atom))  # type: ignore[return-value]


def inferred_triples(asserted: Collection[Triple]) -> list[Triple]:
    found = closure(facts_of(asserted)) - facts_of(asserted)
    usable = [one for one in found if not str(one[0]).startswith('"') and isinstance(one[1], NamedNode)]
    return sorted((Triple(*one) for one in usable), key=str)  # type: ignore[arg-type]


@st.composite
def explained(draw: st.DrawFn) -> tuple[tuple[Triple, ...], Explainer, Triple, Explanation]:
    """An ontology and the whole explanation of something that follows from it, or that it says."""
    asserted = draw(ontologies())
    goals = inferred_triples(asserted) or list(asserted)
    goal = draw(st.sampled_from([*goals, *goals, *asserted]))
    made = explainer(asserted)
    explanation = made.explain(goal, 1_000)
    assert explanation is not None
    assume(explanation.complete)
    return asserted, made, goal, explanation


Explained = tuple[tuple[Triple, ...], Explainer, Triple, Explanation]


@FEW
@given(explained())
def test_each_step_is_a_rule_of_w3c_on_premises_that_were_reached_before(case: Explained) -> None:
    _, made, _, explanation = case
    rules = {rule.name: rule for rule in RULES}
    assert explanation.derivations
    for derivation in explanation.derivations:
        reached = set(derivation.leaves)
        for conclusion, application in derivation.steps.items():
            premises = application.all_premises
            assert reached.issuperset(premises)
            assert conclusion not in reached
            facts = frozenset(fact(made, premise) for premise in premises)
            assert fact(made, conclusion) in conclusions(rules[application.rule], facts)
            reached.add(conclusion)
        assert explanation.goal in reached


@FEW
@given(explained())
def test_the_leaves_are_asserted_and_each_is_needed(case: Explained) -> None:
    asserted, made, goal, explanation = case
    wanted = (goal.subject, goal.predicate, goal.object)
    for derivation in explanation.derivations:
        leaves = frozenset(fact(made, leaf) for leaf in derivation.leaves)
        assert leaves <= facts_of(asserted)
        assert wanted in closure(leaves)
        assert all(wanted not in closure(leaves - {leaf}) for leaf in leaves)


@FEW
@given(explained(), st.data())
def test_a_triple_follows_from_less_if_and_only_if_a_derivation_is_left(case: Explained, data: st.DataObject) -> None:
    asserted, made, goal, explanation = case
    wanted = (goal.subject, goal.predicate, goal.object)
    sets = [frozenset(fact(made, leaf) for leaf in derivation.leaves) for derivation in explanation.derivations]
    without_all = facts_of(asserted).difference(*sets)
    assert wanted not in closure(without_all) or frozenset() in sets
    kept = facts_of(data.draw(st.lists(st.sampled_from(asserted), unique=True)))
    more = kept | data.draw(st.sampled_from(sets))
    for chosen in (kept, more):
        assert (wanted in closure(chosen)) == any(leaves <= chosen for leaves in sets)


@FEW
@given(ontologies(), st.data())
def test_support_is_what_some_sources_give(asserted: tuple[Triple, ...], data: st.DataObject) -> None:
    sources = {triple: data.draw(st.sets(st.sampled_from("abc"), max_size=2)) for triple in asserted}
    goal = data.draw(st.sampled_from(inferred_triples(asserted) or list(asserted)))
    support = explainer(asserted).support(goal, sources.__getitem__)
    assert support is not None
    assume(support.complete)
    for one in support.sets:
        assert not any(other < one for other in support.sets)
    for chosen in (set(), {"a"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c"}):
        left = [triple for triple, known in sources.items() if not known or known & chosen]
        follows = (goal.subject, goal.predicate, goal.object) in closure(facts_of(left))
        assert follows == any(one <= chosen for one in support.sets)


def explanation_of(turtle: str, goal: str, limit: int = 10) -> tuple[Explainer, Explanation]:
    asserted = triples(turtle)
    made = explainer(asserted)
    found = made.explain(triples(goal)[0], limit)
    assert found is not None
    return made, found


def rules_of(explanation: Explanation) -> list[list[str]]:
    return [[application.rule for application in one.steps.values()] for one in explanation.derivations]


@pytest.mark.parametrize(
    ("turtle", "goal", "rules"),
    [
        (":x :p :y .", ":x :p :y .", [[]]),
        (":x a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :D .", ":x a :D .", [["cax-sco", "cax-sco"]]),
        (":x :p :y . :y :p :x . :p a owl:SymmetricProperty .", ":x :p :y .", [[], ["prp-symp"]]),
        (":x :p :y . :p owl:inverseOf :q . :q owl:inverseOf :p .", ":y :q :x .", [["prp-inv1"], ["prp-inv2"]]),
        (":p a owl:TransitiveProperty . :x :p :y . :y :p :z . :z :p :w .", ":x :p :w .", [["prp-trp", "prp-trp"]]),
        (
            ":u owl:propertyChainAxiom ( :p [ owl:inverseOf :q ] ) . :x :p :y . :z :q :y .",
            ":x :u :z .",
            [["prp-inv2", "prp-spo2"]],
        ),
        (
            ":x owl:sameAs :y . :y owl:sameAs :z . :z :p :w .",
            ":x :p :w .",
            [["eq-trans", "eq-sym", "eq-rep-s"]],
        ),
        (
            "[] owl:intersectionOf ( :A :B ) ; rdfs:subClassOf :D . :x a :A, :B .",
            ":x a :D .",
            [["cls-int1", "cax-sco"]],
        ),
    ],
)
def test_the_shortest_derivation_of_each_set_of_leaves(turtle: str, goal: str, rules: list[list[str]]) -> None:
    _, found = explanation_of(turtle, goal)
    assert sorted(rules_of(found)) == rules
    assert found.complete


def test_an_explanation_that_is_cut_says_so() -> None:
    turtle = ":p rdfs:domain :A . " + " ".join(f":x :p :y{number} ." for number in range(12))
    _, cut = explanation_of(turtle, ":x a :A .", 10)
    _, whole = explanation_of(turtle, ":x a :A .", 12)
    assert (len(cut.derivations), cut.complete) == (10, False)
    assert (len(whole.derivations), whole.complete) == (12, True)


def test_a_triple_with_more_ways_than_are_looked_at_is_explained_and_says_that_it_is_cut() -> None:
    dictionary = Dictionary()
    asserted = triples(":p rdfs:domain :A . " + " ".join(f":x :p :y{number} ." for number in range(600)))
    graph = ClosedGraph(
        dictionary, *(Relations.of(Triples.of(part, dictionary)) for part in (asserted, triples(":x a :A .")))
    )
    found = Explainer(graph).explain(triples(":x a :A .")[0], 5)
    assert found is not None
    assert len(found.derivations) == 5
    assert not found.complete
    support = Explainer(graph).support(triples(":x a :A .")[0], lambda triple: {str(triple.object)})
    assert support is not None
    assert not support.complete


@FEW
@given(ontologies())
def test_what_our_engine_concludes_is_explained(asserted: tuple[Triple, ...]) -> None:
    closure = ColumnarReasoner().close(asserted)
    assert closure.entailment is not None
    parts = closure.entailment
    known = Explainer(ClosedGraph.of_parts(parts.asserted, parts.inferred, parts.hidden))
    for triple in closure.inferred[:20]:
        found = known.explain(triple, 1)
        assert found is not None
        assert found.derivations, triple


INTEGER, DECIMAL = "<http://www.w3.org/2001/XMLSchema#integer>", "<http://www.w3.org/2001/XMLSchema#decimal>"


@pytest.mark.parametrize(
    ("turtle", "rules"),
    [
        (f':A owl:hasValue "1.0"^^{DECIMAL} ; owl:onProperty :p . :x :p 1 .', ["dt-eq", "eq-rep-o", "cls-hv2"]),
        (f":A owl:someValuesFrom {INTEGER} ; owl:onProperty :p . :x :p 1 .", ["dt-type2", "cls-svf1"]),
    ],
)
def test_values_of_literals_take_part(turtle: str, rules: list[str]) -> None:
    parts = ColumnarReasoner().close(triples(turtle)).entailment
    assert parts is not None
    known = Explainer(ClosedGraph.of_parts(parts.asserted, parts.inferred, parts.hidden))
    found = known.explain(triples(":x a :A .")[0])
    assert found is not None
    assert [step.rule for step in found.derivations[0].steps.values()] == rules
    assert len(found.derivations[0].leaves) == 3


def test_leaves_may_be_restricted() -> None:
    asserted = triples(":A rdfs:subClassOf :B . :x a :A, :B .")
    known = explainer(asserted)
    goal, below, axiom = triples(":x a :B .")[0], triples(":x a :A .")[0], triples(":A rdfs:subClassOf :B .")[0]
    without = known.explain(goal, 10, lambda leaf: leaf != goal)
    assert without is not None
    assert rules_of(without) == [["cax-sco"]]
    assert {known.graph.triple(leaf) for leaf in without.derivations[0].leaves} == {below, axiom}
    nothing = known.explain(goal, 10, lambda leaf: leaf == axiom)
    assert nothing is not None
    assert nothing.derivations == ()


def test_an_inverse_without_a_name_is_read_from_its_property() -> None:
    asserted = triples(":u owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) . :x :p :y . :x :q :z .")
    goal = triples(":y :u :z .")
    found = Explainer(ClosedGraph.of(asserted, goal)).explain(goal[0])
    assert found is not None
    assert rules_of(found) == [["prp-inv2", "prp-spo2"]]


def test_what_does_not_hold_has_no_explanation() -> None:
    made = explainer(triples(":x :p :y ."))
    for turtle in (":y :p :x .", ":x :p :unknown ."):
        assert made.explain(triples(turtle)[0]) is None
        assert made.support(triples(turtle)[0], lambda _: ()) is None


def test_support_counts_what_is_in_no_source_as_given() -> None:
    asserted = triples(":A rdfs:subClassOf :B . :x a :A . :y :p :x . :p rdfs:range :B .")
    sources = {":x a :A": {"one", "two"}, ":y :p :x": {"three"}}
    known = {triple: names for text, names in sources.items() for triple in triples(text + " .")}
    support = explainer(asserted).support(triples(":x a :B .")[0], lambda triple: known.get(triple, set()))
    assert support is not None
    assert set(support.sets) == {frozenset({"one"}), frozenset({"two"}), frozenset({"three"})}
    given = explainer(asserted).support(triples(":x a :B .")[0], lambda _: ())
    assert given is not None
    assert given.sets == (frozenset(),)


def test_the_triples_of_a_list_are_premises_too() -> None:
    made, found = explanation_of(":u owl:propertyChainAxiom ( :p :q ) . :x :p :y . :y :q :z .", ":x :u :z .")
    (application,) = found.derivations[0].steps.values()
    assert isinstance(application, Application)
    assert len(application.premises) == 3
    assert len(application.given) == 4
    assert len(found.derivations[0].leaves) == 7
    assert {fact(made, atom)[1] for atom in application.given} == {NamedNode(RDF + name) for name in ("first", "rest")}
