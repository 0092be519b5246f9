from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root
from preventiegraaf.querying import ForkServer, Pool
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.serving.state import CurrentState, State
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, build


def test_a_snapshot_that_cannot_be_served_leaves_no_workers(
    built: Path, tmp_path: Path, forks: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Shelf(built / "snapshots", Root(built / "root")).hold_current()
    assert held is not None
    ended: list[Pool] = []
    end = Pool.close

    def close(pool: Pool) -> None:
        end(pool)
        ended.append(pool)

    monkeypatch.setattr(Pool, "close", close)
    with pytest.raises(UsageError, match="gone"):
        State(*held, Settings(texts=tmp_path / "gone"), forks)
    held[1].release()
    assert len(ended) == 1


def test_a_former_snapshot_is_let_go_of_when_its_last_request_is_done(
    make_root: Callable[..., Root], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its files stay open, and its place on the disk is taken, for as long as the process lives."""
    root, shelf = make_root(), Shelf(tmp_path / "snapshots", make_root())
    build(root, shelf, ColumnarReasoner(), lambda _: None)
    monkeypatch.setattr(State, "warm", lambda *_: None)
    current = CurrentState(Settings(root=root.folder, snapshots=tmp_path / "snapshots", query_workers=1))
    try:
        former = weakref.ref(current.now.snapshot)
        (root.data / "more.ttl").write_text("<http://a.example/a> <http://a.example/b> 1 .\n", encoding="utf-8")
        build(root, shelf, ColumnarReasoner(), lambda _: None)
        with current.request():
            assert current.renew(lambda: False)
            assert not current.renew(lambda: False)
            assert former() is not None
        assert not current.renew(lambda: False)
        assert former() is None
    finally:
        current.close()
        gc.unfreeze()
