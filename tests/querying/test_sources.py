"""What some documents say and what follows from that alone: as if the others had never been there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Store

from preventiegraaf.errors import QueryRefusedError, UsageError
from preventiegraaf.namespaces import graph_iri
from preventiegraaf.paths import Root
from preventiegraaf.querying import Limits, Task
from preventiegraaf.querying.dataset import Datasets
from preventiegraaf.querying.evaluation import answer_task
from preventiegraaf.querying.near import Near
from preventiegraaf.querying.sources import Selections, left_out
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build

FILES = {
    "ontology/axioms.ttl": "ex:below rdfs:subClassOf ex:above . ex:p a owl:TransitiveProperty .",
    "data/register.ttl": "ex:b rdfs:label 'b' .",
    "data/documents/one.ttl": "ex:a ex:p ex:b ; a ex:below . ex:shared a ex:below .",
    "data/documents/two.ttl": "ex:b ex:p ex:c . ex:shared a ex:below .",
    "data/documents/three.ttl": "ex:c ex:p [ ex:p ex:d ] .",
}
DOCUMENTS = ("one", "two", "three")


@pytest.fixture
def built(make_root: Callable[..., Root], tmp_path: Path) -> Callable[[set[str]], Snapshot]:
    """A snapshot of a root that has only the documents named."""

    def make(documents: set[str]) -> Snapshot:
        shutil.rmtree(tmp_path / "root", ignore_errors=True)
        kept = {name: text for name, text in FILES.items() if "/documents/" not in name or Path(name).stem in documents}
        root = make_root(**kept)
        return build(
            root, Shelf(tmp_path / f"shelf-{len(documents)}-{min(documents)}", root), ColumnarReasoner(), lambda _: None
        )

    return make


def quads(store: Store) -> set[str]:
    return {str(quad) for quad in store}


@pytest.mark.parametrize(
    "kept", [{"one"}, {"two"}, {"one", "two"}, {"one", "three"}], ids=lambda kept: "+".join(sorted(kept))
)
@pytest.mark.parametrize("infer", [True, False])
def test_a_selection_is_the_graph_built_from_those_documents(
    built: Callable[[set[str]], Snapshot], kept: set[str], infer: bool
) -> None:
    alone = quads(built(kept).store(infer))
    selected = Selections(built(set(DOCUMENTS)).asserted).store(left_out(kept, DOCUMENTS), infer)
    assert quads(selected) == alone
    assert any("graph/inferred" in quad for quad in alone) is infer


def test_all_documents_and_none_named_leave_nothing_out() -> None:
    assert left_out([], DOCUMENTS) == left_out(["", ","], DOCUMENTS) == left_out(["one,two", "three"], DOCUMENTS) == ()


def test_the_form_of_a_set_does_not_depend_on_its_order() -> None:
    assert left_out(["one,two"], DOCUMENTS) == left_out([" two , one", "two"], DOCUMENTS) == (graph_iri("three").value,)


def test_an_unknown_document_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"no document four.*one, three, two"):
        left_out(["one,four"], DOCUMENTS)


def test_few_selections_are_kept_and_each_is_made_once() -> None:
    store = Store()
    made = Selections(store)
    first = made.store(("urn:0",), False)
    assert made.store(("urn:0",), False) is first
    assert made.store(("urn:0",), True) is not first
    for number in range(5):
        made.store((f"urn:{number + 1}",), False)
    assert made.store(("urn:0",), False) is not first


def test_a_query_asks_its_selection_and_no_graph_outside(built: Callable[[set[str]], Snapshot]) -> None:
    snapshot = built(set(DOCUMENTS))
    datasets = Datasets(snapshot.store, Selections(snapshot.asserted).store)
    away = left_out(["one"], DOCUMENTS)

    def ask(query: str, **more: object) -> bytes:
        task = Task(query, "csv", leaving_out=away, **more)  # type: ignore[arg-type]
        content = answer_task(datasets.choose, task, Limits()).content
        assert isinstance(content, bytes)
        return content

    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s <http://example.org/p> ?o }}"
    assert ask(count.format("")).split() == [b"n", b"1"]
    assert ask(count.format("FROM graph:one FROM graph:inferred")).split() == [b"n", b"1"]
    with pytest.raises(QueryRefusedError, match="not among the sources"):
        ask(count.format("FROM graph:two"))
    with pytest.raises(QueryRefusedError, match="not among the sources"):
        ask(count.format(""), default_graphs=(graph_iri("two").value, graph_iri("one").value))


def test_merged_graphs_of_two_selections_are_told_apart(built: Callable[[set[str]], Snapshot]) -> None:
    snapshot = built(set(DOCUMENTS))
    datasets = Datasets(snapshot.store, Selections(snapshot.asserted).store)
    asked = tuple(graph_iri(slug).value for slug in ("one", "inferred"))
    sizes = [
        len(
            list(
                datasets.choose(Task("ASK {}", "json", True, asked, leaving_out=away)).store.quads_for_pattern(
                    None, None, None, DefaultGraph()
                )
            )
        )
        for away in (left_out(["one"], DOCUMENTS), left_out(["one", "two"], DOCUMENTS), ())
    ]
    assert sizes == sorted(set(sizes))


def test_the_short_way_is_not_for_selections(built: Callable[[set[str]], Snapshot]) -> None:
    near = Near.over(built(set(DOCUMENTS)).columns, Limits())
    query = "SELECT ?o { <http://example.org/b> <http://example.org/p> ?o }"
    assert near.answer(Task(query, "csv")) is not None
    assert near.answer(Task(query, "csv", leaving_out=left_out(["one"], DOCUMENTS))) is None
