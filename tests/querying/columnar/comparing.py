"""Hold answers over columns against those of the store."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeAlias

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Store, parse_query_results

from preventiegraaf.querying import Task, Written, run
from preventiegraaf.querying.columnar import Columnar

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = tuple[tuple[str, ...], list[Row]]
MOST = 100_000


def over_columns(columnar: Columnar, query: str, infer: bool = True) -> Rows | bool | None:
    """The variables and rows over columns, a verdict, or None where the store is to answer."""
    written = columnar.answer(Task(query, "json", infer), MOST)
    if written is None:
        return None
    result = parse_query_results(content(written), format=QueryResultsFormat.JSON)
    if isinstance(result, QueryBoolean):
        return bool(result)
    rows = [tuple(row) for row in result]
    assert len(rows) == written.rows
    return tuple(variable.value for variable in result.variables), rows


def content(written: Written | None) -> bytes:
    """All bytes of an answer over columns, which there must be."""
    assert written is not None
    if isinstance(written.content, bytes):
        return written.content
    with written.content:
        return written.content.read()


def in_store(store: Store, query: str) -> Rows | bool:
    result = run(store, query)
    if isinstance(result, QueryBoolean):
        return bool(result)
    assert isinstance(result, QuerySolutions)
    return tuple(variable.value for variable in result.variables), [tuple(row) for row in result]


def same_rows(found: Rows | bool, expected: Rows | bool) -> bool:
    """Whether two answers have the same rows, in any order, or are the same verdict."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found == expected
    return found[0] == expected[0] and Counter(found[1]) == Counter(expected[1])
