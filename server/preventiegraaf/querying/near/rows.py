"""Few rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from preventiegraaf.querying.columnar.writing import Form, write_term
from preventiegraaf.querying.near.budget import BYTES
from preventiegraaf.querying.near.matching import Row

_MOST_KEPT, _LONGEST_KEPT = 10_000, 200
"""How many terms are kept as they are written, and of how many bytes at most."""


class _Frame(NamedTuple):
    """What a format writes before and after all rows, around the value of each variable, and for a row of values."""

    head: bytes
    tail: bytes
    around: tuple[tuple[bytes, bytes], ...]
    row: bytes


@lru_cache(maxsize=256)
def _frame(form: Form, names: tuple[str, ...], truncated: bool) -> _Frame:
    sides = [form.around(name) for name in names]
    around = tuple([(before.encode(), after.encode()) for before, after in sides])
    places = [before + b"%b" + after for before, after in around]  # no name of a variable has a percent sign
    row = form.row[0] + form.between.join(places) + form.row[1]
    return _Frame(form.head(names, truncated).encode(), form.tail.encode(), around, row)


class Writing:
    """Writes rows in one format; `text` gives the N-Triples text of a number.

    Short terms are kept as they are written, for a few, relations and classes above all, come again in most answers.
    """

    def __init__(self, form: Form, text: Callable[[int], bytes]) -> None:
        self._form, self._text = form, text
        self._kept: dict[int | bytes | None, bytes] = {}

    def write(
        self, names: tuple[str, ...], rows: Sequence[Row], truncated: bool, spend: Callable[[int], None]
    ) -> bytes:
        """The rows; for each different term is spent what its length weighs."""
        form, frame = self._form, _frame(self._form, names, truncated)
        terms = self._terms(set(chain.from_iterable(rows)), spend)
        if form.keeps_places or None not in terms:
            written = [frame.row % tuple(map(terms.__getitem__, row)) for row in rows]
        else:
            written = [self._with_gaps(row, terms, frame) for row in rows]
        return frame.head + form.between_rows.join(written) + frame.tail

    def _terms(
        self, values: AbstractSet[int | bytes | None], spend: Callable[[int], None]
    ) -> dict[int | bytes | None, bytes]:
        """The terms as they are written, each paid for before the next is read; nothing for no value."""
        spend(len(values))
        terms, kept = {}, self._kept
        for value in values:
            term = kept.get(value)
            if term is None:
                term = self._written(value)
                spend(len(term) // BYTES)
            terms[value] = term
        return terms

    def _written(self, value: int | bytes | None) -> bytes:
        if not isinstance(value, int):
            return b"" if value is None else write_term(value, self._form)
        found = write_term(self._text(value), self._form)
        if len(found) <= _LONGEST_KEPT:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[value] = found
        return found

    def _with_gaps(self, row: Row, terms: Mapping[int | bytes | None, bytes], frame: _Frame) -> bytes:
        """A row without what stands around the values that are lacking."""
        begin, end = self._form.row
        sides = zip(row, frame.around, strict=True)
        cells = [before + terms[value] + after for value, (before, after) in sides if value is not None]
        return begin + self._form.between.join(cells) + end
