"""The fork server starts workers that have nothing of each other, bears every loss, and leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest

from preventiegraaf.errors import EngineError
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task
from waiting import children_of, until

Stores = tuple[Path, Path]
Kill = Callable[[psutil.Process], None]
SITE = """
import os
before = os.fork
def fork():
    if os.path.exists({mark!r}):
        raise OSError("Resource temporarily unavailable")
    return before()
os.fork = fork
"""


class Own:
    """A fork server of a test's own with pools on it, and its processes."""

    def __init__(self, opened: ExitStack, stores: Stores) -> None:
        self._opened, self._stores = opened, stores
        self._others = {child.pid for child in psutil.Process().children()}
        self.forks = opened.enter_context(closing(ForkServer()))

    def pool(self, workers: int = 1) -> Pool:
        """A pool of which each worker is ready."""
        made = Pool(self.forks, self._stores, Limits(seconds=60), Crew(workers=workers))
        self._opened.enter_context(closing(made))
        for _ in range(workers):
            assert answer(made, "ASK {}").split() == [b"true"]
        return made

    def server(self) -> psutil.Process:
        """The process that is the fork server."""
        (found,) = (child for child in children_of(psutil.Process()) if child.pid not in self._others)
        return found

    def workers(self) -> list[psutil.Process]:
        """Those that it started and still knows, also of those that have ended."""
        return list(self.server().children())


@pytest.fixture
def own(stores: Stores) -> Iterator[Own]:
    with ExitStack() as opened:
        yield Own(opened, stores)


def answer(pool: Pool, query: str) -> bytes:
    content = pool.answer(Task(query, "csv")).content
    assert isinstance(content, bytes)
    return content


def test_it_has_one_thread_when_it_forks(own: Own) -> None:
    own.pool()
    assert own.server().num_threads() == 1


def test_workers_draw_random_numbers_of_their_own(own: Own) -> None:
    pool = own.pool(2)
    query = "SELECT (UUID() AS ?u) (RAND() AS ?r) {}"
    first, second = answer(pool, query), answer(pool, query)  # each worker in its turn
    assert set(first.splitlines()[1].split(b",")).isdisjoint(second.splitlines()[1].split(b","))


def test_a_worker_has_no_descriptor_of_another(own: Own) -> None:
    own.pool(3)
    sockets = [sorted(sockets_of(worker)) for worker in own.workers()]
    assert [len(found) for found in sockets] == [1, 1, 1]
    assert len({found[0] for found in sockets}) == 3
    assert not set(sockets_of(own.server())) & {found[0] for found in sockets}


def sockets_of(process: psutil.Process) -> set[str]:
    """The sockets that a process has open, by what the system calls them."""
    return {str(path.readlink()) for path in Path(f"/proc/{process.pid}/fd").iterdir() if path.is_socket()}


def test_it_forgets_a_worker_that_was_ended(own: Own, kill: Kill) -> None:
    pool = own.pool(2)
    descriptors = own.server().num_fds()
    for _ in range(3):
        for worker in own.workers():
            kill(worker)
        assert answer(pool, "ASK {}").split() == [b"true"]
        assert answer(pool, "ASK {}").split() == [b"true"]
    until(lambda: len(own.workers()) == 2)  # a worker may answer before the fork server has let go of the one before it
    until(lambda: own.server().num_fds() <= descriptors)


def test_a_lost_fork_server_is_replaced(own: Own, kill: Kill) -> None:
    pool = own.pool()
    lost = own.server()
    kill(lost)
    assert answer(pool, "ASK {}").split() == [b"true"]
    assert own.server().pid != lost.pid


def test_it_bears_signals_to_the_whole_group(own: Own, kill: Kill) -> None:
    pool = own.pool()
    before = own.server()
    for sign in (signal.SIGTERM, signal.SIGINT):
        before.send_signal(sign)
    kill(own.workers()[0])
    assert answer(pool, "ASK {}").split() == [b"true"]
    assert own.server() == before


def test_where_none_can_be_begun_it_is_told_and_tried_again(
    own: Own, kill: Kill, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = own.pool()
    with monkeypatch.context() as patch:
        patch.setattr("preventiegraaf.querying.workers.forking.subprocess.Popen", fail)
        for process in (*own.workers(), own.server()):
            kill(process)
        with pytest.raises(EngineError, match="could be started"):
            answer(pool, "ASK {}")
    assert answer(pool, "ASK {}").split() == [b"true"]


def fail(*_: object, **__: object) -> None:
    raise OSError("Resource temporarily unavailable")


def test_a_process_that_cannot_be_made_is_tried_again(
    stores: Stores, kill: Kill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "no-more-processes"
    (tmp_path / "sitecustomize.py").write_text(SITE.format(mark=str(mark)), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with ExitStack() as opened:
        own = Own(opened, stores)
        pool = own.pool()
        mark.touch()
        kill(own.workers()[0])
        with pytest.raises(EngineError, match="could be started"):
            answer(pool, "ASK {}")
        mark.unlink()
        assert answer(pool, "ASK {}").split() == [b"true"]


def test_it_ends_with_its_last_worker(own: Own) -> None:
    pool, server = own.pool(), own.server()
    pool.close()
    own.forks.close()
    until(lambda: not server.is_running())  # it is not waited for longer than a moment


def test_a_fork_server_that_ends_later_than_is_waited_for_is_waited_for_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    server = ForkServer()
    process = server._running.process
    wait = process.wait

    def waiting(seconds: float | None = None) -> int:
        if seconds is not None:
            raise subprocess.TimeoutExpired(process.args, seconds)
        code = wait()
        ended.set()
        return code

    monkeypatch.setattr(process, "wait", waiting)
    server.close()
    assert ended.wait(30)
    assert process.returncode is not None
