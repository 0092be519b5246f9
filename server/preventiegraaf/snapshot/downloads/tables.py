"""The tables as CSV, and what their columns mean as CSV on the Web."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from preventiegraaf.namespaces import DCT
from preventiegraaf.snapshot.downloads.cells import SEPARATOR, Row
from preventiegraaf.snapshot.downloads.columns import TABLES, Show, Table

_LONGEST = 1 << 31
"""Bytes of a cell: the words of a source may be longer than the module csv expects by itself."""


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table as CSV (RFC 4180, UTF-8) and return the number of its rows."""
    counted = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        for row in rows:
            writer.writerow(row)
            counted += 1
    return counted


def read_csv(path: Path) -> Iterator[list[str]]:
    """The rows of a table that was written, without the head."""
    usual = csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
    finally:
        csv.field_size_limit(usual)


def write_metadata(path: Path) -> None:
    """Write what the tables and their columns mean (Metadata Vocabulary for Tabular Data)."""
    tables = [{"url": f"{table.name}.csv", **_titles(table), "tableSchema": _schema(table)} for table in TABLES]
    described = {"@context": "http://www.w3.org/ns/csvw", "tables": tables}
    path.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _titles(table: Table) -> dict[str, Any]:
    return {DCT + "title": [{"@value": table.dutch, "@language": "nl"}, {"@value": table.english, "@language": "en"}]}


def _schema(table: Table) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "titles": {"und": [column.name], "nl": [column.dutch], "en": [column.english]},
            **({} if column.show is Show.THING else {"separator": SEPARATOR}),
        }
        for column in table.columns
    ]
    return {"columns": columns, "primaryKey": "iri"}
