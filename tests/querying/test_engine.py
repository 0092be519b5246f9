from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Store

from preventiegraaf.errors import PreventiegraafError, QueryRefusedError, QuerySyntaxError
from preventiegraaf.querying import run

A, B = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")


@pytest.fixture
def store() -> Store:
    store = Store()
    store.extend([Quad(A, B, Literal("one")), Quad(B, B, Literal("two"))])
    return store


def test_select(store: Store) -> None:
    result = run(store, "SELECT ?o { <http://example.org/a> ?p ?o }")
    assert isinstance(result, QuerySolutions)
    assert [row["o"] for row in result] == [Literal("one")]


def test_our_prefixes_need_no_declaration(store: Store) -> None:
    assert not run(store, "ASK { ?x a pg:PreventionCoalition }")


def test_a_relative_iri_is_one_of_ours(store: Store) -> None:
    found = run(store, "CONSTRUCT { <id/person/x> <def#y> 1 } WHERE {}")
    assert isinstance(found, QueryTriples)
    assert [triple.subject.value for triple in found] == ["https://w3id.org/preventiegraaf/id/person/x"]


def test_values_are_bound_as_terms_and_never_read_as_query_text(store: Store) -> None:
    query = "SELECT ?s ?o { ?s ?p ?o }"
    found = run(store, query, {"o": Literal("one")})
    assert isinstance(found, QuerySolutions)
    assert [row["s"] for row in found] == [A]
    hostile = run(store, query, {"o": Literal('" } DROP ALL #')})
    assert isinstance(hostile, QuerySolutions)
    assert list(hostile) == []


SYNTAX = {
    "select * { ?s ?p }": "expected an object",
    "select * { ?s }": "expected a predicate and an object",
    "select * { ?s ?p ?o": "a { is not closed",
    "select * { ?s ?p 'o }": "closing quotation mark",
    "select * { ?s foo:bar ?o }": "The prefix foo: is not declared",
    "select * { ?s <http://[> ?o }": "<http://[> is no IRI",
    "": "expected PREFIX, BASE, SELECT",
    "hello": "expected PREFIX, BASE, SELECT",
    "select * { ?s ?p ?o } group ?s": "expected BY",
}


@pytest.mark.parametrize(("query", "message"), SYNTAX.items())
def test_a_syntax_error_says_where_and_what_was_expected(store: Store, query: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        run(store, query)
    assert message in str(caught.value)
    assert caught.value.line == 1
    assert 1 <= caught.value.column <= len(query) + 1


def test_the_line_of_a_syntax_error_counts_from_one(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        run(store, "SELECT *\n{ ?s ?p ?o }\nLIMIT x")
    assert (caught.value.line, caught.value.column) == (3, 7)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX x: <urn:x> # SELECT\nDELETE WHERE { ?s ?p ?o }",
        "drop all",
        "LOAD <http://127.0.0.1:1/>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryRefusedError, match="only answers questions"):
        run(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { S\U00000045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { # comment\nSERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
        "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'' SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_federated_queries_are_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        run(store, query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p ?service # SERVICE\n}",
        "PREFIX service: <urn:service#> SELECT * { ?s service:SERVICE ?o }",
        "SELECT * { ?s <http://example.org/SERVICE> ?o FILTER(1 < 2 && 3 > 2) }",
        "SELECT * { ?s ?p '''SERVICE \"INSERT'''@nl }",
        "SELECT (1 AS ?insert) { }",
    ],
)
def test_the_word_alone_is_no_offence(store: Store, query: str) -> None:
    assert isinstance(run(store, query), QuerySolutions)


@given(st.text(max_size=100))
def test_no_text_leads_to_another_error(query: str) -> None:
    with contextlib.suppress(PreventiegraafError):
        run(Store(), query)
