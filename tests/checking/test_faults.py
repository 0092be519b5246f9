"""Each fault query selects what is wrong and nothing else: `faults/<query>.trig` holds both.

In those files the name of a thing at fault ends in `fout`, and every other thing is in order.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from preventiegraaf.checking.faults import read_header
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import run

FOLDER = Path(__file__).parent / "faults"
QUERIES = sorted((bundled_root().queries / "checks").glob("*.rq"))


def test_each_fault_query_has_a_case() -> None:
    assert [path.stem for path in QUERIES] == sorted(path.stem for path in FOLDER.glob("*.trig"))
    assert QUERIES


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_fault_query_selects_the_faults_only(query: Path) -> None:
    store = load(FOLDER / f"{query.stem}.trig")
    result = run(store, query.read_text(encoding="utf-8"))
    assert isinstance(result, QuerySolutions)
    assert {row["focus"] for row in result} == faulty(store)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_fault_query_says_what_is_wrong_and_how_to_mend_it(query: Path) -> None:
    header = read_header(query.read_text(encoding="utf-8"))
    assert header.missing == []
    assert header.unreadable == ()


def load(path: Path) -> Store:
    """A store with the named graphs of a file, and their union in the default graph."""
    store = Store()
    quads = list(parse(path=str(path), format=RdfFormat.TRIG))
    store.extend(quads)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return store


def faulty(store: Store) -> set[NamedNode]:
    subjects = {quad.subject for quad in store if isinstance(quad.subject, NamedNode)}
    return {subject for subject in subjects if subject.value.lower().endswith("fout")}
