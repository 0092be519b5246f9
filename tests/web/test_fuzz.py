"""Whatever is sent, the answer is one of those that the documentation names, and no worker is lost.

PREVENTIEGRAAF_EXAMPLES sets how many requests of each kind are sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import psutil
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preventiegraaf.querying import Crew, ForkServer, Limits, Pool
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served
from waiting import children_of, until

EXAMPLES = int(os.environ.get("PREVENTIEGRAAF_EXAMPLES", "60"))
FINE = {200, 304, 400, 405, 406, 408, 413, 414, 415, 429}
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    [
        *[
            "SELECT",
            "ASK",
            "CONSTRUCT",
            "DESCRIBE",
            "WHERE",
            "FROM",
            "NAMED",
            "PREFIX",
            "BASE",
            "INSERT",
            "DATA",
            "SERVICE",
        ],
        *[
            "FILTER",
            "BIND",
            "VALUES",
            "OPTIONAL",
            "UNION",
            "MINUS",
            "GRAPH",
            "EXISTS",
            "GROUP BY",
            "ORDER BY",
            "LIMIT 3",
        ],
        *[
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            ".",
            ";",
            ",",
            "*",
            "?s",
            "?p",
            "?o",
            "a",
            "pg:Passage",
            "<urn:x>",
            "<x>",
        ],
        *[
            '"x"@nl',
            '"""',
            "'",
            "\\",
            "1",
            "1e9",
            "true",
            "#",
            "\n",
            "COUNT(*)",
            "AS",
            "CONCAT",
            "REGEX",
            "<<(",
            ")>>",
            "𝄞",
        ],
        *[
            "{ ?s ?p ?o }",
            "SELECT * { ?s ?p ?o }",
            "(COUNT(*) AS ?n)",
            "graph:register",
            "STR(?s)",
            "pg:partOf*",
            "?",
            "$",
        ],
    ]
)
GOOD = st.sampled_from(
    [
        "SELECT * { ?s ?p ?o } LIMIT 20",
        "SELECT (COUNT(*) AS ?n) FROM graph:register { ?s ?p ?o }",
        "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 9",
        "DESCRIBE person:jan-binnenmars",
        'ASK { ?s skos:prefLabel "x"@nl FILTER EXISTS { ?s a ?c } }',
    ]
)


@st.composite
def altered(draw: st.DrawFn) -> str:
    text = draw(GOOD)
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(WORDS | st.text(max_size=3)) + text[place + draw(st.integers(0, 4)) :]


QUERIES = st.lists(WORDS, max_size=12).map(" ".join) | altered() | st.text(max_size=40) | GOOD
ACCEPTS = st.lists(
    st.sampled_from(
        [
            *["*/*", "text/*", "text/html", "application/json", "text/csv;q=0.5", "text/turtle;q=0", "image/png;q=x"],
            *[
                "application/sparql-results+xml",
                "application/rdf+xml",
                ";",
                "q=1",
                "a/b/c",
                "application/n-quads;charset=x",
            ],
        ]
    ),
    max_size=4,
).map(", ".join)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": ACCEPTS,
        "Accept-Language": st.sampled_from(["nl", "en;q=x", "*", "", "fr, en;q=0.1", "é"]),
        "Accept-Encoding": st.sampled_from(["gzip", "zstd;q=1, *;q=0", "identity;q=0", ""]),
        "If-None-Match": st.sampled_from(["*", '"x"', "W/x", '"', ""]),
        "If-Modified-Since": st.sampled_from(["yesterday", "Sat, 01 Jan 2022 00:00:00 GMT"]),
        "Range": st.sampled_from(["bytes=0-1", "bytes=5-", "bytes=-", "lines=1"]),
        "Content-Type": st.sampled_from(
            [
                *[
                    "application/sparql-query",
                    "application/x-www-form-urlencoded",
                    "application/sparql-update",
                    "",
                    "x",
                ],
                *["application/sparql-query; charset=utf-16", "multipart/form-data; boundary=x", "text/plain;;"],
            ]
        ),
    },
)
FIELDS = st.dictionaries(
    st.sampled_from(["query", "format", "infer", "lang", "default-graph-uri", "named-graph-uri", "update", "x"]),
    st.sampled_from(["json", "html", "xlsx", "ttl", "true", "0", "nl", "urn:x", "", "\x00"])
    | st.just("https://w3id.org/preventiegraaf/graph/register")
    | st.text(max_size=10),
    max_size=3,
)


@pytest.fixture(scope="module")
def fuzzed(forks: ForkServer, snapshot: Snapshot) -> Iterator[FlaskClient]:
    """An application with a pool of its own that is strict; afterwards its workers are the same or as many."""
    others = {child.pid for child in psutil.Process().children(recursive=True)}
    limits = Limits(seconds=2, memory=300_000_000, rows=1_000, size=1_000_000)
    pool = Pool(forks, snapshot.stores, limits, Crew(workers=2))
    with create_app(Served(snapshot, pool, {})).test_client() as client:
        yield client
        for _ in range(2):  # each worker in its turn, so that both have begun
            until(lambda: client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 200)
    until(lambda: len({child.pid for child in children_of(psutil.Process(), recursive=True)} - others) == 2)
    pool.close()


@many
@given(query=QUERIES, fields=FIELDS, headers=HEADERS)
def test_get(fuzzed: FlaskClient, query: str, fields: dict[str, str], headers: dict[str, str]) -> None:
    given_headers = {name: value for name, value in headers.items() if name != "Content-Type"}
    with fuzzed.get("/sparql", query_string={"query": query, **fields}, headers=given_headers) as response:
        assert response.status_code in FINE, response.get_data()


@many
@given(body=QUERIES.map(str.encode) | st.binary(max_size=60), fields=FIELDS, headers=HEADERS)
def test_post(fuzzed: FlaskClient, body: bytes, fields: dict[str, str], headers: dict[str, str]) -> None:
    with fuzzed.post("/sparql", data=body, query_string=fields, headers=headers) as response:
        assert response.status_code in FINE, response.get_data()


@many
@given(fields=FIELDS, query=QUERIES, headers=HEADERS)
def test_form(fuzzed: FlaskClient, query: str, fields: dict[str, str], headers: dict[str, str]) -> None:
    given_headers = {name: value for name, value in headers.items() if name != "Content-Type"}
    data: dict[str, Any] = {"query": query, **fields}
    with fuzzed.post("/sparql", data=data, headers=given_headers) as response:
        assert response.status_code in FINE, response.get_data()


@many
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"]),
    path=st.text(max_size=20).map(lambda text: "/" + quote(text, safe=""))
    | st.sampled_from(
        ["/", "/query/x", "/download/../x", "/id/person/x", "/doc/a/b", "/store", "/graph/x", "/static/../x"]
    ),
    fields=FIELDS,
    headers=HEADERS,
)
def test_any_path(fuzzed: FlaskClient, method: str, path: str, fields: dict[str, str], headers: dict[str, str]) -> None:
    with fuzzed.open(path, method=method, query_string=fields, headers=headers) as response:
        assert response.status_code < 500, response.get_data()
