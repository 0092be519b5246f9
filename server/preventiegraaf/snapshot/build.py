"""Build a snapshot from the files of a root."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import Quad, Store, Triple

from preventiegraaf import __version__
from preventiegraaf.corpus import Corpus, digest_of, read_corpus, source_files
from preventiegraaf.errors import InconsistentError
from preventiegraaf.namespaces import INFERRED_GRAPH
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import Closure, Reasoner
from preventiegraaf.snapshot.contradictions import explain_contradictions
from preventiegraaf.snapshot.downloads import write_downloads
from preventiegraaf.snapshot.shelf import Download, Shelf, Snapshot

_FORMAT = "1"
"""The form of a snapshot's folder; part of the digest, so that a change of form builds anew."""


def build(root: Root, shelf: Shelf, reasoner: Reasoner, say: Callable[[str], None]) -> Snapshot:
    """The current snapshot of the root, built if its input changed; `say` is told what happens.

    Raises CorpusError for a file that cannot be read, InconsistentError for a graph that contradicts itself and
    SnapshotError where nothing can be written; the snapshot that was current stays so.
    """
    digest = digest_of(source_files(root), _FORMAT, __version__, reasoner.name)[:16]
    snapshot = shelf.find(digest)
    if snapshot is None:
        snapshot = _build_anew(root, shelf, reasoner, say, digest)
    else:
        say(f"The graph is up to date: snapshot {digest}.")
    shelf.make_current(snapshot)
    return snapshot


def _build_anew(root: Root, shelf: Shelf, reasoner: Reasoner, say: Callable[[str], None], digest: str) -> Snapshot:
    begin = time.monotonic()
    corpus = read_corpus(root)
    asserted = corpus.asserted()
    say(f"Read {len(corpus.files)} files: {len(asserted)} triples. Reasoning; this can take some seconds ...")
    closure = reasoner.close(asserted)
    if closure.contradictions:
        raise InconsistentError(explain_contradictions(corpus, closure.contradictions))
    say(f"{len(closure.inferred)} triples follow. Writing snapshot {digest} ...")
    with shelf.staging(digest) as folder:
        _write_stores(folder / "stores", corpus, closure)
        downloads = write_downloads(folder / "downloads", corpus, closure.inferred)
        _write_manifest(folder / "manifest.json", corpus, closure, reasoner, downloads)
    say(f"Built in {time.monotonic() - begin:.1f} s.")
    return Snapshot(shelf.folder / digest)


def _write_stores(folder: Path, corpus: Corpus, closure: Closure) -> None:
    asserted = corpus.asserted()
    _write_store(folder / "asserted", asserted, corpus.quads())
    follows = (Quad(triple.subject, triple.predicate, triple.object, INFERRED_GRAPH) for triple in closure.inferred)
    _write_store(folder / "inferred", [*asserted, *closure.inferred], [*corpus.quads(), *follows])


def _write_store(folder: Path, union: Iterable[Triple], named: Iterable[Quad]) -> None:
    """A store whose default graph holds the union, each triple once, beside the named graphs."""
    folder.mkdir(parents=True)
    store = Store(str(folder))
    store.bulk_extend(Quad(*triple) for triple in union)
    store.bulk_extend(named)
    store.optimize()
    store.flush()


def _write_manifest(
    path: Path, corpus: Corpus, closure: Closure, reasoner: Reasoner, downloads: list[Download]
) -> None:
    manifest = {
        "version": __version__,
        "reasoner": reasoner.name,
        "asserted": len(corpus.asserted()),
        "inferred": len(closure.inferred),
        "graphs": {file.slug: len(triples) for file, triples in corpus.triples.items()},
        "documents": [file.slug for file in corpus.documents],
        "downloads": [asdict(download) for download in downloads],
    }
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
