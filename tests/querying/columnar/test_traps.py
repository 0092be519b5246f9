"""Where SPARQL is easily misread: each of these has the answer of the store, in a graph made for them."""

from __future__ import annotations

import numpy as np
import pytest
from pyoxigraph import Literal, RdfFormat, Store, Triple

from preventiegraaf.columns.packing import pack
from preventiegraaf.querying.columnar import filtering, sorted_pairs
from preventiegraaf.querying.columnar.algebra import HasText
from preventiegraaf.querying.columnar.bindings import Bindings
from preventiegraaf.querying.columnar.sorted_pairs import Index
from preventiegraaf.querying.columnar.steps import RowsStep
from preventiegraaf.querying.columnar.texts import Verdict, verdicts

from .comparing import in_store, over_columns, same_rows
from .generated import PREDICATES, SPACE, THINGS, columnar_of, store_of

GRAPH = """
@prefix : <http://example.org/> .
:a a :C ; :p :b, :c, "one", "one"@en, 1, 01, 1.0 ; :q :a .
:b a :C, :D ; :p :b, :d ; :q :a, :b .
:c a :D ; :p :d ; :r "only here" .
:d :p :a ; :q _:x .
_:x a :C ; :p _:x, :a .
"""
QUERIES = (
    "SELECT ?x ?y { ?x a :C OPTIONAL { ?x :r ?y } FILTER(?y != :a) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(?y != :a) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(!(?y = :a)) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(?y = :a || ?x = :a) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(!(?y = :a && ?x = :a)) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(?y NOT IN (:a, :b)) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } FILTER(!BOUND(?y)) }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y FILTER(?y != ?x) } }",
    "SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y OPTIONAL { ?y :r ?w } FILTER(!BOUND(?w)) } }",
    "SELECT (COUNT(?y) AS ?n) (COUNT(*) AS ?m) { ?x :p ?z OPTIONAL { ?z :q ?y } }",
    "SELECT ?x (COUNT(?y) AS ?n) (COUNT(DISTINCT ?y) AS ?m) { ?x :p ?z OPTIONAL { ?z :q ?y } } GROUP BY ?x",
    "SELECT ?y (COUNT(*) AS ?n) { ?x :p ?z OPTIONAL { ?z :q ?y } } GROUP BY ?y",
    "SELECT ?x ?y ?z (COUNT(*) AS ?n) { ?x :p ?z OPTIONAL { ?z :q ?y } } GROUP BY ?x ?y ?z",
    "SELECT (COUNT(*) AS ?n) (COUNT(?x) AS ?m) (COUNT(DISTINCT ?x) AS ?k) { ?x :nowhere ?y }",
    "SELECT ?x (COUNT(*) AS ?n) { ?x :nowhere ?y } GROUP BY ?x",
    "SELECT ?x (COUNT(*) AS ?n) { ?x :p ?y } GROUP BY ?x HAVING (COUNT(DISTINCT ?y) > 2)",
    "SELECT ?x { ?x :p ?x }",
    "SELECT ?x ?y { ?x :p ?y . ?y :q ?y }",
    "SELECT ?x ?y { ?x :p ?y . ?x :q ?y }",
    "SELECT ?x ?y { ?x :q ?y . ?x :p ?y . ?y a :C }",
    "SELECT ?x { ?x :p 1 }",
    "SELECT ?x ?y { ?x :p ?y FILTER(sameTerm(?y, 1)) }",
    "SELECT ?x ?y { ?x :p ?y FILTER(sameTerm(?y, 'one')) }",
    "SELECT ?x ?y { ?x :p ?y VALUES ?y { 'one' 'one'@en :b :b :absent } }",
    "SELECT ?x ?y { ?x :p ?y VALUES (?x ?y) { (:a :b) (:a :b) (:d :a) (:a :absent) } }",
    "SELECT ?x ?y ?z { ?x :p ?y . ?y :p ?z VALUES (?x ?y ?z) { (:a :b :b) (:a :b :d) (:c :d :a) (:a :c :a) } }",
    "SELECT ?x { ?x :p [ :q [] ] }",
    "SELECT ?x ?nothing { ?x a :C }",
    "SELECT DISTINCT ?x { ?x :p ?y . ?y :p ?z }",
    "SELECT DISTINCT ?x ?y ?z { ?x :p ?y . ?y :p ?z }",
    "SELECT * { ?x a :C { SELECT ?x (COUNT(*) AS ?n) { ?x :p ?y } GROUP BY ?x } FILTER(?n > 2) }",
    "SELECT * { ?x a :C { SELECT DISTINCT ?x { ?x :p ?y } } }",
    "SELECT * { ?x a :C { SELECT ?x { ?x :p ?y } } }",
    "SELECT ?x (COUNT(*) AS ?m) { ?x a ?t { SELECT ?x { ?x :p ?y } } } GROUP BY ?x",
    "SELECT (COUNT(?y) AS ?n) { ?x a ?t { SELECT ?x ?y { ?x :p ?z OPTIONAL { ?z :q ?y } } } }",
    "SELECT (COUNT(*) AS ?n) { ?x :p ?y . ?y :p ?z . ?y :q ?w . ?u :q ?y }",
    "SELECT ?y (COUNT(*) AS ?n) { ?x :p ?y . ?y :p ?z . ?y :q ?w . ?u :q ?y } GROUP BY ?y",
    "ASK { ?x :p ?y . ?y :nowhere ?z }",
    "ASK { ?x :p ?y . ?y :q ?z }",
    "SELECT ?x { ?x :p ?y . :a a :C }",
    "SELECT ?x { ?x :p ?y . :a a :D }",
)


@pytest.fixture(scope="module")
def store() -> Store:
    found = Store()
    found.load(GRAPH.encode(), format=RdfFormat.TURTLE)
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_the_answer_is_that_of_the_store(store: Store, query: str) -> None:
    text = f"PREFIX : <http://example.org/> {query}"
    found = over_columns(columnar_of(store), text)
    assert found is not None
    assert same_rows(found, in_store(store, text))


def test_few_texts_are_looked_at_where_few_rows_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []

    def counting(condition: HasText, texts: list[bytes]) -> list[Verdict]:
        looked.extend(texts)
        return verdicts(condition, texts)

    monkeypatch.setattr(filtering, "verdicts", counting)
    store = store_of([Triple(THINGS[0], PREDICATES[0], Literal(f"number {place}")) for place in range(3_000)])
    query = f"SELECT ?o {{ ?x <{SPACE}p> ?o FILTER CONTAINS(?o, 'number') }}"
    for limit, most in ((" LIMIT 3", 256), (" LIMIT 300", 1_280), ("", 3_000)):
        looked.clear()
        assert over_columns(columnar_of(store), query + limit) is not None
        assert len(looked) == most


def test_rows_are_joined_on_all_that_they_share() -> None:
    columns = {name: np.array(values) for name, values in {"x": [1, 1, 2], "y": [5, 5, 5], "z": [7, 8, 7]}.items()}
    joined = [*RowsStep("VALUES", Bindings(columns, 3)).extend(Bindings(columns, 3), ["x", "z"])]
    found = [(int(x), int(z)) for part in joined for x, z in zip(part.columns["x"], part.columns["z"], strict=True)]
    assert sorted(found) == [(1, 7), (1, 8), (2, 7)]


@pytest.mark.parametrize("few", [1, 100_000], ids=["by a table", "by halving"])
def test_an_index_finds_what_is_there_and_no_more(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(sorted_pairs, "_FEW", few)
    chance = np.random.default_rng(3)
    uppers, lowers = chance.integers(5, 60, 200), chance.integers(0, 6, 200)
    index = Index(np.unique(pack(uppers, lowers)))
    there = set(zip(uppers.tolist(), lowers.tolist(), strict=True))
    asked, sought = chance.integers(0, 70, 3_000), chance.integers(0, 6, 3_000)
    begins, counts = index.ranges(asked)
    assert counts.tolist() == [sum(upper == value for upper, _ in there) for value in asked.tolist()]
    assert all(
        int(index.pairs[begin] >> 32) == value
        for begin, value in zip(begins[counts > 0], asked[counts > 0], strict=True)
    )
    found = index.has(asked, sought)
    assert found is not None
    assert found.tolist() == [pair in there for pair in zip(asked.tolist(), sought.tolist(), strict=True)]
    assert Index(index.pairs[:0]).ranges(asked)[1].sum() == 0
