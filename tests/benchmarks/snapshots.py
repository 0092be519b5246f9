"""Snapshots of graphs that come as N-Triples, and our server on them.

Reasoning is not what is measured here, and the graphs come with what follows. So the snapshot is that of a root without
files, with other stores and columns: their default graph holds each triple once, and there are no named graphs. As a
script this serves the current snapshot of a shelf, as the command `preventiegraaf serve` does, but builds nothing:

    PYTHONPATH=tests python -m benchmarks.snapshots --root FOLDER --snapshots FOLDER --port 8000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from benchmarks.graphs import Files
from preventiegraaf.columns import Dictionary
from preventiegraaf.columns.reading import Source, read
from preventiegraaf.paths import Root, open_root
from preventiegraaf.reasoning import OwlrlReasoner
from preventiegraaf.serving.production import serve
from preventiegraaf.settings import Settings
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.snapshot.columns import write_columns


def shelve(files: Files, folder: Path, home: Path) -> Snapshot:
    """A snapshot of the files, made if need be, on the shelf of the root `folder`, which has no files of its own."""
    for part in ("ontology", "data", "queries"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    root = open_root(folder)
    shelf = Shelf(home, root)
    empty = build(root, shelf, OwlrlReasoner(), lambda _: None)
    digest = hashlib.sha256(empty.digest.encode() + files.whole.read_bytes()).hexdigest()[:16]
    with shelf.building(lambda _: None):
        snapshot = shelf.find(digest) or _fill(shelf, digest, empty, files)
        shelf.make_current(snapshot)
    return snapshot


def _fill(shelf: Shelf, digest: str, empty: Snapshot, files: Files) -> Snapshot:
    with shelf.staging(digest) as staged:
        shutil.copytree(empty.folder, staged, dirs_exist_ok=True)
        _replace_store(staged / "stores" / "inferred", files.whole)
        _replace_store(staged / "stores" / "asserted", files.asserted)
        shutil.rmtree(staged / "columns")
        _write_columns(staged / "columns", files)
    return Snapshot(shelf.folder / digest)


def _replace_store(folder: Path, triples: Path) -> None:
    shutil.rmtree(folder)
    store = Store(str(folder))
    store.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()


def _write_columns(folder: Path, files: Files) -> None:
    dictionary = Dictionary()
    whole, asserted = (read([Source.of(str(path))], dictionary).triples for path in (files.whole, files.asserted))
    write_columns(folder, asserted, whole, asserted)


def main() -> None:
    """Serve the current snapshot of a shelf with the settings given."""
    parser = argparse.ArgumentParser(description="Serve a snapshot as it stands on its shelf.")
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--snapshots", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--settings", type=json.loads, default={}, help="other settings, as a JSON object")
    chosen = parser.parse_args()
    root = Root(chosen.root.resolve())
    settings = Settings(root=root.folder, snapshots=chosen.snapshots, port=chosen.port, **chosen.settings)
    serve(root, settings, chosen.port, lambda line: print(line, file=sys.stderr))  # noqa: T201


if __name__ == "__main__":
    main()
