from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, Triple, parse
from rdflib import Dataset, Graph

from preventiegraaf.errors import CorpusError, InconsistentError, SnapshotError
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import Closure, OwlrlReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build

MakeRoot = Callable[..., Root]
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B .",
    "data/register.ttl": "ex:x a ex:A .",
    "data/documents/page.ttl": "ex:x a ex:A . ex:y a ex:A .",
}


class CountingReasoner(OwlrlReasoner):
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
    snapshot = build(make_root(**FILES), shelf, OwlrlReasoner(), quiet)
    query = "SELECT * { ?x a ?class FILTER(STRSTARTS(STR(?class), 'http://example.org/')) }"
    assert rows(snapshot.inferred, query) == 4
    assert rows(snapshot.asserted, query) == 2


def test_graph_reaches_each_graph_and_the_inferred_one(make_root: MakeRoot, shelf: Shelf) -> None:
    snapshot = build(make_root(**FILES), shelf, OwlrlReasoner(), quiet)
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
    first = build(make_root(**FILES), shelf, OwlrlReasoner(), quiet)
    broken = make_root(**{"data/register.ttl": "ex:x a"})
    with pytest.raises(CorpusError):
        build(broken, shelf, OwlrlReasoner(), quiet)
    current = shelf.current()
    assert current is not None
    assert current.digest == first.digest
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(".")] == []


def test_the_previous_snapshot_is_kept_and_older_ones_go(make_root: MakeRoot, shelf: Shelf) -> None:
    made = []
    for number in range(3):
        root = make_root(**{**FILES, "data/register.ttl": f"ex:x{number} a ex:A ."})
        made.append(build(root, shelf, OwlrlReasoner(), quiet).digest)
    assert sorted(path.name for path in shelf.folder.iterdir() if path.is_dir()) == sorted(made[1:])


def test_an_abandoned_build_is_cleared_away(make_root: MakeRoot, shelf: Shelf) -> None:
    (shelf.folder / ".staging-999999999").mkdir(parents=True)
    build(make_root(**FILES), shelf, OwlrlReasoner(), quiet)
    assert not (shelf.folder / ".staging-999999999").exists()


def test_a_folder_that_cannot_be_written_is_told(make_root: MakeRoot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    root = make_root(**FILES)
    with pytest.raises(SnapshotError, match="--snapshots"):
        build(root, Shelf(tmp_path / "file", root), OwlrlReasoner(), quiet)


def test_a_contradiction_stops_the_build_and_is_explained(make_root: MakeRoot, shelf: Shelf) -> None:
    files = {
        "ontology/terms.ttl": "ex:A owl:disjointWith ex:B .",
        "data/documents/page.ttl": """
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix passage: <https://w3id.org/preventiegraaf/id/passage/> .
ex:x a ex:A, ex:B ; pg:evidence passage:page-3-9 .
passage:page-3-9 a pg:Passage ; oa:exact "words" .""",
    }
    with pytest.raises(InconsistentError) as caught:
        build(make_root(**files), shelf, OwlrlReasoner(), quiet)
    message = str(caught.value)
    assert "cax-dw" in message
    assert "in terms.ttl" in message
    assert "in page.ttl" in message
    assert "‘words’ (passage:page-3-9)" in message
    assert shelf.current() is None


def test_downloads_are_the_same_byte_for_byte(make_root: MakeRoot, tmp_path: Path) -> None:
    root = make_root(**FILES)
    made = [build(root, Shelf(tmp_path / name, root), OwlrlReasoner(), quiet) for name in "ab"]
    assert made[0].manifest == made[1].manifest
    for name, download in made[0].downloads.items():
        contents = [snapshot.path(download).read_bytes() for snapshot in made]
        assert contents[0] == contents[1], name
        assert hashlib.sha256(contents[0]).hexdigest() == download.sha256


def test_rdflib_and_pyoxigraph_read_the_same_number_of_triples(snapshot: Snapshot) -> None:
    assert "preventiegraaf.trig" in snapshot.downloads
    for name, download in snapshot.downloads.items():
        path = snapshot.path(download)
        if name.endswith(".trig"):
            quads = len(set(parse(path=path, format=RdfFormat.TRIG)))
            dataset = Dataset()
            dataset.parse(data=path.read_bytes(), format="trig")
            assert len(list(dataset.quads())) == quads
        else:
            triples = len(set(parse(path=path, format=RdfFormat.TURTLE)))
            assert len(Graph().parse(data=path.read_bytes(), format="turtle")) == triples, name


def test_counts_of_the_manifest_are_those_of_the_files(snapshot: Snapshot) -> None:
    asserted = snapshot.path(snapshot.downloads["preventiegraaf.ttl"])
    assert len(set(parse(path=asserted, format=RdfFormat.TURTLE))) == snapshot.manifest["asserted"]
    assert rows(snapshot.inferred, "SELECT * { ?s ?p ?o }") == (
        snapshot.manifest["asserted"] + snapshot.manifest["inferred"]
    )
