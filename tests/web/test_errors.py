"""Errors: each in the form and the language that the reader wants, and never more than it should tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from preventiegraaf.errors import (
    AnswerTooLargeError,
    BusyError,
    EngineError,
    LimitError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryTimeoutError,
    QueryTooComplexError,
    TooManyQueriesError,
)
from preventiegraaf.querying import Task, Written
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

BAD = "SELECT *\nWHERE { ?s ?p ?o . <script> }"


def ask(client: FlaskClient, query: str = BAD, **headers: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("", "text/plain"),
        ("*/*", "text/plain"),
        ("text/csv", "text/plain"),
        ("application/json", "application/json"),
        ("application/sparql-results+json", "application/json"),
        ("application/ld+json;q=0.9, */*;q=0.5", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_of_an_error(client: FlaskClient, accept: str, mimetype: str) -> None:
    response = ask(client, Accept=accept)
    assert (response.status_code, response.mimetype) == (400, mimetype)
    assert {"Accept", "Accept-Language"} <= set(response.vary)


@pytest.mark.parametrize(
    ("name", "mimetype"), [("json", "application/json"), ("html", "text/html"), ("csv", "text/plain")]
)
def test_the_form_of_an_error_by_name(client: FlaskClient, name: str, mimetype: str) -> None:
    assert client.get("/sparql", query_string={"query": BAD, "format": name}).mimetype == mimetype


def test_a_bad_query_has_its_place_in_every_form(client: FlaskClient) -> None:
    found = json.loads(ask(client, "SELECT *\nWHERE { ?s ?p }", Accept="application/json").data)
    assert {"status", "error", "message", "line", "column", "expected", "help", "messages"} == found.keys()
    assert (found["status"], found["line"], found["expected"]) == (400, 2, "an object")
    assert found["column"] in (15, 16)
    for accept in ("text/plain, */*;q=0.1", "text/html"):
        assert "Line 2, column" in ask(client, "SELECT *\nWHERE { ?s ?p }", Accept=accept).text


@pytest.mark.parametrize(("language", "words"), [("nl", "De vraag is geen SPARQL"), ("en", "The query is not SPARQL")])
def test_a_page_of_an_error_is_in_the_language_of_the_reader(client: FlaskClient, language: str, words: str) -> None:
    page = ask(client, Accept="text/html", **{"Accept-Language": language}).text
    assert f'<html lang="{language}"' in page
    assert words in page
    assert "<script>" not in page


STATUSES: dict[type[LimitError], int] = {
    AnswerTooLargeError: 413,
    BusyError: 503,
    EngineError: 503,
    QueryAbandonedError: 408,
    QueryMemoryError: 413,
    QueryTimeoutError: 408,
    QueryTooComplexError: 400,
    TooManyQueriesError: 429,
}


@pytest.mark.parametrize(("error", "status"), STATUSES.items())
def test_each_limit_has_its_status(snapshot: Snapshot, error: type[LimitError], status: int) -> None:
    class Limited:
        def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
            raise error("It was too much, and this says how to mend it.")

    response = ask(create_app(Served(snapshot, Limited(), {})).test_client(), "ASK {}")
    assert response.status_code == status
    assert response.text == "It was too much, and this says how to mend it.\n"
    assert ("Retry-After" in response.headers) is (status != 400)


def test_what_is_unforeseen_tells_the_reader_nothing(snapshot: Snapshot, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
            raise ZeroDivisionError("secret")

    response = ask(create_app(Served(snapshot, Broken(), {})).test_client(), "ASK {}")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "secret" in caplog.text


@pytest.mark.parametrize("accept", ["text/plain", "text/html", "application/json"])
def test_a_body_that_is_too_long(client: FlaskClient, accept: str) -> None:
    long = b"x" * 1_000_001
    for content_type in ("application/sparql-query", "application/x-www-form-urlencoded"):
        response = client.post("/sparql", data=b"query=" + long, content_type=content_type, headers={"Accept": accept})
        assert response.status_code == 413
        assert "1000000 bytes" in response.text


def test_an_address_that_is_too_long(client: FlaskClient) -> None:
    response = ask(client, "#" * 40_000)
    assert response.status_code == 414
    assert "by POST" in response.text
    assert client.post("/sparql", data={"query": "#" * 40_000 + "\nASK {}"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sparql", "/query/"])
def test_a_page_elsewhere_may_ask(client: FlaskClient, path: str) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options(path, headers=headers)
    assert response.status_code in (200, 204)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
    assert int(response.headers["Access-Control-Max-Age"]) > 0
    assert "Allow" in response.headers
    answer = client.get(path, headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Max-Age" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_which_are_allowed(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(response.headers["Allow"].split(", "))
    assert response.text == "This address cannot be used in this way. It takes GET, HEAD, OPTIONS, POST.\n"


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    for query in ("ASK {}", BAD, "SELECT * { ?s ?p ?o } LIMIT 3"):
        got = ask(client, query)
        head = client.head("/sparql", query_string={"query": query})
        assert head.data == b""
        assert head.status_code == got.status_code
        assert {key: value for key, value in head.headers if key != "Date"} == {
            key: value for key, value in got.headers if key != "Date"
        }


NOT_UTF8 = ["query=ASK%20%7B%7D%20%23%FF", "query=ASK%7B%7D&x=%C3%28"]


@pytest.mark.parametrize("fields", NOT_UTF8)
def test_what_is_not_utf_8_is_refused(client: FlaskClient, fields: str) -> None:
    form = "application/x-www-form-urlencoded"
    assert client.get(f"/sparql?{fields}").status_code == 400
    assert client.post("/sparql", data=fields, content_type=form).status_code == 400
    assert client.post("/sparql", data="query=ASK{}", content_type=f"{form}; charset=latin-1").status_code == 415


def test_the_replacement_character_itself_may_be_asked_for(client: FlaskClient) -> None:
    assert ask(client, 'ASK { FILTER("\ufffd" = "\ufffd") }').status_code == 200


PATHS = [
    "/sparql",
    "/query/{}",
    "/download/{}",
    "/id/person/{}",
    "/doc/person/{}",
    "/concept/{}",
    "/graph/{}",
    "/store",
    "/{}",
]
NAMES = [
    "query",
    "format",
    "lang",
    "infer",
    "default-graph-uri",
    "named-graph-uri",
    "graph",
    "default",
    "update",
    "page",
]
VALUES = st.text(max_size=20) | st.sampled_from(
    [
        "x\r\nSet-Cookie: evil=1",
        "\nX-Evil: 1",
        "%0d%0aX-Evil:1",
        "\u560a\u560dX-Evil: 1",
        "//evil.example",
        "é\x00",
        "ttl\r\n",
        "../../etc/passwd",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), place=VALUES, fields=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3))
def test_no_value_gets_out_of_its_header(client: FlaskClient, path: str, place: str, fields: dict[str, str]) -> None:
    headers = {
        "Accept": fields.get("format", "*/*").encode("ascii", "ignore").decode().translate({10: "", 13: "", 0: ""})
    }
    response = client.get(path.format(quote(place)), query_string=fields, headers=headers)
    assert response.status_code < 500
    for name, value in response.headers:
        assert "evil" not in name.lower()
        assert not any(sign in name + value for sign in "\r\n\0")
        assert name.lower() != "location" or not value.startswith(("//", "http://evil", "\\"))
