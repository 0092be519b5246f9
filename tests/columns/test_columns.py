from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.columns import (
    Dictionary,
    GraphColumns,
    Kind,
    Relations,
    Term,
    Triples,
    term_of,
    text_of,
    write_graph,
)
from preventiegraaf.columns.hashing import PADDING, Hasher
from preventiegraaf.columns.packing import objects_of, subjects_of

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

_names = st.sampled_from("abcé")
_nodes = _names.map(lambda name: NamedNode(f"http://example.org/{name}"))
_literals = st.one_of(
    st.text(max_size=6).map(Literal),
    st.builds(lambda value: Literal(value, language="nl"), st.text(max_size=3)),
    st.integers(-3, 3).map(Literal),
)
_subjects = st.one_of(_nodes, _names.map(lambda name: BlankNode(f"n{ord(name)}")))
triples = st.builds(Triple, _subjects, _nodes, st.one_of(_subjects, _literals))
graphs = st.lists(triples, max_size=30)

TERMS: dict[Kind, Term] = {
    Kind.IRI: NamedNode("http://example.org/é"),
    Kind.BLANK_NODE: BlankNode("b.1"),
    Kind.LITERAL: Literal('een "woord"\\\n\t\u0001', language="nl"),
    Kind.TRIPLE: Triple(NamedNode("x:s"), NamedNode("x:p"), Literal(3)),
}


@pytest.mark.parametrize("kind", Kind)
def test_a_term_is_its_text(kind: Kind) -> None:
    assert term_of(text_of(TERMS[kind])) == TERMS[kind]


def test_terms_are_numbered_in_the_order_in_which_they_are_met() -> None:
    dictionary = Dictionary()
    numbers = [dictionary.add_term(term) for term in (*TERMS.values(), *TERMS.values())]
    assert numbers == [*range(len(TERMS))] * 2
    assert len(dictionary) == len(TERMS)
    assert dictionary.kinds.tolist() == list(TERMS)
    assert [dictionary.term(number) for number in range(len(TERMS))] == list(TERMS.values())


def test_what_is_not_there_has_no_number() -> None:
    dictionary = Dictionary()
    dictionary.add(b"<x:y>")
    assert dictionary.number(b"<x:z>") is None
    assert dictionary.numbers([b"<x:z>", b"<x:y>"]).tolist() == [-1, 0]
    for number in (1, -1):
        with pytest.raises(IndexError):
            dictionary.text(number)


@many
@given(graphs)
def test_numbers_and_texts_are_each_others_inverse(graph: list[Triple]) -> None:
    dictionary = Dictionary()
    texts = [text_of(term) for triple in graph for term in triple]
    numbers = np.array([dictionary.add(text) for text in texts], dtype=np.int64)
    assert dictionary.texts(numbers) == texts
    assert dictionary.numbers(texts).tolist() == numbers.tolist()


@many
@given(graphs)
def test_columns_hold_each_triple_once(graph: list[Triple]) -> None:
    columns = Triples.of(graph)
    assert len(columns) == len(set(graph))
    assert {Triple(*terms) for terms in columns.terms()} == set(graph)  # type: ignore[arg-type]


@many
@given(graphs)
def test_relations_answer_as_a_set_of_triples_does(graph: list[Triple]) -> None:
    columns = Triples.of(graph)
    numbers = set(zip(*(column.tolist() for column in columns.columns), strict=True))
    relations = Relations.of(columns)
    assert len(relations) == len(numbers)
    assert relations.predicates() == tuple(sorted({predicate for _, predicate, _ in numbers}))
    for subject, predicate, object_ in numbers:
        assert relations.has(subject, predicate, object_)
        assert relations.has(object_, predicate, subject) == ((object_, predicate, subject) in numbers)
        objects = sorted(o for s, p, o in numbers if (s, p) == (subject, predicate))
        assert relations.objects(subject, predicate).tolist() == objects
        subjects = sorted(s for s, p, o in numbers if (p, o) == (predicate, object_))
        assert relations.subjects(predicate, object_).tolist() == subjects


@many
@given(graphs)
def test_the_links_of_a_thing_stand_together(graph: list[Triple]) -> None:
    columns = Triples.of(graph)
    numbers = set(zip(*(column.tolist() for column in columns.columns), strict=True))
    for turned in (False, True):
        begins, pairs = Relations.of(columns).links(turned)
        found = [
            (thing, pair >> 32, pair & 0xFFFF_FFFF)
            for thing, (begin, end) in enumerate(pairwise(begins.tolist()))
            for pair in pairs[begin:end].tolist()
        ]
        assert found == sorted((o, p, s) if turned else (s, p, o) for s, p, o in numbers)


def test_an_unknown_predicate_relates_nothing() -> None:
    relations = Relations.of(Triples.of([]))
    assert (len(relations), relations.predicates(), relations.count(5)) == (0, (), 0)
    assert relations.turned(5).tolist() == relations.objects(1, 5).tolist() == []
    assert not relations.has(1, 5, 1)


@many
@given(graphs)
def test_relations_come_back_from_their_files(graph: list[Triple]) -> None:
    relations = Relations.of(Triples.of(graph))
    with TemporaryDirectory() as place:
        relations.write(Path(place) / "one")
        opened = Relations.open(Path(place) / "one")
        assert opened.predicates() == relations.predicates()
        for side in (False, True):
            assert opened.links(side).begins.tolist() == relations.links(side).begins.tolist()
            assert opened.links(side).pairs.tolist() == relations.links(side).pairs.tolist()
        for predicate in relations.predicates():
            assert opened.pairs(predicate).tolist() == relations.pairs(predicate).tolist()
            turned = opened.turned(predicate)
            assert turned.tolist() == relations.turned(predicate).tolist() == sorted(turned.tolist())
            assert set(zip(objects_of(turned).tolist(), subjects_of(turned).tolist(), strict=True)) == set(
                zip(*(half(relations.pairs(predicate)).tolist() for half in (subjects_of, objects_of)), strict=True)
            )


@many
@given(graphs)
def test_a_dictionary_comes_back_from_its_files_and_grows_on(graph: list[Triple]) -> None:
    columns = Triples.of(graph)
    texts = columns.dictionary.texts(np.arange(len(columns.dictionary)))
    with TemporaryDirectory() as place:
        columns.dictionary.write(Path(place) / "one")
        opened = Dictionary.open(Path(place) / "one")
        assert [opened.number(text) for text in texts] == opened.numbers(texts).tolist() == [*range(len(texts))]
        assert opened.kinds.tolist() == columns.dictionary.kinds.tolist()
        assert opened.number(b"<x:new>") is None
        assert opened.add(b"<x:new>") == len(texts)
        assert opened.numbers([b"<x:new>", *texts]).tolist() == [len(texts), *range(len(texts))]


@many
@given(st.lists(st.one_of(st.binary(max_size=140), st.integers(1015, 1040).map(bytes))))
def test_one_text_has_the_hashes_that_many_have(texts: list[bytes]) -> None:
    hasher = Hasher()
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    buffer = np.frombuffer(b"".join(texts) + b"following" + bytes(PADDING), dtype=np.uint8)
    begins = np.concatenate((np.zeros(1, dtype=np.int64), ends))[:-1]
    hashes = hasher.hashes(buffer, begins, ends)
    assert [tuple(pair) for pair in hashes.T.tolist()] == [hasher.of(text) for text in texts]
    assert len({hasher.of(text) for text in texts}) == len(set(texts))


def test_texts_are_found_in_a_table_that_grows() -> None:
    dictionary = Dictionary()
    texts = [b"<x:%d>" % number for number in range(5_000)]
    for begin in range(0, 5_000, 700):
        dictionary.add_all(texts[begin : begin + 900])
    assert dictionary.add_all(texts + texts).tolist() == [*range(5_000)] * 2
    assert dictionary.numbers([b"<x:-1>"]).tolist() == [-1]


@many
@given(graphs, graphs, graphs)
def test_a_graph_comes_back_from_its_folder(asserted: list[Triple], inferred: list[Triple], rest: list[Triple]) -> None:
    dictionary = Dictionary()
    given_parts = ({*asserted}, {*asserted, *inferred}, {*rest})
    with TemporaryDirectory() as place:
        counts = write_graph(Path(place), *(Triples.of(part, dictionary) for part in given_parts))
        graph = GraphColumns(Path(place))
        found = [terms_of(graph, part) for part in (graph.asserted, graph.served, graph.hidden)]
    assert found == [given_parts[0], given_parts[1], given_parts[2] - given_parts[1]]
    assert [counts["asserted"], counts["served"], counts["hidden"]] == list(map(len, found))


def terms_of(graph: GraphColumns, relations: Relations) -> set[Triple]:
    term = graph.dictionary.term
    return {
        Triple(term(subject), term(predicate), term(object_))  # type: ignore[arg-type]
        for predicate, subjects, objects in relations.columns()
        for subject, object_ in zip(subjects.tolist(), objects.tolist(), strict=True)
    }
