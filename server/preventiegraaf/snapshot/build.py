"""Build a snapshot from the files of a root."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store, Triple

from preventiegraaf import __version__
from preventiegraaf.columns import GraphColumns
from preventiegraaf.corpus import Corpus, digest_of, read_corpus, source_files
from preventiegraaf.errors import InconsistentError
from preventiegraaf.namespaces import INFERRED_GRAPH
from preventiegraaf.paths import Root
from preventiegraaf.querying import Question, read_questions
from preventiegraaf.reasoning import Closure, Reasoner
from preventiegraaf.snapshot.addresses import write_addresses
from preventiegraaf.snapshot.columns import in_numbers, write_columns
from preventiegraaf.snapshot.contradictions import explain_contradictions
from preventiegraaf.snapshot.downloads import write_downloads
from preventiegraaf.snapshot.quality import count_documents
from preventiegraaf.snapshot.search import write_search
from preventiegraaf.snapshot.selfdescription import measure, with_questions
from preventiegraaf.snapshot.shelf import Shelf, Snapshot
from preventiegraaf.snapshot.soundness import fault_in

_FORMAT = "11"
"""The form of a snapshot's folder; part of the digest, so that a change of form builds anew."""


def build(root: Root, shelf: Shelf, reasoner: Reasoner, say: Callable[[str], None]) -> Snapshot:
    """The current snapshot of the root, built if its input changed; `say` is told what happens.

    Raises CorpusError for a file that cannot be read, InconsistentError for a graph that contradicts itself and
    SnapshotError where nothing can be written; the snapshot that was current stays so.
    """
    questions = read_questions(root.queries)
    digest = input_digest(root, reasoner, questions)
    snapshot = shelf.current()
    if snapshot is not None and snapshot.digest == digest and fault_in(snapshot.folder) is None:
        say(f"The graph is up to date: snapshot {digest}.")
        return snapshot
    with shelf.building(say):
        snapshot = _sound(shelf, digest, say)
        if snapshot is None:
            corpus = with_questions(read_corpus(root), root, questions)
            snapshot = _build_anew(corpus, questions, shelf, reasoner, say, digest)
        shelf.make_current(snapshot)
    return snapshot


def input_digest(root: Root, reasoner: Reasoner, questions: Iterable[Question]) -> str:
    """The digest of all that a snapshot is made from, which names it. Raises CorpusError for two files of one name."""
    salt = (_FORMAT, __version__, reasoner.name, *(f"{question.name}\n{question.text}" for question in questions))
    return digest_of(source_files(root), *salt)[:16]


def _sound(shelf: Shelf, digest: str, say: Callable[[str], None]) -> Snapshot | None:
    """The snapshot with this digest if it is there and undamaged."""
    snapshot = shelf.find(digest)
    fault = fault_in(snapshot.folder) if snapshot is not None else None
    if fault is not None:
        say(f"The snapshot {digest} is damaged: {fault}. Building it anew.")
        return None
    return snapshot


def fall_back(shelf: Shelf, say: Callable[[str], None]) -> Snapshot | None:
    """The current snapshot, or if it is damaged the latest that is not, which is made current; None if there is none.

    Raises SnapshotError where nothing can be written.
    """
    current = shelf.current()
    for snapshot in (current, *shelf.latest()) if current is not None else shelf.latest():
        fault = fault_in(snapshot.folder)
        if fault is None and snapshot is not current:
            with shelf.building(say):
                shelf.make_current(snapshot)
        if fault is None:
            return snapshot
    return None


def _build_anew(
    corpus: Corpus,
    questions: Iterable[Question],
    shelf: Shelf,
    reasoner: Reasoner,
    say: Callable[[str], None],
    digest: str,
) -> Snapshot:
    begin = time.monotonic()
    asserted = corpus.asserted()
    say(f"Read {len(corpus.files)} files: {len(asserted)} triples. Reasoning; this can take some seconds ...")
    reasoning = time.monotonic()
    closure = reasoner.close(asserted)
    seconds = {"reasoning": round(time.monotonic() - reasoning, 3)}
    if closure.contradictions:
        raise InconsistentError(explain_contradictions(corpus, closure))
    say(f"{len(closure.inferred)} triples follow, found in {seconds['reasoning']:.2f} s. Writing snapshot {digest} ...")
    with shelf.staging(digest) as folder:
        _write_stores(folder / "stores", corpus, closure)
        inferred, plain = (Store.read_only(str(folder / "stores" / name)) for name in ("inferred", "asserted"))
        numbers = in_numbers(corpus.asserted(), closure)
        columns = write_columns(folder / "columns", *numbers)
        parts, downloads = write_downloads(folder / "downloads", corpus, numbers[1], GraphColumns(folder / "columns"))
        write_addresses(folder, corpus)
        write_search(folder / "search", corpus, closure.inferred)
        _write_questions(folder / "queries", questions)
        _write_json(folder / "documents.json", {"documents": [asdict(counts) for counts in count_documents(corpus)]})
        _write_json(folder / "statistics.json", asdict(measure(inferred, plain)))
        _write_json(folder / "seconds.json", seconds)
        made = {"columns": columns, "parts": [asdict(part) for part in parts]}
        made["downloads"] = [asdict(download) for download in downloads]
        _write_json(folder / "manifest.json", {**_summary(corpus, closure, reasoner), **made})
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


def _write_questions(folder: Path, questions: Iterable[Question]) -> None:
    """The questions as they were when the graph was built, so that a server never mixes old and new ones."""
    folder.mkdir()
    for question in questions:
        (folder / question.path.name).write_text(question.text, encoding="utf-8")


def _summary(corpus: Corpus, closure: Closure, reasoner: Reasoner) -> dict[str, Any]:
    """What the manifest says of the graph and its reasoning."""
    return {
        "version": __version__,
        "reasoner": reasoner.name,
        "profile": "lean",
        "asserted": len(corpus.asserted()),
        "inferred": len(closure.inferred),
        "rules": dict(closure.counts),
        "graphs": {file.slug: len(triples) for file, triples in corpus.triples.items()},
        "documents": [file.slug for file in corpus.documents],
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
