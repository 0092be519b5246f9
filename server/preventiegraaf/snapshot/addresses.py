"""The addresses of all that has a page of its own, for those who read the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode

from preventiegraaf.corpus import Corpus
from preventiegraaf.namespaces import BASE

_THING = re.compile(
    rf"{BASE}(?:id/(?!(?:passage|omission|prefix)/)(?P<thing>[^/#?]+/[^/#?]+)|(?P<concept>concept/[^#?]+))"
)
_FILE = "addresses.txt"


def write_addresses(folder: Path, corpus: Corpus) -> None:
    """Write the paths of the pages of things, concepts and graphs, sorted, one a line."""
    subjects = {triple.subject for triples in corpus.triples.values() for triple in triples}
    found = {path for subject in subjects if isinstance(subject, NamedNode) and (path := _path(subject.value))}
    graphs = {file.graph.value.removeprefix(BASE) for file in corpus.files}
    (folder / _FILE).write_text("".join(f"/{path}\n" for path in sorted({"def", *found, *graphs})), encoding="utf-8")


def _path(iri: str) -> str | None:
    match = _THING.fullmatch(iri)
    if match is None:
        return None
    return f"doc/{match['thing']}" if match["thing"] else match["concept"]


def read_addresses(folder: Path, start: int, count: int) -> Iterator[str]:
    """Some of the paths of a snapshot's folder, from the one at `start` on."""
    with (folder / _FILE).open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in islice(file, start, start + count))


def count_addresses(folder: Path) -> int:
    """The number of paths of a snapshot's folder."""
    with (folder / _FILE).open("rb") as file:
        return sum(1 for _ in file)
