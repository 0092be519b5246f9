"""Ask the engine of the server process, and hold its answers against the store's."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, QueryBoolean, QueryResultsFormat, Store, parse_query_results

from preventiegraaf.columns import Dictionary, Relations, Triples
from preventiegraaf.querying import Limits, Task
from preventiegraaf.querying.near import Near
from preventiegraaf.querying.near.engine import MOST_WORK

from ..columnar.comparing import Rows


def near_of(store: Store, limits: Limits | None = None, most_work: int = MOST_WORK) -> Near:
    """The engine over what a store has in its default graph; nothing of it is asserted."""
    dictionary = Dictionary()
    found = (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
    relations = Relations.of(Triples.of(found, dictionary))
    return Near(dictionary, {True: relations, False: Relations({})}, limits or Limits(), most_work)


def at_once(near: Near, query: str, infer: bool = True) -> Rows | bool | None:
    """The variables and rows, or the verdict, that the engine gives; None where a worker is to answer."""
    written = near.answer(Task(query, "json", infer))
    if written is None:
        return None
    assert isinstance(written.content, bytes)
    result = parse_query_results(written.content, format=QueryResultsFormat.JSON)
    if isinstance(result, QueryBoolean):
        return bool(result)
    rows = [tuple(row) for row in result]
    assert len(rows) == written.rows
    return tuple(variable.value for variable in result.variables), rows
