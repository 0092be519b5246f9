"""The forms of a value: of several literals of one value the lean profile says one.

It is the form in which the subject has the value already, if it has; else the first form that is said of things; else
the first of all. What is asserted in some form is not said in another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from preventiegraaf.columns import Column, Mask
from preventiegraaf.columns.packing import EMPTY, contains, distinct, objects_of, pack, starts, subjects_of
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.materialisation.names import Names
from preventiegraaf.reasoning.relations.shapes import is_class


class Forms:
    """The literals that are forms of one value; `is_of_language` tells of a predicate whether it is for axioms."""

    def __init__(
        self,
        names: Names,
        asserted: Mapping[Key, Column],
        is_literal: Mask,
        is_of_language: Callable[[int], bool],
    ) -> None:
        self._asserted, self._is_of_language = asserted, is_of_language
        values = ([name for name in group if is_literal[name]] for group in names.groups().values())
        several = [forms for forms in values if len(forms) > 1]
        self._all = np.array(sorted(form for forms in several for form in forms), dtype=np.int64)
        self._own = self._said_of_things()
        used = set(objects_of(self._own).tolist())
        firsts: dict[int, int] = {}
        for forms in several:
            firsts |= dict.fromkeys(forms, min(used.intersection(forms), default=forms[0]))
        self._firsts = np.array([firsts[form] for form in self._all.tolist()], dtype=np.int64)

    def said_already(self, key: Key, column: Column) -> Mask:
        """For each fact whether it ends in a literal of which another form is said, or is to be said."""
        said = np.zeros(len(column), dtype=np.bool_)
        if is_class(key) or not len(self._all):
            return said
        rows = np.flatnonzero(contains(self._all, objects_of(column)))
        facts = column[rows]
        values = self._as_values(facts)
        order = np.lexsort((facts, self._rank(facts), values))
        is_said = contains(distinct(self._as_values(self._ending_in_forms(self._asserted.get(key, EMPTY)))), values)
        said[rows[order]] = is_said[order] | ~starts(values[order])
        return said

    def _rank(self, facts: Column) -> Column:
        """Which forms to prefer: those that the subject has, then the first."""
        return np.where(contains(self._own, facts), 0, np.where(self._as_values(facts) == facts, 1, 2))

    def _as_values(self, facts: Column) -> Column:
        """Facts that end in a form, with the first form of its value in its place."""
        places = np.searchsorted(self._all, objects_of(facts))
        return pack(subjects_of(facts), self._firsts[places])

    def _said_of_things(self) -> Column:
        """The asserted pairs of a thing and a form that it has, whatever the property."""
        if not len(self._all):
            return EMPTY
        of_things = (
            self._ending_in_forms(column)
            for key, column in self._asserted.items()
            if not is_class(key) and not self._is_of_language(key[0])
        )
        return distinct(np.concatenate([EMPTY, *of_things]))

    def _ending_in_forms(self, facts: Column) -> Column:
        return facts[contains(self._all, objects_of(facts))]
