"""Explanations: how long one takes, in graphs of growing size, for triples drawn at random from what follows.

    python tests/benchmarks/explaining.py --triples 20000 1000000 --questions 400

The graphs are those of `graphs.py` with our own ontology; they are closed by our reasoner, written as the columns of a
snapshot, and opened again, mapped. A row gives, over the questions: the rules and the asserted triples in the first
derivation (median), milliseconds for ten derivations (p50, p95 and the longest), for the minimal sets of documents, and
the share of explanations that were cut. The first question of all is also given, which finds nothing in memory.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

sys.path.pop(0)  # the folder of this script, whose http.py would hide Python's own http
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from benchmarks.graphs import generate
from preventiegraaf.columns import Dictionary, GraphColumns, Triples, write_graph
from preventiegraaf.corpus import Kind, read_corpus
from preventiegraaf.namespaces import ID
from preventiegraaf.paths import bundled_root
from preventiegraaf.reasoning.conclusions.entailment import entailment
from preventiegraaf.reasoning.explanation import Atom, ClosedGraph, Explainer
from preventiegraaf.reasoning.materialisation.engine import Engine

Answer = TypeVar("Answer")
_HEAD = ("triples", "rules", "leaves", "first ms", "p50 ms", "p95 ms", "max ms", "sets p50", "sets p95", "cut %")


def main() -> None:
    """Measure and print a row for each size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--triples", type=int, nargs="+", default=[20_000, 100_000])
    options.add_argument("--questions", type=int, default=400)
    asked = options.parse_args()
    print(" ".join(f"{name:>9}" for name in _HEAD))  # noqa: T201
    for size in asked.triples:
        with tempfile.TemporaryDirectory() as folder:
            graph, drawn, count = _closed(Path(folder), size, asked.questions)
            cells = [f"{count}", *_row(graph, drawn)]
            print(" ".join(f"{cell:>9}" for cell in cells), flush=True)  # noqa: T201


def _closed(folder: Path, size: int, questions: int) -> tuple[ClosedGraph, list[Triple], int]:
    """A closed graph of about so many triples, mapped, and triples that only follow."""
    columns = folder / "columns"
    count = _write(folder, columns, size)
    found = GraphColumns(columns)
    graph = ClosedGraph(found.dictionary, found.asserted, found.served, found.hidden)
    return graph, list(_drawn(found, graph, questions)), count


def _write(folder: Path, columns: Path, size: int) -> int:
    dictionary = Dictionary()
    engine = Engine(dictionary)
    engine.add(Triples.of(_asserted(folder, size), dictionary))
    parts = entailment(engine)
    both = zip(parts.asserted.columns, parts.inferred.columns, strict=True)
    served = Triples(dictionary, *(np.concatenate(pair) for pair in both))
    return write_graph(columns, parts.asserted, served, parts.hidden)["served"]


def _asserted(folder: Path, size: int) -> Iterator[Triple]:
    """The ontology, and what the documents of the generated graph say."""
    for file, triples in read_corpus(bundled_root()).triples.items():
        if file.kind is Kind.ONTOLOGY:
            yield from triples
    with generate(folder, size).asserted.open("rb") as lines:
        yield from (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))


def _drawn(found: GraphColumns, graph: ClosedGraph, questions: int) -> Iterator[Triple]:
    """Triples about things, drawn at random from those that are served and not asserted."""
    chance = random.Random(3)  # noqa: S311
    rows = [
        (predicate, column) for predicate in found.served.predicates() if len(column := found.served.pairs(predicate))
    ]
    weights = [len(column) for _, column in rows]
    while questions:
        predicate, column = chance.choices(rows, weights)[0]
        pair = int(column[chance.randrange(len(column))])
        atom = Atom(pair >> 32, predicate, pair & 0xFFFF_FFFF)
        subject = graph.dictionary.term(atom.subject)
        if isinstance(subject, NamedNode) and subject.value.startswith(ID) and not graph.is_asserted(atom):
            questions -= 1
            yield graph.triple(atom)


def _row(graph: ClosedGraph, drawn: list[Triple]) -> list[str]:
    explainer = Explainer(graph)
    explanations, times = _timed(explainer.explain, drawn)
    _, sets = _timed(lambda triple: explainer.support(triple, _sources), drawn)
    found = [explanation for explanation in explanations if explanation is not None and explanation.derivations]
    if len(found) != len(drawn):
        raise AssertionError(f"{len(drawn) - len(found)} triples that follow have no explanation")
    rules = statistics.median(len(explanation.derivations[0].steps) for explanation in found)
    leaves = statistics.median(len(explanation.derivations[0].leaves) for explanation in found)
    cut = sum(not explanation.complete for explanation in found) / len(found)
    spread = [f"{value:.1f}" for value in (times[0], *_spread(times), max(times), *_spread(sets))]
    return [f"{rules:g}", f"{leaves:g}", *spread, f"{cut:.0%}"]


def _timed(ask: Callable[[Triple], Answer], drawn: list[Triple]) -> tuple[list[Answer], list[float]]:
    answers, times = [], []
    for triple in drawn:
        begin = time.perf_counter()
        answers.append(ask(triple))
        times.append(1_000 * (time.perf_counter() - begin))
    return answers, times


def _spread(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def _sources(triple: Triple) -> tuple[str, ...]:
    """The document that a triple of the generated graph comes from, told by the name of its subject."""
    name = str(triple.subject).rpartition("/")[2]
    return (
        () if isinstance(triple.object, Literal) or not name.startswith("bron-") else ("-".join(name.split("-")[:2]),)
    )


if __name__ == "__main__":
    main()
