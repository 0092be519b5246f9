"""From representatives back to names: what is said of one name of a thing is said of all (eq-rep-s, -p and -o)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, contains, matches, objects_of, pack, starts, subjects_of
from preventiegraaf.reasoning.compiled import ANY, Key
from preventiegraaf.reasoning.facts import Facts
from preventiegraaf.reasoning.names import Names
from preventiegraaf.reasoning.shapes import is_class


class Expansion:
    """The facts under all names."""

    def __init__(self, names: Names) -> None:
        self._groups = names.groups()
        self._pairs = names.pairs()
        firsts = subjects_of(self._pairs)
        self._firsts = firsts[starts(firsts)]

    def columns(self, facts: Facts) -> Iterator[tuple[Key, Column]]:
        """By relation, for each of its names, the sorted column of what is said."""
        for key, relation in list(facts.relations.items()):
            if len(relation) and key != facts.whole_type:
                yield from self.of(key, relation.column)

    def of(self, key: Key, column: Column) -> Iterator[tuple[Key, Column]]:
        """A relation's column, for each of its names, in all names."""
        if not len(self._pairs):
            yield key, column
            return
        expanded = self._named(column) if is_class(key) else self._named_pairs(column)
        for predicate, class_ in product(*(self._names(number) for number in key)):
            yield (predicate, class_), expanded

    def _names(self, number: int) -> list[int]:
        return self._groups.get(number, [number]) if number != ANY else [ANY]

    def _named(self, column: Column) -> Column:
        _, names = self._rows(column)
        return np.sort(names)

    def _named_pairs(self, column: Column) -> Column:
        rows, subjects = self._rows(subjects_of(column))
        more, objects = self._rows(objects_of(column)[rows])
        return np.sort(pack(subjects[more], objects))

    def _rows(self, column: Column) -> tuple[Column, Column]:
        """For each number of a column its names: the row, and the name."""
        shared = contains(self._firsts, column)
        if not shared.any():
            return np.arange(len(column)), column
        alone, several = np.flatnonzero(~shared), np.flatnonzero(shared)
        rows, names = matches(self._pairs, column[several])
        return np.concatenate((alone, several[rows])), np.concatenate((column[alone], names))


def name_pairs(*names: Names) -> Column:
    """The pairs of different names of one thing, packed and sorted, each once."""
    groups = [group for each in dict.fromkeys(names) for group in each.groups().values()]
    flat = {(one, other) for group in groups for one, other in product(group, group) if one != other}
    if not flat:
        return EMPTY
    ones, others = np.array(list(flat), dtype=np.int64).T
    return np.sort(pack(ones, others))
