"""Rules by which two things are one because they share something: prp-fp, prp-ifp, prp-key, cls-maxc2, cls-maxqc3/4.

The body of such a rule says one thing twice, of the one and of the other. To join all with all would take the square of
how many share a value; here each is linked to the next that shares it, and owl:sameAs, being transitive, does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, Mask, pack
from preventiegraaf.reasoning.compiled import Atom, CompiledRule, Key
from preventiegraaf.reasoning.relations.joins import Table, evaluate
from preventiegraaf.reasoning.relations.relation import Relation


@dataclass(frozen=True)
class Twin:
    """What is said of the one: the half of the body, its variable, and the variables that both halves share."""

    half: tuple[Atom, ...]
    one: int
    shared: tuple[int, ...]

    def around(self, table: Table, relations: Mapping[Key, Relation]) -> Table:
        """All that share something with the rows of a table, which are some of them."""
        columns = [table.columns[name] for name in self.shared]
        keep = np.lexsort(columns)
        first = ~_as_before([column[keep] for column in columns])
        shared = Table({name: column[keep][first] for name, column in zip(self.shared, columns, strict=True)}, 0)
        return evaluate(self.half, relations, Table(shared.columns, int(first.sum())))

    def neighbours(self, table: Table) -> tuple[Column, Column]:
        """The rows, one by one, that share something with the row before, and that row."""
        order = np.lexsort([table.columns[self.one], *(table.columns[name] for name in self.shared)])
        places = np.flatnonzero(_as_before([table.columns[name][order] for name in self.shared]))
        return order[places - 1], order[places]

    def pairs(self, table: Table) -> Column:
        """The pairs of neighbours that are not one already, packed."""
        if not table.rows:
            return EMPTY
        ones, others = (table.columns[self.one][rows] for rows in self.neighbours(table))
        different = ones != others
        return pack(ones[different], others[different])


def twin_of(rule: CompiledRule) -> Twin | None:
    """The half of a rule that says the same of the two things that it concludes to be one, or None."""
    if rule.head is None or min(rule.head.subject, rule.head.object) >= 0 or rule.head.subject == rule.head.object:
        return None
    one, other = rule.head.subject, rule.head.object
    half = tuple(atom for atom in rule.body if other not in atom.variables())
    mirrored = {_swapped(atom, one, other) for atom in half}
    shared = tuple(sorted({name for atom in half for name in atom.variables()} - {one}))
    if not shared or one not in {name for atom in half for name in atom.variables()}:
        return None
    return Twin(half, one, shared) if mirrored | set(half) == set(rule.body) else None


def _swapped(atom: Atom, one: int, other: int) -> Atom:
    places = {one: other, other: one}
    return Atom(atom.key, places.get(atom.subject, atom.subject), places.get(atom.object, atom.object))


def _as_before(columns: list[Column]) -> Mask:
    """For each row whether all columns have the value of the row before."""
    same = np.zeros(len(columns[0]), dtype=np.bool_)
    if len(same):
        same[1:] = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    return same
