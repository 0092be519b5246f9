from __future__ import annotations

import pytest

from preventiegraaf.paths import Root
from preventiegraaf.querying import Limits, Pool, read_questions
from preventiegraaf.querying.points import Points
from preventiegraaf.serving.direct import Direct
from preventiegraaf.serving.exchange import Incoming
from preventiegraaf.serving.gateway import call
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.web import create_app
from preventiegraaf.web.served import Served

POINT = "query=SELECT+%3Fp+%3Fo+%7B+organisation%3Acda+%3Fp+%3Fo+%7D"


def request(query_string: str, method: str = "GET", path: str = "/sparql", **headers: str) -> Incoming:
    named = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Incoming(method, path, query_string, named, b"", "127.0.0.1:1", "127.0.0.1:8000")


@pytest.fixture(scope="module")
def direct(snapshot: Snapshot) -> Direct:
    return Direct(Points(snapshot.store, Limits()), snapshot.digest)


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "application/sparql-results+xml", "application/json"])
@pytest.mark.parametrize("query", [POINT, "query=ASK+%7B+person%3Ajan-binnenmars+a+foaf%3APerson+%7D"])
def test_the_answer_is_the_one_of_the_application(
    direct: Direct, snapshot: Snapshot, pool: Pool, root: Root, query: str, accept: str
) -> None:
    questions = {question.name: question for question in read_questions(root.queries)}
    application = create_app(Served(snapshot, pool, questions))
    asked = request(query, accept=accept)
    short, long = direct.answer(asked), call(application, asked, lambda: False)
    assert short is not None
    assert (short.status, short.body) == (long.status, long.body)
    passing = {"date"}
    assert {name.lower(): value for name, value in short.headers} == {
        name.lower(): value for name, value in long.headers if name.lower() not in passing
    }


@pytest.mark.parametrize(
    "asked",
    [
        request(POINT, method="POST"),
        request(POINT, path="/query/x"),
        request(POINT, accept="text/html"),
        request(POINT, accept="image/png"),
        request(POINT, if_none_match='"x"'),
        request(POINT, range="bytes=0-3"),
        request(POINT + "&infer=false"),
        request(POINT + "&sources=jongeriusoverleg"),
        request(POINT + "&" + POINT),
        request("query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"),
        request("query=SELECT+nonsense"),
        request("query=DESCRIBE+person%3Ajan-binnenmars"),
        request("query=ASK+%7B+person%3A%FF+a+foaf%3APerson+%7D"),
        request(""),
    ],
)
def test_what_is_out_of_the_ordinary_is_for_the_application(direct: Direct, asked: Incoming) -> None:
    assert direct.answer(asked) is None
