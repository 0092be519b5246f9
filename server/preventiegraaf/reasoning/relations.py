"""Relations as sorted columns of numbers, and the joins that rules need.

A pair (subject, object) is one 64-bit number, subject above object, so a sorted column of pairs is sorted by subject.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from preventiegraaf.columns.packing import (
    EMPTY,
    Column,
    Mask,
    contains,
    matches,
    objects_of,
    pack,
    subjects_of,
    turn,
)

Bindings: TypeAlias = dict[int, Column]
"""A table of values: for each variable a column, all of one length."""


class Relation:
    """A set of pairs, sorted by subject and, once that was asked for, also by object."""

    def __init__(self, pairs: Column = EMPTY) -> None:
        self.pairs = pairs
        self._turned: Column | None = None

    @property
    def turned(self) -> Column:
        """The pairs as (object, subject), sorted."""
        if self._turned is None:
            self._turned = turn(self.pairs)
        return self._turned

    def new(self, pairs: Column) -> Column:
        """Those of the pairs that the relation lacks, sorted, each once."""
        candidates = np.unique(pairs)
        return candidates[~contains(self.pairs, candidates)]

    def add(self, pairs: Column) -> None:
        """Take in pairs that the relation lacks."""
        self.pairs = np.sort(np.concatenate((self.pairs, pairs)), kind="stable")
        self._turned = None


def extend(bindings: Bindings | None, subject: int, object_: int, relation: Relation) -> Bindings:
    """The bindings that a pattern (subject, object) over a relation leaves or makes; negative numbers are variables.

    None stands for bindings that say nothing yet.
    """
    if bindings is None:
        return _first(subject, object_, relation)
    known_subject, known_object = _known(bindings, subject), _known(bindings, object_)
    if known_subject is not None and known_object is not None:
        return _only(bindings, contains(relation.pairs, pack(known_subject, known_object)))
    if known_subject is not None:
        rows, found = matches(relation.pairs, known_subject)
        return _widened(bindings, rows, object_, found)
    if known_object is not None:
        rows, found = matches(relation.turned, known_object)
        return _widened(bindings, rows, subject, found)
    return _product(bindings, _first(subject, object_, relation))


def _first(subject: int, object_: int, relation: Relation) -> Bindings:
    subjects, objects = subjects_of(relation.pairs), objects_of(relation.pairs)
    keep = np.ones(len(subjects), dtype=np.bool_)
    if subject >= 0:
        keep &= subjects == subject
    if object_ >= 0:
        keep &= objects == object_
    if subject == object_:
        keep &= subjects == objects
    return {name: column[keep] for name, column in ((subject, subjects), (object_, objects)) if name < 0} or {
        0: subjects[keep]
    }


def _known(bindings: Bindings, term: int) -> Column | None:
    if term < 0:
        return bindings.get(term)
    return np.full(length(bindings), term, dtype=np.int64)


def length(bindings: Bindings) -> int:
    """The number of rows."""
    return len(next(iter(bindings.values())))


def _only(bindings: Bindings, keep: Mask) -> Bindings:
    return {name: column[keep] for name, column in bindings.items()}


def _widened(bindings: Bindings, rows: Column, name: int, column: Column) -> Bindings:
    return {**{known: values[rows] for known, values in bindings.items()}, name: column}


def _product(bindings: Bindings, others: Bindings) -> Bindings:
    one, other = length(bindings), length(others)
    repeated = {name: np.repeat(column, other) for name, column in bindings.items()}
    return {**repeated, **{name: np.tile(column, one) for name, column in others.items()}}
