"""The full profile: all that the rules entail, for tests and purists."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np

from preventiegraaf.columns import Column, Kind, Mask, Triples
from preventiegraaf.columns.packing import EMPTY, distinct, objects_of, pack, subjects_of
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.conclusions.entailment import as_triples, asserted_facts, new_facts
from preventiegraaf.reasoning.conclusions.expansion import Expansion
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.relations.facts import Candidates, sorted_columns
from preventiegraaf.reasoning.relations.joins import evaluate, instances
from preventiegraaf.reasoning.relations.shapes import is_class


def full(engine: Engine, *, generalised: bool = False) -> Triples:
    """All that follows and is not asserted.

    Triples that are not RDF, with a literal as subject or a predicate that is no IRI, are left out unless they are
    asked for as `generalised`; so dt-type2, dt-eq and dt-diff, which only speak of literals, are seen only then.
    """
    asserted = asserted_facts(engine)
    found: Candidates = defaultdict(list)
    for key, column in new_facts(engine, asserted):
        found[key].append(column)
    _add_things(engine, found)
    literals = engine.literals.numbers()
    named = literals if generalised else literals[_are_named(engine, literals)]
    if len(named):
        _add_values(engine, named, found)
    _add_selves(engine, asserted, found)
    known = {key: column for key, (column,) in sorted_columns(found).items()}
    news = {key: np.setdiff1d(column, asserted.get(key, EMPTY), assume_unique=True) for key, column in known.items()}
    return as_triples(engine.dictionary, news if generalised else _in_rdf(engine, news))


def _add_things(engine: Engine, found: Candidates) -> None:
    """That things are an owl:Thing, where no rule asked for it."""
    for rule in engine.rules.unread:
        table = evaluate(rule.body, engine.facts.relations)
        if rule.head is not None and table.rows:
            for key, column in Expansion(engine.names).of(rule.head.key, distinct(instances(rule.head, table))):
                found[key].append(column)


def _add_values(engine: Engine, named: Column, found: Candidates) -> None:
    """The types of literals (dt-type2), and from which others some differ (dt-diff); also of things that are one."""
    facts: dict[Key, Column] = {}
    for key in engine.words.datatypes:
        facts[key] = distinct(engine.names.of(engine.literals.in_space(key[1])))
    pairs = product(named.tolist(), engine.literals.numbers().tolist())
    differ = [pair for pair in pairs if engine.literals.differ(*pair)]
    if differ:
        ones, others = (engine.names.of(column) for column in np.array(differ, dtype=np.int64).T)
        facts[engine.words.different] = distinct(pack(ones, others))
    for fact_key, column in facts.items():
        for key, expanded in Expansion(engine.names).of(fact_key, column):
            found[key].append(expanded)


def _are_named(engine: Engine, literals: Column) -> Mask:
    """For each literal whether something that is no literal turned out to be the same."""
    kinds = engine.dictionary.kinds  # the representative is no literal, if any name is none
    named: Mask = kinds[engine.names.of(literals)] != Kind.LITERAL
    return named


def _add_selves(engine: Engine, asserted: dict[Key, Column], found: Candidates) -> None:
    """That each thing of which something is said is the same as itself (eq-ref)."""
    columns = [*asserted.items(), *((key, column) for key, several in found.items() for column in several)]
    numbers = [np.array([key for key, column in columns if len(column)], dtype=np.int64).ravel()]
    for key, column in columns:
        numbers += [column] if is_class(key) else [subjects_of(column), objects_of(column)]
    terms = distinct(np.concatenate(numbers))
    terms = np.union1d(terms[terms >= 0], np.array([engine.words.same[0]], dtype=np.int64))
    for key, column in Expansion(engine.names).of(engine.words.same, pack(terms, terms)):
        found[key].append(column)


def _in_rdf(engine: Engine, facts: dict[Key, Column]) -> dict[Key, Column]:
    kinds = engine.dictionary.kinds
    return {
        key: column[kinds[column if is_class(key) else subjects_of(column)] != Kind.LITERAL]
        for key, column in facts.items()
        if kinds[key[0]] == Kind.IRI
    }
