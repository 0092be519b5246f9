"""GROUP BY and COUNT over pieces of rows (SPARQL 1.1, section 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from preventiegraaf.columns import Column
from preventiegraaf.querying.columnar.algebra import Count
from preventiegraaf.querying.columnar.bindings import UNBOUND, Bindings
from preventiegraaf.querying.columnar.deadline import Bounds
from preventiegraaf.querying.columnar.tally import Tally, matching


class Groups:
    """Groups rows by some variables and counts them; without variables all rows are one group, even if there are none.

    `sure` are the variables that have a value in each row, so that counting them is counting rows.
    """

    def __init__(self, keys: Sequence[str], counts: Mapping[str, Count], sure: Collection[str], bounds: Bounds) -> None:
        self._keys, self._counts, self._sure = keys, counts, sure
        self._groups = Tally(keys, bounds)
        self._distinct = {name: Tally([*keys, name], bounds) for name in self._named(distinct=True)}
        self._valued = {name: Tally(keys, bounds) for name in self._named(distinct=False)}

    def _named(self, distinct: bool) -> set[str]:
        """The variables that must be looked at to be counted."""
        named = {count.name for count in self._counts.values() if count.distinct == distinct and count.name is not None}
        return named if distinct else named - set(self._sure)

    @property
    def wanted(self) -> frozenset[str]:
        """The variables that rows must have."""
        return frozenset([*self._keys, *self._distinct, *self._valued])

    def add(self, bindings: Bindings) -> None:
        """Count some rows."""
        self._groups.add(bindings)
        for name in self._distinct:
            self._distinct[name].add(_with_value(bindings, name))
        for name in self._valued:
            self._valued[name].add(_with_value(bindings, name))

    def result(self) -> Bindings:
        """A row for each group, with its keys and counts."""
        groups = self._groups.result()
        keys = [groups.columns[name] for name in self._keys]
        totals = groups.weights if groups.weights is not None and len(groups) else np.zeros(1, dtype=np.int64)
        length = len(groups) if self._keys else 1
        columns = dict(zip(self._keys, keys, strict=True))
        for name, count in self._counts.items():
            columns[name] = self._count(count, keys, totals[:length])
        return Bindings(columns, length)

    def _count(self, count: Count, keys: list[Column], totals: Column) -> Column:
        if count.name is None or (not count.distinct and count.name in self._sure):
            return totals
        tally = (self._distinct if count.distinct else self._valued)[count.name].result()
        counted = self._by_key(tally) if count.distinct else tally
        weights = counted.weights if counted.weights is not None else np.ones(len(counted), dtype=np.int64)
        return matching(keys, [counted.columns[name] for name in self._keys], weights)

    def _by_key(self, tally: Bindings) -> Bindings:
        """The number of different values for each key, from a tally of keys and values."""
        by_key = Tally(self._keys, Bounds.none())
        by_key.add(Bindings(tally.columns, len(tally)))
        return by_key.result()


def _with_value(bindings: Bindings, name: str) -> Bindings:
    """The rows in which a variable has a value."""
    column = bindings.columns.get(name)
    if column is None:
        return bindings.take(np.zeros(len(bindings), dtype=np.bool_))
    has_value = column != UNBOUND
    return bindings if has_value.all() else bindings.take(has_value)
