from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store, Triple

from preventiegraaf.errors import CorpusError, InconsistentError, SnapshotError
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import Closure, ColumnarReasoner
from preventiegraaf.snapshot import Shelf, build

MakeRoot = Callable[..., Root]
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .",
    "data/register.ttl": "ex:x a ex:A .",
    "data/documents/page.ttl": "ex:x a ex:A . ex:y a ex:A .",
}


class CountingReasoner(ColumnarReasoner):
    def __init__(self) -> None:
        self.calls = 0

    def close(self, asserted: Sequence[Triple]) -> Closure:
        self.calls += 1
        return super().close(asserted)


def quiet(_: str) -> None:
    pass


@pytest.fixture
def shelf(make_root: MakeRoot, tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "snapshots", make_root(**FILES))


def rows(store: Store, query: str) -> int:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return len(list(found))


def test_the_default_graph_has_each_triple_once(make_root: MakeRoot, shelf: Shelf) -> None:
    snapshot = build(make_root(**FILES), shelf, ColumnarReasoner(), quiet)
    query = "SELECT * { ?x a ?class FILTER(STRSTARTS(STR(?class), 'http://example.org/')) }"
    assert rows(snapshot.inferred, query) == 4
    assert rows(snapshot.asserted, query) == 2


def test_graph_reaches_each_graph_and_the_inferred_one(make_root: MakeRoot, shelf: Shelf) -> None:
    snapshot = build(make_root(**FILES), shelf, ColumnarReasoner(), quiet)
    by_graph = "SELECT * {{ GRAPH <https://w3id.org/preventiegraaf/graph/{}> {{ ?s ?p ?o }} }}"
    assert rows(snapshot.inferred, by_graph.format("register")) == 1
    assert rows(snapshot.inferred, by_graph.format("page")) == 2
    assert rows(snapshot.inferred, by_graph.format("inferred")) == 2
    assert rows(snapshot.asserted, by_graph.format("inferred")) == 0


def test_an_unchanged_input_builds_nothing(make_root: MakeRoot, shelf: Shelf) -> None:
    root, reasoner = make_root(**FILES), CountingReasoner()
    first = build(root, shelf, reasoner, quiet)
    assert build(root, shelf, reasoner, quiet).digest == first.digest
    assert reasoner.calls == 1


def test_a_failed_build_leaves_the_old_snapshot(make_root: MakeRoot, shelf: Shelf) -> None:
    first = build(make_root(**FILES), shelf, ColumnarReasoner(), quiet)
    broken = make_root(**{"data/register.ttl": "ex:x a"})
    with pytest.raises(CorpusError):
        build(broken, shelf, ColumnarReasoner(), quiet)
    current = shelf.current()
    assert current is not None
    assert current.digest == first.digest
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(".")] == []


def test_the_previous_snapshot_is_kept_and_older_ones_go(make_root: MakeRoot, shelf: Shelf) -> None:
    made = []
    for number in range(3):
        root = make_root(**{**FILES, "data/register.ttl": f"ex:x{number} a ex:A ."})
        made.append(build(root, shelf, ColumnarReasoner(), quiet).digest)
    assert sorted(path.name for path in shelf.folder.iterdir() if path.is_dir()) == sorted(made[1:])


def test_an_abandoned_build_is_cleared_away(make_root: MakeRoot, shelf: Shelf) -> None:
    (shelf.folder / ".staging-999999999").mkdir(parents=True)
    build(make_root(**FILES), shelf, ColumnarReasoner(), quiet)
    assert not (shelf.folder / ".staging-999999999").exists()


def test_a_folder_that_cannot_be_written_is_told(make_root: MakeRoot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    root = make_root(**FILES)
    with pytest.raises(SnapshotError, match="--snapshots"):
        build(root, Shelf(tmp_path / "file", root), ColumnarReasoner(), quiet)


def test_a_contradiction_stops_the_build_and_is_explained(make_root: MakeRoot, shelf: Shelf) -> None:
    files = {
        "ontology/terms.ttl": "ex:A owl:disjointWith ex:B . ex:below rdfs:subClassOf ex:B .",
        "data/documents/page.ttl": """
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix passage: <https://w3id.org/preventiegraaf/id/passage/> .
ex:x a ex:A, ex:below ; pg:evidence passage:page-3-9 .
passage:page-3-9 a pg:Passage ; oa:exact "words" .""",
    }
    with pytest.raises(InconsistentError) as caught:
        build(make_root(**files), shelf, ColumnarReasoner(), quiet)
    message = str(caught.value)
    assert "cax-dw" in message
    assert "nothing is both <http://example.org/A> and <http://example.org/B>" in message
    assert "[<http://example.org/x> rdf:type <http://example.org/B>]\n    because — rule cax-sco" in message
    assert "data/documents/page.ttl" in message
    assert message.count("“words”") == 2
    assert shelf.current() is None
