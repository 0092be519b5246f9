"""The tables as one Excel workbook."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from preventiegraaf.snapshot.downloads.columns import TABLES
from preventiegraaf.snapshot.downloads.tables import read_csv

_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_575
_EARLIEST = datetime.datetime(1980, 1, 1)
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|^\s|\s$")
"""What the library writes in another way than it stands."""


class TextSheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes rows of texts: the library by itself takes ten times as long for each cell."""

    def write_texts(self, number: int, texts: list[str]) -> None:
        """Write a row below those that are there; a cell without text is left out."""
        cells = [(column, text[:_LONGEST_CELL]) for column, text in enumerate(texts) if text]
        if not cells or any(_SPECIAL.search(text) for _, text in cells):
            for column, text in cells:
                self.write_string(number, column, text)
            return
        self._write_single_row(number)
        self._check_dimensions(number, cells[0][0])
        self._check_dimensions(number, cells[-1][0])
        written = [
            f'<c r="{xl_col_to_name(column)}{number + 1}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in cells
        ]
        self.fh.write(f'<row r="{number + 1}">{"".join(written)}</row>')


def write_workbook(path: Path, folder: Path) -> None:
    """Write the tables of a folder, which are there as CSV, as one workbook: a sheet each, headings in Dutch."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(folder)}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _EARLIEST, "title": "Preventiegraaf"})
        bold = book.add_format({"bold": True})
        for table in TABLES:
            sheet = book.add_worksheet(table.dutch[:31], TextSheet)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.columns) - 1, 24)
            sheet.write_row(0, 0, [column.dutch for column in table.columns], bold)
            for number, row in zip(range(1, _MOST_ROWS + 1), read_csv(folder / f"{table.name}.csv"), strict=False):
                sheet.write_texts(number, row)
