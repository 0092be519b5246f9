from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from preventiegraaf.paths import Root
from preventiegraaf.querying import Pool
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.serving.state import CurrentState, State
from preventiegraaf.serving.warming import warm
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served


class Recording:
    """An application that keeps which pages it was asked for in which languages, and the status of each answer."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application
        self.asked: list[tuple[str, str]] = []
        self.statuses: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append((environ["PATH_INFO"], environ["HTTP_ACCEPT_LANGUAGE"]))

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            self.statuses.append(status)
            return start(status, headers, exc_info)

        return self._application(environ, begin)

    @property
    def paths(self) -> list[str]:
        """The paths, each once, in the order in which they were asked for."""
        return list(dict.fromkeys(path for path, _ in self.asked))


@pytest.fixture
def recording(snapshot: Snapshot, pool: Pool) -> Recording:
    return Recording(create_app(Served(snapshot, pool, {})))


def test_pages_with_which_readers_begin_are_asked_for_in_both_languages(
    recording: Recording, snapshot: Snapshot
) -> None:
    warm(recording, snapshot, with_queries=True, ending=lambda: False)
    assert set(recording.statuses) == {"200 OK"}
    assert recording.asked == [(path, language) for path in recording.paths for language in ("nl", "en")]
    documents = {f"/doc/document/{slug}" for slug in snapshot.manifest["documents"]}
    assert documents | {"/", "/search", "/network", "/def", "/reasoning"} <= set(recording.paths)
    assert any(path.startswith("/doc/person/") for path in recording.paths)


def test_another_engine_is_not_asked_for_nobody(recording: Recording, snapshot: Snapshot) -> None:
    warm(recording, snapshot, with_queries=False, ending=lambda: False)
    assert "/def" in recording.paths
    assert "/reasoning" not in recording.paths


def test_it_stops_between_two_pages_when_it_is_told_to(recording: Recording, snapshot: Snapshot) -> None:
    warm(recording, snapshot, with_queries=True, ending=lambda: len(recording.asked) == 3)
    assert len(recording.asked) == 3


def test_a_newer_snapshot_is_made_ready_before_it_is_served(
    make_root: Callable[..., Root], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, home = make_root(), tmp_path_factory.mktemp("snapshots")
    settings = Settings(root=root.folder, snapshots=home, query_workers=1)
    former = build(root, Shelf(home, root), ColumnarReasoner(), lambda _: None)
    current = CurrentState(settings)
    warmed: list[tuple[str, str]] = []
    monkeypatch.setattr(State, "warm", lambda self, _: warmed.append((self.digest, current.digest)))
    try:
        (root.data / "more.ttl").write_text("<http://a.example/a> <http://a.example/b> 1 .\n", encoding="utf-8")
        newer = build(root, Shelf(home, root), ColumnarReasoner(), lambda _: None)
        assert current.renew(lambda: False)
    finally:
        current.close()
    assert warmed == [(newer.digest, former.digest)]
    assert current.digest == newer.digest
