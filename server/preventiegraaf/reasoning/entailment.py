"""What the engine has concluded, as triples: the lean profile, and the hidden rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np

from preventiegraaf.columns import Column, Dictionary, Kind, Mask, Triples
from preventiegraaf.columns.packing import EMPTY, contains, distinct, objects_of, pack, subjects_of
from preventiegraaf.reasoning.closure import Entailment
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.engine import Engine
from preventiegraaf.reasoning.expansion import Expansion, name_pairs
from preventiegraaf.reasoning.facts import sorted_columns
from preventiegraaf.reasoning.names import Names
from preventiegraaf.reasoning.profiles import Lean
from preventiegraaf.reasoning.shapes import is_class

Facts: TypeAlias = Mapping[Key, Column]


def entailment(engine: Engine) -> Entailment:
    """What is asserted, what follows in the lean profile, and the rest."""
    asserted = asserted_facts(engine)
    lean = Lean(engine.dictionary, asserted.items())
    forms = _Forms(engine.names, asserted, engine.dictionary.kinds == Kind.LITERAL)
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


class _Forms:
    """Which values are said in one form already, so that the lean profile need not say them in another."""

    def __init__(self, names: Names, asserted: Facts, is_literal: Mask) -> None:
        self._asserted = asserted
        forms = ([name for name in group if is_literal[name]] for group in names.groups().values())
        firsts = {form: several[0] for several in forms if len(several) > 1 for form in several}
        self._forms, self._firsts = (
            np.array([pair[end] for pair in sorted(firsts.items())], np.int64) for end in (0, 1)
        )

    def said_already(self, key: Key, column: Column) -> Mask:
        """For each fact whether it ends in a literal of which another form is said, or says more."""
        said = np.zeros(len(column), dtype=np.bool_)
        if is_class(key) or not len(self._forms):
            return said
        rows = np.flatnonzero(contains(self._forms, objects_of(column)))
        subjects, objects = subjects_of(column[rows]), objects_of(column[rows])
        asserted = self._asserted.get(key, EMPTY)
        known = distinct(pack(subjects_of(asserted), self._first(objects_of(asserted))))
        first = self._first(objects)
        said[rows] = (first != objects) | contains(known, pack(subjects, first))
        return said

    def _first(self, objects: Column) -> Column:
        """The objects, those that are a form of a value in the first form that the graph has."""
        found, is_form = objects.copy(), contains(self._forms, objects)
        found[is_form] = self._firsts[np.searchsorted(self._forms, objects[is_form])]
        return found
