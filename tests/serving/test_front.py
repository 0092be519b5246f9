"""What the front of a server process does by itself, and what it leaves to the application."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import urlencode

import pytest

from preventiegraaf.querying.near import Near
from preventiegraaf.serving import front as front_module
from preventiegraaf.serving import gateway, wire
from preventiegraaf.serving.front import Front
from preventiegraaf.settings import Settings

from .rsgi import Headers, Recorder, Scope

FEW = "SELECT ?x { ?x a <http://example.org/A> } LIMIT 100"
"""A query that the front answers itself, with an answer that is worth a coding."""
MANY = "SELECT ?x { ?x a <http://example.org/A> } ORDER BY ?x"
"""A query that is for a worker process."""
FILE = "/download/preventiegraaf-whole.nt"


class Ask(Protocol):
    """Sends a request to a front."""

    def __call__(
        self, query: str = "", path: str = "/sparql", method: str = "GET", gone: bool = False, **headers: str
    ) -> Recorder:
        """How a query, or else a path, is answered."""


@contextmanager
def asking(built: Path, folder: Path) -> Iterator[Ask]:
    """Ask the front of a server process, which looks for nothing newer and makes nothing ready."""
    settings = Settings(
        root=built / "root", snapshots=built / "snapshots", query_workers=1, access_log=str(folder / "log")
    )
    front = Front(settings, folder, os.getpid())
    front.ending.set()
    with asyncio.Runner() as runner:
        front.__rsgi_init__(runner.get_loop())

        def ask(
            query: str = "", path: str = "/sparql", method: str = "GET", gone: bool = False, **headers: str
        ) -> Recorder:
            named = [("host", "a"), *((name.replace("_", "-"), value) for name, value in headers.items())]
            scope = Scope(Headers(named), method, path, urlencode({"query": query}) if query else "")
            recorder = Recorder(gone)
            runner.run(front.__rsgi__(scope, recorder))
            return recorder

        yield ask
        front.__rsgi_del__(runner.get_loop())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("front")


@pytest.fixture(scope="module")
def ask(built: Path, folder: Path) -> Iterator[Ask]:
    with asking(built, folder) as ask:
        yield ask


def fail(*_: object) -> NoReturn:
    raise TypeError("a fault of ours")


def status(recorder: Recorder) -> object:
    ((_, found, *_),) = recorder.calls
    return found


def test_what_takes_little_work_is_answered_without_the_application(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_module, "call", fail)
    answer = ask(FEW, accept="text/csv", accept_encoding="gzip")
    assert status(answer) == 200
    assert answer.headers["content-encoding"] == "gzip"


def test_an_answer_that_was_given_is_kept_and_then_known_by_its_signs(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(FEW, accept="text/tab-separated-values")
    monkeypatch.setattr(Near, "few", fail)
    assert ask(FEW, accept="text/tab-separated-values").calls == first.calls
    monkeypatch.setattr(front_module, "read_plain", fail)
    assert ask(FEW, accept="text/tab-separated-values").calls == first.calls


@pytest.mark.parametrize(("query", "path"), [(MANY, "/sparql"), ("", "/")])
def test_whoever_makes_an_answer_it_is_coded_and_kept(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, query: str, path: str
) -> None:
    first = ask(query, path, accept_encoding="zstd")
    assert (status(first), first.headers["content-encoding"]) == (200, "zstd")
    monkeypatch.setattr(front_module, "_called", fail)
    assert ask(query, path, accept_encoding="zstd").calls == first.calls


@pytest.mark.parametrize(("query", "path"), [(FEW, "/sparql"), (MANY, "/sparql"), ("", "/")])
def test_a_head_has_the_headers_of_what_is_not_sent(ask: Ask, query: str, path: str) -> None:
    head = ask(query, path, "HEAD", accept_language="en")
    assert head.calls == [("response_empty", 200)]
    whole = ask(query, path, accept_language="en")
    assert head.headers == whole.headers
    ((*_, body),) = whole.calls
    assert isinstance(body, bytes)
    assert int(head.headers["content-length"]) == len(body) > 0


def test_the_application_knows_what_a_client_has_by_its_own_tag(ask: Ask) -> None:
    """The date has the request pass by the cache."""
    tag = ask(path="/", accept_encoding="gzip").headers["etag"]
    day = "Mon, 01 Jan 1990 00:00:00 GMT"
    unchanged = ask(path="/", accept_encoding="gzip", if_none_match=tag, if_modified_since=day)
    assert (unchanged.calls, unchanged.headers["etag"]) == ([("response_empty", 304)], tag)


def test_a_long_answer_is_sent_bit_by_bit_also_when_it_comes_again(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_AT_ONCE", 1_000)
    for _ in range(3):
        ((name, *_),) = ask(FEW, accept="application/sparql-results+xml").calls
        assert name == "response_file"


def test_a_client_that_asks_again_has_what_was_lent_to_it(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "_PREPARED", 1_000)
    size = next((built / "snapshots").rglob(FILE.rpartition("/")[2])).stat().st_size
    monkeypatch.setattr(front_module, "_LENT_MEGABYTES", size / 1_000_000)
    with asking(built, tmp_path) as ask:
        names = [ask(path=FILE).calls[0][0] for _ in range(4)]
    assert names == ["response_file", "response_file", "response_stream", "response_stream"]


@pytest.mark.parametrize(("module", "name", "query"), [(front_module, "_called", MANY + " "), (Near, "few", FEW + " ")])
def test_a_fault_is_told_and_no_trace_of_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, module: object, name: str, query: str
) -> None:
    monkeypatch.setattr(module, name, fail)
    (call,) = ask(query).calls
    assert call == ("response_bytes", 500, b"Something went wrong here; the operator can see what.\n")


def test_what_a_format_cannot_hold_is_told_and_no_fault(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    query = "CONSTRUCT { ?x <http://example.org/1> ?y } { ?x <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?y }"
    answer = ask(query, accept="application/rdf+xml")
    assert (status(answer), caplog.records) == (400, [])


def test_an_answer_that_nobody_waits_for_counts_as_abandoned(ask: Ask) -> None:
    assert ask(path="/concept/", gone=True).calls == [("response_empty", 499)]


def test_every_request_is_noted(ask: Ask, folder: Path) -> None:
    before = len((folder / "log").read_text().splitlines())
    for _ in range(3):
        ask(FEW, accept="application/json")
    ask(path="/nothing")
    lines = [json.loads(line) for line in (folder / "log").read_text().splitlines()[before:]]
    assert [(line["status"], line["cached"]) for line in lines] == [
        (200, False),
        (200, True),
        (200, True),
        (404, False),
    ]
