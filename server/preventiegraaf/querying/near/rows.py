"""Few rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from preventiegraaf.querying.columnar.writing import Form, write_term
from preventiegraaf.querying.near.evaluation import weight

Row: TypeAlias = tuple[int | bytes | None, ...]
"""Values by their numbers; counts as N-Triples texts."""

_MOST_KEPT, _LONGEST_KEPT = 10_000, 200
"""How many terms are kept as they are written, and of how many bytes at most."""


class _Frame(NamedTuple):
    """What a format writes before and after all rows, and around the value of each variable."""

    head: bytes
    tail: bytes
    around: tuple[tuple[bytes, bytes], ...]


@lru_cache(maxsize=256)
def _frame(form: Form, names: tuple[str, ...], truncated: bool) -> _Frame:
    sides = (form.around(name) for name in names)
    around = tuple((before.encode(), after.encode()) for before, after in sides)
    return _Frame(form.head(names, truncated).encode(), form.tail.encode(), around)


class Writing:
    """Writes rows in one format; `text` gives the N-Triples text of a number.

    Short terms are kept as they are written, for a few, relations and classes above all, come again in most answers.
    """

    def __init__(self, form: Form, text: Callable[[int], bytes]) -> None:
        self._form, self._text = form, text
        self._kept: dict[int, bytes] = {}

    def write(self, names: Sequence[str], rows: Sequence[Row], truncated: bool, spend: Callable[[int], None]) -> bytes:
        """The rows; for each different term of a variable is spent what its length weighs (see `weight`)."""
        form, frame = self._form, _frame(self._form, tuple(names), truncated)
        columns = [
            self._cells(column, *around, spend)
            for column, around in zip(zip(*rows, strict=True), frame.around, strict=False)
        ]
        if not names:
            lines = [b""] * len(rows)
        elif form.keeps_places:
            lines = [form.between.join(row) for row in zip(*columns, strict=True)]
        else:
            lines = [form.between.join([cell for cell in row if cell]) for row in zip(*columns, strict=True)]
        begin, end = form.row
        body = begin + (end + form.between_rows + begin).join(lines) + end if lines else b""
        return frame.head + body + frame.tail

    def _cells(
        self, column: Sequence[int | bytes | None], before: bytes, after: bytes, spend: Callable[[int], None]
    ) -> list[bytes]:
        """The values of a variable with what stands around them; nothing, or what stands around it, for none."""
        cells: dict[int | bytes | None, bytes] = {None: before + after if self._form.keeps_places else b""}
        for value in set(column):
            if value is not None:
                term = self._term(value)
                spend(weight(term))
                cells[value] = before + term + after
        return [cells[value] for value in column]

    def _term(self, value: int | bytes) -> bytes:
        if isinstance(value, bytes):
            return write_term(value, self._form)
        found = self._kept.get(value)
        if found is None:
            found = write_term(self._text(value), self._form)
            if len(found) <= _LONGEST_KEPT:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[value] = found
        return found
