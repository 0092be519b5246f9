"""From representatives back to names: what is said of one name of a thing is said of all (eq-rep-s, -p and -o)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, Mask, matches, objects_of, pack, subjects_of
from preventiegraaf.reasoning.compiled import ANY, Key
from preventiegraaf.reasoning.materialisation.names import Names
from preventiegraaf.reasoning.relations.facts import Facts
from preventiegraaf.reasoning.relations.shapes import is_class


class Expansion:
    """The facts under all names."""

    def __init__(self, names: Names) -> None:
        self._groups = names.groups()
        self._pairs = names.pairs()
        firsts = subjects_of(self._pairs)
        # one place more than the highest number with several names, for all that are higher still
        self._shared = np.zeros(int(firsts.max(initial=-1)) + 2, dtype=np.bool_)
        self._shared[firsts] = True

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
        if not self._are_shared(column).any():
            return column
        return np.sort(self._rows(column)[1])

    def _named_pairs(self, column: Column) -> Column:
        subjects, objects = subjects_of(column), objects_of(column)
        if not (self._are_shared(subjects).any() or self._are_shared(objects).any()):
            return column
        rows, subjects = self._rows(subjects)
        more, objects = self._rows(objects[rows])
        return np.sort(pack(subjects[more], objects))

    def _are_shared(self, column: Column) -> Mask:
        """For each number whether it has several names."""
        found: Mask = self._shared[np.minimum(column, len(self._shared) - 1)]
        return found

    def _rows(self, column: Column) -> tuple[Column, Column]:
        """For each number of a column its names: the row, and the name."""
        shared = self._are_shared(column)
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
