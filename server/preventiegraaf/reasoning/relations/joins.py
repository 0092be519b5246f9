"""Joins over columns: which values the variables of compiled rules can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from preventiegraaf.columns.packing import Column, Mask, objects_of, pack, subjects_of
from preventiegraaf.reasoning.compiled import Atom, Key
from preventiegraaf.reasoning.relations.relation import Relation


@dataclass(frozen=True)
class Table:
    """Values of variables: a column each, all of one length."""

    columns: Mapping[int, Column]
    rows: int

    def known(self, term: int) -> Column | None:
        """The values of a variable that has some, or a number as often as there are rows."""
        return self.columns.get(term) if term < 0 else np.full(self.rows, term, dtype=np.int64)

    def taken(self, rows: Column) -> Table:
        """The rows with these numbers."""
        return Table({name: column[rows] for name, column in self.columns.items()}, len(rows))

    def where(self, keep: Mask) -> Table:
        """The rows to keep."""
        return self if keep.all() else self.taken(np.flatnonzero(keep))

    def along(self, name: int, column: Column) -> Table:
        """The rows with one more variable."""
        return Table({**self.columns, name: column}, self.rows)


ONE_ROW = Table({}, 1)
"""The table that says nothing yet."""


def evaluate(body: Iterable[Atom], relations: Mapping[Key, Relation], table: Table = ONE_ROW) -> Table:
    """The values for which all of the body holds, among those of a table."""
    rest = list(body)
    while rest and table.rows:
        atom = min(rest, key=lambda candidate: _cost(candidate, table, relations))
        rest.remove(atom)
        table = joined(table, atom, relations[atom.key])
    return table


def joined(table: Table, atom: Atom, relation: Relation) -> Table:
    """The rows that a pattern leaves or makes."""
    subject, object_ = table.known(atom.subject), table.known(atom.object)
    if subject is None and (object_ is None or atom.is_unary):
        return _product(table, _all(atom, relation))
    if subject is None:
        assert object_ is not None  # noqa: S101
        rows, found = relation.matches_turned(object_)
        return table.taken(rows).along(atom.subject, found)
    if atom.is_unary:
        return table.where(relation.contains(subject))
    if object_ is None:
        rows, found = relation.matches(subject)
        return table.taken(rows).along(atom.object, found)
    return table.where(relation.contains(pack(subject, object_)))


def instances(head: Atom, table: Table) -> Column:
    """What a head says for each row: packed pairs, or the members of a class."""
    subject, object_ = table.known(head.subject), table.known(head.object)
    assert subject is not None  # noqa: S101
    if head.is_unary:
        return subject
    assert object_ is not None  # noqa: S101
    return pack(subject, object_)


def _cost(atom: Atom, table: Table, relations: Mapping[Key, Relation]) -> tuple[int, int]:
    """First what the rows already say most about, then what is small; a constant says less than a shared variable."""
    unknown = sum(0 if term in table.columns else 1 if term >= 0 else 2 for term in _ends(atom))
    return unknown, len(relations[atom.key])


def _ends(atom: Atom) -> Sequence[int]:
    return (atom.subject,) if atom.is_unary else (atom.subject, atom.object)


def _all(atom: Atom, relation: Relation) -> Table:
    column = relation.column
    if atom.is_unary:
        return Table({atom.subject: column}, len(column))
    subjects, objects = subjects_of(column), objects_of(column)
    if atom.subject != atom.object:
        return Table({atom.subject: subjects, atom.object: objects}, len(column))
    return Table({atom.subject: subjects}, len(column)).where(subjects == objects)


def _product(one: Table, other: Table) -> Table:
    if one.rows == 1 and not one.columns:
        return other
    left = {name: np.repeat(column, other.rows) for name, column in one.columns.items()}
    right = {name: np.tile(column, one.rows) for name, column in other.columns.items()}
    return Table({**left, **right}, one.rows * other.rows)
