"""A quiet time and a siege, and what is left afterwards."""

from __future__ import annotations

import argparse
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attacks import Attacker
from benchmarks.clients import Client
from benchmarks.graphdata import WORK, made_up, real, say, store_of
from benchmarks.processes import Process, family
from benchmarks.readers import Outcome, Question, Reader, Watcher, questions
from benchmarks.servers import Server, end_with_servers, start_ours

_SETTLE_SECONDS = 15.0
_HUNG_SHARE = 0.5
"""A worker that uses more of a processor than this while nobody asks anything hangs."""


@dataclass(frozen=True)
class Phase:
    """What the readers and the watcher met in one of the two times."""

    outcomes: Sequence[Outcome]
    watcher: Watcher
    attackers: Sequence[Attacker]


def _arguments(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--triples", type=int, default=1_000_000, help="size of the made-up graph (%(default)s)")
    add("--seed", type=int, default=3, help="seed of graph and clients (%(default)s)")
    add("--real", action="store_true", help="the real graph in place of a made-up one")
    add("--seconds", type=float, default=60.0, help="seconds of the siege (%(default)s)")
    add("--quiet-seconds", type=float, default=20.0, help="seconds of the quiet time before (%(default)s)")
    add("--readers", type=int, default=50, help="ordinary clients (%(default)s)")
    add("--attackers", type=int, default=20, help="hostile clients (%(default)s)")
    add("--pause", type=float, default=0.5, help="seconds that a reader pauses on average (%(default)s)")
    add("--settings", type=json.loads, default={}, help="settings of the server, such as '{\"query_workers\": 4}'")
    add("--work", type=Path, default=WORK, help="folder to keep data in (%(default)s)")
    return parser.parse_args()


def main(description: str | None) -> int:
    """Run the benchmark that the command line asks for; 1 if anything was amiss."""
    chosen = _arguments(description)
    end_with_servers()
    data = real(chosen.work) if chosen.real else made_up(chosen.work, chosen.triples, chosen.seed)
    asked = questions(store_of(data), chosen.seed)
    say(f"{data.triples} triples, {len(asked)} questions, {chosen.readers} readers, {chosen.attackers} attackers.")
    server = start_ours(data, chosen.settings)
    try:
        _right_answers(server, asked, "before")
        before = family(server.process.pid)
        quiet = _phase(server, asked, chosen, chosen.quiet_seconds, attackers=0)
        between = family(server.process.pid)
        siege = _phase(server, asked, chosen, chosen.seconds, attackers=chosen.attackers)
        hung = _settle(server)
        after = family(server.process.pid)
        answered = _right_answers(server, asked, "afterwards")
    finally:
        server.stop()
    _report({"quiet": quiet, "siege": siege})
    _report_processes({"at the start": before, "after the quiet time": between, "after the siege": after})
    say(f"Afterwards: {hung} workers hung; {answered} of {len(asked)} questions, asked anew, were answered right.")
    amiss = hung or answered < len(asked) or not all(outcome.is_right for outcome in siege.outcomes)
    return 1 if amiss else 0


def _phase(
    server: Server, asked: Sequence[Question], chosen: argparse.Namespace, seconds: float, attackers: int
) -> Phase:
    """Let the clients work for so many seconds."""
    readers = [
        Reader(server.url, f"127.0.1.{number + 1}", asked, random.Random(chosen.seed + number))  # noqa: S311
        for number in range(chosen.readers)
    ]
    hostile = [
        Attacker(server.url, f"127.0.2.{number + 1}", random.Random(chosen.seed + number))  # noqa: S311
        for number in range(attackers)
    ]
    watcher, deadline = Watcher(server.url, server.process.pid), time.monotonic() + seconds
    tasks = [
        *(threading.Thread(target=reader.work, args=(deadline, chosen.pause)) for reader in readers),
        *(threading.Thread(target=attacker.work, args=(deadline,)) for attacker in hostile),
        threading.Thread(target=watcher.work, args=(deadline,)),
    ]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    return Phase([outcome for reader in readers for outcome in reader.outcomes], watcher, hostile)


def _settle(server: Server) -> int:
    """Wait until no worker is busy any more, and count those that still are."""
    deadline = time.monotonic() + _SETTLE_SECONDS
    while (busy := len(list(_busy(server)))) and time.monotonic() < deadline:
        pass
    return busy


def _busy(server: Server) -> Iterator[Process]:
    before = {process.number: process.seconds for process in family(server.process.pid)}
    time.sleep(1)
    for process in family(server.process.pid):
        used = process.seconds - before.get(process.number, process.seconds)
        if process.is_worker and used > _HUNG_SHARE:
            yield process


def _right_answers(server: Server, asked: Sequence[Question], when: str) -> int:
    """How many of the questions are answered right when they are asked one by one, in words not used before."""
    with Client(server.url, _SETTLE_SECONDS) as client:
        texts = [(question, f"{question.text}\n#{number} {when}") for number, question in enumerate(asked)]
        return sum(question.is_answered_by(client.query(text).body) for question, text in texts)


def _report(phases: dict[str, Phase]) -> None:
    say("| | requests | right | turned away | wrong or broken | p50 ms | p99 ms | most ms | /healthz p99, most ms |")
    say("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, phase in phases.items():
        for part in ("all", "new", "sent before"):
            met = [outcome for outcome in phase.outcomes if part == "all" or outcome.is_new == (part == "new")]
            say(_line(f"{name}, {part}", met, phase.watcher))
    for phase in phases.values():
        refusals = Counter((outcome.status, outcome.said) for outcome in phase.outcomes if not outcome.is_right)
        for (status, said), count in refusals.most_common():
            say(f"Not answered right: {count} with {status} {said!r}")
        memory = ", ".join(f"{size:.0f}" for size in phase.watcher.memory)
        say(f"Memory of the server processes meanwhile, MB: {memory}.")
        hostile: Counter[tuple[str, int]] = sum((attacker.outcomes for attacker in phase.attackers), Counter())
        for kind in sorted({kind for kind, _ in hostile}):
            statuses = {status: count for (found, status), count in sorted(hostile.items()) if found == kind}
            say(f"{kind}: {statuses}")


def _line(name: str, met: Sequence[Outcome], watcher: Watcher) -> str:
    away = sum(outcome.status in (429, 503) for outcome in met)
    right = sum(outcome.is_right for outcome in met)
    cells = [name, len(met), right, away, len(met) - right - away]
    cells += [f"{_share([outcome.seconds for outcome in met], share):,.1f}" for share in (0.5, 0.99, 1.0)]
    watched = [_share(watcher.seconds, share) for share in (0.99, 1.0)]
    return f"| {' | '.join(map(str, cells))} | {watched[0]:.1f}, {watched[1]:.1f} ({watcher.failures} failed) |"


def _share(seconds: Sequence[float], share: float) -> float:
    """The milliseconds within which this share of the times lies."""
    ordered = sorted(seconds) or [0.0]
    return 1_000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _report_processes(moments: dict[str, list[Process]]) -> None:
    for moment, processes in moments.items():
        own = ", ".join(f"{process.memory:.0f}" for process in processes if not process.is_worker)
        workers = ", ".join(f"{process.memory:.0f}" for process in processes if process.is_worker)
        say(f"Memory {moment}: server processes {own} MB; query workers {workers or 'none'} MB.")
