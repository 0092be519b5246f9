"""Triples in the order in which files have them, as columns of ranks, and the files' text made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from preventiegraaf.columns import Column, Mask
from preventiegraaf.serialising.terms import NONE, Numbers, Table, Terms

_ROWS = 1 << 14
Pieces = tuple[Table, Column | Numbers]
"""A table of pieces, and for each row the place of its piece."""


@dataclass(frozen=True)
class Rows:
    """Triples by subject, predicate (types first) and object, each once."""

    subjects: Numbers
    predicates: Numbers
    objects: Numbers

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def columns(self) -> tuple[Numbers, Numbers, Numbers]:
        """Subjects, predicates and objects."""
        return self.subjects, self.predicates, self.objects

    def where(self, kept: Mask) -> Rows:
        """The rows that are kept."""
        return self if kept.all() else Rows(*(column[kept] for column in self.columns))

    @property
    def new_subjects(self) -> Mask:
        """For each row whether its subject differs from that of the row before it."""
        return _changes(self.subjects)

    @property
    def new_predicates(self) -> Mask:
        """For each row whether its subject or its predicate differs from that of the row before it."""
        return self.new_subjects | _changes(self.predicates)

    @property
    def first_subjects(self) -> Numbers:
        """For each row its subject, -1 where it is that of the row before it."""
        return np.where(self.new_subjects, self.subjects, np.int32(NONE))

    def steps(self) -> Column:
        """For each row the place in what `step_table` gives for its predicate."""
        after = np.where(self.new_subjects, 0, np.where(self.new_predicates, 1, 2))
        return 3 * self.predicates.astype(np.int64) + after


def ordered(terms: Terms, rows: Sequence[Iterable[Numbers]]) -> Rows:
    """The rows of several sets of columns together, ordered and each once."""
    none = np.empty((3, 0), dtype=np.int32)
    subjects, predicates, objects = (np.concatenate(columns) for columns in zip(none, *rows, strict=True))
    places = np.where(predicates == terms.type, NONE, predicates)
    order = np.lexsort((objects, places, subjects))
    found = Rows(subjects[order], predicates[order], objects[order])
    return found.where(found.new_predicates | _changes(found.objects))


def step_table(terms: Terms, predicates: Column | Numbers, forms: tuple[str, str, str], names: list[bytes]) -> Table:
    """What stands before the object of a row, three pieces a predicate.

    They are for a new subject, a new predicate, and the same predicate again; `%b` in a form is the predicate's name.
    """
    table = np.full(3 * len(terms) + 1, b"", dtype=object)
    for predicate, name in zip(predicates.tolist(), names, strict=True):
        table[3 * predicate : 3 * predicate + 3] = [form.encode().replace(b"%b", name) for form in forms]
    return table


def joined(count: int, pieces: Sequence[Pieces]) -> Iterator[bytes]:
    """The pieces of so many rows, row by row, some thousands of rows at a time."""
    for begin in range(0, count, _ROWS):
        some = slice(begin, min(count, begin + _ROWS))
        grid = np.empty((some.stop - begin, len(pieces)), dtype=object)
        for place, (table, numbers) in enumerate(pieces):
            grid[:, place] = table[numbers[some]]
        yield b"".join(grid.ravel().tolist())


def _changes(column: Numbers) -> Mask:
    changes = np.ones(len(column), dtype=np.bool_)
    np.not_equal(column[1:], column[:-1], out=changes[1:])
    return changes
