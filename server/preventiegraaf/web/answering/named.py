"""A table as a file for readers: headings in words, and names instead of IRIs."""

from __future__ import annotations

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from preventiegraaf.formats import Format, Table, write
from preventiegraaf.formats.answers import Term
from preventiegraaf.web.answering.columns import heading
from preventiegraaf.web.answering.tables import Cell, writer
from preventiegraaf.web.common.faults import fault
from preventiegraaf.web.common.language import language

FILES = ("csv", "tsv", "xlsx")
"""The formats, by short name, in which a table may have names."""
MOST = 5_000
"""The most rows of such a file: they are named by the process that serves the pages."""


def with_names(content: bytes, truncated: bool, chosen: Format) -> bytes:
    """An answer in SPARQL JSON as a file in a format of `FILES`; numbers stay numbers, and days are as in ISO 8601.

    Raises UsageError for what is no table, and for another format.
    """
    result = parse_query_results(content, format=QueryResultsFormat.JSON) if chosen.name in FILES else None
    if not isinstance(result, QuerySolutions):
        raise fault("names_for_tables", formats=", ".join(FILES))
    names = [variable.value for variable in result.variables]
    cells = writer()
    rows = [tuple(_value(cells.cell(name, row[name]), row[name]) for name in names) for row in result]
    return write(Table(tuple(heading(name, language()) for name in names), rows, truncated), chosen)


def _value(cell: Cell, term: object) -> Term | None:
    if not cell.text:
        return None
    return term if cell.kind == "number" and isinstance(term, Literal) else Literal(cell.order or cell.text)
