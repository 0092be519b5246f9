"""No query harms the pool: it is stopped in time, told why, and the next one finds a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psutil
import pytest

from preventiegraaf.errors import (
    AnswerTooLargeError,
    BusyError,
    EngineError,
    LimitError,
    PreventiegraafError,
    QueryAbandonedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooComplexError,
    TooManyQueriesError,
    UsageError,
)
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task, Written
from preventiegraaf.querying.workers.process import Worker
from preventiegraaf.querying.workers.shares import Standing
from waiting import children_of, descriptors, living, until

Stores = tuple[Path, Path]
Hired = Callable[..., AbstractContextManager[Pool]]
Kill = Callable[[psutil.Process], None]
OwnWorkers = Callable[..., AbstractContextManager[tuple[Pool, Callable[[], list[psutil.Process]]]]]
P = "<http://example.org/p>"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?s {P} ?o }}"
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ ?a {P} ?b . ?c {P} ?d . ?e {P} ?f . FILTER(?a = ?f && ?b = ?e && ?c = ?b) }}"
MEGABYTE = 1_000_000
PATIENT = Limits(seconds=300)
"""For queries that a test ends itself."""


@pytest.fixture
def hired(forks: ForkServer, stores: Stores) -> Hired:
    """Makes a pool, which is closed afterwards."""

    def hire(limits: Limits | None = None, **crew: Any) -> AbstractContextManager[Pool]:
        chosen = limits or Limits(seconds=60, memory=300 * MEGABYTE)
        return closing(Pool(forks, stores, chosen, Crew(**{"workers": 1, **crew})))

    return hire


def ask(pool: Pool, query: str, format_: str = "csv", seconds: float | None = None, **more: Any) -> Written:
    return pool.answer(Task(query, format_, seconds=seconds), **more)


def content(written: Written) -> bytes:
    if isinstance(written.content, bytes):
        return written.content
    with written.content:
        return written.content.read()


def is_whole(pool: Pool) -> bool:
    return content(ask(pool, COUNT)).split() == [b"n", b"1001"]


def workers() -> list[psutil.Process]:
    """The living worker processes of this process, of every pool."""
    return [process for server in children_of(psutil.Process()) if forks(server) for process in children_of(server)]


def forks(process: psutil.Process) -> bool:
    """Whether a process is a fork server."""
    with suppress(psutil.NoSuchProcess):  # a zombie is none either
        return "preventiegraaf.querying.workers.forkserver" in process.cmdline()
    return False


@pytest.fixture
def own_workers(hired: Hired) -> OwnWorkers:
    """Makes a pool, and tells its living workers."""

    @contextmanager
    def hire(limits: Limits | None = None, **more: Any) -> Iterator[tuple[Pool, Callable[[], list[psutil.Process]]]]:
        others = {child.pid for child in workers()}
        with hired(limits, **more) as pool:
            yield pool, lambda: [child for child in workers() if child.pid not in others]

    return hire


@contextmanager
def running(pool: Pool, client: str = "") -> Iterator[Future[Written]]:
    """A query that does not end, until the block does; then its client hangs up. In the block it waits or runs."""
    begun, gone = threading.Event(), threading.Event()

    def abandoned() -> bool:
        begun.set()
        return gone.is_set()

    with ThreadPoolExecutor(1) as one:
        query = one.submit(ask, pool, RUNAWAY, client=client, abandoned=abandoned)
        query.add_done_callback(lambda _: begun.set())  # should it fail at once
        begun.wait()
        try:
            yield query
        finally:
            gone.set()
        with pytest.raises(QueryAbandonedError):
            query.result()


def test_it_answers(hired: Hired) -> None:
    with hired() as pool:
        assert is_whole(pool)
        assert content(pool.answer(Task(COUNT, "csv", infer=False))).split() == [b"n", b"1000"]
        assert ask(pool, f"SELECT * {{ ?s {P} ?o }} LIMIT 5").rows == 5


def test_a_query_is_stopped_at_the_deadline_and_its_worker_replaced(own_workers: OwnWorkers) -> None:
    with own_workers() as (pool, living):
        assert is_whole(pool)
        before = {child.pid for child in living()}
        with pytest.raises(QueryTimeoutError, match=r"0\.5 s"):
            ask(pool, RUNAWAY, seconds=0.5)
        assert is_whole(pool)
        assert len(living()) == 1
        assert not before & {child.pid for child in living()}


def test_no_query_has_more_time_than_the_limit(hired: Hired) -> None:
    with hired(Limits(seconds=0.3)) as pool, pytest.raises(QueryTimeoutError, match=r"0\.3 s"):
        ask(pool, RUNAWAY, seconds=60)


def test_an_answer_that_came_while_nobody_looked_is_not_too_late(forks: ForkServer, stores: Stores) -> None:
    worker, task = Worker(forks, stores, PATIENT), Task(COUNT, "csv")
    assert worker.ask(task, lambda: False).rows == 1
    process = psutil.Process(worker._process.number())
    process.suspend()

    def kept_away() -> bool:
        process.resume()
        return not worker._arrival.poll()  # as long as it takes

    assert worker.ask(replace(task, seconds=0.1), kept_away).rows == 1
    worker.kill()


DOUBLED = " ".join(f"BIND(CONCAT(?x{number}, ?x{number}) AS ?x{number + 1})" for number in range(40))
HOGS = {
    "GROUP_CONCAT": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c))) AS ?x) {{ ?a {P} ?b . ?c {P} ?d . ?e {P} ?f }}",
    "cross product ORDER BY": f"SELECT * {{ ?a {P} ?b . ?c {P} ?d . ?e {P} ?f }} ORDER BY ?a",
    "DISTINCT": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ ?a {P} ?b . ?c {P} ?d . ?e {P} ?f }}",
    "doubling": f'SELECT (STRLEN(?x40) AS ?z) {{ BIND("aaaaaaaaaa" AS ?x0) {DOUBLED} }}',
    "REPLACE": "SELECT (STRLEN(" + "REPLACE(" * 8 + "?x" + ', "", ?x)' * 8 + f') AS ?n) {{ BIND("{"a" * 60}" AS ?x) }}',
    "paths": f"SELECT (COUNT(*) AS ?n) {{ ?a (({P}*)*/(^{P})*)* ?b . ?c {P}* ?d }}",
    "many joins": "SELECT * {" + " ".join(f"?a{number} ?b{number} ?c{number} ." for number in range(2_000)) + "}",
    "optionals": "SELECT * {" + "OPTIONAL { ?a ?b ?c } " * 2_000 + "}",
}


@pytest.mark.parametrize("query", HOGS.values(), ids=HOGS)
def test_a_hog_ends_its_worker_and_no_more(hired: Hired, query: str) -> None:
    before = psutil.Process().memory_info().rss
    with hired(Limits(seconds=60, memory=150 * MEGABYTE)) as pool:
        with pytest.raises((QueryMemoryError, QueryTimeoutError)):
            ask(pool, query, seconds=1)
        assert is_whole(pool)
    assert psutil.Process().memory_info().rss - before < 50 * MEGABYTE


@pytest.mark.parametrize("pattern", ["(a*)*(b|c)(a|aa)+$", "(a{1,1000}){1,1000}", "(" * 5_000 + "a" + ")" * 5_000])
def test_no_regular_expression_is_a_catastrophe(hired: Hired, pattern: str) -> None:
    with hired(Limits(seconds=60, memory=200 * MEGABYTE)) as pool:
        with suppress(LimitError):
            ask(pool, f'ASK {{ FILTER(REGEX("{"a" * 50_000}", "{pattern}")) }}', seconds=5)
        assert is_whole(pool)


@pytest.mark.parametrize("name", ["doubling", "DISTINCT"])
def test_want_of_memory_is_told_as_such(hired: Hired, name: str) -> None:
    with (
        hired(Limits(seconds=300, memory=100 * MEGABYTE)) as pool,
        pytest.raises(QueryMemoryError, match="100 MB"),
    ):
        ask(pool, HOGS[name])


DEEP = {
    "braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "parentheses": "SELECT (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) {}",
    "negations": "ASK { FILTER(" + "!" * 100_000 + "true) }",
    "sums": "ASK { FILTER(" + "1+" * 100_000 + "1) }",
    "paths": f"ASK {{ ?a {f'{P}/' * 50_000}{P} ?b }}",
    "unions": "ASK {" + "{} UNION " * 50_000 + "{} }",
    "sub-queries": "SELECT * {" + "{ SELECT * {" * 20_000 + "} }" * 20_000 + "}",
    "EXISTS": "ASK {" + "FILTER EXISTS {" * 20_000 + "}" * 20_000 + "}",
    "lists": "ASK {" + "(" * 50_000 + "1" + ")" * 50_000 + " ?p ?o }",
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_a_query_that_is_too_deep_is_told_as_such(hired: Hired, query: str) -> None:
    with hired(PATIENT) as pool:
        with pytest.raises(QueryTooComplexError, match="nested too deeply"):
            ask(pool, query)
        assert is_whole(pool)


def test_rows_are_cut_and_bytes_refused(hired: Hired) -> None:
    with hired(Limits(rows=10, size=2_000)) as pool:
        cut = ask(pool, f"SELECT * {{ ?s {P} ?o }}")
        assert (cut.rows, cut.truncated) == (10, True)
        assert json.loads(content(ask(pool, f"SELECT * {{ ?s {P} ?o }}", "json")))["head"]["truncated"] is True
        graph = ask(pool, f"CONSTRUCT {{ ?s {P} ?o }} WHERE {{ ?s {P} ?o }}", "nt")
        assert (graph.rows, graph.truncated) == (10, True)
        whole = ask(pool, f"CONSTRUCT {{ <urn:a> {P} <urn:b> }} WHERE {{ ?s {P} ?o }}", "nt")
        assert (whole.rows, whole.truncated) == (1, False)
        assert not ask(pool, f"SELECT * {{ ?s {P} ?o }} LIMIT 10").truncated
        with pytest.raises(AnswerTooLargeError, match="2000 is the limit"):
            ask(pool, f'SELECT ("{"x" * 3_000}" AS ?x) {{}}')


ERRORS = {
    "SELECT": QuerySyntaxError,
    "DROP ALL": QueryRefusedError,
    "ASK FROM <urn:elsewhere> {}": QueryRefusedError,
    "CONSTRUCTWHERE { ?s ?p ?o }": UsageError,
}


@pytest.mark.parametrize(("query", "error"), ERRORS.items())
def test_errors_keep_their_kind_and_the_worker_lives(
    own_workers: OwnWorkers, query: str, error: type[Exception]
) -> None:
    with own_workers() as (pool, living):
        assert is_whole(pool)
        before = living()
        with pytest.raises(error):
            ask(pool, query)
        with pytest.raises(UsageError, match="not the IRI of a graph"):
            pool.answer(Task("ASK {}", "json", default_graphs=("no iri",)))
        assert living() == before


def test_a_full_queue_sends_away_at_once(hired: Hired) -> None:
    with hired(PATIENT, waiting=1, patience=300, per_client=9) as pool:
        with running(pool), running(pool), pytest.raises(BusyError, match="queue is full"):
            ask(pool, COUNT)
        assert is_whole(pool)


def test_patience_ends(hired: Hired) -> None:
    with hired(PATIENT, patience=0.2, per_client=9) as pool:
        with running(pool), pytest.raises(BusyError, match="busy with other queries"):
            ask(pool, COUNT)
        assert is_whole(pool)


def test_one_client_has_its_share(hired: Hired) -> None:
    with hired(PATIENT, workers=2, per_client=1) as pool:
        assert is_whole(pool)
        with running(pool, "greedy"):
            with pytest.raises(TooManyQueriesError):
                ask(pool, COUNT, client="greedy")
            assert ask(pool, COUNT, client="other").rows == 1
        assert ask(pool, COUNT, client="greedy").rows == 1


def test_a_client_that_hangs_up_frees_its_place(hired: Hired) -> None:
    with hired(PATIENT, patience=300, per_client=9) as pool:
        assert is_whole(pool)
        with running(pool):
            glances = iter([False, False, True])
            with pytest.raises(QueryAbandonedError):  # in the queue
                ask(pool, RUNAWAY, abandoned=lambda: next(glances))
        assert is_whole(pool)  # and under way


def test_a_slow_reader_of_a_big_answer_does_not_hold_the_worker(hired: Hired) -> None:
    with hired() as pool:
        big = ask(pool, f"SELECT * {{ ?a {P} ?b . ?c {P} <http://example.org/0> }}", "json")
        assert not isinstance(big.content, bytes)
        again = ask(pool, f"SELECT * {{ ?a {P} ?b . ?c {P} <http://example.org/0> }}", "json")
        assert is_whole(pool)
        assert content(big) == content(again)


def test_an_idle_worker_that_dies_is_not_noticed(own_workers: OwnWorkers, kill: Kill) -> None:
    with own_workers(workers=2) as (pool, living):
        assert is_whole(pool)
        for _ in range(3):
            for child in living():
                kill(child)
            assert is_whole(pool)
        assert is_whole(pool)
        assert len(living()) == 2


def test_signals_to_the_whole_group_are_for_the_parent(own_workers: OwnWorkers) -> None:
    with own_workers() as (pool, living):
        assert is_whole(pool)
        before = living()
        for sign in (signal.SIGTERM, signal.SIGINT):
            before[0].send_signal(sign)
        assert is_whole(pool)
        assert living() == before


def test_a_worker_lost_from_outside_is_no_fault_of_the_query(
    own_workers: OwnWorkers, caplog: pytest.LogCaptureFixture
) -> None:
    with own_workers(PATIENT) as (pool, living):
        assert is_whole(pool)
        with pytest.raises(EngineError, match="through no fault of the query"):
            ask(pool, RUNAWAY, abandoned=lambda: any(child.kill() for child in living()))
        assert is_whole(pool)
    assert "A query worker was lost (SIGKILL)" in caplog.text


def test_a_worker_that_is_stopped_counts_as_too_late(own_workers: OwnWorkers) -> None:
    with own_workers() as (pool, living):
        assert is_whole(pool)
        living()[0].suspend()
        with pytest.raises(QueryTimeoutError):
            ask(pool, COUNT, seconds=0.5)
        assert is_whole(pool)


def test_what_breaks_off_the_asking_does_not_leave_an_answer_for_the_next(hired: Hired) -> None:
    def burst() -> bool:
        raise KeyError("unforeseen")

    with hired() as pool:
        assert is_whole(pool)
        with pytest.raises(KeyError):
            ask(pool, RUNAWAY, abandoned=burst)
        assert is_whole(pool)


def test_a_crew_that_cannot_start_is_told_at_once(
    forks: ForkServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Pool(forks, (tmp_path / "none", tmp_path / "none"), Limits(), Crew(workers=1))) as pool:
        for _ in range(2):
            with pytest.raises(EngineError, match="could be started"):
                ask(pool, COUNT)
    assert "none" in caplog.text


def test_200_good_and_bad_queries_leave_the_pool_whole(own_workers: OwnWorkers) -> None:
    bad = ["SELECT", "SELECT ((", "DROP ALL", "SELECT * { SERVICE <urn:x> {} }", "ASK FROM <urn:x> {}"]
    deadly = [HOGS["doubling"], DEEP["negations"]]
    with own_workers(limits=Limits(seconds=60, memory=60 * MEGABYTE), workers=2, per_client=99, patience=300) as (
        pool,
        living,
    ):

        def one(number: int) -> bool:
            if number % 2:
                return is_whole(pool)
            with pytest.raises(PreventiegraafError):
                ask(pool, deadly[number // 20 % 2] if number % 20 == 0 else bad[number // 2 % len(bad)])
            return True

        before = descriptors()
        with ThreadPoolExecutor(4) as several:
            assert all(several.map(one, range(200)))
        assert all(is_whole(pool) for _ in range(2))  # each worker in its turn, so that both have begun
        assert len(living()) == 2
        assert descriptors() <= before


def test_close_leaves_no_process_and_no_descriptor(own_workers: OwnWorkers) -> None:
    before = descriptors()
    with own_workers(PATIENT, workers=2) as (pool, living):
        assert all(is_whole(pool) for _ in range(2))  # each worker in its turn
        with running(pool):
            pool.close()
            assert len(living()) == 1
            assert is_whole(pool)  # a request that still holds the pool is answered
        assert living() == []
    assert descriptors() == before


def test_a_closed_pool_starts_no_worker_that_nobody_needs(
    forks: ForkServer, own_workers: OwnWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Mock(wraps=forks.start)
    monkeypatch.setattr(forks, "start", start)
    with own_workers(PATIENT) as (pool, _):
        with running(pool):
            pool.close()
        assert start.call_count == 1


PARENT = """
import sys
from pathlib import Path
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task
pool = Pool(ForkServer(), (Path(sys.argv[1]), Path(sys.argv[2])), Limits(seconds=300), Crew(workers=2))
for _ in range(2):  # each worker in its turn
    pool.answer(Task("ASK {}", "json"))
pool.answer(Task(sys.argv[3], "json"), abandoned=lambda: print("ready", flush=True))
"""


def test_workers_end_with_their_parent_even_when_busy(stores: Stores) -> None:
    command = [sys.executable, "-c", PARENT, *map(str, stores), RUNAWAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        try:
            assert parent.stdout.readline() == "ready\n"
            family = children_of(psutil.Process(parent.pid), recursive=True)
            assert len(family) == 3  # the fork server and its workers
        finally:
            parent.kill()
    until(lambda: living(family) == [])


def test_the_noise_of_a_dying_worker_does_not_reach_the_terminal(
    hired: Hired, capfd: pytest.CaptureFixture[str]
) -> None:
    with hired(Limits(memory=50 * MEGABYTE)) as pool:
        with pytest.raises(QueryMemoryError):
            ask(pool, HOGS["doubling"])
        assert is_whole(pool)
    assert capfd.readouterr() == ("", "")


def test_a_worker_leaves_no_core_file_and_is_the_first_to_go_when_memory_ends(own_workers: OwnWorkers) -> None:
    with own_workers() as (pool, living):
        assert is_whole(pool)
        child = living()[0]
        assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
        assert Path(f"/proc/{child.pid}/oom_score_adj").read_text().strip() == "1000"
        assert os.getpgid(child.pid) != os.getpgrp()


def test_who_ends_a_worker_waits_behind_the_others(hired: Hired) -> None:
    with hired(long=1) as pool:
        assert is_whole(pool)
        with pytest.raises(QueryTooComplexError):
            ask(pool, DEEP["negations"], client="reckless")
        assert ask(pool, COUNT, client="careful").rows == 1
        standings = [pool._turns._shares.standing(client) for client in ("reckless", "careful")]
        assert standings == [Standing.LATE, Standing.TRUSTED]


def test_a_long_query_goes_on_beside_the_others(own_workers: OwnWorkers) -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    with own_workers(PATIENT, long=1, patience=300) as (pool, living):
        assert is_whole(pool)
        with running(pool, "patient") as long:
            assert is_whole(pool)
            assert not long.done()
            assert sorted(child.nice() for child in living()) == [ours, 10]
        assert is_whole(pool)
        assert [child.nice() for child in living()] == [ours]
