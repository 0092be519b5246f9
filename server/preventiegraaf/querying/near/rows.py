"""Few rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from preventiegraaf.querying.columnar.writing import Form, write_term

Row: TypeAlias = tuple[int | None, ...]


def write_few(
    names: Sequence[str], rows: Sequence[Row], form: Form, text: Callable[[int], bytes], truncated: bool
) -> bytes:
    """The rows in a format; `text` gives the N-Triples text of a term."""
    columns = [_cells(name, column, form, text) for name, column in zip(names, zip(*rows, strict=True), strict=False)]
    if not names:
        lines = [b""] * len(rows)
    elif form.keeps_places:
        lines = [form.between.join(row) for row in zip(*columns, strict=True)]
    else:
        lines = [form.between.join([cell for cell in row if cell]) for row in zip(*columns, strict=True)]
    begin, end = form.row
    body = begin + (end + form.between_rows + begin).join(lines) + end if lines else b""
    return form.head(names, truncated).encode() + body + form.tail.encode()


def _cells(name: str, column: Sequence[int | None], form: Form, text: Callable[[int], bytes]) -> list[bytes]:
    """The values of a variable with what stands around them; nothing, or what stands around it, for none."""
    before, after = (part.encode() for part in form.around(name))
    written: dict[int | None, bytes] = {None: before + after if form.keeps_places else b""}
    for number in set(column):
        if number is not None:
            written[number] = before + write_term(text(number), form) + after
    return [written[number] for number in column]
