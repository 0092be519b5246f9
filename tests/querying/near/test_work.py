"""Whatever is asked of the server process, and whatever the graph, it does little work: counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, cast

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.columns.ties import Ties
from preventiegraaf.querying import Limits, Pool, Task
from preventiegraaf.querying.columnar import parsing
from preventiegraaf.querying.columnar.algebra import Ask, Construct, Select
from preventiegraaf.querying.columnar.writing import FORMS
from preventiegraaf.querying.near import engine, plans, rows
from preventiegraaf.querying.near.budget import Budget
from preventiegraaf.querying.near.first import NearFirst
from preventiegraaf.querying.near.rows import Writing
from preventiegraaf.querying.near.skeletons import skeleton_of
from preventiegraaf.querying.task import Written

from .serving import near_of

MANY = 5_000


@pytest.fixture(scope="module")
def store() -> Store:
    """A hub with many links out and in, a thing with few, a long chain, and a thing with a long text."""
    store = Store()

    def thing(name: str) -> NamedNode:
        return NamedNode(f"urn:{name}")

    p = thing("p")
    store.bulk_extend(Quad(thing("hub"), p, thing(f"leaf{number}")) for number in range(MANY))
    store.bulk_extend(Quad(thing(f"leaf{number}"), p, thing("hub")) for number in range(MANY))
    store.bulk_extend(Quad(thing("few"), p, Literal(str(number))) for number in range(50))
    store.bulk_extend(Quad(thing(f"link{number}"), p, thing(f"link{number + 1}")) for number in range(100))
    store.bulk_extend(Quad(thing("long"), p, Literal(f"{number}" * 100_000)) for number in range(10))
    store.add(Quad(thing("one"), p, thing("hub")))
    return store


class Counted(Budget):
    """A budget that tells what was spent, and is never exceeded before it says so."""

    spent = 0
    refused = 0

    def spend(self, work: int) -> None:
        before = self.left
        try:
            super().spend(work)
        except Exception:
            Counted.refused += 1
            raise
        assert work <= before
        Counted.spent += work


CHAIN = " . ".join(f"?x{number} <urn:p> ?x{number + 1}" for number in range(40))
HUGE = {
    "all": "SELECT * { ?s ?p ?o }",
    "a hub": "SELECT * { <urn:hub> ?p ?o }",
    "a hub, asked whether": "ASK { <urn:hub> ?p ?o }",
    "a hub, cut": "SELECT * { <urn:hub> ?p ?o } LIMIT 1",
    "into a hub": "SELECT * { ?s ?p <urn:hub> }",
    "over a hub": "SELECT * { <urn:one> <urn:p> ?h . ?h <urn:p> ?o }",
    "over a hub and back": f"SELECT * {{ <urn:one> <urn:p> ?x0 . {CHAIN} }}",
    "a hub if there is one": "SELECT * { <urn:one> <urn:p> ?h OPTIONAL { ?h ?q ?o } }",
    "products": "SELECT * { <urn:few> ?p ?a . <urn:few> ?q ?b . <urn:few> ?r ?c }",
    "a product of what is not said": "SELECT * { <urn:few> ?p ?a . ?x <urn:p> ?y }",
    "many conditions": "SELECT * { <urn:few> <urn:p> ?a FILTER(" + " || ".join(["BOUND(?a)"] * 45) + ") }",
    "many values": "SELECT * { <urn:few> <urn:p> ?a . ?x ?q ?a VALUES ?x { " + "<urn:few> " * 55 + "} }",
    "values and values": "SELECT * { ?x <urn:p> ?y VALUES ?x { "
    + "<urn:few> " * 28
    + "} VALUES ?y { "
    + "'1' " * 28
    + "} ?z <urn:p> ?y }",
    "a path over a hub": "SELECT * { <urn:one> <urn:p>+ ?o }",
    "a path to a hub": "ASK { ?s <urn:p>* <urn:hub> }",
    "hubs beside each other": "SELECT * { { <urn:one> ?p ?o } UNION { <urn:hub> ?p ?o } }",
    "few things beside each other": "SELECT * { <urn:few> <urn:p> ?a " + "{ ?b ?q ?a } UNION { ?c ?r ?a } " * 7 + "}",
    "languages": "SELECT * { <urn:few> <urn:p> ?a FILTER(" + " || ".join(["lang(?a) = 'nl'"] * 42) + ") }",
    "languages of long texts": "SELECT * { <urn:long> ?p ?o FILTER langMatches(lang(?o), 'nl') }",
    "a graph of many parts": "CONSTRUCT { " + "?a ?p <urn:few> . " * 45 + "} { <urn:few> ?p ?a }",
    "counts": "SELECT " + " ".join(f"(COUNT(?a) AS ?n{number})" for number in range(40)) + " { <urn:few> ?p ?a }",
    "long texts": "SELECT * { <urn:long> ?p ?o }",
    "optionals": "SELECT * { <urn:few> <urn:p> ?a "
    + " ".join(f"OPTIONAL {{ ?b{number} <urn:p> ?a }}" for number in range(15))
    + " }",
}


@pytest.mark.parametrize("query", HUGE.values(), ids=HUGE)
def test_what_takes_more_is_given_up_in_time(store: Store, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setattr(engine, "Budget", Counted)
    monkeypatch.setattr(Counted, "spent", 0)
    monkeypatch.setattr(Counted, "refused", 0)
    assert near_of(store).answer(Task(query, "nt" if query.startswith("CONSTRUCT") else "json")) is None
    assert Counted.spent <= engine.MOST_WORK
    assert Counted.refused == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <urn:few> ?p ?o }",
        "SELECT * { <urn:one> <urn:p> ?h . ?h <urn:p> <urn:leaf7> }",
        f"SELECT * {{ <urn:link0> <urn:p> ?x0 . {CHAIN} }}",
        "SELECT * { ?s <urn:p> '7' . <urn:hub> <urn:p> <urn:leaf1> }",
    ],
)
def test_what_takes_little_is_answered(store: Store, query: str) -> None:
    assert near_of(store).answer(Task(query, "json")) is not None
    assert near_of(store, most_work=3).answer(Task(query, "json")) is None


def test_products_of_values_are_given_up_before_a_triple_is_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten blocks of six values would be sixty million solutions."""

    def fail(*_: object) -> NoReturn:
        raise AssertionError("it looked")

    near = near_of(store)
    for name in ("about", "of", "predicates", "span"):
        monkeypatch.setattr(Ties, name, fail)
    blocks = " ".join(f"VALUES ?x{number} {{ {'<urn:few> ' * 19}}}" for number in range(3))
    query = f"SELECT * {{ {blocks} ?x0 <urn:p> ?x1 . ?x1 <urn:p> ?x2 }}"
    assert near.answer(Task(query, "json")) is None


def test_few_short_terms_stay_written_and_no_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MOST_KEPT", 2)
    read: list[int] = []

    def text(number: int) -> bytes:
        read.append(number)
        return b'"%b"' % (b"x" * number)

    writing = Writing(FORMS["csv"], text)
    for _ in range(2):
        assert writing.write(("a",), [(100,), (300,)], False, lambda _: None).count(b"x") == 400
    assert sorted(read) == [100, 300, 300]
    for number in (101, 102, 100):
        writing.write(("a",), [(number,)], False, lambda _: None)
    assert read.count(100) == 2


def test_rows_and_bytes_keep_to_the_limits(store: Store) -> None:
    query = "SELECT ?o { <urn:few> ?p ?o }"
    written = near_of(store, Limits(rows=10)).answer(Task(query, "tsv"))
    assert written is not None
    assert (written.rows, written.truncated) == (10, True)
    assert near_of(store, Limits(size=100)).answer(Task(query, "tsv")) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <urn:few> <urn:p> ?o } #" + " " * 2_000,
        "SELECT * { VALUES ?x { " + "<urn:a> " * 61 + "} ?x <urn:p> ?y }",
    ],
    ids=["long", "many constants"],
)
def test_a_long_query_is_not_read(query: str) -> None:
    assert skeleton_of(query) is None


@pytest.mark.parametrize(("groups", "answered"), [(15, True), (16, False)])
def test_many_groups_are_not_looked_into(store: Store, groups: int, answered: bool) -> None:
    optionals = " ".join(f"OPTIONAL {{ ?a <urn:p> ?b{number} }}" for number in range(groups))
    found = near_of(store).answer(Task(f"SELECT * {{ <urn:link0> <urn:p> ?a {optionals} }}", "json"))
    assert (found is not None) == answered


def test_a_query_is_read_once_for_all_things(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    near, texts = near_of(store), list[str]()

    def read(text: str) -> Select | Ask | Construct:
        texts.append(text)
        return parsing.read(text)

    monkeypatch.setattr(plans, "read", read)
    for name in ("few", "one", "nobody"):
        assert near.answer(Task(f"SELECT * {{ <urn:{name}> ?p ?o }}", "json")) is not None
        assert near.answer(Task(f"SELECT * {{ <urn:{name}> ?p ?o }} ORDER BY ?o", "json")) is None
    assert len(texts) == 2


def test_few_queries_are_known_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_KEPT", 3)
    near = near_of(store)
    for number in range(10):
        assert near.answer(Task(f"SELECT ?o{number} {{ <urn:few> ?p ?o{number} }}", "json")) is not None
    assert len(near._plans) == 3


def test_what_is_asked_besides_needs_a_worker(store: Store) -> None:
    near, query = near_of(store), "ASK { <urn:few> ?p ?o }"
    assert near.answer(Task(query, "json")) is not None
    assert near.answer(Task(query, "json", default_graphs=("urn:g",))) is None
    assert near.answer(Task(query, "json", bindings={"o": '"1"'})) is None
    assert near.answer(Task(query, "json", leaving_out=("urn:g",))) is None
    assert near.answer(Task(query, "json", explaining=True)) is None
    assert near.answer(Task(query, "ttl")) is None


class Elsewhere:
    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        return Written(b"elsewhere", 0, False, 0.0)


def test_the_plan_tells_who_answers(store: Store) -> None:
    first = NearFirst(near_of(store), cast("Pool", Elsewhere()))
    near = first.answer(Task("SELECT * { <urn:few> ?p ?o }", "json", only_plan=True)).content
    assert isinstance(near, bytes)
    assert b"the server itself" in near
    assert first.answer(Task("SELECT * { <urn:hub> ?p ?o }", "json", only_plan=True)).content == b"elsewhere"
    assert first.answer(Task("SELECT * { <urn:hub> ?p ?o }", "json")).content == b"elsewhere"
