"""Clients that people use from Python, against a running server."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from waiting import SECONDS

SELECT = """SELECT DISTINCT (STR(?name) AS ?label) {
  <https://w3id.org/preventiegraaf/id/person/jan-binnenmars> skos:prefLabel ?name
}"""
CONSTRUCT = "CONSTRUCT WHERE { <https://w3id.org/preventiegraaf/id/person/jan-binnenmars> skos:prefLabel ?label }"
PREFIXED = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
NAME = "Jan Binnenmars"


def wrapper(site: str, query: str, format_: str, method: str = GET, request: str = URLENCODED) -> Wrapper:
    made = Wrapper(f"{site}sparql")
    made.setTimeout(SECONDS)
    made.setMethod(method)
    made.setRequestMethod(request)
    made.setReturnFormat(format_)
    made.setQuery(PREFIXED + query)
    return made


@pytest.mark.parametrize(("method", "request_"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_in_every_way(site: str, method: str, request_: str) -> None:
    found: Any = wrapper(site, SELECT, JSON, method, request_).queryAndConvert()
    assert [row["label"]["value"] for row in found["results"]["bindings"]] == [NAME]


@pytest.mark.parametrize("format_", [XML, CSV, TSV, JSON])
def test_sparqlwrapper_reads_tables(site: str, format_: str) -> None:
    found: Any = wrapper(site, SELECT, format_).queryAndConvert()
    text = found.toxml() if format_ == XML else found.decode() if isinstance(found, bytes) else str(found)
    assert NAME in text


@pytest.mark.parametrize("format_", [RDFXML, TURTLE, N3, JSONLD])
def test_sparqlwrapper_reads_graphs(site: str, format_: str) -> None:
    found: Any = wrapper(site, CONSTRUCT, format_).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert NAME in {str(value) for value in graph.objects()}


def test_sparqlwrapper_is_told_of_mistakes(site: str) -> None:
    with pytest.raises(QueryBadFormed, match="Line 1"):
        wrapper(site, "SELECT * { ?s ?p }", JSON).queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_sparqlstore(site: str, method: str) -> None:
    store = SPARQLStore(f"{site}sparql", method=method)
    graph = Graph(store=store)
    rows = [row for row in graph.query(PREFIXED + SELECT) if isinstance(row, ResultRow)]
    assert [str(row[0]) for row in rows] == [NAME]
    person = URIRef("https://w3id.org/preventiegraaf/id/person/jan-binnenmars")
    assert len(set(graph.triples((person, None, None)))) > 5
    assert bool(graph.query("ASK { ?s ?p ?o }"))
    assert len(graph.query(CONSTRUCT.replace("skos:prefLabel", "?p")).graph or []) > 5


def test_rdflibs_sparqlstore_sees_named_graphs(site: str) -> None:
    store = SPARQLStore(f"{site}sparql", context_aware=True)
    graph = Graph(store=store, identifier=URIRef("https://w3id.org/preventiegraaf/graph/register"))
    assert len(set(graph.triples((None, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"), None)))) > 5


def test_pyoxigraphs_service(site: str) -> None:
    found = Store().query(f"{PREFIXED}SELECT ?label {{ SERVICE <{site}sparql> {{ {SELECT} }} }}")
    assert isinstance(found, QuerySolutions)
    assert [row["label"].value for row in found] == [NAME]
    silent = Store().query(f"ASK {{ SERVICE SILENT <{site}nowhere> {{ ?s ?p ?o }} }}")
    assert silent
