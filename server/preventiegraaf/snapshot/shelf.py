"""The shelf: the folder in which the snapshots of one root stand, one of them current."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from preventiegraaf.columns import GraphColumns
from preventiegraaf.errors import SnapshotError
from preventiegraaf.paths import Root
from preventiegraaf.querying.search import SearchIndex
from preventiegraaf.querying.things.values import Terms, Values
from preventiegraaf.snapshot.locks import Hold, exclusive, unused
from preventiegraaf.snapshot.soundness import make_durable, sync, write_sums

_STAGING, _AWAY = ".staging-", ".away-"
_CURRENT, _LOCK = "current", "lock"
_NAME = re.compile(r"[0-9a-z]+")
_ATTEMPTS = 5


@dataclass(frozen=True)
class Download:
    """A prepared file: its name, media type, size in bytes and SHA-256, and what it holds.

    `part` names what it is a file of, `format` is the suffix of its format, `compression` that of its own compression.
    `statements` counts its triples, quads or rows; `left_out` counts the statements that its format cannot hold.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    part: str = ""
    format: str = ""
    compression: str | None = None
    statements: int | None = None
    left_out: int = 0
    same_as: str | None = None

    def holding(self, statements: int, left_out: int = 0) -> Download:
        """The same file, with the number of its statements."""
        return replace(self, statements=statements, left_out=left_out)


@dataclass(frozen=True)
class Part:
    """What a set of downloads is about: its name, kind, titles by language, and the IRI of its graph if it is one.

    The kind is whole, asserted, inferred, ontology, register, document, questions or tables.
    """

    name: str
    kind: str
    titles: dict[str, str]
    graph: str | None


@dataclass(frozen=True)
class Snapshot:
    """A built graph, opened for reading; its digest names it and is the ETag of all that is served from it."""

    folder: Path

    @property
    def digest(self) -> str:
        """The digest of the input from which the snapshot was built."""
        return self.folder.name

    @property
    def finished(self) -> bool:
        """Whether it was built to its end, and is there."""
        return (self.folder / "manifest.json").is_file()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build wrote down: program version, reasoner, profile, counts and downloads."""
        loaded: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def downloads(self) -> dict[str, Download]:
        """The prepared files by name."""
        return {entry["name"]: Download(**entry) for entry in self.manifest["downloads"]}

    @cached_property
    def statistics(self) -> dict[str, Any]:
        """What the build counted, as `selfdescription.Statistics.from_json` reads it."""
        loaded: dict[str, Any] = json.loads((self.folder / "statistics.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """What the build counted for each document, as `quality.DocumentCounts` has it."""
        loaded = json.loads((self.folder / "documents.json").read_text(encoding="utf-8"))
        counts: list[dict[str, Any]] = loaded["documents"]
        return counts

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the graph that the downloads hold."""
        return tuple(Part(**entry) for entry in self.manifest["parts"])

    @cached_property
    def search(self) -> SearchIndex:
        """The index by which things are found."""
        return SearchIndex(self.folder / "search")

    @property
    def queries(self) -> Path:
        """The folder of the questions as they were when the graph was built."""
        return self.folder / "queries"

    @property
    def stores(self) -> tuple[Path, Path]:
        """The folders of the stores with inferred triples and with asserted ones only."""
        return self.folder / "stores" / "inferred", self.folder / "stores" / "asserted"

    @cached_property
    def inferred(self) -> Store:
        """The store with what is asserted and what follows from it: each triple once in the default graph."""
        return self._open("inferred")

    @cached_property
    def asserted(self) -> Store:
        """The store with what is asserted only."""
        return self._open("asserted")

    @cached_property
    def inferred_values(self) -> Values:
        """What is asserted of things and what follows, for the pages that mention them."""
        return Values(self._terms, self.columns.served)

    @cached_property
    def asserted_values(self) -> Values:
        """What is asserted of things, for the pages that mention them."""
        return Values(self._terms, self.columns.asserted)

    def values(self, infer: bool) -> Values:
        """What is said of things, with what follows or without."""
        return self.inferred_values if infer else self.asserted_values

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self.columns.dictionary)

    @cached_property
    def columns(self) -> GraphColumns:
        """The graph in numbers: dictionary and relations, mapped from files that all processes share."""
        return GraphColumns(self.folder / "columns")

    def store(self, infer: bool) -> Store:
        """The store that a query asks."""
        return self.inferred if infer else self.asserted

    def path(self, download: Download) -> Path:
        """The file of a download."""
        return self.folder / "downloads" / download.name

    def _open(self, name: str) -> Store:
        try:
            return Store.read_only(str(self.folder / "stores" / name))
        except OSError as error:
            raise SnapshotError(
                f"The snapshot {self.folder} cannot be opened ({error}). Delete it and build."
            ) from error


class Shelf:
    """The snapshots of one root: finds, adds and clears them away.

    One build at a time writes here (`building`); a snapshot is deleted only when nobody holds it.
    """

    def __init__(self, home: Path, root: Root) -> None:
        self.folder = home / hashlib.sha256(str(root.folder).encode()).hexdigest()[:12]

    def current(self) -> Snapshot | None:
        """The snapshot that was last made current, or None."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return self.find(name)

    def find(self, digest: str) -> Snapshot | None:
        """The snapshot with this digest, or None if it was never finished."""
        snapshot = Snapshot(self.folder / digest)
        return snapshot if _NAME.fullmatch(digest) and snapshot.finished else None

    def latest(self) -> list[Snapshot]:
        """All snapshots that were finished, the latest first."""
        manifests = self.folder.glob("*/manifest.json")
        ordered = sorted(manifests, key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [Snapshot(path.parent) for path in ordered if _NAME.fullmatch(path.parent.name)]

    def hold_current(self) -> tuple[Snapshot, Hold] | None:
        """The current snapshot, which stays where it is until the hold is released, or None.

        Raises SnapshotError if it cannot be held.
        """
        for attempt in count(1):
            snapshot = self.current()
            if snapshot is None:
                return None
            try:
                return snapshot, Hold(snapshot.folder)
            except OSError as error:  # it was cleared away just now, so another one is current
                if attempt == _ATTEMPTS:
                    raise SnapshotError(f"The snapshot {snapshot.folder} cannot be opened ({error}).") from error
        return None

    @contextmanager
    def building(self, say: Callable[[str], None]) -> Iterator[None]:
        """Be the only one to write here; what a killed build left behind is cleared away first.

        Raises SnapshotError if nothing can be written, also within the block.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with exclusive(self.folder / _LOCK, lambda: say("Another build is under way; waiting for it ...")):
                self._clear_leftovers()
                yield
        except OSError as error:
            reason = error.strerror or error
            raise SnapshotError(
                f"Cannot write a snapshot in {self.folder}: {reason}. Make room, or choose another --snapshots."
            ) from error

    @contextmanager
    def staging(self, digest: str) -> Iterator[Path]:
        """A folder to build in, which becomes the snapshot `digest` by one rename when the block ends well.

        A snapshot of that name which is there already gives way. To be used while `building`.
        """
        staged = self.folder / f"{_STAGING}{digest}"
        try:
            staged.mkdir(parents=True)
            yield staged
            write_sums(staged)
            make_durable(staged)
            self._put_away(self.folder / digest)
            staged.rename(self.folder / digest)
            sync(self.folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def make_current(self, snapshot: Snapshot) -> None:
        """Point `current` at the snapshot, keep the one before it, delete older ones. To be used while `building`."""
        previous = self.current()
        pointer = self.folder / f".{_CURRENT}"
        pointer.write_text(snapshot.digest + "\n", encoding="utf-8")
        sync(pointer)
        pointer.replace(self.folder / _CURRENT)
        sync(self.folder)
        if previous is None or previous.digest != snapshot.digest:
            self._clear_all_but({snapshot.digest, previous.digest if previous else snapshot.digest})

    def _clear_all_but(self, kept: set[str]) -> None:
        for folder in self.folder.iterdir():
            if folder.is_dir() and _NAME.fullmatch(folder.name) and folder.name not in kept:
                with unused(folder) as free:
                    if free:
                        self._put_away(folder)

    def _put_away(self, folder: Path) -> None:
        """Delete a folder if it is there; nobody finds it half deleted."""
        away = self.folder / f"{_AWAY}{folder.name}"
        with suppress(FileNotFoundError):
            folder.rename(away)
            shutil.rmtree(away, ignore_errors=True)

    def _clear_leftovers(self) -> None:
        for folder in self.folder.iterdir():
            if folder.name.startswith((_STAGING, _AWAY)):
                shutil.rmtree(folder, ignore_errors=True)
