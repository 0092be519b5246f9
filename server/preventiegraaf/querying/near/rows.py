"""Few rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from preventiegraaf.querying.columnar.writing import Form, write_term

Row: TypeAlias = tuple[int | bytes | None, ...]
"""Values by their numbers; counts as N-Triples texts."""


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


def write_few(
    names: Sequence[str], rows: Sequence[Row], form: Form, text: Callable[[int], bytes], truncated: bool
) -> bytes:
    """The rows in a format; `text` gives the N-Triples text of a term."""
    frame = _frame(form, tuple(names), truncated)
    values = zip(*rows, strict=True)
    columns = [_cells(column, around, form, text) for column, around in zip(values, frame.around, strict=False)]
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
    column: Sequence[int | bytes | None], around: tuple[bytes, bytes], form: Form, text: Callable[[int], bytes]
) -> list[bytes]:
    """The values of a variable with what stands around them; nothing, or what stands around it, for none."""
    before, after = around
    written: dict[int | bytes | None, bytes] = {None: before + after if form.keeps_places else b""}
    for value in set(column):
        if value is not None:
            written[value] = before + write_term(text(value) if isinstance(value, int) else value, form) + after
    return [written[value] for value in column]
