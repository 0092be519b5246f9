"""What the processes of a server use, read from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_FORK_SERVER = "preventiegraaf.querying.workers.forkserver"


@dataclass(frozen=True)
class Process:
    """One process: its id, megabytes of memory in use (resident), seconds of processor time, and its kind.

    A query worker is a copy of the fork server that is its parent.
    """

    number: int
    memory: float
    seconds: float
    is_worker: bool


def family(ancestor: int) -> list[Process]:
    """A process with all its descendants."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").glob("[0-9]*")}
    found, last = {ancestor}, 0
    while len(found) > last:
        last = len(found)
        found |= {number for number, parent in parents.items() if parent in found}
    read = (_process(number) for number in sorted(found))
    return [process for process in read if process is not None]


def processor_seconds(ancestor: int) -> float:
    """The processor time that a process and its descendants have used so far."""
    return sum(process.seconds for process in family(ancestor))


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(number: int) -> str:
    return Path(f"/proc/{number}/cmdline").read_text()


def _process(number: int) -> Process | None:
    folder = Path(f"/proc/{number}")
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        memory = int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
        is_worker = all(_FORK_SERVER in _command(each) for each in (number, _parent(folder)))
    except OSError:
        return None
    return Process(number, memory, (int(fields[11]) + int(fields[12])) / _TICKS, is_worker)
