from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.querying import Limits, Pool, Task, Written
from preventiegraaf.querying.near import Near
from preventiegraaf.querying.near.first import NearFirst
from preventiegraaf.serving.direct import Direct, read_form, read_plain
from preventiegraaf.serving.exchange import Incoming, Outgoing, Span
from preventiegraaf.serving.gateway import call
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

POINT = "query=SELECT+%3Fp+%3Fo+%7B+organisation%3Acda+%3Fp+%3Fo+%7D"


def request(query_string: str, method: str = "GET", path: str = "/sparql", **headers: str) -> Incoming:
    named = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Incoming(method, path, query_string, named, b"", "127.0.0.1:1", "127.0.0.1:8000")


@pytest.fixture(scope="module")
def near(snapshot: Snapshot) -> Near:
    return Near.over(snapshot.columns, Limits())


@pytest.fixture(scope="module")
def direct(snapshot: Snapshot, near: Near, pool: Pool) -> Direct:
    return Direct(near, pool, snapshot.digest)


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "application/sparql-results+xml", "application/json"])
@pytest.mark.parametrize("query", [POINT, "query=ASK+%7B+person%3Ajan-binnenmars+a+foaf%3APerson+%7D"])
def test_a_lookup_has_the_answer_of_the_application_at_once(
    direct: Direct, snapshot: Snapshot, near: Near, pool: Pool, query: str, accept: str
) -> None:
    asked = request(query, accept=accept)
    plain = read_plain(asked)
    assert plain is not None
    same(direct.at_once(plain)[0], call(create_app(Served(snapshot, NearFirst(near, pool), {})), asked, lambda: False))


@pytest.mark.parametrize(
    "query_string",
    [
        "query=SELECT+*+%7B+%3Fs+a+foaf%3APerson+%7D+ORDER+BY+%3Fs&format=csv",
        "query=SELECT+*+%7B+%3Fs+a+foaf%3APerson+%7D+ORDER+BY+%3Fs+LIMIT+3",
        "query=SELECT+%3Fs+%7B+%3Fs+%3Fp+%3Fo+.+%3Fa+a+foaf%3APerson+%7D&format=csv",
        "query=DESCRIBE+person%3Ajan-binnenmars&format=nt",
    ],
    ids=["csv", "json", "cut", "graph"],
)
def test_any_other_query_has_the_answer_of_the_application(
    direct: Direct, snapshot: Snapshot, pool: Pool, query_string: str
) -> None:
    asked = request(query_string)
    plain = read_plain(asked)
    assert plain is not None
    assert direct.at_once(plain) == (None, plain)
    short = direct.ask(plain, asked, lambda: False)
    assert short is not None
    same(short, call(create_app(Served(snapshot, pool, {})), asked, lambda: False))
    assert (short.header("x-truncated") is not None) == ("%3Fa" in query_string)


def same(short: Outgoing | None, long: Outgoing) -> None:
    assert short is not None
    assert (short.status, content(short), short.truncated) == (long.status, content(long), long.truncated)
    passing = {"date"}
    assert {name.lower(): value for name, value in short.headers} == {
        name.lower(): value for name, value in long.headers if name.lower() not in passing
    }


def content(answer: Outgoing) -> bytes:
    if isinstance(answer.body, bytes):
        return answer.body
    assert isinstance(answer.body, Span)
    answer.body.file.seek(answer.body.start)
    found = answer.body.file.read(len(answer.body))
    answer.close()
    return found


@given(st.text(max_size=40) | st.text(st.sampled_from("%+=&4aF é\n"), max_size=20))
def test_a_value_is_decoded_as_the_application_does(text: str) -> None:
    for value in (quote(text), quote_plus(text, safe="=_"), text.encode("ascii", "ignore").decode()):
        found = read_form(f"query={value}")
        if found is not None:
            assert found == dict(parse_qsl(f"query={value}", keep_blank_values=True, errors="strict"))
    assert read_form(f"query={quote(text)}") == {"query": text}


@pytest.mark.parametrize("value", ["%", "%4", "%zz", "%FF", "a&query=b", "a&infer=no", "a&", "a b", "é"])
def test_what_is_coded_in_an_unusual_way_is_for_the_application(value: str) -> None:
    assert read_form(f"query={value}") is None


def test_an_empty_answer_in_json_is_for_the_application_to_explain(direct: Direct) -> None:
    for query in ("SELECT+*+%7B+%3Fs+a+%3Curn%3Anothing%3E+%7D", "SELECT+*+%7B+%3Curn%3Anothing%3E+a+%3Fo+%7D"):
        plain = read_plain(request(f"query={query}"))
        assert plain is not None
        assert direct.at_once(plain) == (None, None)
        assert direct.ask(plain, request(""), lambda: False) is None


@pytest.mark.parametrize("query", ["SELECT+nonsense", "SELECT+*+%7B+SERVICE+%3Curn%3Ax%3E+%7B%7D+%7D"])
def test_the_application_tells_the_error_that_was_met(
    direct: Direct, snapshot: Snapshot, pool: Pool, query: str
) -> None:
    asked = request(f"query={query}", accept="application/json")
    plain = read_plain(asked)
    assert plain is not None
    with pytest.raises(PreventiegraafError) as met:
        direct.ask(plain, asked, lambda: False)
    application = create_app(Served(snapshot, Unasked(), {}))
    told = call(application, asked, lambda: False, met.value)
    assert told.status == 400
    assert str(met.value) in json.loads(content(told))["message"]


class Unasked:
    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        raise AssertionError("asked again")


@pytest.mark.parametrize(
    "asked",
    [
        request(POINT, method="POST"),
        request(POINT, path="/query/x"),
        request(POINT, accept="text/html"),
        request(POINT, accept="image/png"),
        request(POINT, if_none_match='"x"'),
        request(POINT, if_modified_since="Mon, 01 Jan 1990 00:00:00 GMT"),
        request(POINT, range="bytes=0-3"),
        request(POINT + "+" * 30_000),
        request(POINT, content_length="1"),
        request(POINT, transfer_encoding="chunked"),
        request(POINT + "&infer=false"),
        request(POINT + "&sources=jongeriusoverleg"),
        request(POINT + "&" + POINT),
        request("query=ASK+%7B+person%3A%FF+a+foaf%3APerson+%7D"),
        request(""),
    ],
)
def test_what_is_out_of_the_ordinary_is_for_the_application(asked: Incoming) -> None:
    assert read_plain(asked) is None
