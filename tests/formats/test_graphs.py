from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph as RdflibGraph

from preventiegraaf.errors import QueryRefusedError
from preventiegraaf.formats import FORMATS, Graph, write
from preventiegraaf.formats.pieces import streamed
from preventiegraaf.namespaces import BASE, TYPE
from rdf_formats import FORMATS as NAMES

A, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/p")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)


def written(graph: Graph, name: str) -> bytes:
    return write(graph, FORMATS["graph", name])


@pytest.mark.parametrize("name", NAMES)
@given(text=TEXTS, language=st.none() | st.sampled_from(["nl", "en-GB"]))
def test_each_format_is_read_back(name: str, text: str, language: str | None) -> None:
    triples = [Triple(A, P, Literal(text, language=language)), Triple(A, P, A)]
    found = parse(written(Graph(triples), name), format=NAMES[name])
    assert {quad.triple for quad in found} == set(triples)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_is_a_whole_document(name: str) -> None:
    assert list(parse(written(Graph([]), name), format=NAMES[name])) == []


@pytest.mark.parametrize(("name", "theirs"), [("ttl", "turtle"), ("rdf", "xml"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same(name: str, theirs: str) -> None:
    triples = [Triple(A, P, Literal('"é" <&> \n\t 𝄞', language="nl")), Triple(A, P, A)]
    assert len(RdflibGraph().parse(data=written(Graph(triples), name), format=theirs)) == 2


@given(st.text(max_size=30))
def test_rdf_xml_can_be_read_whatever_the_characters(text: str) -> None:
    content = written(Graph([Triple(A, P, Literal(text))]), "rdf")
    assert len(list(parse(content, format=RdfFormat.RDF_XML))) == 1


def test_rdf_xml_keeps_carriage_returns_for_every_reader() -> None:
    content = written(Graph([Triple(A, P, Literal("a\rb\r\nc"))]), "rdf")
    ((_, _, value),) = RdflibGraph().parse(data=content, format="xml")
    assert str(value) == "a\rb\r\nc"
    assert content == b"".join(streamed([Triple(A, P, Literal("a\rb\r\nc"))], RdfFormat.RDF_XML))


@pytest.mark.parametrize("tail", ["123", "", "a%20", "def#", "def#1", "x²"])
@pytest.mark.parametrize("is_class", [False, True])
def test_rdf_xml_is_refused_where_a_property_or_class_has_no_name(tail: str, is_class: bool) -> None:
    iri = NamedNode(BASE + tail)
    triple = Triple(A, TYPE, iri) if is_class else Triple(A, iri, A)
    with pytest.raises(QueryRefusedError, match="ask for Turtle"):
        written(Graph([triple]), "rdf")
    with pytest.raises(QueryRefusedError, match="ask for Turtle"):
        list(streamed([triple], RdfFormat.RDF_XML))


@pytest.mark.parametrize("count", [1, 3_000])
def test_a_stream_is_refused_for_triples_about_triples(count: int) -> None:
    """However long it is: what a format cannot hold may stand at its end."""
    ordinary = [Triple(A, P, Literal(str(number))) for number in range(count)]
    with pytest.raises(QueryRefusedError, match="ask for Turtle"):
        list(streamed([*ordinary, Triple(A, P, ordinary[0])], RdfFormat.JSON_LD))


def test_json_ld_is_refused_for_triples_about_triples() -> None:
    with pytest.raises(QueryRefusedError, match="ask for Turtle"):
        written(Graph([Triple(A, P, Triple(A, P, A))]), "jsonld")
    assert b"<<(" in written(Graph([Triple(A, P, Triple(A, P, A))]), "ttl")
