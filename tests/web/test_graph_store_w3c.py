"""W3C's tests of the Graph Store Protocol on a server that only reads: writes go into the store directly."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote

import pytest
import rdflib
from flask import Flask
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse
from rdflib.collection import Collection

from preventiegraaf.paths import Root
from preventiegraaf.querying import Pool
from preventiegraaf.querying.things.values import Values, values_of
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
MANIFEST = "sparql/sparql11/graph-store-protocol/manifest-indirect.ttl"
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass
class Stored:
    """What a snapshot gives to the views, in memory."""

    inferred: Store = field(default_factory=Store)
    digest: str = "test"
    manifest: dict[str, Any] = field(
        default_factory=lambda: {"graphs": {}, "documents": [], "asserted": 0, "inferred": 0}
    )

    @property
    def asserted(self) -> Store:
        return self.inferred

    def store(self, infer: bool) -> Store:
        return self.inferred

    @property
    def inferred_values(self) -> Values:
        return values_of(self.inferred)[0]

    @property
    def asserted_values(self) -> Values:
        return self.inferred_values


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    accept: str | None
    content_type: str
    body: str
    statuses: set[int]
    expected: str


@pytest.fixture(scope="module")
def manifest(root: Root) -> rdflib.Graph:
    archive = root.folder.parent / "shared" / "w3c" / "w3c-sparql.zip"
    if not archive.is_file():
        pytest.skip("W3C's tests are not at hand")
    graph = rdflib.Graph()
    with zipfile.ZipFile(archive) as opened:
        graph.parse(data=opened.read(MANIFEST), format="turtle", publicID="http://example.org/manifest")
    return graph


def requests(graph: rdflib.Graph, test: rdflib.term.Node) -> Iterator[Request]:
    connection = graph.value(test, MF.action)
    for node in Collection(graph, cast(Any, graph.value(connection, HT.requests))):
        response = graph.value(node, HT.resp)
        yield Request(
            str(graph.value(node, HT.methodName)),
            str(graph.value(node, HT.absolutePath)).replace("/gsp", "/store", 1),
            header(graph, node, "accept"),
            header(graph, node, "content-type") or "",
            body(graph, node),
            {CODES[str(code).rpartition("#")[2]] for code in graph.objects(response, MF.expectedStatus)},
            body(graph, response),
        )


def header(graph: rdflib.Graph, node: Any, name: str) -> str | None:
    head = graph.value(node, HT.headers)
    for found in Collection(graph, cast(Any, head)) if head else []:
        if str(graph.value(found, HT.fieldName)).lower() == name:
            return str(graph.value(found, HT.fieldValue))
    return None


def body(graph: rdflib.Graph, node: Any) -> str:
    return str(graph.value(graph.value(node, HT.body), CNT.chars) or "")


def graph_of(path: str) -> NamedNode | DefaultGraph:
    return DefaultGraph() if "graph=" not in path else NamedNode(unquote(path.partition("graph=")[2]))


def canonical(turtle: str | bytes) -> Dataset:
    dataset = Dataset(parse(turtle, format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def write(store: Store, request: Request) -> None:
    """Do in the store what a server that writes would do."""
    graph = graph_of(request.path)
    if request.method in ("PUT", "DELETE"):
        store.remove_graph(graph)
    if request.method in ("PUT", "POST"):
        quads = parse(request.body.encode(), format=RdfFormat.TURTLE)
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def check(app: Flask, store: Store, request: Request) -> None:
    with app.test_client() as client:
        answer = client.open(request.path, method=request.method, headers={"Accept": request.accept or "text/turtle"})
    if request.method not in ("GET", "HEAD"):
        assert answer.status_code == 405
        write(store, request)
        return
    assert answer.status_code in request.statuses
    if request.expected:
        assert answer.content_type == "text/turtle; charset=utf-8"
        assert canonical(answer.data) == canonical(request.expected)


def test_what_is_read_is_what_w3c_expects(manifest: rdflib.Graph, pool: Pool) -> None:
    tests = sorted(manifest.subjects(rdflib.RDF.type, MF.GraphStoreProtocolTest), key=str)
    assert len(tests) > 5
    run = 0
    for test in tests:
        asked = list(requests(manifest, test))
        if any("$LOCATION$" in request.path or request.content_type.startswith("multipart") for request in asked):
            continue
        stored = Stored()
        app = create_app(Served(cast(Snapshot, stored), pool, {}))
        for request in asked:
            check(app, stored.inferred, request)
        run += 1
    assert run >= 6
