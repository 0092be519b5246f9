from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from preventiegraaf.querying.near import Near
from preventiegraaf.serving.front import Front
from preventiegraaf.settings import Settings

from .rsgi import Headers, Recorder, Scope

Ask = Callable[[str], Recorder]


@pytest.fixture(scope="module")
def ask(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask the front of a server process, which looks for nothing newer and makes nothing ready."""
    settings = Settings(root=built / "root", snapshots=built / "snapshots", query_workers=1)
    front = Front(settings, tmp_path_factory.mktemp("figures"), os.getpid())
    front.ending.set()
    with asyncio.Runner() as runner:
        front.__rsgi_init__(runner.get_loop())

        def asked(query: str) -> Recorder:
            scope = Scope(Headers([("host", "a")]), path="/sparql", query_string=f"query={quote(query)}")
            runner.run(front.__rsgi__(scope, recorder := Recorder()))
            return recorder

        yield asked
        front.__rsgi_del__(runner.get_loop())


def test_the_application_tells_what_goes_wrong_in_the_front(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise TypeError("a fault of ours")

    monkeypatch.setattr(Near, "few", fail)
    (call,) = ask("ASK { <http://example.org/x1> ?p ?o }").calls
    assert call == ("response_bytes", 500, b"Something went wrong here; the operator can see what.\n")
