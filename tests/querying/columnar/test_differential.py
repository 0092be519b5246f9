"""The same answers over columns as from the store, and on a few queries as from rdflib.

PREVENTIEGRAAF_EXAMPLES=5000 tries so many graphs and queries, instead of some hundreds.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
import rdflib
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Store,
    Triple,
)

from preventiegraaf.formats import FORMATS, Table, write
from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.querying import Task
from preventiegraaf.querying.columnar import (
    bindings,
    filtering,
    pipeline,
    planning,
    sorted_pairs,
    steps,
    tally,
    writing,
)

from .comparing import MOST, Rows, in_store, over_columns
from .generated import Query, columnar_of, graphs, queries, store_of

EXAMPLES = int(os.environ.get("PREVENTIEGRAAF_EXAMPLES", "0"))
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]


def check_same(found: Rows, whole: Rows, query: Query) -> None:
    """Check rows against all rows of the query without its LIMIT, which the store gives in its order."""
    names, rows = found
    assert names == whole[0]
    offset = query.offset or 0
    expected = whole[1][offset:] if query.limit is None else whole[1][offset : offset + query.limit]
    assert len(rows) == len(expected)
    assert not Counter(rows) - Counter(whole[1])
    if query.order and all(name in names for name, _ in query.order):
        keys = [names.index(name) for name, _ in query.order]
        assert [[row[key] for key in keys] for row in rows] == [[row[key] for key in keys] for row in expected]


@settings(
    max_examples=EXAMPLES or 250,
    deadline=None,
    suppress_health_check=UNHURRIED,
)
@given(graph=graphs, query=queries())
def test_the_store_says_the_same(graph: list[Triple], query: Query) -> None:
    check_against_store(graph, query)


def check_against_store(graph: list[Triple], query: Query) -> None:
    store = store_of(graph)
    found = over_columns(columnar_of(store), query.whole)
    event("over columns" if found is not None else "for the store")
    if isinstance(found, bool):
        assert found == in_store(store, query.whole)
    elif found is not None:
        whole = in_store(store, query.text)
        assert not isinstance(whole, bool)
        check_same(found, whole, query)


SMALL = {
    bindings: {"PIECE": 3},
    steps: {"PIECE": 3, "_FEW": 0},
    sorted_pairs: {"_FEW": 1, "_BLOCK": 2, "_SHORT": 3, "_KEPT": 0},
    filtering: {"_BYTES": 10},
    pipeline: {"_FEW": 1, "_FIRST": 1},
    planning: {"_SAMPLE": 2, "_CHEAP": 0},
    tally: {"_MANY": 4},
    writing: {"_PIECE": 2},
}
"""Sizes from which on something is done in another way, so small that it is done so with few rows."""


@settings(max_examples=EXAMPLES or 250, deadline=None, suppress_health_check=UNHURRIED)
@given(graph=graphs, query=queries())
def test_much_is_done_as_little_is(graph: list[Triple], query: Query) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, sizes in SMALL.items():
            for name, size in sizes.items():
                assert hasattr(module, name)
                patch.setattr(module, name, size)
        check_against_store(graph, query)


def test_enough_of_what_is_made_up_is_in_the_fragment() -> None:
    """Else the tests above would compare little; how much it is depends on the constants that Hypothesis finds."""
    admitted: list[bool] = []

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(query=queries())
    def collected(query: Query) -> None:
        admitted.append(columnar_of(Store()).answer(Task(query.whole, "json"), MOST) is not None)

    collected()
    assert sum(admitted) > len(admitted) / 8


@settings(max_examples=EXAMPLES // 20 or 25, deadline=None, derandomize=True, suppress_health_check=UNHURRIED)
@given(graph=graphs, query=queries())
def test_rdflib_says_the_same(graph: list[Triple], query: Query) -> None:
    store = store_of(graph)
    found = over_columns(columnar_of(store), query.text)
    if found is None or "{  }" in query.text or "GROUP BY" in query.text:
        return  # rdflib fails on VALUES without a row, and makes a group of no rows
    answer = _in_rdflib(store).query(query.text, initNs=PREFIXES)
    if isinstance(found, bool):
        assert found == bool(answer.askAnswer)
    else:
        theirs = [tuple(None if value is None else str(value) for value in row) for row in _rows(answer)]
        assert Counter(tuple(map(_plain, row)) for row in found[1]) == Counter(theirs)


@settings(max_examples=EXAMPLES // 4 or 60, deadline=None, suppress_health_check=UNHURRIED)
@given(
    graph=graphs, query=queries(), name=st.sampled_from(["json", "xml", "csv", "tsv", "xlsx"]), most=st.integers(0, 9)
)
def test_every_format_is_written_as_ever(graph: list[Triple], query: Query, name: str, most: int) -> None:
    """What is cut at a limit is written so, too."""
    columnar = columnar_of(store_of(graph))
    rows = over_columns(columnar, query.text)
    written = columnar.answer(Task(query.text, name), most)
    if rows is None or written is None or isinstance(rows, bool):
        return
    cut = Table(rows[0], rows[1][:most], len(rows[1]) > most)
    assert (written.rows, written.truncated) == (len(cut.rows), cut.truncated)
    if name != "xlsx":  # a workbook holds the time at which it was made
        assert written.content == write(cut, FORMATS["table", name])


def _rows(answer: rdflib.query.Result) -> list[rdflib.query.ResultRow]:
    return [row for row in answer if isinstance(row, rdflib.query.ResultRow)]


def _in_rdflib(store: Store) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in store:
        subject, predicate, object_ = map(_in_rdflib_term, quad.triple)
        graph.add((subject, predicate, object_))
    return graph


def _in_rdflib_term(term: object) -> Any:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def _plain(term: object) -> str | None:
    if term is None:
        return None
    assert isinstance(term, NamedNode | BlankNode | Literal)
    return term.value
