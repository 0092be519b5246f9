"""Filters and facets: which entries have the values that a reader chose, and how many have each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preventiegraaf.querying.search.index import CERTAIN_YEAR, DIMENSIONS, KIND_ORDER, SearchIndex

Hits = NDArray[np.bool_]


@dataclass(frozen=True)
class Value:
    """A value of a facet: how many hits have it, and of a year how many certainly."""

    value: str
    count: int
    chosen: bool
    certain: int | None = None


@dataclass(frozen=True)
class Facet:
    """A dimension with its values, the most frequent first; kinds in their own order, years the latest first."""

    dimension: str
    values: tuple[Value, ...]


class Faceter:
    """Filters and counts for one choice of values; values of one dimension are alternatives."""

    def __init__(self, index: SearchIndex, chosen: Mapping[str, Sequence[str]]) -> None:
        self._index, self._chosen = index, chosen
        self._filters = {dimension: self._having(dimension, values) for dimension, values in chosen.items() if values}

    def filtered(self, hits: Hits, but: str = "") -> Hits:
        """The hits that have the chosen values, those of one dimension left out of account."""
        for dimension, having in self._filters.items():
            if dimension != but:
                hits = hits & having
        return hits

    def certain(self) -> Hits | None:
        """The entries that certainly were in a chosen year; None if no year is chosen."""
        years = self._chosen.get("year", ())
        return self._having(CERTAIN_YEAR, years) if years else None

    def facets(self, hits: Hits) -> tuple[Facet, ...]:
        """Every dimension in which the hits differ or that was chosen from, with its counts."""
        found = (Facet(dimension, self._values(dimension, hits)) for dimension in DIMENSIONS)
        return tuple(facet for facet in found if facet.values)

    def _having(self, dimension: str, values: Sequence[str]) -> Hits:
        having = np.zeros(len(self._index.entries), dtype=np.bool_)
        for value in values:
            number = self._index.value(dimension, value)
            if number is not None:
                having[self._index.valued.of(number)] = True
        return having

    def _values(self, dimension: str, hits: Hits) -> tuple[Value, ...]:
        counts = self._counts(dimension, self.filtered(hits, but=dimension))
        certain = self._counts(CERTAIN_YEAR, self.filtered(hits, but=dimension)) if dimension == "year" else None
        chosen = self._chosen.get(dimension, ())
        values = [
            Value(value, count, value in chosen, certain.get(value, 0) if certain is not None else None)
            for value, count in counts.items()
            if count or value in chosen
        ]
        if dimension == "year":
            return tuple(sorted(values, key=lambda value: value.value, reverse=True))
        if dimension == "kind":
            return tuple(sorted(values, key=lambda value: KIND_ORDER.index(value.value)))
        return tuple(sorted(values, key=lambda value: (-value.count, value.value)))

    def _counts(self, dimension: str, hits: Hits) -> dict[str, int]:
        numbers = self._index.values.prefixed(f"{dimension}\t")
        if not numbers:
            return {}
        span = self._index.valued.span(numbers.start, numbers.stop)
        starts = self._index.valued.starts[numbers.start : numbers.stop] - span.start
        counts = np.add.reduceat(hits[self._index.valued.members[span]].astype(np.int64), starts)
        values = (self._index.values[number].partition("\t")[2] for number in numbers)
        return dict(zip(values, counts.tolist(), strict=True))
