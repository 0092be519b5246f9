"""Tables and verdicts as an Excel workbook."""

from __future__ import annotations

import io
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from preventiegraaf.errors import AnswerTooLargeError
from preventiegraaf.formats.answers import Table, Term, Verdict
from preventiegraaf.formats.tables import is_bare_number, plain, readable

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROWS, _COLUMNS, _CHARACTERS, _DIGITS = 1_048_575, 16_384, 32_767, 15
_CUT = " […]"
_EPOCH = datetime(2000, 1, 1)
"""The same table gives the same bytes, so the workbook does not say when it was made."""


def as_xlsx(answer: Table | Verdict) -> bytes:
    """An Excel workbook with the table on one sheet, headings frozen; numbers as numbers, all else as text.

    The sheet of a table that was cut says so in its name; a text longer than Excel holds ends in `[…]`. Raises
    AnswerTooLargeError for more rows or columns than a sheet has.
    """
    from xlsxwriter import Workbook  # a worker that writes no workbook starts the sooner

    table = Table(("answer",), [(Literal(answer.value),)]) if isinstance(answer, Verdict) else answer
    if len(table.rows) > _ROWS or len(table.variables) > _COLUMNS:
        raise AnswerTooLargeError(f"A sheet of Excel has {_ROWS} rows and {_COLUMNS} columns; ask for CSV instead.")
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _EPOCH})
        sheet = book.add_worksheet("answer (cut)" if table.truncated else "answer")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, table.variables, book.add_format({"bold": True}))
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value)
    return content.getvalue()


def _write_cell(sheet: Worksheet, row: int, column: int, value: Term | None) -> None:
    text = plain(value)
    if is_bare_number(value) and _is_exact(text):
        sheet.write_number(row, column, float(text))
    elif text:
        sheet.write_string(row, column, _fitting(readable(text)))


def _is_exact(number: str) -> bool:
    """Whether Excel, which keeps 15 digits, shows this number as it is."""
    mantissa = number.lower().partition("e")[0]
    return sum(map(str.isdigit, mantissa)) <= _DIGITS and isfinite(float(number))


def _fitting(text: str) -> str:
    """The text, cut visibly to the UTF-16 units that a cell holds."""
    if len(text.encode("utf-16-le")) // 2 <= _CHARACTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_CHARACTERS - len(_CUT))]
    return kept.decode("utf-16-le", errors="ignore") + _CUT
