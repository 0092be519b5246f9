"""What is in the fragment, and that nothing near it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from preventiegraaf.columns import Triples, write_graph
from preventiegraaf.querying import Limits, Task, run
from preventiegraaf.querying.columnar import Columnar, admitted
from preventiegraaf.querying.columnar.algebra import NotAdmittedError, Select
from preventiegraaf.querying.columnar.parsing import parse

from .generated import columnar_of

ADMITTED = [
    "SELECT ?x { ?x a pg:Post }",
    "select ?x where { ?x a pg:Post . }",
    "SELECT $x { ?x a <urn:c> ; <urn:p> ?y , ?z ; . ?y <urn:q> ?z }",
    "SELECT * { ?x <urn:p> ?y # said by <urn:p>\n }",
    "PREFIX x: <urn:x:> SELECT ?o { x:a x:b ?o } LIMIT 5 OFFSET 2",
    "PREFIX : <http://example.org/> SELECT ?o { ?o :b.c :d.e } OFFSET 2 LIMIT 0",
    "BASE <http://example.org/a/> PREFIX : <b#> SELECT ?o { ?o :p <c> }",
    "ASK { ?x a ?t . ?t rdfs:subClassOf ?u }",
    "SELECT ?x { ?x <urn:p> 'one'@nl, \"two\", 3, true }",
    "SELECT ?x { ?x ^<urn:p>/a/rdfs:subClassOf ?t }",
    "SELECT ?x ?union { ?union <urn:graph> ?x . ?x <urn:bind> 'sum' } # in the graph?",
    "PREFIX x: <urn:x:> SELECT ?x { ?x x:graph ?y ; x:min <urn:max> }",
    "SELECT ?x { ?x <urn:p> [ a <urn:c> ; <urn:q> _:b ] . _:b <urn:r> [] }",
    "SELECT ?x { [ <urn:p> ?x ] }",
    "SELECT ?x { ?x <urn:p> ?y VALUES ?x { <urn:a> <urn:b> } }",
    "SELECT ?x { VALUES (?x ?y) { (<urn:a> 1) } ?x <urn:p> ?y }",
    "SELECT ?x { ?x <urn:p> ?y FILTER(?y = <urn:a>) }",
    "SELECT ?x { ?x <urn:p> ?y FILTER(<urn:a> != ?y && (?y NOT IN (<urn:b>) || !BOUND(?x))) }",
    "SELECT ?x { ?x <urn:p> ?y . ?y <urn:q> ?z FILTER(?x != ?z) }",
    "SELECT ?x { ?x <urn:p> ?y FILTER sameTerm(?y, 1) }",
    "SELECT ?x ?y { ?x a <urn:c> OPTIONAL { ?x <urn:p> ?y FILTER(?y != <urn:a>) } }",
    "SELECT ?x { ?x a <urn:c> OPTIONAL { ?x <urn:p> ?y OPTIONAL { ?y <urn:q> ?z } } FILTER(!BOUND(?y)) }",
    "SELECT ?x { ?x a <urn:c> OPTIONAL { ?x <urn:p> ?y } ?x <urn:q> ?z }",
    "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t HAVING (COUNT(*) > 1) ORDER BY DESC(?n) ?t LIMIT 10",
    "SELECT ?t (COUNT(DISTINCT ?x) AS ?n) { ?x a ?t } GROUP BY ?t ORDER BY DESC(COUNT(?x))",
    "SELECT (COUNT(*) AS ?n) { ?x a ?t }",
    "SELECT ?t { ?x a ?t } GROUP BY ?t",
    "SELECT DISTINCT ?x ?t { ?x a ?t } ORDER BY ?t",
    "SELECT * { ?x a ?t { SELECT ?x (COUNT(?y) AS ?n) { ?x <urn:p> ?y } GROUP BY ?x } FILTER(?n >= 2) }",
    "SELECT ?x ?nothing { ?x a ?t }",
    "SELECT * { ?x ?p ?y }",
    "SELECT ?p (COUNT(*) AS ?n) { ?x a <urn:c> ; ?p ?y FILTER(?p != <urn:p>) } GROUP BY ?p",
    "SELECT DISTINCT ?p { ?x a <urn:c> OPTIONAL { <urn:a> ?p ?x } }",
    "SELECT ?x { ?x <urn:p> ?y FILTER(CONTAINS(LCASE(STR(?y)), 'zorg') && !STRSTARTS(?y, 'a')) }",
    "SELECT ?x { ?x <urn:p> ?y FILTER STRENDS(?y, '') }",
    "SELECT ?x { ?x <urn:p> ?y FILTER(LCASE(STR(?y)) = 'zorg' || STR(?x) != 'urn:a') }",
    "SELECT ?x { ?x <urn:p> ?y FILTER REGEX(UCASE(?y), '^ZORG, \u00eb$') FILTER REGEX(STR(?y), 'zorg', 'i') }",
    "SELECT ?x { ?x <urn:p> ?y FILTER(LANG(?y) = 'nl' || langMatches(LANG(?y), 'en')) }",
]
BEFORE = "SELECT ?x { ?x a ?t . "
NOT_ADMITTED = {
    "no query": ["", "SELECT", "SELECT ?x", "SELECT ?x {", "SELECT ?x { ?x a ?t } x", "SELECT { ?x a ?t }"],
    "other forms": ["DESCRIBE <urn:a>", "CONSTRUCT WHERE { ?x a ?t }", "INSERT DATA { <urn:a> <urn:p> <urn:o> }"],
    "graphs": [
        "SELECT * FROM <urn:g> { ?x a ?t }",
        "SELECT * FROM NAMED <urn:g> { ?x a ?t }",
        "SELECT * { GRAPH ?g { ?x a ?t } }",
        "SELECT * { SERVICE <urn:a> { ?x a ?t } }",
    ],
    "predicates and paths": [
        "SELECT * { ?x ?p ?y . ?x ?p ?z }",
        "SELECT * { ?x ?p ?y . ?p a ?t }",
        "SELECT * { ?x ?p ?x }",
        "SELECT * { ?x ?p ?p }",
        "SELECT * { ?x ?p ?y VALUES ?p { <urn:p> } }",
        "SELECT * { ?x ?p ?y { SELECT ?p { ?z ?p ?w } } }",
        "SELECT * { ?x <urn:p>* ?y }",
        "SELECT * { ?x <urn:p>+ ?y }",
        "SELECT * { ?x <urn:p>? ?y }",
        "SELECT * { ?x <urn:p>?y }",
        "SELECT * { ?x <urn:p>|<urn:q> ?y }",
        "SELECT * { ?x !<urn:p> ?y }",
        "SELECT * { ?x (<urn:p>/<urn:q>) ?y }",
        "SELECT * { ?x A ?t }",
        "SELECT * { 1 <urn:p> ?t }",
        "SELECT * { << ?x a ?t >> <urn:p> ?y }",
        "SELECT * { ?x <urn:p> (1 2) }",
        "SELECT * { [] . ?x a ?t }",
        "SELECT * { [] }",
    ],
    "groups": [
        "SELECT * { }",
        "SELECT * { <urn:a> <urn:p> <urn:b> }",
        "SELECT * { ?x a <urn:c> . ?y a <urn:d> }",
        "SELECT * { { ?x a ?t } UNION { ?x <urn:p> ?t } }",
        "SELECT * { { ?x a ?t } }",
        "SELECT * { ?x a ?t MINUS { ?x <urn:p> ?y } }",
        "SELECT * { ?x a ?t FILTER NOT EXISTS { ?x <urn:p> ?y } }",
        "SELECT * { ?x a ?t BIND(?t AS ?u) }",
        "SELECT * { ?x a ?t } VALUES ?x { <urn:a> }",
        "SELECT * { ?x a ?t VALUES ?x { UNDEF } }",
        "SELECT * { ?x a ?t VALUES (?x ?y) { (<urn:a> 1) } }",
        "SELECT * { ?x a ?t VALUES () { () } }",
        "SELECT * { VALUES ?x { <urn:a> } }",
        "SELECT * { ?x <urn:p> _:b OPTIONAL { _:b <urn:q> ?y } }",
    ],
    "optional": [
        "SELECT * { OPTIONAL { ?x a ?t } }",
        "SELECT * { ?x a ?t OPTIONAL { ?y <urn:p> ?z } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y } OPTIONAL { ?x <urn:q> ?y } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y } OPTIONAL { ?y <urn:q> ?z } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y OPTIONAL { ?y <urn:q> ?t } } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y OPTIONAL { ?x <urn:q> ?z FILTER(?z != ?t) } } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y { SELECT ?y { ?y <urn:q> ?z } } } }",
        "SELECT * { ?x a ?t OPTIONAL { ?x <urn:p> ?y } { SELECT ?x ?y { ?x <urn:q> ?y } } }",
    ],
    "conditions": [
        BEFORE + "?x <urn:p> ?y FILTER(?y = 'one') }",
        BEFORE + "?x <urn:p> ?y FILTER(?y = 1) }",
        BEFORE + "?x <urn:p> ?y FILTER(?y > 1) }",
        BEFORE + "?x <urn:p> ?y ; <urn:q> ?z FILTER(?y = ?z) }",
        BEFORE + "?x <urn:p> ?y ; <urn:q> ?z FILTER(?y < ?z) }",
        BEFORE + "?x <urn:p> ?y FILTER(?y IN (1)) }",
        BEFORE + "?x <urn:p> ?y FILTER(?y IN ()) }",
        BEFORE + "?x <urn:p> ?y FILTER(?y) }",
        BEFORE + "?x <urn:p> ?y FILTER(ISIRI(?y)) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, 'a.b')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, '^(a|b)')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, 'a', 's')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, '\u00eb', 'i')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(LCASE(?y), 'a', 'i')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, '')) }",
        BEFORE + "?x <urn:p> ?y FILTER(REGEX(?y, ?x)) }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS(?y, 'a'@en)) }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS(?y, 1)) }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS(SUBSTR(?y, 2), 'a')) }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS('a', ?y)) }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS(STR(LCASE(?y)), 'a')) }",
        BEFORE + "?x <urn:p> ?y FILTER(LCASE(?y) = 'a') }",
        BEFORE + "?x <urn:p> ?y FILTER(STR(?y) < 'a') }",
        BEFORE + "?x <urn:p> ?y FILTER(CONTAINS(?y, 'a') = true) }",
        "SELECT * { ?x a ?t { SELECT (COUNT(?x) AS ?n) ?x { ?x a ?u } GROUP BY ?x } FILTER(STRENDS(STR(?n), '1')) }",
        "SELECT * { ?x a ?t { SELECT (COUNT(?x) AS ?n) ?x { ?x a ?u } GROUP BY ?x } FILTER(LANG(?n) = '') }",
        BEFORE + "?x <urn:p> ?y FILTER(?nothing = <urn:a>) }",
        BEFORE + "?x <urn:p> ?y FILTER ?y = <urn:a> }",
        BEFORE + "?x <urn:p> ?y FILTER(sameTerm(?y, 1.0)) }",
        BEFORE + "?x <urn:p> ?y FILTER(sameTerm(?y, 01)) }",
        BEFORE + "?x <urn:p> ?y FILTER(?y ! = <urn:a>) }",
    ],
    "terms": [
        "SELECT * { ?x <urn:p> 1.0 }",
        "SELECT * { ?x <urn:p> 01 }",
        "SELECT * { ?x <urn:p> -1 }",
        "SELECT * { ?x <urn:p> 1e0 }",
        "SELECT * { ?x <urn:p> '1'^^xsd:integer }",
        "SELECT * { ?x <urn:p> 'one'@EN }",
        "SELECT * { ?x <urn:p> 'one'@en-g }",
        "SELECT * { ?x <urn:p> 'o\\nne' }",
        "SELECT * { ?x <urn:\\u0070> ?y }",
        "SELECT * { ?x <urn:p> '''one''' }",
        "SELECT * { ?x unknown:p ?y }",
        "SELECT * { ?x pg:a%20b ?y }",
        "SELECT * { ?x <a b> ?y }",
        "SELECT * { ?x\u00a0a ?t }",
        "SELECT * { ?\u00e9 a ?t }",
        "PREFIX a: <urn:a> PREFIX a: <urn:b> SELECT * { ?x a:p ?t }",
    ],
    "heads": [
        "SELECT REDUCED ?x { ?x a ?t }",
        "SELECT ?x ?x { ?x a ?t }",
        "SELECT (?x AS ?y) { ?x a ?t }",
        "SELECT (COUNT(*) AS ?x) { ?x a ?t }",
        "SELECT (SUM(?x) AS ?n) { ?x a ?t }",
        "SELECT (COUNT(*) + 1 AS ?n) { ?x a ?t }",
        "SELECT (COUNT(STR(?x)) AS ?n) { ?x a ?t }",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?x a ?t }",
        "SELECT (COUNT(?nothing) AS ?n) { ?x a ?t }",
        "SELECT ?x (COUNT(*) AS ?n) { ?x a ?t }",
        "SELECT ?x (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?t",
        "SELECT * { ?x a ?t } GROUP BY ?x ?t",
    ],
    "what comes after": [
        "SELECT ?x { ?x a ?t } GROUP BY (STR(?x) AS ?y)",
        "SELECT ?x { ?x a ?t } HAVING (COUNT(*) > 1)",
        "SELECT ?x (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?x HAVING (?n > 1)",
        "SELECT ?x (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?x HAVING (SUM(?t) > 1)",
        "SELECT ?x (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?x HAVING (?t = <urn:a>)",
        "SELECT ?x { ?x a ?t } ORDER BY STR(?x)",
        "SELECT ?x { ?x a ?t } ORDER BY ?nothing",
        "SELECT DISTINCT ?x { ?x a ?t } ORDER BY ?t",
        "SELECT ?x { ?x a ?t } LIMIT -1",
        "SELECT ?x { ?x a ?t } LIMIT 1 LIMIT 2",
        "SELECT ?x { ?x a ?t } LIMIT 1.0",
    ],
    "sub-selects": [
        "SELECT * { ?y <urn:p> ?n { SELECT ?y (COUNT(*) AS ?n) { ?y a ?t } GROUP BY ?y } }",
        "SELECT * { ?x <urn:p> ?y { SELECT ?x ?y { ?x a ?t OPTIONAL { ?x <urn:q> ?y } } } }",
        "SELECT * { ?x <urn:p> ?y { SELECT ?z { ?z a ?t } } }",
        "SELECT (COUNT(?n) AS ?m) { ?x <urn:p> ?y { SELECT ?x (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?x } }",
    ],
    "too much": ["SELECT ?x { ?x a ?t " + " " * 20_000 + "}", BEFORE + "OPTIONAL { ?x a ?t " * 9 + "}" * 10],
}


@pytest.mark.parametrize("query", ADMITTED)
def test_these_are_answered_over_columns(query: str) -> None:
    found = parse(query)
    assert not isinstance(found, NotAdmittedError), found
    run(Store(), query)  # which raises for what is not SPARQL


@pytest.mark.parametrize("query", [query for queries in NOT_ADMITTED.values() for query in queries])
def test_near_misses_are_for_the_store(query: str) -> None:
    found = parse(query)
    assert isinstance(found, NotAdmittedError)
    assert str(found)


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("UNION", "SELECT * { { ?s ?p ?o } UNION { ?o ?p ?s } }"),
        ("EXISTS", "SELECT * { ?s ?p ?o FILTER NOT EXISTS{ ?o ?p ?s } }"),
        ("GRAPH", "SELECT * { ?s ?p ?o GRAPH ?g { ?o ?p ?s } }"),
        ("Graph", "SELECT * { ?s ?p ?o Graph <urn:g> { ?o ?p ?s } }"),
        ("BIND", "SELECT * { ?s ?p ?o BIND\n(?o AS ?x) }"),
        ("sum", "SELECT (sum(?o) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_a_word_from_outside_is_seen_before_all_else(word: str, query: str) -> None:
    """So that what is for the store costs little here."""
    assert str(parse(query)) == f"it has {word} there"


def test_a_dataset_sources_or_parameters_are_for_the_store() -> None:
    query = "SELECT ?x { ?x a ?t }"
    assert isinstance(admitted(Task(query, "json")), Select)
    for how in ({"default_graphs": ("urn:g",)}, {"named_graphs": ("urn:g",)}, {"leaving_out": ("urn:g",)}):
        assert isinstance(admitted(Task(query, "json", **how)), NotAdmittedError)  # type: ignore[arg-type]
    assert isinstance(admitted(Task(query, "json", bindings={"x": "<urn:a>"})), NotAdmittedError)


@pytest.fixture
def names() -> tuple[Store, Columnar]:
    """Things of a class, one of them named by a text, in a store and in columns."""
    store = Store()
    for thing in ("a", "b", "b/c", "b-c", "b:c"):
        store.add(Quad(NamedNode(f"http://example.org/{thing}"), NamedNode("urn:p"), NamedNode("urn:c")))
    store.add(Quad(NamedNode("http://example.org/a"), NamedNode("urn:q"), Literal("a text")))
    return store, columnar_of(store)


@pytest.mark.parametrize("order", ["?x", "DESC(?x)"])
def test_iris_are_ordered_as_in_the_store(names: tuple[Store, Columnar], order: str) -> None:
    store, columnar = names
    query = f"SELECT ?x {{ ?x <urn:p> ?y }} ORDER BY {order}"
    written = columnar.answer(Task(query, "csv"), 10)
    result = run(store, query)
    assert written is not None
    assert isinstance(written.content, bytes)
    assert isinstance(result, QuerySolutions)
    expected = [row["x"] for row in result]
    assert written.content.decode().split() == ["x", *(term.value for term in expected if isinstance(term, NamedNode))]


def test_what_asks_about_few_things_is_for_the_store(names: tuple[Store, Columnar], tmp_path: Path) -> None:
    triples = Triples.of(quad.triple for quad in names[0])
    write_graph(tmp_path / "columns", triples, triples, triples)
    columnar = Columnar.at(tmp_path / "columns", Limits(), least=5)
    assert columnar is not None
    for query, is_taken in (
        ("SELECT ?x ?y { ?x <urn:p> <urn:c> ; <urn:p> ?y }", True),
        ("SELECT ?x ?y { ?x <urn:q> 'a text' ; <urn:p> ?y }", False),
        ("SELECT ?x ?y { <http://example.org/a> <urn:q> ?x . ?y <urn:q> ?x }", False),
        ("SELECT ?x ?y { ?x a <urn:c> ; <urn:p> ?y }", True),
        ("SELECT ?x ?y { ?x <urn:q> ?y }", True),
    ):
        assert (columnar.answer(Task(query, "csv"), 10) is not None) == is_taken
    assert columnar.plan(Task("ASK { ?x <urn:q> 'a text' . ?x <urn:p> ?y }", "json"), 10)["engine"] == "store"


def test_an_order_of_literals_is_for_the_store(names: tuple[Store, Columnar]) -> None:
    query = "SELECT ?y { ?x <urn:q> ?y } ORDER BY ?y"
    assert not isinstance(parse(query), NotAdmittedError)
    assert names[1].answer(Task(query, "csv"), 10) is None
