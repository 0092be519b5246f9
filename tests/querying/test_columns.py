"""A worker answers from the columns what asks about much, and what asks about given things with few triples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store, Triple

from preventiegraaf.columns import Triples, write_graph
from preventiegraaf.querying import Limits, Task
from preventiegraaf.querying.columns import Columns

from .columnar.comparing import content, in_store
from .columnar.generated import SPACE, store_of

FEW, MANY = 5, 400
OVER = f"SELECT * {{ <{SPACE}few> <{SPACE}p> ?x . ?x <{SPACE}p> ?y }}"
ALL = f"SELECT (COUNT(*) AS ?n) {{ ?x <{SPACE}p> ?y }}"
NOWHERE = "SELECT * { ?x !<urn:nothing> ?y }"


@pytest.fixture(scope="module")
def store() -> Store:
    """A thing with few links, each to a thing with many."""
    names = [(f"{SPACE}few", f"{SPACE}{one}") for one in range(FEW)]
    names += [(f"{SPACE}{one}", f"{SPACE}{one}/{other}") for one in range(FEW) for other in range(MANY)]
    p = NamedNode(f"{SPACE}p")
    return store_of([Triple(NamedNode(here), p, NamedNode(there)) for here, there in names])


@pytest.fixture(scope="module")
def columns(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Columns:
    folder = tmp_path_factory.mktemp("columns") / "columns"
    triples = Triples.of(quad.triple for quad in store)
    write_graph(folder, triples, triples, Triples.of([], triples.dictionary))
    found = Columns.at(folder, Limits())
    assert found is not None
    return found


def engine_of(columns: Columns, query: str) -> str:
    plan = json.loads(content(columns.plan(Task(query, "json", only_plan=True), 10_000)))
    assert isinstance(plan["engine"], str)
    return plan["engine"]


def test_few_things_that_lead_to_many_are_joined_one_by_one(store: Store, columns: Columns) -> None:
    written = columns.answer(Task(OVER, "json"), 10_000)
    assert written is not None
    expected = in_store(store, OVER)
    assert not isinstance(expected, bool)
    assert written.rows == len(expected[1]) == FEW * MANY
    assert columns.answer(Task(f"{OVER} LIMIT 9", "json"), 10_000) is None  # the store needs nine of its rows only
    assert engine_of(columns, OVER) == "columns"


def test_the_rest_is_for_whole_columns_or_the_store(columns: Columns) -> None:
    counted = columns.answer(Task(ALL, "csv"), 10_000)
    assert content(counted).split()[1] == str(FEW + FEW * MANY).encode()
    assert columns.answer(Task(NOWHERE, "json"), 10_000) is None
    assert [engine_of(columns, query) for query in (ALL, NOWHERE)] == ["columns", "store"]


def test_there_may_be_no_columns(tmp_path: Path) -> None:
    assert Columns.at(tmp_path / "columns", Limits()) is None
