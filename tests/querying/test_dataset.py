"""Which graphs a query asks: its own dataset clauses, those of the protocol, and what reasoning added."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from preventiegraaf.errors import QueryRefusedError, UsageError
from preventiegraaf.namespaces import INFERRED_GRAPH, graph_iri
from preventiegraaf.querying.dataset import _FROM, Datasets, declared_dataset
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.task import Limits, Task

S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
ONE, TWO, THREE = (graph_iri(name) for name in ("one", "two", "three"))
CONTENTS = {ONE: ["a", "both"], TWO: ["b", "both"], THREE: ["c"], INFERRED_GRAPH: ["inferred"]}
OBJECTS = "SELECT ?o {} {{ ?s ?p ?o }} ORDER BY ?o"
GRAPHS = "SELECT DISTINCT ?g {} {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g"


def store_of(graphs: list[NamedNode]) -> Store:
    """The graphs, and their union as default graph, as a snapshot has them."""
    store = Store()
    for graph in graphs:
        for value in CONTENTS[graph]:
            store.extend(Quad(S, P, Literal(value), place) for place in (graph, DefaultGraph()))
    return store


@pytest.fixture
def ask() -> Callable[..., list[str]]:
    stores = {True: store_of(list(CONTENTS)), False: store_of([ONE, TWO, THREE])}
    datasets = Datasets(stores.__getitem__)

    def answer(query: str, **how: object) -> list[str]:
        written = answer_task(datasets.choose, Task(query, "csv", **how), Limits())  # type: ignore[arg-type]
        assert isinstance(written.content, bytes)
        return [
            line.removeprefix("https://w3id.org/preventiegraaf/graph/") for line in written.content.decode().split()
        ][1:]

    return answer


Ask = Callable[..., list[str]]


def test_the_default_graph_has_each_triple_once(ask: Ask) -> None:
    assert ask(OBJECTS.format("")) == ["a", "b", "both", "c", "inferred"]


@pytest.mark.parametrize(
    ("clauses", "objects", "graphs"),
    [
        ("FROM graph:one", ["a", "both"], []),
        ("FROM graph:one FROM graph:two", ["a", "b", "both"], []),
        ("FROM graph:one FROM graph:one", ["a", "both"], []),
        ("FROM NAMED graph:one", [], ["one"]),
        ("FROM graph:one FROM NAMED graph:two", ["a", "both"], ["two"]),
        ("FROM graph:one FROM graph:two FROM NAMED graph:three", ["a", "b", "both"], ["three"]),
        ("FROM graph:one FROM graph:two FROM graph:three FROM graph:inferred", ["a", "b", "both", "c", "inferred"], []),
        ("from graph:one\n#\nfrom\tnamed graph:two from named graph:three", ["a", "both"], ["three", "two"]),
    ],
)
def test_dataset_clauses(ask: Ask, clauses: str, objects: list[str], graphs: list[str]) -> None:
    assert ask(OBJECTS.format(clauses)) == objects
    assert ask(GRAPHS.format(clauses)) == graphs


@pytest.mark.parametrize(
    ("default", "named", "objects", "graphs"),
    [
        ([ONE], [], ["a", "both"], []),
        ([ONE, TWO], [], ["a", "b", "both"], []),
        ([ONE, ONE], [], ["a", "both"], []),
        ([], [TWO], [], ["two"]),
        ([THREE], [ONE, TWO], ["c"], ["one", "two"]),
        ([ONE, TWO], [THREE], ["a", "b", "both"], ["three"]),
        (list(CONTENTS), [ONE], ["a", "b", "both", "c", "inferred"], ["one"]),
    ],
)
@pytest.mark.parametrize("clauses", ["", f"FROM <{THREE.value}>", f"FROM <{THREE.value}> FROM NAMED <{THREE.value}>"])
def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(
    ask: Ask, default: list[NamedNode], named: list[NamedNode], objects: list[str], graphs: list[str], clauses: str
) -> None:
    how = {
        "default_graphs": tuple(graph.value for graph in default),
        "named_graphs": tuple(graph.value for graph in named),
    }
    assert ask(OBJECTS.format(clauses), **how) == objects
    assert ask(GRAPHS.format(clauses), **how) == graphs


def test_without_inference_nothing_inferred_is_seen(ask: Ask) -> None:
    assert ask(OBJECTS.format(""), infer=False) == ["a", "b", "both", "c"]
    assert "inferred" not in ask(GRAPHS.format(""), infer=False)
    for clause in (f"FROM <{INFERRED_GRAPH.value}>", f"FROM <{INFERRED_GRAPH.value}> FROM <{ONE.value}>"):
        assert "inferred" not in ask(OBJECTS.format(clause), infer=False)
    assert ask(OBJECTS.format(""), infer=False, default_graphs=(INFERRED_GRAPH.value,)) == []


@pytest.mark.parametrize("name", ["http://127.0.0.1:1/", "file:///etc/passwd", "urn:x"])
@pytest.mark.parametrize(
    "clause", ["FROM <{}>", "FROM NAMED <{}>", "FROM<{}>FROM<https://w3id.org/preventiegraaf/graph/one>"]
)
def test_a_graph_that_is_not_here_is_refused(ask: Ask, clause: str, name: str) -> None:
    with pytest.raises(QueryRefusedError, match=f"no graph <{name}>"):
        ask(OBJECTS.format(clause.format(name)))
    with pytest.raises(QueryRefusedError, match="not fetched"):
        ask(OBJECTS.format(""), named_graphs=(name,))


@pytest.mark.parametrize("name", ["", "one", "no iri", "http://", "<urn:x>", "urn:a\n", "http://a b/"])
def test_what_is_no_iri_is_refused(ask: Ask, name: str) -> None:
    with pytest.raises((UsageError, QueryRefusedError)):
        ask(OBJECTS.format(""), default_graphs=(name,))


def test_merges_are_made_once_and_few_are_kept() -> None:
    store = store_of(list(CONTENTS))
    datasets = Datasets(lambda _: store)
    pairs = [(ONE, TWO), (TWO, THREE), (ONE, THREE)]
    tasks = [Task("ASK {}", "json", default_graphs=tuple(graph.value for graph in pair)) for pair in pairs]
    first, second, third = (datasets.choose(task).store for task in tasks)
    assert datasets.choose(tasks[2]).store is third
    assert datasets.choose(tasks[1]).store is second
    assert datasets.choose(tasks[0]).store is not first


X, Y = "urn:x", "urn:y"
DECLARED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "SELECT * FROM <urn:x> FROM <urn:y> { ?s ?p ?o }": ((X, Y), ()),
    "SELECT * FROM <urn:x> FROM NAMED <urn:y> WHERE { ?s ?p ?o }": ((X,), (Y,)),
    "PREFIX a: <urn:> SELECT * FROM a:x FROM NAMED a:y { }": ((X,), (Y,)),
    "PREFIX : <urn:> SELECT * FROM:x { }": ((X,), ()),
    "PREFIX a: <urn:b> PREFIX a: <urn:> ASK FROM a:x {}": ((X,), ()),
    "BASE <urn:x/y> BASE <z> ASK FROM <z> {}": (("urn:x/z",), ()),
    "BASE <http://example.org/a/b> ASK FROM <c> {}": (("http://example.org/a/c",), ()),
    "BASE <http://example.org/> PREFIX p: <q/> ASK FROM p:r {}": (("http://example.org/q/r",), ()),
    "ASK FROM nowhere:x {}": ((), ()),
    "ASK FROM <graph/x> {}": (("https://w3id.org/preventiegraaf/graph/x",), ()),
    "ASK FROM graph:x {}": (("https://w3id.org/preventiegraaf/graph/x",), ()),
    "ASK FROM pg:x {}": (("https://w3id.org/preventiegraaf/def#x",), ()),
    "PREFIX pg: <urn:> ASK FROM pg:x {}": ((X,), ()),
    r"PREFIX a: <urn:> ASK FROM a:x\-y {}": (("urn:x-y",), ()),
    r"ASK FROM <urn:\u0078> {}": ((X,), ()),
    "ASK FROM<urn:x>FROM NAMED<urn:y>{}": ((X,), (Y,)),
    "ASKFROM<urn:x>FROMNAMED<urn:y>{}": ((X,), (Y,)),
    "ask from <urn:x> from named <urn:y> {}": ((X,), (Y,)),
    "# FROM <urn:y>\nASK # FROM <urn:y>\nFROM <urn:x> {}": ((X,), ()),
    "ASK FROM # a { comment\n <urn:x> {}": ((X,), ()),
    "ASK FROM#<urn:y>\n<urn:x>{}": ((X,), ()),
    "DESCRIBE <urn:a> FROM <urn:x>": ((X,), ()),
    "DESCRIBE <urn:FROM> <urn:x>": ((), ()),
    "PREFIX from: <urn:> DESCRIBE from:from <urn:x>": ((), ()),
    "DESCRIBE ?from FROM <urn:x> WHERE { ?from ?p ?o }": ((X,), ()),
    "SELECT ?FROM ?x { ?s ?p ?o }": ((), ()),
    "CONSTRUCT FROM <urn:x> WHERE { ?s ?p ?o }": ((X,), ()),
    "CONSTRUCT { ?s <urn:p> 'FROM <urn:y>' } FROM <urn:x> WHERE { ?s ?p ?o }": ((X,), ()),
    "CONSTRUCT { <urn:a> <urn:p> <urn:x> } FROM <urn:x> { ?s ?p ?o }": ((X,), ()),
    "CONSTRUCT {} FROM <urn:x> FROM <urn:y> WHERE {}": ((X, Y), ()),
    "SELECT ('FROM <urn:y>' AS ?x) FROM <urn:x> {}": ((X,), ()),
    'SELECT ("""{ " FROM <urn:y>""" AS ?x) FROM <urn:x> {}': ((X,), ()),
    "SELECT (COUNT(*) AS ?n) FROM <urn:x> { { SELECT * { ?s ?p 'FROM <urn:y>' } } } # FROM <urn:y>": ((X,), ()),
    "SELECT * { ?s ?p ?o FILTER(?o = 'x') # FROM <urn:y>\n}": ((), ()),
    "SELECT * { ?from ?p <urn:y> } ORDER BY ?from": ((), ()),
    "": ((), ()),
}


@pytest.mark.parametrize(("query", "expected"), DECLARED.items())
def test_declared_dataset(query: str, expected: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert declared_dataset(query) == expected


@given(st.text(st.sampled_from("FROM NAMED<urn:x>{}\"'#\n\\?a:SELECT"), max_size=60) | st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    declared_dataset(text)


def test_what_stands_in_the_place_of_a_graph_is_read_once() -> None:
    """A clause that is none is one match, so that its signs are not looked at again from each FROM in it."""
    head = "SELECT * " + "FROM/" * 1_000
    assert len(list(_FROM.finditer(head))) == 1
    assert declared_dataset(f"{head} FROM <urn:a> {{}}") == (("urn:a",), ())
