from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from preventiegraaf.errors import QueryRefusedError
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Question, read_questions, run
from preventiegraaf.querying.engine import Result
from preventiegraaf.querying.syntax.binding import bind
from preventiegraaf.snapshot import Snapshot

A, B, P = (NamedNode(f"http://example.org/{name}") for name in "abp")
QUESTIONS = [question for question in read_questions(bundled_root().queries) if question.parameters]


@pytest.fixture
def store() -> Store:
    store = Store()
    store.extend([Quad(A, P, Literal("x")), Quad(B, P, Literal("y")), Quad(B, P, A)])
    return store


def as_values(result: Result) -> object:
    if isinstance(result, QueryBoolean):
        return bool(result)
    assert isinstance(result, QuerySolutions)
    return [variable.value for variable in result.variables], Counter(tuple(map(str, row)) for row in result)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_with_its_values_in_the_text_has_the_same_answer(question: Question, snapshot: Snapshot) -> None:
    values = {parameter.name: parameter.default for parameter in question.parameters}
    with_text = run(snapshot.inferred, bind(question.query, values))
    assert as_values(with_text) == as_values(run(snapshot.inferred, question.query, values))


def test_there_are_questions_to_try() -> None:
    assert len(QUESTIONS) > 10


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s ?p ?o }",
        "SELECT $s { $s ?p ?o }",
        "SELECT * { ?s ?p ?o }",
        "ASK { ?s ?p 'y' }",
        "ASK { ?s ?p 'x' }",
        "ASK { SELECT ?s { ?s ?p 'y' } }",
        "SELECT DISTINCT ?s WHERE{{?s ?p ?o}UNION{?o ?p ?s}}",
        "SELECT ?s ?o { { SELECT ?o { ?s ?p ?o } } }",
        "SELECT ?s ?o { { SELECT ?s ?o { ?s ?p ?o } } }",
        "SELECT ?s ?o { { SELECT * { ?s ?p ?o } ORDER BY ?s } }",
        "SELECT ?s ?o { { SELECT ?s ?o { ?s ?p ?o } VALUES ?o { 'x' 'y' } } }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
        "SELECT ?s (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?s) > 0)",
        "SELECT ?s (COUNT(*) AS ?n) { { SELECT ?s { ?s ?p ?o } } } GROUP BY ?s",
        "SELECT ?s (STR(?s) AS ?t) { ?s ?p ?o } ORDER BY DESC(?s)",
        "SELECT ?s ?o { ?s ?p ?o } VALUES ?o { 'x' 'y' }",
        "SELECT ?s ?o { ?s ?p ?o FILTER(BOUND(?s)) }",
        "SELECT ?s ?o { ?s ?p ?o FILTER(!bound( ?s )) }",
        "SELECT ?s ?o ?z { ?z ?p ?o { FILTER(?s = ?z) } }",
        "SELECT ?s ?o ?z { ?z ?p ?o OPTIONAL { ?q ?p ?o FILTER(?s = ?z) } }",
        "SELECT ?s ?z { ?z ?p ?o FILTER NOT EXISTS { ?s ?p ?o } }",
        "SELECT ?s ?z { ?z ?p ?o MINUS { ?s ?p ?o } }",
        "SELECT ?s ?z { ?z ?p ?o BIND(?z AS ?s) }",
        "SELECT ?s ?z { ?z ?p ?o VALUES ?s { <http://example.org/b> } }",
        "SELECT ?s ?z { ?z ?p ?o VALUES (?s ?p) { (<http://example.org/a> <http://example.org/p>) } }",
        "SELECT ?s ?z { ?z <http://example.org/p>? ?s }",
        "SELECT ?s { ?s ?p 'x' # not the end: }\n }",
        "SELECT ?s { ?s ?p 'x' FILTER('?s } SELECT' != '') }",
    ],
)
@pytest.mark.parametrize("value", [A, B])
def test_a_value_in_the_text_means_what_a_bound_value_means(store: Store, query: str, value: NamedNode) -> None:
    assert as_values(run(store, bind(query, {"s": value}))) == as_values(run(store, query, {"s": value}))


@pytest.mark.parametrize(
    "value",
    [
        Literal("x"),
        Literal('" } DROP ALL #'),
        Literal("\\u0022 ?o ?p \\"),
        Literal('\'\n"""\t\r\0'),
        Literal("x", language="nl"),
        Literal("2019-06-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        NamedNode("http://example.org/?s#(é)"),
    ],
)
def test_a_value_is_never_read_as_text_of_the_query(store: Store, value: NamedNode | Literal) -> None:
    store.add(Quad(B, P, value))
    query = "SELECT ?o ?s { ?s ?p ?o }"
    found = run(store, bind(query, {"o": value}))
    assert isinstance(found, QuerySolutions)
    assert {(row["o"], row["s"]) for row in found} >= {(value, B)}


def test_several_values(store: Store) -> None:
    query = "SELECT ?s ?o { ?s ?p ?o }"
    assert as_values(run(store, bind(query, {"s": A, "o": Literal("x")}))) == (["s", "o"], Counter([(str(A), '"x"')]))
    assert as_values(run(store, bind(query, {"s": A, "o": Literal("y")}))) == (["s", "o"], Counter())


def test_no_values_leave_the_text_as_it_is() -> None:
    assert bind("CONSTRUCT WHERE { ?s ?p ?o } # x", {}) == "CONSTRUCT WHERE { ?s ?p ?o } # x"


@pytest.mark.parametrize(
    "query", ["SELECT ?o { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"]
)
def test_what_cannot_be_given_a_value_is_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError):
        bind(query, {"s": A})
