from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from preventiegraaf.formats import Term
from preventiegraaf.namespaces import TYPE
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.points import Points, patterns_of, read
from preventiegraaf.querying.task import Limits, Task

ADMITTED = [
    "ASK { person:jan-binnenmars a foaf:Person }",
    "SELECT * { <urn:a> ?p ?o }",
    "select ?p ?o where { <urn:a> ?p ?o . }",
    "PREFIX x: <urn:x:> SELECT ?o { x:a x:b ?o . x:a ?p x:c } LIMIT 5",
    "SELECT * { <urn:a> ?p 'one' }",
]
NOT_ADMITTED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s ?p <urn:a> }",
    "SELECT * { <urn:a> ?p ?o ; ?q ?r }",
    "SELECT * { <urn:a> ?p ?o . ?o ?q ?r }",
    "SELECT * { <urn:a> <urn:p>* ?o }",
    "SELECT * { <urn:a> <urn:p>/<urn:q> ?o }",
    "SELECT * { <urn:a> ^<urn:p> ?o }",
    "SELECT * { <urn:a> !<urn:p> ?o }",
    "SELECT * { <urn:a> ?p ?o FILTER(?o > 1) }",
    "SELECT * { <urn:a> ?p ?o } ORDER BY ?o",
    "SELECT * { <urn:a> ?p ?o } LIMIT 5 OFFSET 2",
    "SELECT DISTINCT ?p { <urn:a> ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }",
    "SELECT * FROM <urn:g> { <urn:a> ?p ?o }",
    "SELECT * { GRAPH ?g { <urn:a> ?p ?o } }",
    "SELECT * { SERVICE <urn:a> { <urn:a> ?p ?o } }",
    "SELECT * { { <urn:a> ?p ?o } UNION { ?a ?b ?c } }",
    "SELECT * { <urn:a> ?p [ ?q ?r ] }",
    "SELECT * { <urn:a> ?p ?o } VALUES ?o { 1 }",
    "SELECT * { unknown:a ?p ?o }",
    "BASE <urn:x> SELECT * { <a> ?p ?o }",
    "DESCRIBE <urn:a>",
    "CONSTRUCT WHERE { <urn:a> ?p ?o }",
    "INSERT DATA { <urn:a> <urn:p> <urn:o> }",
    "SELECT * { <urn:a> ?p ?o",
    "",
]


@pytest.mark.parametrize("query", ADMITTED)
def test_queries_about_given_things_are_admitted(query: str) -> None:
    assert patterns_of(query)


@pytest.mark.parametrize("query", NOT_ADMITTED)
def test_near_misses_are_not_admitted(query: str) -> None:
    assert patterns_of(query) is None


@pytest.fixture(scope="module")
def store() -> Store:
    store, thing, predicate = Store(), NamedNode("urn:a"), NamedNode("urn:p")
    store.bulk_extend(Quad(thing, predicate, Literal(str(number))) for number in range(100))
    store.bulk_extend(Quad(NamedNode("urn:hub"), predicate, Literal(str(number))) for number in range(6_000))
    return store


@pytest.fixture(scope="module")
def points(store: Store) -> Points:
    return Points(lambda _: store, Limits())


@pytest.mark.parametrize("thing", ["urn:a", "urn:hub"])
def test_the_answer_keeps_to_the_limits(store: Store, thing: str) -> None:
    written = Points(lambda _: store, Limits(rows=10)).answer(Task(f"SELECT ?o {{ <{thing}> ?p ?o }}", "tsv"))
    assert written is not None
    assert (written.rows, written.truncated) == (10, True)


def test_an_answer_of_few_rows_is_whole(points: Points) -> None:
    written = points.answer(Task("SELECT ?o { <urn:a> ?p ?o }", "tsv"), most_rows=100)
    assert written is not None
    assert (written.rows, written.truncated) == (100, False)
    assert points.answer(Task("SELECT ?o { <urn:a> ?p ?o }", "tsv"), most_rows=99) is None


@pytest.mark.parametrize(
    "query",
    ["SELECT * { <urn:hub> ?p ?o }", "SELECT * { <urn:a> ?p ?o . <urn:a> ?q ?r }"],
    ids=["too many triples", "too large a cross product"],
)
def test_what_costs_more_needs_a_worker(points: Points, query: str) -> None:
    assert patterns_of(query)
    assert points.answer(Task(query, "json")) is None


def test_a_dataset_or_a_parameter_needs_a_worker(points: Points) -> None:
    query = "ASK { <urn:a> ?p ?o }"
    assert points.answer(Task(query, "json")) is not None
    assert points.answer(Task(query, "json", default_graphs=("urn:g",))) is None
    assert points.answer(Task(query, "json", bindings={"o": '"1"'})) is None


LOOKUPS = [
    "SELECT * { <urn:a> ?p ?o }",
    "SELECT ?o $p { <urn:a> $p ?o . }",
    "SELECT ?p { <urn:a> ?p ?o }",
    "SELECT ?o # ?z\n { <urn:a> <urn:p> ?o }",
    "PREFIX x: <urn:> SELECT ?kind WHERE { x:a a ?kind }",
    "SELECT ?p { <urn:a> ?p <urn:K> }",
    "SELECT ?p { <urn:nobody> ?p ?o }",
]
NO_LOOKUPS = [
    "SELECT ?x { <urn:a> ?x ?x }",
    "SELECT ?o ?z { <urn:a> ?p ?o }",
    "SELECT * { <urn:a> <urn:p> <urn:K> }",
    "SELECT ?p { <urn:a> ?p '1' }",
    "SELECT ?o { <urn:a> ?p ?o } LIMIT 1",
    "SELECT ?o { <urn:a> ?p ?o . <urn:a> ?p <urn:K> }",
    "ASK { <urn:a> ?p ?o }",
]


@pytest.fixture(scope="module")
def mixed() -> Store:
    """A thing with values of all kinds, in the default graph, and one more in a graph of its own."""
    store, thing, predicate = Store(), NamedNode("urn:a"), NamedNode("urn:p")
    values: list[Term] = [
        Literal("1"),
        Literal("1", language="nl"),
        Literal(1),
        BlankNode("b"),
        thing,
        NamedNode("urn:K"),
    ]
    store.bulk_extend(Quad(thing, predicate, value) for value in values)
    store.add(Quad(thing, TYPE, NamedNode("urn:K")))
    store.add(Quad(thing, thing, thing))
    store.add(Quad(thing, predicate, Literal("elsewhere"), NamedNode("urn:g")))
    return store


@pytest.mark.parametrize("query", [*LOOKUPS, *NO_LOOKUPS])
def test_the_store_and_its_query_engine_answer_alike(mixed: Store, query: str) -> None:
    written = Points(lambda _: mixed, Limits()).answer(Task(query, "tsv"))
    assert written is not None
    assert isinstance(written.content, bytes)
    head, *rows = written.content.decode().splitlines()
    reference = answer_task(lambda _: Chosen(mixed), Task(query, "tsv"), Limits()).content
    assert isinstance(reference, bytes)
    expected_head, *expected = reference.decode().splitlines()
    assert (head, sorted(rows)) == (expected_head, sorted(expected))


@pytest.mark.parametrize("query", LOOKUPS)
def test_what_is_a_lookup(query: str) -> None:
    asked = read(query)
    assert asked is not None
    assert asked.lookup is not None


@pytest.mark.parametrize("query", [*NO_LOOKUPS, "SELECT ?o ?o { <urn:a> ?p ?o }"])
def test_what_is_no_lookup(query: str) -> None:
    asked = read(query)
    assert asked is not None
    assert asked.lookup is None
