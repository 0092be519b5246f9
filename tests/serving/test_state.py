from __future__ import annotations

from pathlib import Path

import pytest

from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root
from preventiegraaf.querying import ForkServer, Pool
from preventiegraaf.serving.state import State
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf


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
