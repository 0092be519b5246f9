from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root
from preventiegraaf.querying import ForkServer, Pool
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.serving import state as state_module
from preventiegraaf.serving.state import CurrentState, State
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Hold, Shelf, build


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


@pytest.fixture
def changed(
    make_root: Callable[..., Root], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[CurrentState, list[str]]]:
    """What serves a snapshot while the shelf has a newer one, and the digests of the states that were closed."""
    root, shelf = make_root(), Shelf(tmp_path / "snapshots", make_root())
    build(root, shelf, ColumnarReasoner(), lambda _: None)
    closed: list[str] = []
    close = State.close

    def noted(state: State) -> None:
        closed.append(state.digest)
        close(state)

    monkeypatch.setattr(State, "warm", lambda *_: None)
    monkeypatch.setattr(State, "close", noted)
    current = CurrentState(Settings(root=root.folder, snapshots=tmp_path / "snapshots", query_workers=1))
    (root.data / "more.ttl").write_text("<http://a.example/a> <http://a.example/b> 1 .\n", encoding="utf-8")
    build(root, shelf, ColumnarReasoner(), lambda _: None)
    yield current, closed
    current.close()
    gc.unfreeze()


def test_a_former_snapshot_is_let_go_of_when_its_last_request_is_done(changed: tuple[CurrentState, list[str]]) -> None:
    """Else its files stay open, and its place on the disk is taken, for as long as the process lives."""
    current, closed = changed
    former, digest = weakref.ref(current.now.snapshot), current.digest
    with current.request():
        assert current.renew(lambda: False)
        assert not current.renew(lambda: False)
        assert not closed
    assert not current.renew(lambda: False)
    assert closed == [digest]
    assert former() is None


@pytest.mark.parametrize(("owner", "name"), [(State, "warm"), (state_module, "create_app")])
def test_of_a_newer_snapshot_that_cannot_be_served_nothing_is_held(
    changed: tuple[CurrentState, list[str]], monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    current, _ = changed
    served, released, release = current.digest, list[Hold](), Hold.release

    def noted(hold: Hold) -> None:
        released.append(hold)
        release(hold)

    monkeypatch.setattr(owner, name, fail)
    monkeypatch.setattr(Hold, "release", noted)
    with pytest.raises(OSError, match="no room"):
        current.renew(lambda: False)
    assert (current.digest, len(released)) == (served, 1)
