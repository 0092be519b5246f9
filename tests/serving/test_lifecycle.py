"""Starting, stopping, dying and renewing: nothing is lost, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

import psutil
import pytest

from waiting import SECONDS, living

from .conftest import PATIENT, RUNAWAY, Live, Start

Until = Callable[..., None]
TURTLE = "@prefix ex: <http://example.org/> .\nex:mark ex:is {} .\n"


def write(live: Live, text: str) -> None:
    """Change a file of the graph, at once as editors do: whoever reads it meanwhile finds it as it was, or whole."""
    draft = live.folder / "mark.ttl"
    draft.write_text(text, encoding="utf-8")
    draft.replace(live.root.data / "mark.ttl")


def mark(live: Live, number: int) -> None:
    """Change a file of the graph so that it says this number."""
    write(live, TURTLE.format(number))


def has_mark(live: Live, number: int) -> bool:
    answer = live.ask(f"ASK {{ <http://example.org/mark> <http://example.org/is> {number} }}")
    assert answer.status == 200, answer
    return b"true" in answer.body


@contextmanager
def asking(live: Live, threads: int = 2) -> Iterator[Counter[object]]:
    """Ask all the time, from several clients; the outcomes are counted when the block ends."""
    ending, counts = threading.Event(), Counter[object]()

    def ask(number: int) -> None:
        turn = 0
        while not ending.is_set():
            turn += 1
            try:
                answer = live.ask(f"SELECT * {{ ?s ?p ?o }} LIMIT {1 + (turn * threads + number) % 50}")
                counts[answer.status] += 1
            except Exception as error:  # noqa: BLE001 - whatever fails is counted
                counts[repr(error)] += 1
            ending.wait(0.01)

    with ThreadPoolExecutor(threads) as pool:
        for number in range(threads):
            pool.submit(ask, number)
        try:
            yield counts
        finally:
            ending.set()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_ends_at_once_when_idle_and_leaves_nothing_behind(
    start: Start, until: Callable[..., None], by: signal.Signals, workers: str
) -> None:
    live = start("--workers", workers, *PATIENT)
    assert live.get("/healthz").status == 200
    family = live.family()
    assert len(family) >= 2
    live.stop(by)
    assert live.process.returncode == 0
    until(lambda: living(family) == [])  # a process that was about to start sees only then that nobody is there


def test_an_end_is_not_lost_whichever_thread_is_told(start: Start) -> None:
    live = start(*PATIENT)
    main = live.process.pid
    os.kill(next(thread.id for thread in psutil.Process(main).threads() if thread.id != main), signal.SIGTERM)
    assert live.process.wait(SECONDS) == 0


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_an_end_while_processes_are_still_starting_is_not_lost(start: Start, until: Until, by: signal.Signals) -> None:
    live = start("--workers", "2", *PATIENT)
    live.web_processes()[0].kill()
    until(lambda: len(live.said().split("Unexpected exit")) > 1)
    time.sleep(0.3)  # its successor is loading now
    family = live.family()
    live.stop(by)
    until(lambda: living(family) == [])


ASLEEP_AFTER_FORK = """
import os, sys, time
def sleep():
    if os.path.exists({mark!r}):
        print("forked", file=sys.stderr, flush=True)
        time.sleep(1)
os.register_at_fork(after_in_child=sleep)
"""


def test_an_end_at_the_moment_of_a_fork_is_not_lost(start: Start, until: Until, tmp_path: Path) -> None:
    slowly = tmp_path / "fork slowly"
    (tmp_path / "sitecustomize.py").write_text(ASLEEP_AFTER_FORK.format(mark=str(slowly)), encoding="utf-8")
    live = start("--workers", "2", *PATIENT, PYTHONPATH=str(tmp_path))
    slowly.touch()
    live.web_processes()[0].kill()
    until(lambda: "forked" in live.said())
    family = live.family()
    live.stop()
    until(lambda: living(family) == [])


@pytest.mark.parametrize("whole_group", [False, True])
def test_requests_under_way_are_answered_before_the_end(start: Start, until: Until, whole_group: bool) -> None:
    live = start("--query-seconds", "1", "--query-workers", "2")
    with ThreadPoolExecutor(2) as clients:
        slow = clients.submit(live.ask, RUNAWAY)
        until(lambda: live.under_way() == 1 or slow.done())
        if whole_group:  # as Ctrl-C in a terminal, or a service manager that signals every process
            for process in live.family():
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGINT)
        live.stop(signal.SIGINT)
        answer = slow.result()
    assert (answer.status, b"longer than the limit" in answer.body) == (408, True)
    assert live.process.returncode == 0


def test_the_death_of_the_main_process_ends_the_family(start: Start, until: Until) -> None:
    live = start("--workers", "2", "--query-seconds", "1")
    with ThreadPoolExecutor(1) as client:
        running = client.submit(live.ask, RUNAWAY)
        until(lambda: live.under_way() == 1 or running.done())
        family = live.family()
        live.process.kill()
        live.process.wait()
        until(lambda: len(living(family)) < len(family))
        with suppress(Exception):
            running.result()
    until(lambda: living(family) == [])


def test_a_killed_web_process_is_replaced_with_its_workers(start: Start, until: Until) -> None:
    live = start("--workers", "2")
    killed, other = live.web_processes()
    orphans = killed.children(recursive=True)
    killed.kill()
    until(lambda: living(orphans) == [])
    until(lambda: len(living(live.web_processes())) == 2 and killed.pid not in {p.pid for p in live.web_processes()})
    assert other.is_running()
    until(lambda: all(ok(live) for _ in range(10)))


def ok(live: Live) -> bool:
    try:
        return live.ask("ASK {}").status == 200
    except (OSError, HTTPException):
        return False


def test_figures_are_summed_over_the_processes(start: Start, until: Until) -> None:
    live = start("--workers", "2")
    for _ in range(40):
        assert live.get("/nothing").status == 404

    def told(figure: str) -> bool:
        try:
            return figure in live.get("/metrics").body.decode()
        except (OSError, HTTPException):
            return False  # the connection was one of the process that was killed

    asked = 'preventiegraaf_requests_total{kind="page",status="404"} 40.0'
    until(lambda: told(asked))
    live.web_processes()[0].kill()
    until(lambda: ok(live) and told(asked))
    until(lambda: told("preventiegraaf_requests_under_way 0.0"))


def test_a_new_snapshot_is_taken_under_load_without_a_failed_request(start: Start, until: Until) -> None:
    live = start("--queries-per-client", "50", "--query-workers", "1", *PATIENT)
    (web,) = live.web_processes()
    figures = []
    with asking(live) as counts:
        for number in range(4):
            mark(live, number)
            digest = live.build()
            until(lambda digest=digest: digest in live.get("/readyz").body.decode())
            assert has_mark(live, number)
            assert number == 0 or not has_mark(live, number - 1)
            until(lambda: len(web.children(recursive=True)) == 3)  # the fork server, a worker and a spare one
            figures.append((web.num_fds(), web.num_threads()))
    assert set(counts) == {200}, counts
    assert counts[200] > 50
    most = max(count for count, _ in figures[:2]) + 10
    until(lambda: web.num_fds() <= most)  # the files of a former snapshot are closed some time after its workers end
    assert max(count for _, count in figures) < 100, figures
    shelf = next((live.folder / "snapshots").iterdir())
    assert len([folder for folder in shelf.iterdir() if folder.is_dir()]) <= 3
    live.stop()


def test_a_request_that_began_before_the_switch_is_answered_after_it(start: Start, until: Until) -> None:
    live = start("--query-seconds", "5", "--query-workers", "1", "--queries-per-client", "50")
    with ThreadPoolExecutor(1) as client:
        slow = client.submit(live.ask, RUNAWAY)
        until(lambda: live.under_way() == 1 or slow.done())
        mark(live, 1)
        digest = live.build()
        until(lambda: digest in live.get("/readyz").body.decode())
        assert has_mark(live, 1)
        assert slow.result().status == 408
    until(lambda: len(live.web_processes()[0].children(recursive=True)) == 3)


def test_changed_files_are_built_and_broken_ones_are_told(start: Start, until: Until) -> None:
    live = start("--watch", *PATIENT)
    write(live, "ex:broken")
    until(lambda: "The build failed; the snapshot before it is served on." in live.said())
    assert "mark.ttl:1" in live.said()
    assert not has_mark(live, 1)
    mark(live, 1)
    until(lambda: has_mark(live, 1))
    family = live.family()
    live.stop()
    until(lambda: living(family) == [])


def test_a_start_with_broken_files_serves_what_was_there_before(start: Start) -> None:
    live = start()
    live.stop()
    (live.root.data / "broken.ttl").write_text("ex:broken", encoding="utf-8")
    again = start()
    assert "broken.ttl:1" in again.said()
    assert "the snapshot before it is served" in again.said()
    assert again.ask("ASK { ?s ?p ?o }").status == 200


def test_a_lost_snapshot_is_not_ready(start: Start, until: Until) -> None:
    live = start()
    shelf = next((live.folder / "snapshots").iterdir())
    digest = (shelf / "current").read_text().strip()
    assert live.get("/readyz").status == 200
    (shelf / digest).rename(shelf / "elsewhere")
    assert live.get("/readyz").status == 503
    assert live.get("/healthz").status == 200
    assert live.build() == digest
    until(lambda: live.get("/readyz").status == 200)
    assert live.ask("ASK {}").status == 200


THREADS_AT_FORK = """
import os, sys, threading
names = lambda: print("at fork:", *(thread.name for thread in threading.enumerate()), file=sys.stderr, flush=True)
os.register_at_fork(before=names)
"""


def test_no_thread_holds_a_lock_when_a_process_is_forked(start: Start, until: Until, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(THREADS_AT_FORK, encoding="utf-8")
    live = start("--watch", "--query-workers", "1", PYTHONPATH=str(tmp_path))

    def forks() -> list[str]:
        return [line for line in live.said().splitlines() if line.startswith("at fork")]

    until(lambda: len(forks()) == 3)  # of the server process, and in the fork server of a worker and a spare one
    assert set(forks()) == {"at fork: MainThread"}
