"""The files that a snapshot offers for download, the same bytes for the same input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple

from preventiegraaf.corpus import Corpus, Kind, order
from preventiegraaf.namespaces import INFERRED_GRAPH
from preventiegraaf.serialising import serialized
from preventiegraaf.snapshot.shelf import Download


def write_downloads(folder: Path, corpus: Corpus, inferred: Iterable[Triple]) -> list[Download]:
    """Write every download into `folder` and return what they are, by name."""
    folder.mkdir()
    follows = sorted(inferred, key=order)
    files = dict(_turtle_files(corpus, follows))
    quads = [
        *corpus.quads(),
        *(Quad(triple.subject, triple.predicate, triple.object, INFERRED_GRAPH) for triple in follows),
    ]
    files["preventiegraaf.trig"] = serialized(quads, RdfFormat.TRIG)
    return [_write(folder, name, content) for name, content in sorted(files.items())]


def _turtle_files(corpus: Corpus, inferred: list[Triple]) -> Iterator[tuple[str, bytes]]:
    yield "preventiegraaf.ttl", serialized(corpus.asserted(), RdfFormat.TURTLE)
    yield "preventiegraaf-inferred.ttl", serialized(inferred, RdfFormat.TURTLE)
    ontology = {triple for file in corpus.files if file.kind is Kind.ONTOLOGY for triple in corpus.triples[file]}
    yield "ontology.ttl", serialized(sorted(ontology, key=order), RdfFormat.TURTLE)
    for file in corpus.files:
        if file.kind is not Kind.ONTOLOGY:
            yield f"{file.slug}.ttl", serialized(corpus.triples[file], RdfFormat.TURTLE)


def _write(folder: Path, name: str, content: bytes) -> Download:
    (folder / name).write_bytes(content)
    media_type = "application/trig" if name.endswith(".trig") else "text/turtle"
    return Download(name, media_type, len(content), hashlib.sha256(content).hexdigest())
