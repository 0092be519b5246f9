"""What a query over columns may cost, and what becomes of one that costs more."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from preventiegraaf.columns import Triples, write_graph
from preventiegraaf.errors import AnswerTooLargeError, QueryRefusedError, QuerySyntaxError, QueryTimeoutError
from preventiegraaf.formats import FORMATS, write
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task, run
from preventiegraaf.querying.columnar import Columnar
from preventiegraaf.querying.columnar.bindings import Bindings
from preventiegraaf.querying.columnar.evaluation import Evaluator
from preventiegraaf.querying.columnar.pipeline import Part
from preventiegraaf.querying.evaluation import collect

from .comparing import content
from .generated import columnar_of

P = NamedNode("http://example.org/p")
RING = f"SELECT ?x ?y {{ ?x {P} ?y }}"
ORDERED = f"{RING} ORDER BY ?x ?y"
HOPS = f"SELECT (COUNT(*) AS ?n) {{ ?a {P} ?b . ?b {P} ?c . ?c {P} ?d . ?d {P} ?e . ?e {P} ?f . ?f {P} ?g }}"
SIZE = 60


@pytest.fixture(scope="module")
def store() -> Store:
    """Everything is connected to everything."""
    things = [NamedNode(f"http://example.org/{number}") for number in range(SIZE)]
    found = Store()
    found.extend(Quad(here, P, there, DefaultGraph()) for here in things for there in things)
    return found


@pytest.mark.parametrize("name", ["json", "csv"])
def test_an_answer_is_cut_at_its_rows(store: Store, name: str) -> None:
    written = columnar_of(store).answer(Task(RING, name), 100)
    assert written is not None
    assert (written.rows, written.truncated, written.engine) == (100, True, "columns")
    assert (b'"truncated":true' in content(written)) == (name == "json")


def test_an_answer_of_exactly_so_many_rows_is_whole(store: Store) -> None:
    written = columnar_of(store).answer(Task(RING, "csv"), SIZE * SIZE)
    assert written is not None
    assert (written.rows, written.truncated) == (SIZE * SIZE, False)
    assert content(written).count(b"\r\n") == 1 + SIZE * SIZE


@pytest.mark.parametrize("name", ["json", "xlsx"])
def test_an_answer_has_no_more_bytes_than_the_limit(store: Store, name: str) -> None:
    with pytest.raises(AnswerTooLargeError, match="1000"):
        columnar_of(store, Limits(size=1_000)).answer(Task(RING, name), SIZE * SIZE)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_long_answer_is_the_same_in_a_file(store: Store, name: str) -> None:
    written = columnar_of(store).answer(Task(ORDERED, name), SIZE * SIZE)
    assert written is not None
    assert not isinstance(written.content, bytes)
    assert content(written) == write(collect(run(store, ORDERED), SIZE * SIZE), FORMATS["table", name])


def test_a_long_answer_is_cut_as_a_short_one_is(store: Store) -> None:
    size = len(content(columnar_of(store).answer(Task(RING, "csv"), SIZE * SIZE)))
    whole = columnar_of(store, Limits(size=size)).answer(Task(RING, "csv"), SIZE * SIZE)
    assert len(content(whole)) == size
    with pytest.raises(AnswerTooLargeError, match=str(size - 1)):
        columnar_of(store, Limits(size=size - 1)).answer(Task(RING, "csv"), SIZE * SIZE)


def test_a_query_is_stopped_at_its_deadline(store: Store) -> None:
    with pytest.raises(QueryTimeoutError, match="limit of 0"):
        columnar_of(store, Limits(seconds=0)).answer(Task(HOPS, "csv"), 10)


def test_what_needs_more_memory_is_for_the_store(store: Store) -> None:
    query = f"SELECT DISTINCT ?x ?y {{ ?x {P} ?y }}"
    assert columnar_of(store, Limits(memory=8_000)).answer(Task(query, "csv"), 10) is None
    assert columnar_of(store, Limits(memory=8_000_000)).answer(Task(query, "csv"), 10) is not None


def test_much_is_counted_without_being_made(store: Store) -> None:
    """60 to the power of 7 solutions are far more than would fit."""
    assert content(columnar_of(store).answer(Task(HOPS, "csv"), 10)).split() == [b"n", str(SIZE**7).encode()]


def test_what_cannot_be_counted_is_for_the_store(store: Store) -> None:
    more = f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?v{step} {P} ?v{step + 1}' for step in range(12))} }}"
    assert columnar_of(store).answer(Task(more, "csv"), 10) is None


def parts_of_queries() -> int:
    """How many things of queries this process has in memory."""
    return sum(isinstance(each, (Evaluator, Part, Bindings)) for each in gc.get_objects())


def test_what_a_query_has_used_needs_no_collector(store: Store) -> None:
    """A worker collects seldom, and would keep the rows of many queries until then."""
    columnar = columnar_of(store)
    query = f"SELECT ?x (COUNT(?y) AS ?n) {{ ?x {P} ?y OPTIONAL {{ ?y {P} ?z FILTER(?z != ?y) }} }} GROUP BY ?x"
    gc.collect()
    gc.disable()
    try:
        before = parts_of_queries()
        assert columnar.answer(Task(query, "csv"), 10) is not None
        assert parts_of_queries() == before
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def pool(forks: ForkServer, tmp_path_factory: pytest.TempPathFactory, store: Store) -> Iterator[Pool]:
    """A pool on stores with columns beside them, as a snapshot has them."""
    folder = tmp_path_factory.mktemp("snapshot")
    triples = Triples.of(quad.triple for quad in store)
    few = Triples.of([next(iter(store)).triple], triples.dictionary)
    write_graph(folder / "columns", few, triples, few)
    stores = folder / "stores" / "inferred", folder / "stores" / "asserted"
    (folder / "stores").mkdir()
    for path in stores:
        opened = Store(str(path))
        opened.bulk_extend(store)
        opened.flush()
        del opened
    hired = Pool(forks, stores, Limits(seconds=60, memory=300_000_000, rows=1_000), Crew(workers=1))
    yield hired
    hired.close()


def test_a_worker_answers_over_columns_what_it_can(pool: Pool) -> None:
    counted = f"SELECT (COUNT(*) AS ?n) {{ ?x {P} ?y }}"
    inferred, asserted = (pool.answer(Task(counted, "csv", infer)) for infer in (True, False))
    assert [content(inferred).split()[1], content(asserted).split()[1]] == [str(SIZE * SIZE).encode(), b"1"]
    assert inferred.engine == asserted.engine == "columns"
    other = pool.answer(Task("SELECT (COUNT(*) AS ?n) { ?x !<urn:nothing> ?y }", "csv"))
    assert (content(other).split()[1], other.engine) == (str(SIZE * SIZE).encode(), "store")


def test_a_worker_hands_over_a_long_answer_as_a_file(pool: Pool, store: Store) -> None:
    written = pool.answer(Task(ORDERED, "json"))
    assert not isinstance(written.content, bytes)
    assert (written.rows, written.truncated, written.engine) == (1_000, True, "columns")
    assert content(written) == write(collect(run(store, ORDERED), 1_000), FORMATS["table", "json"])


def test_a_plan_tells_who_answers_in_which_steps(pool: Pool) -> None:
    plan = json.loads(content(pool.answer(Task(RING, "json", only_plan=True))))
    assert (plan["engine"], plan["rows"]) == ("columns", 1_000)
    assert [step["step"] for step in plan["plans"][0]] == ["scan"]
    plan = json.loads(content(pool.answer(Task("SELECT * { ?x ?p ?y . ?y ?p ?z }", "json", only_plan=True))))
    assert plan == {"engine": "store", "because": "it has ?p as predicate and elsewhere"}


def test_no_plan_is_told_of_what_is_no_query(pool: Pool) -> None:
    with pytest.raises(QuerySyntaxError):
        pool.answer(Task("SELECT", "json", only_plan=True))
    with pytest.raises(QueryRefusedError):
        pool.answer(Task("SELECT * { SERVICE <urn:a> { ?x ?p ?y } }", "json", only_plan=True))


def test_without_columns_there_is_no_engine(tmp_path: Path) -> None:
    assert Columnar.at(tmp_path / "columns", Limits()) is None
