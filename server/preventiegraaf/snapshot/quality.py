"""How good the graph is: what the build counts for each document, and the report of the checks beside the snapshot.

The checks take longer than a build and also look at the texts of the documents, which are no input of it. So their
report is no part of a snapshot: `check --write` files it beside the snapshot of the same digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from preventiegraaf.corpus import Corpus, SourceFile
from preventiegraaf.namespaces import DEF, EVIDENCE, document_iri
from preventiegraaf.passages import Span, covered, span_of
from preventiegraaf.snapshot.shelf import Shelf, Snapshot

_REASON = NamedNode(DEF + "omissionReason")
_LENGTH = NamedNode(DEF + "textLength")
_NAME = "quality-{}.json"


@dataclass(frozen=True)
class DocumentCounts:
    """A document in numbers: facts, their passages, parts left out, and the share of its characters in either.

    The share goes from 0 to 1; it is None where the graph does not tell the length of the text.
    """

    slug: str
    facts: int
    passages: int
    left_out: int
    share: float | None


def count_documents(corpus: Corpus) -> Iterator[DocumentCounts]:
    """The counts of each document."""
    for file in corpus.documents:
        yield _counts(corpus, file)


def _counts(corpus: Corpus, file: SourceFile) -> DocumentCounts:
    facts: set[object] = set()
    passages: set[Span] = set()
    left_out: set[Span] = set()
    length = 0
    for triple in corpus.triples[file]:
        if triple.predicate == EVIDENCE and isinstance(triple.object, NamedNode):
            facts.add(triple.subject)
            passages |= _place(triple.object, file)
        elif triple.predicate == _REASON and isinstance(triple.subject, NamedNode):
            left_out |= _place(triple.subject, file)
        elif triple.predicate == _LENGTH and triple.subject == document_iri(file.slug):
            length = _number(triple.object)
    share = min(1.0, covered(passages | left_out) / length) if length else None
    return DocumentCounts(file.slug, len(facts), len(passages), len(left_out), share)


def _place(part: NamedNode, file: SourceFile) -> set[Span]:
    span = span_of(part.value, file.slug)
    return {span} if span is not None else set()


def _number(value: object) -> int:
    return int(value.value) if isinstance(value, Literal) and value.value.isdecimal() else 0


def file_report(shelf: Shelf, digest: str, report: dict[str, Any]) -> Path:
    """Put a report beside the snapshot with this digest; those of snapshots that are gone are deleted.

    Raises OSError if nothing can be written.
    """
    shelf.folder.mkdir(parents=True, exist_ok=True)
    path = shelf.folder / _NAME.format(digest)
    staged = path.with_suffix(".new")
    staged.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    staged.replace(path)
    for other in shelf.folder.glob(_NAME.format("*")):
        kept = other.stem.removeprefix("quality-")
        if kept != digest and shelf.find(kept) is None:
            other.unlink(missing_ok=True)
    return path


def read_report(snapshot: Snapshot) -> dict[str, Any] | None:
    """The report that was filed for a snapshot, or None; a damaged one counts as none."""
    try:
        loaded = json.loads((snapshot.folder.parent / _NAME.format(snapshot.digest)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None
