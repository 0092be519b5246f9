"""What the engine has concluded, as triples: the lean profile, and the hidden rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np

from preventiegraaf.columns import Column, Dictionary, Kind, Triples
from preventiegraaf.columns.packing import EMPTY, contains, objects_of, subjects_of
from preventiegraaf.reasoning.closure import Entailment
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.conclusions.expansion import Expansion, name_pairs
from preventiegraaf.reasoning.conclusions.forms import Forms
from preventiegraaf.reasoning.conclusions.profiles import Lean
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.relations.facts import sorted_columns
from preventiegraaf.reasoning.relations.shapes import is_class

Facts: TypeAlias = Mapping[Key, Column]


def entailment(engine: Engine) -> Entailment:
    """What is asserted, what follows in the lean profile, and the rest."""
    asserted = asserted_facts(engine)
    lean = Lean(engine.dictionary, asserted.items())
    forms = Forms(engine.names, asserted, engine.dictionary.kinds == Kind.LITERAL, lean.is_of_language)
    inferred: dict[Key, Column] = {}
    hidden: dict[Key, Column] = {}
    for key, column in new_facts(engine, asserted):
        keep = lean.mask(key, column) & ~forms.said_already(key, column)
        inferred[key], hidden[key] = column[keep], column[~keep]
    return Entailment(*(as_triples(engine.dictionary, facts) for facts in (asserted, inferred, hidden)))


def asserted_facts(engine: Engine) -> dict[Key, Column]:
    """What is asserted, by relation."""
    several = {key: columns for key, columns in engine.asserted.items() if len(columns) > 1}
    return {key: columns[0] for key, columns in {**engine.asserted, **sorted_columns(several)}.items()}


def new_facts(engine: Engine, asserted: Facts) -> Iterator[tuple[Key, Column]]:
    """By relation what follows and is not asserted, under all names; not that a thing is the same as itself."""
    same = engine.words.same
    for key, column in Expansion(engine.names).columns(engine.facts):
        if key != same:
            yield key, _without(column, asserted.get(key, EMPTY))
    yield same, _without(name_pairs(engine.said_names, engine.names), asserted.get(same, EMPTY))


def as_triples(dictionary: Dictionary, facts: Facts) -> Triples:
    """The facts as triples of a dictionary."""
    subjects, predicates, objects = [EMPTY], [EMPTY], [EMPTY]
    for key, column in facts.items():
        subjects.append(column if is_class(key) else subjects_of(column))
        predicates.append(np.full(len(column), key[0], dtype=np.int64))
        objects.append(np.full(len(column), key[1], dtype=np.int64) if is_class(key) else objects_of(column))
    return Triples(dictionary, *(np.concatenate(columns) for columns in (subjects, predicates, objects)))


def _without(column: Column, known: Column) -> Column:
    if not len(known) or not len(column):
        return column
    return EMPTY if len(column) == len(known) and (column == known).all() else column[~contains(known, column)]
