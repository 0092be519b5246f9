"""The W3C's own tests of the SPARQL 1.1 Protocol and of the read side of the Graph Store Protocol.

Their data is loaded beforehand, for this server does not take updates. Each case that is left out is listed with the
reason; a case that is neither run nor listed fails.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store
from pyoxigraph import parse as parse_rdf
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.query import ResultRow
from rdflib.term import Node
from werkzeug.test import TestResponse

from preventiegraaf.columns import Triples, write_graph
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

ARCHIVE = bundled_root().folder.parent / "shared" / "w3c" / "w3c-sparql.zip"
FOLDER = "sparql/sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
PERSON = "http://www.example/gsp/person/1.ttl"
TABLES = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/rdf+xml", "application/n-triples"}

NO_UPDATES = "wants the update to succeed; this server refuses every update with a 4xx that says how data is changed"
LEFT_OUT = {
    "update_dataset_default_graph": NO_UPDATES,
    "update_dataset_default_graphs": NO_UPDATES,
    "update_dataset_named_graphs": NO_UPDATES,
    "update_dataset_full": NO_UPDATES,
    "update_post_form": NO_UPDATES,
    "update_post_direct": NO_UPDATES,
    "update_base_uri": NO_UPDATES,
}
OF_THE_RESULT = "asks for what its own writing left behind; that this is refused (405) is shown by the other cases"
GRAPH_STORE_LEFT_OUT = {
    "put_get_default": "puts a default graph of its own; ours is the union of all graphs",
    "put_delete_get_delete_indirect": OF_THE_RESULT,
    "post_get_post_get_indirect": OF_THE_RESULT,
    "post_get_new_graph": OF_THE_RESULT,
    "put_get_uri_pct_encoded_twice": OF_THE_RESULT,
}
"""The cases of manifest-direct.ttl name graphs by paths below the store, as only a store that is written to can."""


@cache
def manifest(name: str) -> Graph:
    if not ARCHIVE.is_file():
        pytest.skip(f"the W3C's tests are not at hand: {ARCHIVE} is absent")
    with zipfile.ZipFile(ARCHIVE) as archive:
        return Graph().parse(archive.open(FOLDER + name), format="turtle", publicID="http://example.org/manifest")


def cases(name: str) -> dict[str, Node]:
    """The cases of a manifest by the last part of their name."""
    if not ARCHIVE.is_file():
        return {}
    graph = manifest(name)
    listed = [entry for entries in graph.objects(None, MF.entries) for entry in Collection(graph, entries)]
    return {str(entry).rpartition("#")[2]: entry for entry in listed}


QUERIES = cases("protocol/manifest.ttl")
STORE = cases("graph-store-protocol/manifest-indirect.ttl")


@pytest.fixture(scope="module")
def opened(forks: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A server of the W3C's data."""
    folder = tmp_path_factory.mktemp("w3c") / "0123456789abcdef"
    for name in ("inferred", "asserted"):
        (folder / "stores").mkdir(parents=True, exist_ok=True)
        store = Store(str(folder / "stores" / name))
        for quad in _data():
            store.extend([quad, Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())])
        store.flush()
    triples = Triples.of(quad.triple for quad in _data())
    write_graph(folder / "columns", triples, triples, triples)
    (folder / "manifest.json").write_text(json.dumps({"graphs": {}, "documents": [], "downloads": [], "parts": []}))
    snapshot = Snapshot(folder)
    pool = Pool(forks, snapshot.stores, Limits(), Crew(workers=1))
    with create_app(Served(snapshot, pool, {})).test_client() as client:
        yield client
    pool.close()


def _data() -> Iterator[Quad]:
    if not ARCHIVE.is_file():
        pytest.skip(f"the W3C's tests are not at hand: {ARCHIVE} is absent")
    yield Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), NamedNode(DATA.format(0)))
    with zipfile.ZipFile(ARCHIVE) as archive:
        for number in (1, 2, 3):
            content = archive.read(f"{FOLDER}protocol/data{number}.nt")
            for quad in parse_rdf(content, format=RdfFormat.N_TRIPLES):
                yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(DATA.format(number)))
    graph = manifest("graph-store-protocol/manifest-indirect.ttl")
    first = next(iter(requests(graph, STORE["put_get_repeat_indirect"])))
    for quad in parse_rdf(body(graph, first), format=RdfFormat.TURTLE, base_iri=PERSON):
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(PERSON))


def requests(graph: Graph, case: Node) -> Iterator[Node]:
    for action in graph.objects(case, MF.action):
        for listed in graph.objects(action, HT.requests):
            yield from Collection(graph, listed)


def body(graph: Graph, message: Node) -> bytes:
    for content in graph.objects(message, HT.body):
        encoding = graph.value(content, CNT.characterEncoding)
        return str(graph.value(content, CNT.chars)).encode(str(encoding))
    return b""


def headers(graph: Graph, message: Node) -> dict[str, str]:
    return {
        str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
        for listed in graph.objects(message, HT.headers)
        for header in Collection(graph, listed)
    }


def send(client: FlaskClient, graph: Graph, message: Node, address: str) -> TestResponse:
    method = str(graph.value(message, HT.methodName))
    given = headers(graph, message)
    content_type = {key.lower(): value for key, value in given.items()}.pop("content-type", None)
    others = {key: value for key, value in given.items() if key.lower() != "content-type"}
    return client.open(address, method=method, data=body(graph, message), content_type=content_type, headers=others)


def is_as_expected(status: int, expected: set[Node]) -> bool:
    names = {str(node).rpartition("#")[2] for node in expected}
    exact = {"OK": 200, "NotFound": 404, "Created": 201, "NoContent": 204}
    return f"StatusCode{status // 100}xx" in names or status in {exact.get(name) for name in names}


@pytest.mark.skipif(not QUERIES, reason=f"the W3C's tests are not at hand: {ARCHIVE} is absent")
@pytest.mark.parametrize("name", QUERIES)
def test_protocol(opened: FlaskClient, name: str) -> None:
    if name in LEFT_OUT:
        pytest.skip(LEFT_OUT[name])
    graph = manifest("protocol/manifest.ttl")
    for message in requests(graph, QUERIES[name]):
        path = str(graph.value(message, HT.absolutePath))
        response = send(opened, graph, message, path.replace("/sparql/", "/sparql", 1))
        answer = graph.value(message, HT.resp)
        assert answer is not None
        assert is_as_expected(response.status_code, set(graph.objects(answer, MF.expectedStatus))), response.text
        expected = graph.value(answer, MF.expectedBoolean)
        if expected is not None:
            assert json.loads(response.data)["boolean"] is expected.toPython()  # type: ignore[attr-defined]
        kind = str(graph.value(answer, MF.expectedFormat))
        assert kind == "None" or response.mimetype in (GRAPHS if kind == "RDF" else TABLES)


def test_every_case_that_is_left_out_exists() -> None:
    if not QUERIES:
        pytest.skip(f"the W3C's tests are not at hand: {ARCHIVE} is absent")
    assert LEFT_OUT.keys() <= QUERIES.keys()
    assert GRAPH_STORE_LEFT_OUT.keys() <= STORE.keys()
    assert (len(QUERIES) - len(LEFT_OUT), len(STORE) - len(GRAPH_STORE_LEFT_OUT)) == (27, 4)


@pytest.mark.skipif(not STORE, reason=f"the W3C's tests are not at hand: {ARCHIVE} is absent")
@pytest.mark.parametrize("name", STORE)
def test_graph_store(opened: FlaskClient, name: str) -> None:
    """Of each case up to its second PUT: a GET and HEAD find what the first PUT would have written."""
    if name in GRAPH_STORE_LEFT_OUT:
        pytest.skip(GRAPH_STORE_LEFT_OUT[name])
    graph = manifest("graph-store-protocol/manifest-indirect.ttl")
    put = 0
    for message in requests(graph, STORE[name]):
        method = str(graph.value(message, HT.methodName))
        path = str(graph.value(message, HT.absolutePath)).replace("/gsp", "/store", 1)
        response = send(opened, graph, message, path)
        if method not in ("GET", "HEAD"):
            put += 1
            assert response.status_code == 405
            assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))
            continue
        if put > 1:
            break
        answer = graph.value(message, HT.resp)
        assert answer is not None
        assert is_as_expected(response.status_code, set(graph.objects(answer, MF.expectedStatus))), unquote(path)
        if method == "GET" and response.status_code == 200:
            wanted = Graph().parse(io.BytesIO(body(graph, answer)), format="turtle")
            assert isomorphic(Graph().parse(data=response.data, format="turtle"), wanted)


def test_the_endpoint_describes_itself(client: FlaskClient) -> None:
    """The cases returns-rdf, has-endpoint-triple and conforms-to-schema of the Service Description."""
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    found = Graph().parse(data=response.data, format="turtle")
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = found.value(None, RDF.type, sd.Service)
    assert service is not None
    endpoint = found.value(service, sd.endpoint)
    assert isinstance(endpoint, URIRef)
    assert endpoint.endswith("/sparql")
    assert isinstance(found.value(service, sd.supportedLanguage), URIRef)
    for place in (sd.resultFormat, sd.supportedLanguage, sd.feature):
        assert all(isinstance(value, URIRef) for value in found.objects(service, place))
    rows = found.query("SELECT ?g ?name { ?s sd:namedGraph ?g OPTIONAL { ?g sd:name ?name } }", initNs={"sd": sd})
    assert all(isinstance(row, ResultRow) and not isinstance(row[1], Literal) and row[1] is not None for row in rows)
