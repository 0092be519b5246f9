"""Conditions on columns: a condition of SPARQL is true, false or an error (section 17.2), so it has two masks."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns import Column, Dictionary, Mask
from preventiegraaf.querying.columnar.algebra import (
    Bound,
    Condition,
    HasText,
    InLanguage,
    Node,
    Not,
    Same,
    Several,
    Text,
)
from preventiegraaf.querying.columnar.bindings import UNBOUND, Bindings
from preventiegraaf.querying.columnar.sorted_pairs import cuts
from preventiegraaf.querying.columnar.texts import Verdict, verdicts

_OPERATORS: Mapping[str, Callable[[Column, int], Mask]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_BYTES = 1 << 22
"""About so many bytes of texts are held at a time, unless one alone has more."""
_UNKNOWN, _TRUE, _FALSE, _ERROR = range(4)
_CODES: Mapping[Verdict, int] = {True: _TRUE, False: _FALSE, None: _ERROR}


class Conditions:
    """Tells for which rows conditions are true; `number` gives the number of a constant, negative if there is none."""

    def __init__(self, number: Callable[[Text], int], dictionary: Dictionary) -> None:
        self._number, self._dictionary = number, dictionary
        self._verdicts: dict[InLanguage | HasText, npt.NDArray[np.int8]] = {}

    def holds(self, condition: Condition, bindings: Bindings) -> Mask:
        """Where a condition is true: an error is not."""
        return self._outcome(condition, bindings)[0]

    def _outcome(self, condition: Condition, bindings: Bindings) -> tuple[Mask, Mask]:
        """Where a condition is true, and where it is false."""
        if isinstance(condition, Not):
            true, false = self._outcome(condition.condition, bindings)
            return false, true
        if isinstance(condition, Several):
            return self._combined(condition, bindings)
        if isinstance(condition, Same):
            return self._same(condition, bindings)
        if isinstance(condition, InLanguage | HasText):
            return self._told(condition, self._values(condition.name, bindings))
        values = self._values(condition.name, bindings)
        if isinstance(condition, Bound):
            true = values != UNBOUND
        else:
            true = _OPERATORS[condition.sign](values, condition.number)
        return true, ~true

    def _combined(self, several: Several, bindings: Bindings) -> tuple[Mask, Mask]:
        outcomes = [self._outcome(condition, bindings) for condition in several.conditions]
        trues, falses = ([outcome[side] for outcome in outcomes] for side in (0, 1))
        if several.is_all:
            return np.logical_and.reduce(trues), np.logical_or.reduce(falses)
        return np.logical_or.reduce(trues), np.logical_and.reduce(falses)

    def _same(self, same: Same, bindings: Bindings) -> tuple[Mask, Mask]:
        if isinstance(same.left, bytes) and isinstance(same.right, bytes):
            true = np.full(len(bindings), same.left == same.right)
            return true, ~true
        left, right = self._values(same.left, bindings), self._values(same.right, bindings)
        bound = (left != UNBOUND) & (right != UNBOUND)
        equal = left == right
        return bound & equal, bound & ~equal

    def _told(self, condition: InLanguage | HasText, numbers: Column) -> tuple[Mask, Mask]:
        """What the texts of terms tell; each term is looked at once for all rows that have it."""
        if condition not in self._verdicts:
            self._verdicts[condition] = np.zeros(len(self._dictionary), dtype=np.int8)
        known = self._verdicts[condition]
        bound = numbers >= 0
        some = numbers if bound.all() else numbers[bound]
        fresh = np.unique(some[known[some] == _UNKNOWN])
        for begin, end in pairwise(cuts(self._dictionary.lengths(fresh), _BYTES)):
            told = verdicts(condition, self._dictionary.texts(fresh[begin:end]))
            known[fresh[begin:end]] = [_CODES[verdict] for verdict in told]
        found = np.full(len(numbers), _ERROR, dtype=np.int8)
        found[bound] = known[some]
        return found == _TRUE, found == _FALSE

    def _values(self, node: Node, bindings: Bindings) -> Column:
        if isinstance(node, str):
            found = bindings.columns.get(node)
            return found if found is not None else np.full(len(bindings), UNBOUND, dtype=np.int64)
        return np.full(len(bindings), self._number(node), dtype=np.int64)
