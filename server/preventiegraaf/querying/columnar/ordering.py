"""ORDER BY, where the order is exactly the store's: by counts and by IRIs (SPARQL 1.1, section 15.1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from preventiegraaf.columns import Column, Dictionary, Kind
from preventiegraaf.querying.columnar.algebra import NotAdmittedError, Order
from preventiegraaf.querying.columnar.bindings import UNBOUND, Bindings, together


def ordered(
    rows: Bindings, order: Sequence[Order], numbers: Collection[str], dictionary: Dictionary, most: int | None
) -> Bindings:
    """The rows in order, or the first `most` solutions of them and perhaps some more.

    `numbers` are the variables that are counts. Raises NotAdmittedError if others have values that are no IRIs.
    """
    rows = together([rows], [*dict.fromkeys([*rows.columns, *(each.name for each in order)])])
    if most is not None and rows.weights is None and order[0].name in numbers:
        rows = _first(rows, order[0], most)
    keys = []
    for each in order:
        column = rows.columns[each.name]
        rank = column if each.name in numbers else _ranks(column, dictionary)
        keys.append(-rank if each.descending else rank)
    return rows.take(np.lexsort(keys[::-1]))


def _first(rows: Bindings, order: Order, most: int) -> Bindings:
    """The rows that may be among the first `most`, by the count that decides first."""
    if not 0 < most < len(rows):
        return rows
    column = rows.columns[order.name]
    values = -column if order.descending else column
    return rows.take(values <= np.partition(values, most - 1)[most - 1])


def _ranks(column: Column, dictionary: Dictionary) -> Column:
    """The place of each value among all: no value comes first, then IRIs in the order of their characters."""
    numbers, inverse = np.unique(column, return_inverse=True)
    valued = numbers[numbers != UNBOUND]
    if not (dictionary.kinds[valued] == Kind.IRI).all():
        raise NotAdmittedError("it orders by values that are no IRIs")
    texts = [text[1:-1] for text in dictionary.texts(valued)]
    ranks = np.zeros(len(numbers), dtype=np.int64)
    places = sorted(range(len(texts)), key=texts.__getitem__)
    ranks[np.array(places, dtype=np.int64) + (len(numbers) - len(valued))] = np.arange(1, len(texts) + 1)
    return ranks[inverse]
