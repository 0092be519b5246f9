from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.columns import Dictionary, GraphColumns, Kind, Relations, text_of
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.snapshot.columns import stored_forms

MakeRoot = Callable[..., Root]
NORMALISED = 'ex:x a ex:A ; ex:p "01"^^xsd:integer, 1.50, "1"^^xsd:boolean, "Hallo"@NL, "b\\tc", [] .'


def in_store(store: Store) -> set[Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def in_columns(columns: GraphColumns, relations: Relations) -> list[Triple]:
    term = columns.dictionary.term
    return [
        Triple(term(subject), term(predicate), term(object_))  # type: ignore[arg-type]
        for predicate, subjects, objects in relations.columns()
        for subject, object_ in zip(subjects.tolist(), objects.tolist(), strict=True)
    ]


def check_against_stores(snapshot: Snapshot) -> None:
    columns = snapshot.columns
    for relations, store in ((columns.asserted, snapshot.asserted), (columns.served, snapshot.inferred)):
        found = in_columns(columns, relations)
        assert len(found) == len(relations) == len(set(found))
        assert set(found) == in_store(store)


def test_columns_hold_what_the_stores_hold(snapshot: Snapshot) -> None:
    check_against_stores(snapshot)
    assert snapshot.manifest["columns"] == {
        "terms": len(snapshot.columns.dictionary),
        "asserted": snapshot.manifest["asserted"],
        "served": snapshot.manifest["asserted"] + snapshot.manifest["inferred"],
        "hidden": len(snapshot.columns.hidden),
    }


@pytest.fixture
def small(make_root: MakeRoot, tmp_path: Path) -> Callable[[str], Snapshot]:
    root = make_root(**{"ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .", "data/register.ttl": NORMALISED})
    return lambda shelf: build(root, Shelf(tmp_path / shelf, root), ColumnarReasoner(), lambda _: None)


def test_terms_are_those_of_the_store(small: Callable[[str], Snapshot]) -> None:
    snapshot = small("one")
    check_against_stores(snapshot)
    assert snapshot.columns.dictionary.number(b'"1"^^<http://www.w3.org/2001/XMLSchema#integer>') is not None
    assert snapshot.columns.dictionary.number(b'"01"^^<http://www.w3.org/2001/XMLSchema#integer>') is None


def test_numbers_are_in_the_order_of_texts(small: Callable[[str], Snapshot]) -> None:
    dictionary = small("one").columns.dictionary
    texts = [dictionary.text(number) for number in range(len(dictionary))]
    assert texts == sorted(texts)
    assert dictionary.numbers(texts).tolist() == [*range(len(texts))]
    assert dictionary.kinds.tolist() == sorted(dictionary.kinds, key=[Kind.LITERAL, Kind.IRI, Kind.BLANK_NODE].index)


def test_the_same_graph_gives_the_same_bytes(small: Callable[[str], Snapshot]) -> None:
    files = [
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (small(shelf).folder / "columns" for shelf in ("one", "two"))
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 25


def test_every_literal_has_the_form_that_a_store_gives_back() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = {
        "integer": "+007",
        "decimal": "1.50",
        "double": "1.0E0",
        "boolean": "1",
        "dateTime": "2020-01-01T24:00:00Z",
    }
    literals = [Literal(value, datatype=NamedNode(xsd + name)) for name, value in values.items()]
    literals += [Literal("x"), Literal("1", language="nl"), Literal("x", datatype=NamedNode(xsd + "integer"))]
    dictionary = Dictionary()
    numbers = dictionary.add_all([text_of(literal) for literal in literals])
    forms = stored_forms(dictionary)
    store = Store()
    for literal, form in zip(literals, forms[numbers].tolist(), strict=True):
        quad = Quad(NamedNode("x:s"), NamedNode("x:p"), literal)
        store.add(quad)
        assert [quad.object for quad in store] == [dictionary.term(form)]
        store.clear()
    assert (forms[numbers] != numbers).tolist() == [True] * 5 + [False] * 3
