"""A build may be killed, starved or disturbed: what was good stays, and nothing half-made is ever opened."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import QuerySolutions

from preventiegraaf.cli import main
from preventiegraaf.errors import SnapshotError
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Hold, Shelf, Snapshot, build, fall_back, fault_in
from waiting import SECONDS, until

MakeRoot = Callable[..., Root]
KILLS = int(os.environ.get("PREVENTIEGRAAF_TEST_KILLS", "7"))
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .",
    "data/register.ttl": "ex:x a ex:A .",
}
BUILDING = """
import sys
from pathlib import Path
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, build
root = Root(Path(sys.argv[1]))
shelf = Shelf(Path(sys.argv[2]), root)
print("ready", flush=True)
build(root, shelf, ColumnarReasoner(), lambda _: None)
"""


def quiet(_: str) -> None:
    pass


def rebuilt(root: Root, shelf: Shelf, say: Callable[[str], None] = quiet) -> Snapshot:
    return build(root, shelf, ColumnarReasoner(), say)


def change(root: Root, number: int) -> None:
    turtle = f"<http://example.org/n{number}> a <http://example.org/A> .\n"
    (root.data / "more.ttl").write_text(turtle, encoding="utf-8")


def is_whole(snapshot: Snapshot | None) -> bool:
    """Whether every file is as it was written, and both stores can be read."""
    if snapshot is None or fault_in(snapshot.folder) is not None:
        return False
    counts = []
    for store in (Snapshot(snapshot.folder).inferred, Snapshot(snapshot.folder).asserted):
        found = store.query("SELECT * { ?s ?p ?o }")
        assert isinstance(found, QuerySolutions)
        counts.append(len(list(found)))
    return counts == [snapshot.manifest["asserted"] + snapshot.manifest["inferred"], snapshot.manifest["asserted"]]


def leftovers(shelf: Shelf) -> list[str]:
    return [path.name for path in shelf.folder.iterdir() if path.name.startswith(".")]


@pytest.fixture
def root(make_root: MakeRoot) -> Root:
    return make_root(**FILES)


@pytest.fixture
def shelf(root: Root, tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "snapshots", root)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a copy of the first good shelf is kept."""
    return tmp_path_factory.mktemp("kept") / "shelf"


@pytest.fixture
def good(root: Root, shelf: Shelf, kept: Path) -> Snapshot:
    """A sound snapshot that is current; the first is built, and copied for the tests that follow."""
    if kept.exists():
        shutil.copytree(kept, shelf.folder)
    snapshot = rebuilt(root, shelf)
    if not kept.exists():
        shutil.copytree(shelf.folder, kept)
    return snapshot


@pytest.fixture
def call(root: Root, tmp_path: Path) -> Callable[..., Result]:
    places = {"PREVENTIEGRAAF_ROOT": str(root.folder), "PREVENTIEGRAAF_SNAPSHOTS": str(tmp_path / "snapshots")}
    return lambda *arguments: CliRunner().invoke(main, arguments, env=places)


def killed_after(seconds: float, root: Root, home: Path) -> float | None:
    """Begin a build in a process, kill it after so many seconds; gives the seconds that it took if it was faster."""
    command = [sys.executable, "-c", BUILDING, str(root.folder), str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        begin = time.monotonic()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return None
        assert process.returncode == 0
        return time.monotonic() - begin


@pytest.mark.usefixtures("good")
def test_a_build_may_be_killed_at_any_moment(root: Root, shelf: Shelf, tmp_path: Path) -> None:
    """PREVENTIEGRAAF_TEST_KILLS tells how often."""
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    change(root, 0)
    longest = killed_after(SECONDS, root, tmp_path / "snapshots") or SECONDS
    killed = 0
    for number in count(1):
        before = shelf.current()
        assert before is not None
        change(root, number)
        took = killed_after(chance.uniform(0, 1.1 * longest), root, tmp_path / "snapshots")
        killed, longest = killed + (took is None), min(longest, took or longest)
        after = shelf.current()
        assert after is not None
        assert is_whole(after)
        assert is_whole(before)
        for folder in shelf.folder.iterdir():
            if folder.is_dir() and not folder.name.startswith("."):
                assert is_whole(shelf.find(folder.name)), folder
        if killed == KILLS:
            break
    change(root, number + 1)  # the next build that has something to do clears away what the last one left
    assert is_whole(rebuilt(root, shelf))
    assert leftovers(shelf) == []


def test_a_killed_build_is_cleared_away_by_the_next(root: Root, shelf: Shelf, good: Snapshot) -> None:
    for name in (".staging-0123", ".away-0123"):
        (shelf.folder / name / "stores").mkdir(parents=True)
    change(root, 1)
    rebuilt(root, shelf)
    assert leftovers(shelf) == []
    assert good.finished


def test_builds_at_once_in_threads_wait_for_each_other(root: Root, shelf: Shelf) -> None:
    said: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: rebuilt(root, shelf, said.append).digest, range(4)))
    assert len(set(made)) == 1
    assert is_whole(shelf.current())
    assert sum("Writing snapshot" in line for line in said) == 1
    assert leftovers(shelf) == []


def test_builds_at_once_in_processes_do_not_harm_each_other(root: Root, shelf: Shelf, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILDING, str(root.folder), str(tmp_path / "snapshots")]
    running = []
    for number in range(3):
        change(root, number)
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE))
        time.sleep(0.2)
    for process in running:
        process.communicate(timeout=SECONDS)
        assert process.returncode == 0
    assert is_whole(shelf.current())
    assert leftovers(shelf) == []


def test_a_build_that_waits_says_so(root: Root, shelf: Shelf) -> None:
    shelf.folder.mkdir(parents=True)
    said: list[str] = []
    with (shelf.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = threading.Thread(target=rebuilt, args=(root, shelf, said.append))
        waiting.start()
        until(lambda: bool(said))
    waiting.join()
    assert said[0] == "Another build is under way; waiting for it ..."
    assert is_whole(shelf.current())


def test_a_snapshot_that_is_held_is_not_cleared_away(root: Root, shelf: Shelf, good: Snapshot) -> None:
    held = shelf.hold_current()
    assert held is not None
    for number in range(3):
        change(root, number)
        rebuilt(root, shelf)
    assert is_whole(good)
    held[1].release()
    change(root, 4)
    rebuilt(root, shelf)
    assert not good.finished


def test_a_snapshot_cannot_be_held_when_it_is_gone(shelf: Shelf, good: Snapshot) -> None:
    hold = Hold(good.folder)
    assert hold.covers(good.folder)
    away = good.folder.rename(good.folder.with_name("away"))
    shutil.copytree(away, good.folder)
    assert not hold.covers(good.folder)
    hold.release()
    shutil.rmtree(good.folder)
    with pytest.raises(FileNotFoundError):
        Hold(good.folder)
    assert shelf.hold_current() is None


def faults() -> dict[str, Callable[[Path], object]]:
    """Ways to damage a snapshot, by name."""

    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:100])

    def garble(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)

    def empty(folder: Path) -> None:
        shutil.rmtree(folder)
        folder.mkdir()

    def store(folder: Path) -> Path:
        return max((folder / "stores" / "inferred").glob("*.sst"), key=lambda path: path.stat().st_size)

    return {
        "manifest cut": lambda folder: cut(folder / "manifest.json"),
        "manifest gone": lambda folder: (folder / "manifest.json").unlink(),
        "manifest garbled": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
        "store gone": lambda folder: shutil.rmtree(folder / "stores" / "asserted"),
        "store file gone": lambda folder: store(folder).unlink(),
        "store file cut": lambda folder: cut(store(folder)),
        "store file garbled": lambda folder: garble(store(folder)),
        "column garbled": lambda folder: garble(folder / "columns" / "served" / "pairs.npy"),
        "download gone": lambda folder: next(folder.glob("downloads/*.ttl")).unlink(),
        "file added": lambda folder: (folder / "stores" / "asserted" / "999999.sst").write_bytes(b"x"),
        "sums gone": lambda folder: (folder / "SHA256SUMS").unlink(),
        "sums empty": lambda folder: (folder / "SHA256SUMS").write_bytes(b""),
        "sums garbled": lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff"),
        "all gone": empty,
    }


@pytest.mark.parametrize("fault", faults())
def test_a_damaged_snapshot_is_built_anew(
    call: Callable[..., Result], shelf: Shelf, good: Snapshot, fault: str
) -> None:
    faults()[fault](good.folder)
    result = call("build")
    assert result.exit_code == 0, result.stderr
    assert "Writing snapshot" in result.stderr
    assert is_whole(shelf.current())
    assert leftovers(shelf) == []


def test_a_damaged_snapshot_is_told(call: Callable[..., Result], good: Snapshot) -> None:
    (good.folder / "manifest.json").write_text("{")
    result = call("query", "ASK {}")
    assert (result.exit_code, result.stdout.strip()) == (0, "true")
    assert "is damaged: manifest.json was changed. Building it anew." in result.stderr


def test_what_is_served_instead_of_a_damaged_snapshot_is_the_one_before_it(
    root: Root, shelf: Shelf, good: Snapshot
) -> None:
    change(root, 1)
    newer = rebuilt(root, shelf)
    assert fall_back(shelf, quiet) == newer
    (newer.folder / "manifest.json").write_text("{")
    for _ in range(2):
        assert fall_back(shelf, quiet) == shelf.current() == good
    assert is_whole(good)
    (good.folder / "manifest.json").write_text("{")
    assert fall_back(shelf, quiet) is None


@pytest.mark.parametrize("content", ["", "nothing", "../../etc", "\x00", "0123456789abcdef", "ü" * 9])
def test_current_may_point_to_nothing(call: Callable[..., Result], shelf: Shelf, good: Snapshot, content: str) -> None:
    (shelf.folder / "current").write_text(content)
    assert shelf.current() is None
    assert call("build").exit_code == 0
    current = shelf.current()
    assert current is not None
    assert current.digest == good.digest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is for root only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_old_snapshot_kept(root: Root, small_disk: Path) -> None:
    big = Shelf(small_disk, root)
    (small_disk / "ballast").write_bytes(bytes(500_000))
    with pytest.raises(SnapshotError, match=r"Cannot write a snapshot in .*: No space left on device\. Make room"):
        fill_up(root, big)
    assert leftovers(big) == []
    (small_disk / "ballast").unlink()
    current = big.current()
    assert current is None or is_whole(current)


def fill_up(root: Root, shelf: Shelf) -> None:
    """Build ever larger snapshots until something does not fit."""
    for number in range(1, 12):
        lines = [f"<http://example.org/n{number}-{place}> a <http://example.org/A> ." for place in range(3**number)]
        (root.data / "more.ttl").write_text("\n".join(lines), encoding="utf-8")
        rebuilt(root, shelf)


def test_a_disk_that_fills_up_is_told_by_the_command(root: Root, call: Callable[..., Result], good: Snapshot) -> None:
    change(root, 1)
    places = ["--root", str(root.folder), "--snapshots", str(good.folder.parents[1])]
    command = [sys.executable, "-c", LIMITED, "build", *places]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Cannot write a snapshot in" in done.stderr
    assert "Traceback" not in done.stderr
    shelf = Shelf(good.folder.parents[1], root)
    current = shelf.current()
    assert current is not None
    assert current.digest == good.digest
    assert is_whole(current)
    assert call("build").exit_code == 0
    assert leftovers(shelf) == []


LIMITED = """
import resource, signal, sys
import preventiegraaf.cli, preventiegraaf.snapshot
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
preventiegraaf.cli.main(sys.argv[1:])
"""


@pytest.fixture
def read_only(good: Snapshot) -> Iterator[Path]:
    """The folder of the shelf, mounted again so that nothing in it can be written."""
    home = good.folder.parents[1]
    done = subprocess.run(["mount", "--bind", str(home), str(home)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting a folder read-only is for root only")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(home)], check=True)
        yield home
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)


@pytest.mark.usefixtures("read_only")
def test_a_read_only_folder_serves_what_is_in_it(call: Callable[..., Result]) -> None:
    result = call("query", "ASK { ?s a <http://example.org/B> }")
    assert (result.exit_code, result.stdout.strip()) == (0, "true"), result.stderr


@pytest.mark.usefixtures("read_only")
def test_a_read_only_folder_takes_no_new_snapshot(
    root: Root, shelf: Shelf, call: Callable[..., Result], good: Snapshot
) -> None:
    change(root, 1)
    result = call("build")
    assert result.exit_code == 1
    assert "Read-only file system. Make room, or choose another --snapshots." in result.stderr
    current = shelf.current()
    assert current is not None
    assert current.digest == good.digest


def test_reading_a_snapshot_changes_nothing_in_it(good: Snapshot) -> None:
    before = {path: path.stat().st_mtime_ns for path in good.folder.rglob("*") if path.is_file()}
    assert is_whole(good)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_snapshot_is_on_the_disk_before_its_name_is(
    monkeypatch: pytest.MonkeyPatch, root: Root, shelf: Shelf
) -> None:
    """Each file is synchronised before the rename that shows it, and each rename before what depends on it."""
    steps: list[str] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace

    def note_sync(descriptor: int) -> None:
        steps.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        fsync(descriptor)

    def note_rename(self: Path, target: Path) -> Path:
        steps.append(f"name {Path(target).name}")
        return rename(self, target)

    def note_replace(self: Path, target: Path) -> Path:
        steps.append(f"name {Path(target).name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "rename", note_rename)
    monkeypatch.setattr(Path, "replace", note_replace)
    digest = rebuilt(root, shelf).digest
    named, current = steps.index(f"name {digest}"), steps.index("name current")
    assert {"sync manifest.json", "sync SHA256SUMS", "sync CURRENT"} <= set(steps[:named])
    assert f"sync {shelf.folder.name}" in steps[named:current]
    assert "sync .current" in steps[named:current]
    assert f"sync {shelf.folder.name}" in steps[current:]
