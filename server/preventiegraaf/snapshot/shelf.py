"""The shelf: the folder in which the snapshots of one root stand, one of them current."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from preventiegraaf.errors import SnapshotError
from preventiegraaf.paths import Root

_STAGING = ".staging-"
_CURRENT = "current"


@dataclass(frozen=True)
class Download:
    """A prepared file: its name, media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """A built graph, opened for reading; its digest names it and is the ETag of all that is served from it."""

    folder: Path

    @property
    def digest(self) -> str:
        """The digest of the input from which the snapshot was built."""
        return self.folder.name

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build wrote down: program version, reasoner, counts and downloads."""
        loaded: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def downloads(self) -> dict[str, Download]:
        """The prepared files by name."""
        return {entry["name"]: Download(**entry) for entry in self.manifest["downloads"]}

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
    """The snapshots of one root: finds, adds and clears them away."""

    def __init__(self, home: Path, root: Root) -> None:
        self.folder = home / hashlib.sha256(str(root.folder).encode()).hexdigest()[:12]

    def current(self) -> Snapshot | None:
        """The snapshot that was last made current, or None."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return self.find(name)

    def find(self, digest: str) -> Snapshot | None:
        """The snapshot with this digest, or None if it was never finished."""
        folder = self.folder / digest
        return Snapshot(folder) if digest and (folder / "manifest.json").is_file() else None

    @contextmanager
    def staging(self, digest: str) -> Iterator[Path]:
        """A folder to build in, which becomes the snapshot `digest` by one rename when the block ends well.

        Raises SnapshotError if the folder cannot be written.
        """
        staged = self.folder / f"{_STAGING}{os.getpid()}"
        try:
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir(parents=True)
            yield staged
            if self.find(digest) is None:
                shutil.rmtree(self.folder / digest, ignore_errors=True)
                staged.rename(self.folder / digest)
        except OSError as error:
            raise SnapshotError(
                f"Cannot write a snapshot in {self.folder}: {error}. Choose another --snapshots."
            ) from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def make_current(self, snapshot: Snapshot) -> None:
        """Point `current` at the snapshot, keep the one before it, and delete older ones and abandoned builds."""
        previous = self.current()
        kept = {snapshot.digest} | ({previous.digest} if previous else set())
        pointer = self.folder / f".{_CURRENT}-{os.getpid()}"
        try:
            pointer.write_text(snapshot.digest + "\n", encoding="utf-8")
            pointer.replace(self.folder / _CURRENT)
        except OSError as error:
            raise SnapshotError(f"Cannot write in {self.folder}: {error}. Choose another --snapshots.") from error
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder.name not in kept and not _is_being_built(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_being_built(folder: Path) -> bool:
    if not folder.name.startswith(_STAGING):
        return False
    try:
        os.kill(int(folder.name.removeprefix(_STAGING)), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, ValueError):
        return False
    return True
