"""Relations as sorted columns of numbers, and the joins that rules need.

A pair (subject, object) is one 64-bit number, subject above object, so a sorted column of pairs is sorted by subject.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.int64]
Bindings: TypeAlias = dict[int, Column]
"""A table of values: for each variable a column, all of one length."""

_BITS = np.int64(32)
_LOW = np.int64(0xFFFF_FFFF)
EMPTY: Column = np.empty(0, dtype=np.int64)


def pack(subjects: Column, objects: Column) -> Column:
    """The pairs as numbers, in their order."""
    return (subjects << _BITS) | objects


def subjects_of(pairs: Column) -> Column:
    """The subjects of pairs."""
    return pairs >> _BITS


def objects_of(pairs: Column) -> Column:
    """The objects of pairs."""
    return pairs & _LOW


class Relation:
    """A set of pairs, sorted by subject and, once that was asked for, also by object."""

    def __init__(self, pairs: Column = EMPTY) -> None:
        self.pairs = pairs
        self._turned: Column | None = None

    @property
    def turned(self) -> Column:
        """The pairs as (object, subject), sorted."""
        if self._turned is None:
            self._turned = np.sort(pack(objects_of(self.pairs), subjects_of(self.pairs)))
        return self._turned

    def new(self, pairs: Column) -> Column:
        """Those of the pairs that the relation lacks, sorted, each once."""
        candidates = np.unique(pairs)
        return candidates[~contains(self.pairs, candidates)]

    def add(self, pairs: Column) -> None:
        """Take in pairs that the relation lacks."""
        self.pairs = np.sort(np.concatenate((self.pairs, pairs)), kind="stable")
        self._turned = None


def contains(sorted_column: Column, values: Column) -> npt.NDArray[np.bool_]:
    """For each value whether the sorted column has it."""
    if not len(sorted_column):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(sorted_column, values), len(sorted_column) - 1)
    found: npt.NDArray[np.bool_] = sorted_column[places] == values
    return found


def matches(sorted_pairs: Column, values: Column) -> tuple[Column, Column]:
    """Each pair whose upper half is one of the values: the row of the value, and the lower half of the pair."""
    starts = np.searchsorted(sorted_pairs, values << _BITS)
    counts = np.searchsorted(sorted_pairs, (values + 1) << _BITS) - starts
    rows = np.repeat(np.arange(len(values)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(starts, counts) + np.arange(len(rows)) - before
    return rows, objects_of(sorted_pairs[places])


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


def _only(bindings: Bindings, keep: npt.NDArray[np.bool_]) -> Bindings:
    return {name: column[keep] for name, column in bindings.items()}


def _widened(bindings: Bindings, rows: Column, name: int, column: Column) -> Bindings:
    return {**{known: values[rows] for known, values in bindings.items()}, name: column}


def _product(bindings: Bindings, others: Bindings) -> Bindings:
    one, other = length(bindings), length(others)
    repeated = {name: np.repeat(column, other) for name, column in bindings.items()}
    return {**repeated, **{name: np.tile(column, one) for name, column in others.items()}}
