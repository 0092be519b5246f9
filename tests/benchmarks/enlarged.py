"""The real graph with made-up documents beside it, as a root of files that is built like any other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.graphs import generate
from preventiegraaf.namespaces import DEF, EXACT, ID, OA, TYPE
from preventiegraaf.paths import Root, bundled_root

_BEGIN = f"<{ID}document/"
_KIND = f" {TYPE} <{DEF}SourceDocument> ."
_EXPANDED = tuple(f" <{OA}{name}> " for name in ("hasSource", "hasSelector"))
_SELECTOR = "#selector> "


def enlarged(work: Path, triples: int, seed: int = 3) -> Root:
    """A copy of the real root with documents of about so many triples besides, inferred ones included; made once."""
    folder = work / f"enlarged-{triples}-{seed}"
    if not folder.exists():
        files = generate(work / f"graph-{triples}-{seed}", triples, seed)
        unfinished = work / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in ("ontology", "data", "queries"):
            shutil.copytree(bundled_root().folder / name, unfinished / name)
        for slug, lines in _documents(files.asserted):
            (unfinished / "data" / "documents" / f"{slug}.ttl").write_text("".join(lines), encoding="utf-8")
        unfinished.rename(folder)
    return Root(folder)


def _documents(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The documents of a graph in N-Triples by slug, in the short form that files have."""
    slug, lines = "", list[str]()
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith(_BEGIN) and line.rstrip().endswith(_KIND):
                if slug:
                    yield slug, lines
                slug, lines = line.removeprefix(_BEGIN).partition(">")[0], []
            lines.extend(_shortened(line))
    yield slug, lines


def _shortened(line: str) -> Iterator[str]:
    """A line as the file of a document has it, if it has it: the build expands passages."""
    if _SELECTOR in line.partition(" ")[0] + " ":
        if f" {EXACT} " in line:
            yield line.replace(_SELECTOR, "> ", 1)
    elif not any(expanded in line for expanded in _EXPANDED):
        yield line
