from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from werkzeug.test import TestResponse

QUERY = "SELECT ?class { person:jan-binnenmars a ?class }"
FORMS = ["GET", "form", "body"]


def ask(client: FlaskClient, query: str, form: str = "GET", **headers: str) -> TestResponse:
    if form == "GET":
        return client.get("/sparql", query_string={"query": query}, headers=headers)
    if form == "form":
        return client.post("/sparql", data={"query": query}, headers=headers)
    return client.post("/sparql", data=query.encode(), content_type="application/sparql-query", headers=headers)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "query",
    [QUERY, 'ASK { ?s ?p "50 % & één + meer = 2"@nl }', "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"],
    ids=["SELECT", "ASK with signs", "CONSTRUCT"],
)
def test_each_query_answers_by_each_form(client: FlaskClient, query: str, form: str) -> None:
    response = ask(client, query, form)
    assert response.status_code == 200
    assert response.data == ask(client, query).data


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_tables_in_each_format(client: FlaskClient, accept: str, format_: QueryResultsFormat) -> None:
    response = ask(client, QUERY, Accept=accept)
    assert response.mimetype == accept
    found = parse_query_results(response.data, format=format_)
    assert isinstance(found, QuerySolutions)
    assert "http://xmlns.com/foaf/0.1/Person" in {row["class"].value for row in found}


def test_csv(client: FlaskClient) -> None:
    response = ask(client, QUERY, Accept="text/csv")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.text.splitlines()[0] == "class"


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
    ],
)
@pytest.mark.parametrize("query", ["DESCRIBE person:jan-binnenmars", "CONSTRUCT WHERE { person:jan-binnenmars ?p ?o }"])
def test_graphs_in_each_format(client: FlaskClient, accept: str, format_: RdfFormat, query: str) -> None:
    response = ask(client, query, Accept=accept)
    assert response.mimetype == accept
    assert len(set(parse(response.data, format=format_))) > 5


def test_a_graph_is_never_sent_as_a_table(client: FlaskClient) -> None:
    assert ask(client, "DESCRIBE <urn:x>", Accept="application/sparql-results+json").status_code == 406
    assert ask(client, QUERY, Accept="text/turtle").status_code == 406


def test_what_cannot_be_made_is_not_acceptable(client: FlaskClient) -> None:
    response = ask(client, QUERY, Accept="image/png")
    assert response.status_code == 406
    assert "text/csv" in response.text


@pytest.mark.parametrize(("infer", "expected"), [("true", True), ("false", False), ("1", True), ("0", False)])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_infer(client: FlaskClient, infer: str, expected: bool, method: str) -> None:
    fields = {"query": "ASK { person:jan-binnenmars a foaf:Agent }", "infer": infer}
    response = client.post("/sparql", data=fields) if method == "POST" else client.get("/sparql", query_string=fields)
    assert json.loads(response.data)["boolean"] is expected


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": QUERY, "infer": "maybe"},
        {"query": [QUERY, QUERY]},
        {"query": QUERY, "default-graph-uri": "urn:x"},
        {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"},
        {"query": "CLEAR ALL"},
        {"update": "CLEAR ALL"},
        {"query": ""},
    ],
)
def test_what_cannot_be_done_is_refused_in_words(client: FlaskClient, parameters: dict[str, str]) -> None:
    response = client.get("/sparql", query_string=parameters)
    assert response.status_code == 400
    assert len(response.text.split()) > 5


def test_a_bad_query_gets_line_column_and_what_was_expected(client: FlaskClient) -> None:
    response = ask(client, "SELECT *\nWHERE { ?s ?p }", Accept="application/json")
    error = json.loads(response.data)
    assert response.status_code == 400
    assert (error["line"], error["expected"]) == (2, "an object")
    assert error["column"] > 0
    assert "Line 2" in ask(client, "SELECT *\nWHERE { ?s ?p }").text
    page = ask(client, "SELECT * { ?s ?p <script> }", Accept="text/html")
    assert page.mimetype == "text/html"
    assert "<script>" not in page.text


def test_other_media_types_and_methods_are_refused(client: FlaskClient) -> None:
    assert client.post("/sparql", data="x", content_type="text/plain").status_code == 415
    assert client.post("/sparql", data=b"\xff", content_type="application/sparql-query").status_code == 400
    assert client.post("/sparql", data={"other": "x"}).status_code == 400
    response = client.delete("/sparql")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_answer_has_an_etag_and_is_not_sent_twice(client: FlaskClient) -> None:
    tag = ask(client, QUERY).headers["ETag"]
    assert ask(client, QUERY, **{"If-None-Match": tag}).status_code == 304
    assert ask(client, QUERY, Accept="text/csv").headers["ETag"] != tag


def test_values_in_a_page_are_escaped(client: FlaskClient) -> None:
    page = ask(client, 'SELECT ("<script>x</script>" AS ?x) {}', Accept="text/html").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_page_shows_labels_instead_of_iris(client: FlaskClient) -> None:
    page = ask(client, "SELECT ?who { ?who pg:appointedBy ?by }", Accept="text/html").text
    assert ">Jan Binnenmars</a>" in page


@pytest.mark.parametrize("infer", ["true", "false"])
def test_a_plan_tells_how_a_query_is_answered(client: FlaskClient, infer: str) -> None:
    query = "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t"
    response = client.get("/sparql", query_string={"query": query, "plan": "1", "infer": infer})
    assert response.mimetype == "application/json"
    plan = json.loads(response.data)
    assert plan["engine"] == "columns"
    assert plan["rows"] == plan["plans"][0][0]["rows"] > 10
    told = client.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o . ?p a ?c }", "plan": "true"})
    assert json.loads(told.data) == {"engine": "store", "because": "it has ?p as predicate and elsewhere"}
    assert client.get("/sparql", query_string={"query": query, "plan": "perhaps"}).status_code == 400
    assert client.get("/sparql", query_string={"query": "SELECT", "plan": "1"}).status_code == 400
