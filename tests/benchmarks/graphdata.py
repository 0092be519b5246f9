"""The data of a benchmark: a made-up graph of a given size, or the real one; made once, and kept in the work folder."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store

from benchmarks.graphs import Files, generate
from benchmarks.servers import Data
from benchmarks.snapshots import shelve
from benchmarks.universities import generate as write_universities
from preventiegraaf.closing import close
from preventiegraaf.columns.reading import Source
from preventiegraaf.paths import Root, bundled_root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build

WORK = Path(tempfile.gettempdir()) / "preventiegraaf-benchmarks"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def made_up(work: Path, triples: int, seed: int) -> Data:
    """A seeded graph of about so many triples."""
    folder = work / f"graph-{triples}-{seed}"
    root, home = folder / "root", folder / "snapshots"
    files = Files(folder / "whole.nt", folder / "asserted.nt")
    if not files.whole.exists():
        say(f"Making a graph of {triples} triples in {folder} ...")
        generate(folder, triples, seed)
    return Data(files, len(shelve(files, root, home).inferred), root, home, folder)


def universities(work: Path, triples: int, seed: int) -> Data:
    """A seeded graph of universities of about so many triples, and what follows from it besides."""
    folder = work / f"universities-{triples}-{seed}"
    files = Files(folder / "whole.nt", folder / "asserted.nt")
    if not files.whole.exists():
        say(f"Making a graph of {triples} triples, and what follows, in {folder} ...")
        write_universities(files.asserted, triples, seed)
        unfinished = folder / "unfinished.nt"
        with unfinished.open("wb") as output:
            close([Source.of(str(files.asserted))], "lean", "columnar").write(output, "nt", only_inferred=False)
        unfinished.rename(files.whole)
    root, home = folder / "root", folder / "snapshots"
    shelve(files, root, home)
    return Data(files, files.whole.read_bytes().count(b"\n"), root, home, folder)


def real(work: Path) -> Data:
    """The graph of this checkout, as `preventiegraaf build` makes it; the other servers get its default graph."""
    root = bundled_root()
    home = work / "real-snapshots"
    snapshot = build(root, Shelf(home, root), ColumnarReasoner(), say)
    folder = work / f"real-{snapshot.digest}"
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder / "whole.nt", folder / "asserted.nt")
    for store, path in ((snapshot.inferred, files.whole), (snapshot.asserted, files.asserted)):
        store.dump(str(path), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return Data(files, files.whole.read_bytes().count(b"\n"), root.folder, home, folder)


def store_of(data: Data) -> Store:
    """The store of our snapshot, inferred triples included: where constants and right answers come from."""
    snapshot: Snapshot | None = Shelf(data.snapshots, Root(data.root.resolve())).current()
    if snapshot is None:
        raise FileNotFoundError(data.snapshots)
    return snapshot.inferred
