"""The server process gives the answers of the store, to queries near and far from those that it takes."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, Triple

from preventiegraaf.formats import FORMATS, Table, write
from preventiegraaf.querying import Limits, Task
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.evaluation import answer_task

from ..columnar.comparing import in_store, same_rows
from ..columnar.generated import Query, blocks, conditions, graphs, queries, store_of
from ..columnar.test_differential import check_same
from ..columnar.test_traps import GRAPH, QUERIES
from .serving import at_once, near_of

EXAMPLES = int(os.environ.get("PREVENTIEGRAAF_EXAMPLES", "0"))
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
DECLARED = "PREFIX : <http://example.org/> "
CALLS = ("CONTAINS", "STRSTARTS", "STRENDS")
ADMITTED = [
    "ASK { :a a :C }",
    "ASK { :a a :D }",
    "SELECT * { :b ?p ?o }",
    "SELECT ?o $p { :b $p ?o . }",
    "SELECT ?s ?p { ?s ?p :b }",
    "SELECT ?p { :b ?p :d }",
    "SELECT ?p { :b ?p ?p }",
    "SELECT ?x { ?x ?x ?x }",
    "SELECT ?x ?p { ?x ?p ?x }",
    'SELECT ?o # of ?z, "all\n { :b :p ?o } # <all>',
    "PREFIX x: <http://example.org/> SELECT ?kind WHERE { x:b a ?kind }",
    "SELECT ?o ?nothing { <http://example.org/b> :p ?o }",
    "SELECT ?y ?z { :a :p ?y . ?y :p ?z }",
    "SELECT ?z { :a :p/:p/^:q ?z }",
    "SELECT ?y { :a :p ?y . :b :p ?y }",
    "SELECT ?y ?z { :a :p ?y . :b :q ?z }",
    "SELECT * { :a ?p ?y OPTIONAL { ?y ?q ?z } }",
    "SELECT * { :a :p ?y OPTIONAL { ?y :p ?z OPTIONAL { ?z :q ?w } } OPTIONAL { ?y :q ?v } }",
    "SELECT ?x { ?x :p 'one' }",
    'SELECT ?x { ?x :p "one"@en }',
    "SELECT ?x { ?x :p 1 }",
    'SELECT ?x { ?x :p "it\'s" }',
    "SELECT ?x { ?x :p ?y VALUES ?y { :b :d :absent } }",
    "SELECT DISTINCT ?p { :b ?p ?o } LIMIT 2 OFFSET 0",
    "SELECT * { :absent ?p ?o }",
    "SELECT * { :a :p [] }",
    "SELECT * { [] :p :a }",
    "SELECT * { :b :absent ?o }",
    "SELECT * { :a :p ?y FILTER(?y != :b) FILTER(!BOUND(?w)) OPTIONAL { ?y :q ?w } }",
    "SELECT (COUNT(*) AS ?n) { :a ?p ?o }",
    "SELECT (COUNT(*) AS ?n) (COUNT(?z) AS ?m) (COUNT(DISTINCT ?o) AS ?k) { ?x :p ?o OPTIONAL { ?o :q ?z } }",
    "SELECT (COUNT(?o) AS ?n) { :absent ?p ?o }",
    "SELECT ?p (COUNT(?o) AS ?n) { :absent ?p ?o } GROUP BY ?p",
    "SELECT (COUNT(?o) AS ?n) ?p { :a ?p ?o } GROUP BY ?p",
    "SELECT ?z (COUNT(*) AS ?n) { ?x :p ?o OPTIONAL { ?o :q ?z } } GROUP BY ?z",
    "SELECT ?o { :a :p+ ?o }",
    "SELECT ?o { :a :p* ?o }",
    "SELECT ?o { :d :q+ ?o }",
    "SELECT ?o { ?o :r+ 'only here' }",
    "ASK { :c :q+ :c }",
    "ASK { :absent :p :a }",
    "ASK { :a :p :absent }",
    "SELECT ?o { ?o :p+ :a }",
    "SELECT ?o { :a :q/:p*/:p ?o }",
    "SELECT ?o { :a ^:p+ ?o }",
    "ASK { :a :p+ :c }",
    "ASK { :a :q* :a }",
    "SELECT * { { :a :p ?o } UNION { ?o :p :a } }",
    "SELECT * { { :a ?p ?o } UNION { ?s ?p :a } UNION { } }",
    "SELECT * { { ?x :q :a } UNION { ?y :p :d } ?x :p ?z }",
    "SELECT * { { :a :p ?x FILTER(?x != :b) } ?x :p ?y }",
    "SELECT * { :a :p ?x { ?x :p :d } UNION { ?x :r ?y } OPTIONAL { ?x :q ?z } FILTER(!BOUND(?y)) }",
    "SELECT * { :a :p ?x OPTIONAL { { ?x :q ?y } UNION { ?x :r ?y } } }",
    *[f"SELECT ?o {{ :a :p ?o FILTER({sign}(lang(?o) = '{tag}')) }}" for sign in ("", "!") for tag in ("en", "EN", "")],
    *[f"SELECT ?o {{ :a :p ?o FILTER langMatches(LANG(?o), '{tag}') }}" for tag in ("en", "EN", "*", "", "e", "en-gb")],
    "SELECT ?o { :a :p ?o FILTER(lang(?o) != 'en' || ?o = :b) }",
    *[
        f"SELECT ?o {{ :a :p ?o FILTER {call}(LCASE(STR(?o)), '{text}') }}"
        for call in CALLS
        for text in ("on", "ne", "1")
    ],
    *[f"SELECT ?o {{ :a :p ?o FILTER {call}(?o, '{text}') }}" for call in CALLS for text in ("O", "one", "")],
    "SELECT ?o { :a :p ?o FILTER(STR(?o) = 'one' || UCASE(STR(?o)) != 'ONE') }",
    "SELECT ?x ?l { :a :p ?x OPTIONAL { ?x :r ?l FILTER(lang(?l) = 'nl' || LANG(?l) = '') } }",
]
FAR = [
    "SELECT * { ?s :p+ ?o }",
    "SELECT * { :absent :p* ?o }",
    "SELECT * { :a :p? ?o }",
    "SELECT * { :a :p+1 }",
    "SELECT * { :a (:p/:q)+ ?o }",
    "SELECT * { :a :p|:q ?o }",
    "SELECT * { :a ?p+ ?o }",
    "SELECT * { :a !:p ?o }",
    "SELECT (?o AS ?x) { :b :p ?o }",
    "SELECT * { :a :p ?o { ?o :p ?x OPTIONAL { ?o :q ?y } } UNION { ?o :q ?x } }",
    "SELECT * { :a :p ?o { ?o :p ?x FILTER(?o != ?y) } UNION { ?o :q ?y } }",
    "SELECT * { { :a :p ?x } UNION { :a :q ?y } OPTIONAL { ?x :p ?z } }",
    "SELECT * { { { :a :p ?x } UNION { :a :q ?y } } UNION { :a :r ?x } }",
    "SELECT * { :a :p ?x MINUS { :a :p ?y } { ?x :p ?y } }",
    "SELECT * { :a :p ?o FILTER(lang(?o) = 'en'@en) }",
    "SELECT * { :a :p ?o FILTER(lang(?o) IN ('en')) }",
    "SELECT * { :a :p ?o FILTER(lang(?o) < 'en') }",
    "SELECT * { :a ?p ?o FILTER(?o > 1) }",
    "SELECT * { :a ?p ?o FILTER REGEX(?o, 'o.e') }",
    "SELECT * { :a ?p ?o FILTER REGEX(?o, 'one') }",  # nor where nothing in it has a meaning: it is a constant
    "SELECT * { :a ?p ?o FILTER REGEX(?o, 'one', 'i') }",
    "SELECT * { :a ?p ?o FILTER CONTAINS(?o, 'o'@en) }",
    "SELECT * { :a :p ?o FILTER(?o = 1) }",
    "SELECT * { :a :p ?o } ORDER BY ?o",
    "SELECT ?p (COUNT(*) AS ?n) { :a ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 1)",
    "SELECT ?p (COUNT(*) AS ?n) { :a ?p ?o } GROUP BY ?p ORDER BY ?n",
    "SELECT (SUM(?o) AS ?n) { :a ?p ?o }",
    "SELECT * FROM <urn:g> { :a ?p ?o }",
    "SELECT * { GRAPH ?g { :a ?p ?o } }",
    "SELECT * { SERVICE <urn:a> { :a ?p ?o } }",
    "SELECT * { :a :p ?o . SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { :a :p ?o MINUS { :a :p :b } }",
    "SELECT * { :a :p ?o } VALUES ?o { :b }",
    "SELECT * { :a :p ?o OPTIONAL { :b :p ?q } }",
    "SELECT * { :a :p ?y OPTIONAL { ?y :q ?z } OPTIONAL { ?z :p ?w } }",
    "SELECT * { unknown:a ?p ?o }",
    "SELECT * { <a> ?p ?o }",
    "BASE <http://example.org/> SELECT * { <a> ?p ?o }",
    "SELECT * { <http://[> ?p ?o }",
    "SELECT * { :a ?p 'one'^^:t }",
    "SELECT * { :a ?p 'one'@en-g }",
    "SELECT * { :a ?p '''one''' }",
    "SELECT * { :a :p ?o VALUES ?o { '''one''' } }",
    'SELECT * { :a :p ?o VALUES ?o { """one""" } }',
    r"SELECT * { :a :p '\u006fne' . ?s ?p ?o . # ' }",
    r"SELECT * { :a :p 'on\\' . ?s ?p ?o }",
    "SELECT * { :a :p ?o FILTER(1<2) }",
    "SELECT * { :a :p ?o FILTER sameTerm(:a, :a) }",
    "SELECT * { :a :p ?o { SELECT ?o { ?o :p ?z } } }",
    "SELECT * { :a ?p:x ?o }",
    "SELECT * { :b:p ?o }",
    "SELECT * { :b.:p ?o }",
    "SELECT * { :a. ?p ?o }",
    "DESCRIBE :a",
    "CONSTRUCT { ?s ^:p ?o } { :a :p ?o }",
    "CONSTRUCT { ?s :p+ ?o } { :a :p ?o }",
    "CONSTRUCT { ?s :p/:q ?o } { :a :p ?o }",
    "CONSTRUCT { [] :p ?o } { :a :p ?o }",
    "CONSTRUCT { _:x :p ?o } { :a :p ?o }",
    "CONSTRUCT { 'x' :p ?o } { :a :p ?o }",
    "CONSTRUCT WHERE { :a ^:p ?o }",
    "CONSTRUCT WHERE { :a :p ?o FILTER(?o != :b) }",
    "CONSTRUCT WHERE { :a :p [] }",
    "CONSTRUCT :a { :a :p ?o }",
    "INSERT DATA { :a :p :o }",
    "SELECT * { :a ?p ?o",
    "SELECT * { :a ?p ?o } }",
    'SELECT * { " :a ?p ?o }',
    "",
]


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(GRAPH.encode(), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("query", ADMITTED)
def test_queries_about_given_things_are_answered(store: Store, query: str) -> None:
    found = at_once(near_of(store), DECLARED + query)
    assert found is not None
    if "LIMIT" not in query:
        assert same_rows(found, in_store(store, DECLARED + query))


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { :a ?p ?o }",
        "CONSTRUCT { ?o ?p :a . ?s ?q :a } WHERE { { :a ?p ?o } UNION { ?s ?q :a } }",
        "CONSTRUCT { ?x :new ?y ; a ?y . :it :is 'new'@nl, 1, true } { :a :p ?x OPTIONAL { ?x :r ?y } }",
        "CONSTRUCT { ?x ?y ?z } { :a :p ?x . ?z :p ?y }",
        "CONSTRUCT { ?x :has ?x } { ?x a :C } LIMIT 100 OFFSET 0",
        "CONSTRUCT { } { :a ?p ?o }",
        "CONSTRUCT { :a ?nothing ?o } { :a ?p ?o }",
    ],
)
@pytest.mark.parametrize("name", ["nt", "ttl", "jsonld"])
def test_graphs_are_made_as_the_store_makes_them(store: Store, query: str, name: str) -> None:
    written = near_of(store).answer(Task(DECLARED + query, name))
    assert written is not None
    expected = answer_task(lambda _: Chosen(store), Task(DECLARED + query, name), Limits())
    assert (written.content, written.rows) == (expected.content, expected.rows)
    assert near_of(store).answer(Task(DECLARED + query, "json")) is None


def test_a_graph_is_whole_or_for_a_worker(store: Store) -> None:
    near, query = near_of(store), f"{DECLARED}CONSTRUCT WHERE {{ :b ?p ?o }}"
    assert near.answer(Task(query, "nt", rows=6)) is not None
    assert near.answer(Task(query, "nt", rows=5)) is None


@pytest.mark.parametrize("query", FAR)
def test_near_misses_are_for_a_worker(store: Store, query: str) -> None:
    assert at_once(near_of(store), query if query.startswith("BASE") else DECLARED + query) is None


def test_a_query_that_differs_by_a_string_for_an_iri_is_another(store: Store) -> None:
    """Terms that are no literals are equal if they are the same; literals may be equal by their values."""
    near, query = near_of(store), f"{DECLARED}SELECT ?o {{ :a :p ?o FILTER(?o = %s) }}"
    assert at_once(near, query % ":b") is not None
    assert at_once(near, query % "'one'") is None


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_easily_misread_has_the_answer_of_the_store(store: Store, query: str) -> None:
    found = at_once(near_of(store), DECLARED + query)
    assert found is None or same_rows(found, in_store(store, DECLARED + query))


@st.composite
def asked(draw: st.DrawFn) -> Query:
    """A query, perhaps with a variable in the place of predicates."""
    query = draw(queries())
    for before in (":q", "a", ":p"):
        if draw(st.integers(0, 3)) == 0:
            query = Query(query.text.replace(f" {before} ", " ?w "), query.order, query.limit, query.offset)
    return query


@settings(max_examples=EXAMPLES or 120, deadline=None, suppress_health_check=UNHURRIED)
@given(graph=graphs, query=asked())
def test_the_store_says_the_same(graph: list[Triple], query: Query) -> None:
    store = store_of(graph)
    found = at_once(near_of(store), query.whole)
    if isinstance(found, bool):
        assert found == in_store(store, query.whole)
    elif found is not None:
        whole = in_store(store, query.text)
        assert not isinstance(whole, bool)
        check_same(found, whole, query)


@st.composite
def branched(draw: st.DrawFn) -> str:
    """A query with a UNION, and perhaps with paths, languages and an OPTIONAL."""
    text, known = draw(blocks(most=1))
    branches = []
    for _ in range(draw(st.integers(1, 3))):
        branch, inner = draw(blocks(known if draw(st.booleans()) else frozenset(), most=2))
        condition = f" FILTER({draw(conditions(inner))})" if draw(st.booleans()) else ""
        branches.append(f"{{ {branch}{condition} }}")
        known |= inner
    text = " ".join(draw(st.permutations([f"{text} .", " UNION ".join(branches)])))
    if draw(st.booleans()):
        optional, more = draw(blocks(known, most=1))
        text, known = f"{text} OPTIONAL {{ {optional} }}", known | more
    name, tag = draw(st.sampled_from(sorted(known))), draw(st.sampled_from(["en", "NL", "", "*"]))
    said = draw(st.sampled_from(["", f"lang(?{name}) = '{tag}'", f"!langMatches(lang(?{name}), '{tag}')"]))
    for before in (":q", ":p", "^:p"):
        if draw(st.integers(0, 2)) == 0:
            text = text.replace(f" {before} ", f" {before}{draw(st.sampled_from('+*'))} ")
    return f"{DECLARED}SELECT * {{ {text} {f'FILTER({said})' if said else ''} }}"


@settings(max_examples=EXAMPLES or 120, deadline=None, suppress_health_check=UNHURRIED)
@given(graph=graphs, query=branched())
def test_the_store_says_the_same_of_unions_and_paths(graph: list[Triple], query: str) -> None:
    store = store_of(graph)
    found = at_once(near_of(store), query)
    event("answered" if found is not None else "for a worker")
    assert found is None or same_rows(found, in_store(store, query))


def test_enough_of_what_is_made_up_is_answered() -> None:
    """Else the test above would compare little."""
    answered: list[bool] = []

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(query=asked().map(lambda query: query.whole) | branched())
    def collected(query: str) -> None:
        answered.append(at_once(near_of(Store()), query) is not None)

    collected()
    assert sum(answered) > len(answered) / 10


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("rows", [1, 100])
def test_every_format_is_written_as_ever(store: Store, name: str, rows: int) -> None:
    for query in ("SELECT * { ?x ?p ?y OPTIONAL { ?y :r ?z } }", "SELECT ?z ?y { ?x :p ?y OPTIONAL { ?y :r ?z } }"):
        near = near_of(store)
        found = at_once(near, DECLARED + query)
        assert found is not None
        assert not isinstance(found, bool)
        written = near.answer(Task(DECLARED + query, name, rows=rows))
        assert written is not None
        assert written.content == write(Table(found[0], found[1][:rows], rows == 1), FORMATS["table", name])
        assert (written.rows, written.truncated) == (min(rows, len(found[1])), rows == 1)


def test_a_row_without_variables_is_one(store: Store) -> None:
    written = near_of(store).answer(Task(f"{DECLARED}SELECT * {{ :a a :C }}", "tsv"))
    assert written is not None
    assert (written.content, written.rows) == (b"\n\n", 1)


def test_what_is_not_inferred_is_asked_apart(store: Store) -> None:
    assert at_once(near_of(store), f"{DECLARED}ASK {{ :a a :C }}", infer=False) is False


def test_queries_that_differ_in_constants_alone_have_their_own_answers(store: Store) -> None:
    near = near_of(store)
    for thing in (":a", ":b", ":c", ":absent", "<http://example.org/d>", "_:x", "rdf:type", ":x.y", ":a", "?s"):
        query = f"{DECLARED}SELECT * {{ {thing} :p ?o }}"
        found = at_once(near, query)
        assert found is not None
        assert same_rows(found, in_store(store, query))
    for value in ('"one"', "'one'", '"one"@en', "'absent'", '"it\'s"', "'say \"one\"'", "1", ":b", '"a<b>"', "'#'"):
        query = f"{DECLARED}SELECT * {{ ?s :p {value} }}"
        found = at_once(near, query)
        assert found is not None
        assert same_rows(found, in_store(store, query))


def test_a_prefix_is_what_the_query_says_it_is(store: Store) -> None:
    near = near_of(store)
    for space, rows in (("http://example.org/", 2), ("http://example.org/nowhere/", 0), ("http://example.org/", 2)):
        found = at_once(near, f"PREFIX x: <{space}> SELECT ?o {{ x:b <http://example.org/p> ?o }}")
        assert found is not None
        assert not isinstance(found, bool)
        assert len(found[1]) == rows
