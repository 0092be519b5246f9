from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import BlankNode, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from preventiegraaf.cli import main
from preventiegraaf.namespaces import ASSERTED_GRAPH, INFERRED_GRAPH, SNAPSHOT_GRAPH
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.snapshot.export import EXPORT_FORMATS, export, export_for_engine


def exported(snapshot: Snapshot, name: str, infer: bool = True) -> bytes:
    output = io.BytesIO()
    export(snapshot, EXPORT_FORMATS[name], output, infer)
    return output.getvalue()


@pytest.mark.parametrize("infer", [True, False])
@pytest.mark.parametrize("name", ["nq", "trig"])
def test_an_export_holds_every_quad_of_the_snapshot_once(snapshot: Snapshot, name: str, infer: bool) -> None:
    quads = list(parse(exported(snapshot, name, infer), format=EXPORT_FORMATS[name]))
    assert len(quads) == len(set(quads)) == len(snapshot.store(infer))
    assert _canonical(quads) == _canonical(snapshot.store(infer))
    assert any(quad.graph_name == INFERRED_GRAPH for quad in quads) is infer


def _canonical(quads: object) -> set[Quad]:
    """The quads without their blank nodes' names, which differ by file."""
    blank = BlankNode("x")
    return {
        Quad(
            blank if isinstance(quad.subject, BlankNode) else quad.subject,
            quad.predicate,
            blank if isinstance(quad.object, BlankNode) else quad.object,
            quad.graph_name,
        )
        for quad in quads  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("name", ["nt", "ttl"])
def test_a_format_for_triples_gets_the_default_graph(snapshot: Snapshot, name: str) -> None:
    triples = Dataset(parse(exported(snapshot, name), format=EXPORT_FORMATS[name]))
    assert len(triples) == snapshot.manifest["asserted"] + snapshot.manifest["inferred"]
    assert all(quad.graph_name == DefaultGraph() for quad in triples)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_the_same_triples_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    quads = [
        Quad(NamedNode(f"http://example.org/s{i % 7}"), NamedNode("http://example.org/p"), Literal(f"{i} " * 9), graph)
        for i in range(200)
        for graph in (DefaultGraph(), NamedNode(f"http://example.org/g{i % 3}"))
    ]
    made = [_stored(tmp_path / str(seed), random.Random(seed).sample(quads, len(quads))) for seed in (1, 2)]  # noqa: S311
    assert exported(made[0], name) == exported(made[1], name)


def _stored(folder: Path, quads: list[Quad]) -> Snapshot:
    (folder / "stores" / "inferred").mkdir(parents=True)
    store = Store(str(folder / "stores" / "inferred"))
    store.extend(quads)
    store.flush()
    return Snapshot(folder)


def test_what_an_engine_needs_besides(snapshot: Snapshot) -> None:
    output = io.BytesIO()
    export_for_engine(snapshot, RdfFormat.N_QUADS, output)
    store = Store()
    store.bulk_load(output.getvalue(), format=RdfFormat.N_QUADS)
    union = list(store.quads_for_pattern(None, None, None, ASSERTED_GRAPH))
    inferred = {quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED_GRAPH)}
    assert len(union) == snapshot.manifest["asserted"]
    assert inferred.isdisjoint(quad.triple for quad in union)
    digests = [quad.object for quad in store.quads_for_pattern(None, None, None, SNAPSHOT_GRAPH)]
    assert digests == [Literal(snapshot.digest)]


def test_the_command(snapshot: Snapshot, tmp_path: Path) -> None:
    places = ["--snapshots", str(snapshot.folder.parent.parent)]
    file = tmp_path / "graph.ttl"
    written = CliRunner().invoke(main, ["export", *places, "--format", "ttl", "--no-infer", "--output", str(file)])
    assert written.exit_code == 0
    assert file.read_bytes() == exported(snapshot, "ttl", infer=False)
    refused = CliRunner().invoke(main, ["export", *places, "--format", "ttl", "--for-engine"])
    assert refused.exit_code == 2
    assert "nq or trig" in refused.stderr
