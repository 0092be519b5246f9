"""Who goes first: told by what each client asked before, without any process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from preventiegraaf.errors import BusyError
from preventiegraaf.querying.workers import shares
from preventiegraaf.querying.workers.shares import Shares, Standing
from preventiegraaf.querying.workers.turns import Crew, Turn, Turns


def never() -> bool:
    return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which passes as a test says."""
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


class Queue:
    """Queries that wait in threads of their own and note when they begin."""

    def __init__(self, found: Turns) -> None:
        self._turns, self.begun, self._threads = found, list[str](), list[threading.Thread]()

    def join(self, client: str) -> None:
        before = len(self._turns._waiting)
        thread = threading.Thread(target=self._ask, args=[client])
        thread.start()
        self._threads.append(thread)
        while len(self._turns._waiting) == before:
            time.sleep(0.001)

    def _ask(self, client: str) -> None:
        with self._turns.turn(client, never):
            self.begun.append(client)

    def end(self) -> None:
        for thread in self._threads:
            thread.join()


@contextmanager
def under_way(found: Turns, *clients: str) -> Iterator[list[Turn]]:
    with ExitStack() as stack:
        yield [stack.enter_context(found.turn(client, never)) for client in clients]


def ask(found: Turns, client: str) -> None:
    with found.turn(client, never):
        pass


def ask_long(found: Turns, client: str, clock: list[float]) -> None:
    with found.turn(client, never) as turn:
        clock[0] += 2
        assert found.outlasts(turn, 2.0)


def test_who_asked_short_queries_goes_before_strangers_and_these_before_who_asked_long_ones(clock: list[float]) -> None:
    found = Turns(Crew(workers=1, long=1))
    ask(found, "short")
    ask_long(found, "long", clock)
    queue = Queue(found)
    with under_way(found, "other"):
        for client in ("long", "stranger", "short"):
            queue.join(client)
    queue.end()
    assert queue.begun == ["short", "stranger", "long"]


def test_among_equals_who_had_least_goes_first_and_then_who_came_first(clock: list[float]) -> None:
    found = Turns(Crew(workers=1))
    for client, seconds in (("much", 5), ("little", 0), ("none", 0)):
        with found.turn(client, never):
            clock[0] += seconds
    queue = Queue(found)
    with under_way(found, "other"):
        for client in ("much", "little", "none"):
            queue.join(client)
    queue.end()
    assert queue.begun == ["little", "none", "much"]


def test_one_worker_is_left_to_those_who_asked_short_queries(clock: list[float]) -> None:
    found = Turns(Crew(workers=2, long=1, patience=0.0))
    ask(found, "short")
    with under_way(found, "one stranger"):
        with pytest.raises(BusyError):
            ask(found, "another stranger")
        ask(found, "short")


def test_a_long_query_leaves_its_place_to_the_next(clock: list[float]) -> None:
    found = Turns(Crew(workers=1, long=1, patience=0.0))
    with under_way(found, "long") as [turn]:
        assert not found.outlasts(turn, 2.0)
        with pytest.raises(BusyError):
            ask(found, "other")
        clock[0] += 2
        assert found.outlasts(turn, 2.0)
        assert not found.outlasts(turn, 2.0)
        ask(found, "other")


def test_of_too_many_long_queries_one_of_who_had_most_is_ended(clock: list[float]) -> None:
    found = Turns(Crew(workers=2, long=1, patience=0.0))
    for client, seconds in (("greedy", 20), ("modest", 0)):
        with found.turn(client, never):
            clock[0] += seconds
    with under_way(found, "greedy", "modest") as [greedy, modest]:
        clock[0] += 2
        assert found.outlasts(greedy, 2.0)
        assert found.outlasts(modest, 2.0)
        with pytest.raises(BusyError, match="takes long"):
            found.outlasts(greedy, 2.0)
        assert not found.outlasts(modest, 2.0)


def test_without_places_for_long_queries_none_is_long(clock: list[float]) -> None:
    found = Turns(Crew(workers=1))
    with under_way(found, "long") as [turn]:
        clock[0] += 100
        assert not found.outlasts(turn, 2.0)


def test_from_a_full_queue_goes_who_is_last_in_it(clock: list[float]) -> None:
    found = Turns(Crew(workers=1, waiting=1, long=1))
    ask(found, "short")
    with under_way(found, "other"):
        failures: list[str] = []

        def stranger() -> None:
            with pytest.raises(BusyError, match="queue is full"):
                ask(found, "stranger")
            failures.append("stranger")

        waiting = threading.Thread(target=stranger)
        waiting.start()
        while not found._waiting:
            time.sleep(0.001)
        queue = Queue(found)
        threading.Thread(target=queue.join, args=["short"]).start()
        waiting.join()
        assert failures == ["stranger"]
    while not queue.begun:
        time.sleep(0.001)
    assert queue.begun == ["short"]


def test_what_a_client_had_counts_for_less_and_less(clock: list[float]) -> None:
    found = Shares()
    found.add("a", 8.0)
    clock[0] += shares._HALF_LIFE
    assert found.of("a") == pytest.approx(4.0)
    found.add("a", 4.0)
    assert found.of("a") == pytest.approx(8.0)
    assert found.of("nobody") == 0


def test_a_long_query_is_forgiven_after_a_while(clock: list[float]) -> None:
    found = Shares()
    assert found.standing("a") is Standing.UNKNOWN
    found.note_late("a")
    assert found.standing("a") is Standing.LATE
    clock[0] += shares._LATE_SECONDS
    assert found.standing("a") is Standing.TRUSTED


def test_clients_are_forgotten_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "_MOST_CLIENTS", 2)
    found = Shares()
    for client in ("first", "second", "first", "third"):
        found.add(client, 1.0)
    assert [found.standing(client) for client in ("first", "second", "third")] == [0, 1, 0]


def test_a_small_query_on_a_busy_machine_does_not_tell_against_its_client(clock: list[float]) -> None:
    found = Turns(Crew(workers=1, long=1))
    with under_way(found, "client") as [turn]:
        clock[0] += 2
        assert found.outlasts(turn, 0.1)
        assert found._shares.standing("client") is Standing.UNKNOWN
        assert not found.outlasts(turn, 2.0)
        assert found._shares.standing("client") is Standing.LATE
