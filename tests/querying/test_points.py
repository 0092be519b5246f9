from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.querying.points import Points, patterns_of
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
