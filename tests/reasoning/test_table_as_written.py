"""The engine against the table of rules run as it is written: no schema apart, no representatives, no columns.

That is slow, but easy to believe, and reaches where owlrl cannot be trusted: keys, values, axioms about axioms, and the
sameness of classes and properties. One thing differs: that owl:differentFrom, which only stands in what dt-diff says of
literals, is in a relation with itself.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, TypeAlias

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from preventiegraaf.columns import Dictionary, Term, Triples
from preventiegraaf.namespaces import OWL, RDF
from preventiegraaf.reasoning.conclusions.entailment import entailment
from preventiegraaf.reasoning.conclusions.full import full
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.rules import RULES, Pattern, Rule, Variable
from preventiegraaf.reasoning.rules.datatypes import DATATYPES
from preventiegraaf.reasoning.rules.notation import Test as ValueTest
from preventiegraaf.reasoning.rules.notation import named
from preventiegraaf.reasoning.values import IllTypedError, is_in_space, value_of

Fact: TypeAlias = tuple[Term, Term, Term]
Values: TypeAlias = Mapping[Variable, Variable | Term]
_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
DIFFERENT = NamedNode(OWL + "differentFrom")

PREFIXES = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TERMS = {
    "c": [":A", ":B", ":C"],
    "p": [":p", ":q"],
    "t": [":x", ":y", ":z"],
    "l": ["1", "01", '"1.0"^^xsd:decimal', '"a"', '"a"^^xsd:token', "2", '"a"@nl', '"1"^^xsd:double'],
    "d": ["xsd:integer", "xsd:string", "xsd:decimal"],
}
AXIOMS = [
    "c rdfs:subClassOf c .",
    "c owl:equivalentClass c .",
    "p rdfs:subPropertyOf p .",
    "p owl:inverseOf p .",
    "p rdfs:domain c .",
    "p rdfs:range d .",
    "p a owl:FunctionalProperty .",
    "p a owl:InverseFunctionalProperty .",
    "p a owl:TransitiveProperty .",
    "p owl:propertyChainAxiom ( p [ owl:inverseOf p ] p ) .",
    "c owl:hasKey ( p p ) .",
    "c owl:hasValue l ; owl:onProperty p .",
    "c owl:hasValue t ; owl:onProperty p .",
    "c owl:someValuesFrom d ; owl:onProperty p .",
    "c owl:allValuesFrom c ; owl:onProperty p .",
    "c owl:intersectionOf ( owl:Thing c ) .",
    "c owl:unionOf ( c c ) .",
    "c owl:oneOf ( t t ) .",
    "c rdfs:subClassOf [ owl:maxCardinality 1 ; owl:onProperty p ] .",
    "c rdfs:subClassOf [ owl:maxQualifiedCardinality 1 ; owl:onProperty p ; owl:onClass c ] .",
    "p rdfs:subPropertyOf rdf:type .",
    "p rdfs:subPropertyOf rdfs:subClassOf .",
    "p owl:equivalentProperty rdfs:subPropertyOf .",
    "owl:sameAs rdfs:subPropertyOf p .",
    "p rdfs:subPropertyOf owl:sameAs .",
    "c rdfs:subClassOf owl:TransitiveProperty .",
    "c rdfs:subClassOf owl:FunctionalProperty .",
    "p a c .",
    "c owl:sameAs c .",
    "p owl:sameAs p .",
    "owl:Thing rdfs:subClassOf c .",
]
FACTS = ["t a c .", "t p t .", "t p t .", "t a c .", "t owl:sameAs t .", "t p l .", "t p l .", "t p l ."]


def ontology(seed: int) -> list[Triple]:
    """A random small ontology, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    lines = chance.choices(AXIOMS, k=chance.randint(2, 4)) + chance.choices(FACTS, k=chance.randint(3, 5))
    words = (word for line in lines for word in line.split(" "))
    turtle = " ".join(chance.choice(TERMS[word]) if word in TERMS else word for word in words)
    return list(dict.fromkeys(quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)))


@pytest.mark.parametrize("seed", range(16))
def test_the_engine_concludes_what_the_table_says(seed: int) -> None:
    asserted = ontology(seed)
    written = Naive([(triple.subject, triple.predicate, triple.object) for triple in asserted]).facts
    wanted = {fact for fact in written if not fact[0] == DIFFERENT == fact[2]}
    for size in (len(asserted), 2):
        engine = Engine(Dictionary())
        for begin in range(0, len(asserted), size):
            engine.add(Triples.of(asserted[begin : begin + size], engine.dictionary))
        found = {*entailment(engine).asserted.terms(), *full(engine, generalised=True).terms()}
        assert {fact for fact in found if not fact[0] == DIFFERENT == fact[2]} == wanted


class Naive:
    """Closes a small set of triples; literals may be subjects."""

    def __init__(self, asserted: Iterable[Fact]) -> None:
        self.facts: set[Fact] = set()
        self._by_predicate: dict[Term, set[Fact]] = defaultdict(set)
        self._add(asserted)
        self._literals = list({term for fact in self.facts for term in fact if isinstance(term, Literal)})
        of_rules = {term for rule in RULES for premise in rule.premises for term in premise}
        self._own = [term for term in of_rules if isinstance(term, Literal) and term not in self._literals]
        while self._add([fact for rule in RULES if not rule.is_false for fact in self._conclusions(rule)]):
            pass
        self.facts = {fact for fact in self.facts if not set(self._own) & set(fact)}

    def _add(self, facts: Iterable[Fact]) -> bool:
        news = set(facts) - self.facts
        self.facts |= news
        for fact in news:
            self._by_predicate[fact[1]].add(fact)
        return bool(news)

    def _conclusions(self, rule: Rule) -> Iterator[Fact]:
        for instance, known in self._of_lists(rule) if rule.lists else [(rule, {})]:
            for values in self._of_values(rule) if rule.conditions else self._matches(instance.premises, known):
                yield from (_fact(pattern.filled(values)) for pattern in instance.conclusions)

    def _of_values(self, rule: Rule) -> Iterator[Values]:
        """The literals, and datatypes, for which the condition of a rule holds; a rule's own only have equals."""
        (condition,) = rule.conditions
        literals = [*self._literals, *(self._own if condition.test is ValueTest.SAME_VALUE else [])]
        datatypes: list[Any] = [named(name) for name in DATATYPES]
        for terms in product(literals, datatypes if condition.test is ValueTest.IN_SPACE else literals):
            if _holds(condition.test, *terms):
                yield dict(zip(condition.variables, terms, strict=True))

    def _of_lists(self, rule: Rule) -> Iterator[tuple[Rule, Values]]:
        head = rule.lists[0].head
        for values in list(self._matches(tuple(premise for premise in rule.premises if head in premise), {})):
            yield from ((instance, values) for instance in rule.for_members(self._members(values[head])))

    def _members(self, head: object) -> list[Term]:
        found: list[Term] = []
        while head != _NIL:
            firsts = [fact[2] for fact in self._by_predicate[_FIRST] if fact[0] == head]
            rests = [fact[2] for fact in self._by_predicate[_REST] if fact[0] == head]
            if not firsts or not rests or len(found) > len(self.facts):
                return []
            found.append(min(firsts, key=str))
            head = min(rests, key=str)
        return found

    def _matches(self, premises: tuple[Pattern, ...], values: Values) -> Iterator[Values]:
        if not premises:
            yield values
            return
        filled = sorted((premise.filled(values) for premise in premises), key=lambda one: len(list(one.variables())))
        predicate = filled[0].predicate
        for fact in list(self.facts if isinstance(predicate, Variable) else self._by_predicate[predicate]):
            more = _matched(filled[0], fact)
            if more is not None:
                yield from self._matches(tuple(filled[1:]), {**values, **more})


def _fact(pattern: Pattern) -> Fact:
    subject, predicate, object_ = pattern
    assert not isinstance(subject, Variable)
    assert not isinstance(predicate, Variable)
    assert not isinstance(object_, Variable)
    return subject, predicate, object_


def _matched(premise: Pattern, fact: Fact) -> Values | None:
    found: dict[Variable, Variable | Term] = {}
    for place, term in zip(premise, fact, strict=True):
        if isinstance(place, Variable):
            if found.setdefault(place, term) != term:
                return None
        elif place != term:
            return None
    return found


def _holds(test: ValueTest, one: Literal, other: Any) -> bool:
    try:
        if test is ValueTest.IN_SPACE:
            return is_in_space(one.value, one.datatype.value, one.language, other.value)
        first, second = _value(one), _value(other)
    except IllTypedError:
        return False
    return first is not None and second is not None and (first == second) == (test is ValueTest.SAME_VALUE)


def _value(literal: Literal) -> object:
    if literal.language is not None:
        return literal.value, literal.language.lower()
    return value_of(literal.value, literal.datatype.value)
