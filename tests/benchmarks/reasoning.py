"""Reasoning from file to file: ours beside owlrl and reasonable, each run a process of its own, all in one run.

    export PYTHONPATH=tests
    python tests/benchmarks/reasoning.py                                     universities, 100 k and 1 M triples
    python tests/benchmarks/reasoning.py --kind own --triples 10000 100000   graphs of this ontology's kind, and it
    python tests/benchmarks/reasoning.py --triples 1000000 10000000 --only ours
    python tests/benchmarks/reasoning.py --kind real                         the graph of this checkout

A run reads N-Triples (of the real graph: its Turtle files) and writes N-Triples. Told are the median of its seconds, on
the clock and of processor time (which says more on a busy machine), the most megabytes it had in memory at once, how
many triples it wrote, and how the answers compare: of the triples about named things, how many another reasoner lacks
of ours, and how many it has besides (owlrl: values in their other lexical forms). owlrl is asked up to 100,000 triples,
reasonable up to 1,000,000; it must be installed (`pip install reasonable`), for it is no dependency of ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from pyoxigraph import RdfFormat, parse, serialize

from benchmarks import graphs, universities
from preventiegraaf.columns import Column, Dictionary, Kind, Triples
from preventiegraaf.columns.packing import contains
from preventiegraaf.columns.reading import Source, read
from preventiegraaf.columns.triples import by_predicate
from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE, XSD
from preventiegraaf.paths import Root, bundled_root

_WORK = Path(tempfile.gettempdir()) / "preventiegraaf-benchmarks" / "reasoning"
_OURS = "ours"
_LONG = 30.0
_LANGUAGE = tuple(f"<{space}".encode() for space in (RDF, RDFS, OWL, XSD))
_OWLRL = """
import sys, rdflib, owlrl
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal) and isinstance(triple[1], rdflib.URIRef):
            file.write(" ".join(term.n3() for term in triple).replace("\\n", "\\\\n") + " .\\n")
"""
_REASONABLE = """
import os, sys, reasonable
turtle = sys.argv[1] + ".ttl"  # N-Triples are Turtle, and the suffix must say so
if not os.path.exists(turtle):
    os.symlink(sys.argv[1], turtle)
reasoner = reasonable.PyReasoner()
reasoner.load_file(turtle)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for triple in reasoner.reason():
        file.write(" ".join(term.n3() for term in triple) + " .\\n")
"""


@dataclass(frozen=True)
class Reasoner:
    """A reasoner: its command from a file to a file, and the most triples that it is asked to close."""

    name: str
    command: Callable[[Sequence[Path], Path], list[str]]
    most: int


@dataclass(frozen=True)
class Measure:
    """The runs of one reasoner on one graph: seconds, seconds of processor time, and the most megabytes of memory."""

    seconds: list[float]
    processor: list[float]
    memory: float
    output: Path

    def __str__(self) -> str:
        shown = ", ".join(f"{seconds:.2f}" for seconds in self.seconds)
        return (
            f"{median(self.seconds):8.3f} s ({shown}), processor {median(self.processor):.2f} s, {self.memory:.0f} MB"
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _ours(files: Sequence[Path], output: Path) -> list[str]:
    shell = '"$0" -m preventiegraaf reason "${@:2}" > "$1"'
    return ["bash", "-c", shell, sys.executable, str(output), *map(str, files)]


def _program(text: str) -> Callable[[Sequence[Path], Path], list[str]]:
    def command(files: Sequence[Path], output: Path) -> list[str]:
        return [sys.executable, "-c", text, *map(str, files), str(output)]

    return command


_REASONERS = (
    Reasoner(_OURS, _ours, sys.maxsize),
    Reasoner("owlrl", _program(_OWLRL), 100_000),
    Reasoner("reasonable", _program(_REASONABLE), 1_000_000),
)


def _measure(reasoner: Reasoner, files: Sequence[Path], runs: int) -> Measure:
    """Run a reasoner some times, or once where a run takes long."""
    output = _WORK / f"{files[0].stem}-by-{reasoner.name}.nt"
    seconds: list[float] = []
    processor: list[float] = []
    memory = 0.0
    while len(seconds) < runs and (not seconds or seconds[0] < _LONG):
        begin = time.monotonic()
        process = subprocess.Popen(reasoner.command(files, output), env=_environment())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{reasoner.name} ended with exit code {process.returncode}.")
        seconds.append(time.monotonic() - begin)
        processor.append(usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / 1000)
    return Measure(seconds, processor, memory, output)


def _environment() -> dict[str, str]:
    """The environment, with a place for compiled modules, as any installed program has."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(_WORK / "compiled")}


def _universities(triples: int) -> list[Path]:
    path = _WORK / f"universities-{triples}.nt"
    return [path if path.exists() else universities.generate(path, triples)]


def _own(triples: int) -> list[Path]:
    """A graph of this ontology's kind, with the ontology."""
    path = _WORK / f"own-{triples}.nt"
    if not path.exists():
        folder = _WORK / f"own-{triples}"
        graphs.generate(folder, triples)
        with path.open("wb") as file:
            for source in sorted(bundled_root().ontology.glob("*.ttl")):
                statements = [quad.triple for quad in parse(path=str(source), format=RdfFormat.TURTLE)]
                file.write(serialize(statements, format=RdfFormat.N_TRIPLES) or b"")
            file.write((folder / "asserted.nt").read_bytes())
    return [path]


def _real(_: int) -> list[Path]:
    root: Root = bundled_root()
    return [path for folder in (root.ontology, root.data, root.documents) for path in sorted(folder.glob("*.ttl"))]


_KINDS = {"universities": _universities, "own": _own, "real": _real}


def _about_things(triples: Triples) -> dict[int, Column]:
    """The triples about named things and not about the vocabulary, as sorted pairs by predicate."""
    dictionary = triples.dictionary
    texts = dictionary.texts(np.arange(len(dictionary)))
    language = np.fromiter((text.startswith(_LANGUAGE) for text in texts), dtype=np.bool_, count=len(texts))
    named = dictionary.kinds == Kind.IRI
    subjects, predicates, objects = triples.columns
    is_type = predicates == dictionary.number_of(TYPE)
    keep = named[subjects] & ~language[subjects] & (dictionary.kinds[objects] != Kind.BLANK_NODE)
    keep &= np.where(is_type, ~language[objects], ~language[predicates])
    return by_predicate(*(column[keep] for column in triples.columns)) if keep.any() else {}


def _compared(ours: Path, theirs: Path) -> tuple[int, int]:
    """How many triples about named things the other lacks of ours, and how many it has besides."""
    dictionary = Dictionary()
    one, other = (read([Source.of(str(path))], dictionary).triples for path in (ours, theirs))
    sides = _about_things(one), _about_things(other)
    return _lacking(sides[1], sides[0]), _lacking(sides[0], sides[1])


def _lacking(these: dict[int, Column], those: dict[int, Column]) -> int:
    """How many of those pairs are not among these."""
    nothing = np.empty(0, dtype=np.int64)
    return sum(int((~contains(these.get(name, nothing), pairs)).sum()) for name, pairs in those.items())


def _triples_in(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def _present(reasoner: Reasoner, triples: int, only: str | None) -> bool:
    if only not in (None, reasoner.name) or triples > reasoner.most:
        return False
    if reasoner.name == _OURS or importlib.util.find_spec(reasoner.name):
        return True
    _say(f"  {reasoner.name:11} is absent: pip install {reasoner.name}")
    return False


def _run(kind: str, triples: int, runs: int, only: str | None) -> None:
    files = _KINDS[kind](triples)
    named = "the real graph" if kind == "real" else f"{kind}, {_triples_in(files[0]):,} triples"
    _say(f"{named}, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    ours: Measure | None = None
    for reasoner in _REASONERS:
        if not _present(reasoner, triples, only if kind != "real" else _OURS):
            continue
        measure = _measure(reasoner, files, runs)
        line = f"  {reasoner.name:11}{measure}  {_triples_in(measure.output):>11,} triples"
        if reasoner.name == _OURS:
            ours = measure
        elif ours is not None:
            lacks, more = _compared(ours.output, measure.output)
            ratio = median(measure.seconds) / median(ours.seconds)
            line += f"; lacks {lacks:,}, has {more:,} more; ours takes 1/{ratio:.0f} of the time"
            line += f" (1/{median(measure.processor) / median(ours.processor):.0f} of the processor's)"
            line += f" and 1/{measure.memory / ours.memory:.1f} of the memory"
        _say(line)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=_KINDS, default="universities")
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=5, help="runs of each, one where a run takes more than 30 s")
    parser.add_argument("--only", choices=[reasoner.name for reasoner in _REASONERS])
    chosen = parser.parse_args()
    _WORK.mkdir(parents=True, exist_ok=True)
    for triples in [0] if chosen.kind == "real" else chosen.triples:
        _run(chosen.kind, triples, chosen.runs, chosen.only)


if __name__ == "__main__":
    main()
