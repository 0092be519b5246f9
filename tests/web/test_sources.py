"""The request parameter `sources` over HTTP."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from preventiegraaf.querying import Pool
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web.app import create_app
from preventiegraaf.web.common.served import Served

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
ONE = "jongeriusoverleg"


@pytest.mark.parametrize("path", ["/sparql", "/explain"])
def test_documents_are_offered_where_the_engine_can_choose_among_them(
    client: FlaskClient, snapshot: Snapshot, pool: Pool, path: str
) -> None:
    elsewhere = create_app(Served(snapshot, pool, {}, chooses_sources=False)).test_client()
    here, there = (asked.get(path, headers={"Accept": "text/html"}).text for asked in (client, elsewhere))
    assert 'name="sources"' in here
    assert 'name="sources"' not in there


def test_an_answer_rests_on_the_documents_asked_for(client: FlaskClient) -> None:
    whole = int(client.get("/sparql", query_string={"query": COUNT, "format": "csv"}).text.split()[1])
    asked = {"query": COUNT, "format": "csv", "sources": ONE}
    by_get, by_form = client.get("/sparql", query_string=asked), client.post("/sparql", data=asked)
    assert by_get.status_code == by_form.status_code == 200
    assert by_get.text == by_form.text
    assert 0 < int(by_get.text.split()[1]) < whole
    graphs = client.get("/sparql", query_string={**asked, "query": GRAPHS}).text
    assert f"graph/{ONE}" in graphs
    assert "graph/register" in graphs
    assert "graph/gesprek-met-binnenmars" not in graphs


def test_a_small_query_and_a_question_respect_it(client: FlaskClient) -> None:
    small = "ASK { ?tenure pg:holder person:jan-binnenmars }"
    point = "SELECT ?o { person:jan-binnenmars pg:holdsPostIn ?o }"
    assert "true" in client.get("/sparql", query_string={"query": small, "format": "csv"}).text
    for query in (small, point):
        answer = client.get("/sparql", query_string={"query": query, "format": "csv", "sources": ONE}).text
        assert "ministerie" not in answer
        assert "true" not in answer
    question = "/query/wie-is-ambassadeur-van-wat.csv"
    assert len(client.get(f"{question}?sources={ONE}").text.splitlines()) < len(client.get(question).text.splitlines())


def test_tags_tell_sets_apart_and_not_their_order(client: FlaskClient) -> None:
    def tag(sources: str) -> str:
        return client.get("/sparql", query_string={"query": "ASK {}", "sources": sources}).headers["ETag"]

    first, second = f"{ONE},gesprek-met-binnenmars", f"gesprek-met-binnenmars,{ONE}"
    assert tag(first) == tag(second)
    assert len({tag(""), tag(ONE), tag(first)}) == 3


def test_a_page_says_on_which_documents_it_rests(client: FlaskClient) -> None:
    asked = {"query": COUNT, "sources": ONE, "format": "html", "lang": "nl"}
    page = client.get("/sparql", query_string=asked).text
    assert "berust alleen op wat deze documenten zeggen" in page
    assert f"/doc/document/{ONE}" in page
    assert "berust alleen" not in client.get("/sparql", query_string={**asked, "sources": ""}).text


@pytest.mark.parametrize("path", ["/sparql?query=ASK+%7B%7D&", "/query/wie-is-voorzitter-van-wat?"])
def test_an_unknown_document_is_a_bad_request_that_lists_those_there_are(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}sources={ONE},nergens")
    assert answer.status_code == 400
    assert "no document nergens" in answer.text
    assert "twentse-koers-gemeentedelers" in answer.text


@pytest.mark.parametrize("path", ["/doc/person/jan-binnenmars?", "/graph/register?", "/store?default&"])
def test_pages_tell_of_all_documents_and_say_so(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}sources={ONE}", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 400
    assert "A page tells of all documents" in answer.text
    unknown = client.get(f"{path}sources=nergens&format=nt")
    assert unknown.status_code == 400
    assert "no document nergens" in unknown.text


def test_the_data_of_a_thing_rest_on_the_documents_asked_for(client: FlaskClient) -> None:
    whole = client.get("/doc/person/jan-binnenmars.nq")
    part = client.get("/doc/person/jan-binnenmars.nq?sources=gesprek-met-binnenmars")
    assert part.status_code == 200
    assert 0 < len(part.text.splitlines()) < len(whole.text.splitlines())
    assert "graph/gesprek-met-binnenmars" in part.text
    assert "graph/inferred" in part.text
    assert "graph/binnenmars-ambassadeur" not in part.text
    assert part.headers["ETag"] != whole.headers["ETag"]
    assert "sources=gesprek-met-binnenmars" in part.headers["Link"]
    missing = client.get("/doc/person/joop-wikkerink.ttl?sources=gesprek-met-binnenmars")
    assert missing.status_code == 404


def test_the_data_of_graphs_rest_on_the_documents_asked_for(client: FlaskClient) -> None:
    def size(path: str) -> int:
        return len(client.get(path).text.splitlines())

    assert size(f"/store?default&format=nt&infer=false&sources={ONE}") < size(f"/store?default&format=nt&sources={ONE}")
    assert size(f"/store?default&format=nt&sources={ONE}") < size("/store?default&format=nt")
    assert 0 < size(f"/graph/inferred.nt?sources={ONE}") < size("/graph/inferred.nt")
    assert size(f"/graph/{ONE}.nt?sources={ONE}") == size(f"/graph/{ONE}.nt")
    away = client.get(f"/graph/gesprek-met-binnenmars.nt?sources={ONE}")
    assert away.status_code == 404
    assert "not among the sources" in away.text
