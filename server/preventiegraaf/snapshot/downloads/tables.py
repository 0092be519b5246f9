"""The tables as CSV, as one Excel workbook, and what their columns mean as CSV on the Web.

A cell with several values has them in one order, with `SEPARATOR` between them.
"""

from __future__ import annotations

import csv
import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from preventiegraaf.namespaces import DCT
from preventiegraaf.querying import run
from preventiegraaf.querying.labels import label
from preventiegraaf.snapshot.downloads.columns import TABLES, Column, Show, Table

SEPARATOR = " | "
_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_575
_EARLIEST = datetime.datetime(1980, 1, 1)
_PATTERN = "?thing {path} ?value ."
_PATTERNS = {
    Show.WORDS: "?thing {path} ?node . ?node oa:hasSource ?in ; oa:hasSelector ?at . "
    "?at oa:exact ?value ; oa:start ?place .",
    Show.KINDS: "?thing {path} ?value . FILTER NOT EXISTS {{ ?thing {path} ?kind . ?kind rdfs:subClassOf ?value }}",
}
"""Where the values of a column come from, if not simply by its path: words in their order, the narrowest classes."""

Row = list[str]


class TableMaker:
    """Fills tables from a store with what is asserted and inferred."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[NamedNode, str] = {}

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, by the IRI of the thing."""
        found: dict[str, dict[str, list[Any]]] = {}
        for column in table.columns:
            pattern = _pattern(column)
            if column.path and pattern not in found:
                found[pattern] = self._values(table, pattern)
        for thing in self._things(table):
            yield [self._cell(thing, column, found) for column in table.columns]

    def _things(self, table: Table) -> list[str]:
        return sorted({row["thing"].value for row in self._ask(f"SELECT ?thing {{ ?thing a {table.member_of} }}")})

    def _values(self, table: Table, pattern: str) -> dict[str, list[Any]]:
        """The values that a pattern gives for each thing, in an order of their own."""
        found = self._ask(f"SELECT DISTINCT * {{ ?thing a {table.member_of} . {pattern} }}")
        placed = "?place" in pattern
        values: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
        for row in found:
            place = (row["in"].value, int(row["place"].value)) if placed else ()
            values[row["thing"].value].add((*place, str(row["value"]), row["value"]))
        return {thing: [entry[-1] for entry in sorted(some, key=_without_term)] for thing, some in values.items()}

    def _ask(self, query: str) -> QuerySolutions:
        found = run(self._store, query)
        if not isinstance(found, QuerySolutions):
            raise TypeError(query)
        return found

    def _cell(self, thing: str, column: Column, found: dict[str, dict[str, list[Any]]]) -> str:
        if column.show is Show.THING:
            return thing
        values = found[_pattern(column)].get(thing, [])
        return SEPARATOR.join(dict.fromkeys(text for value in values for text in self._shown(value, column.show)))

    def _shown(self, value: Any, show: Show) -> Iterator[str]:
        if isinstance(value, NamedNode) and show in (Show.IRI, Show.NAME, Show.KINDS):
            yield value.value if show is Show.IRI else self._name(value)
        elif isinstance(value, Literal) and show in (Show.VALUE, Show.WORDS, value.language):
            yield value.value

    def _name(self, node: NamedNode) -> str:
        if node not in self._names:
            self._names[node] = label(self._store, node, "nl")
        return self._names[node]


def _pattern(column: Column) -> str:
    return _PATTERNS.get(column.show, _PATTERN).format(path=column.path)


def _without_term(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    return entry[:-1]


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


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of a table that was written, without the head."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def write_workbook(path: Path, folder: Path) -> None:
    """Write the tables of a folder, which are there as CSV, as one workbook: a sheet each, headings in Dutch."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(folder)}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _EARLIEST, "title": "Preventiegraaf"})
        bold = book.add_format({"bold": True})
        for table in TABLES:
            sheet = book.add_worksheet(table.dutch[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.columns) - 1, 24)
            sheet.write_row(0, 0, [column.dutch for column in table.columns], bold)
            for number, row in zip(range(1, _MOST_ROWS + 1), read_csv(folder / f"{table.name}.csv"), strict=False):
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, text[:_LONGEST_CELL])


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
