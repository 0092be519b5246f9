"""Small stores as a snapshot has them, for pools of a test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from preventiegraaf.namespaces import INFERRED_GRAPH, graph_iri
from waiting import end

P = NamedNode("http://example.org/p")


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A ring of 1,000 things, and with inference one triple more."""
    folder = tmp_path_factory.mktemp("stores")
    things = [NamedNode(f"http://example.org/{number}") for number in range(1_000)]
    ring = list(zip(things, things[1:] + things[:1], strict=True))
    for name in ("inferred", "asserted"):
        store = Store(str(folder / name))
        for graph in (DefaultGraph(), graph_iri("ring")):
            store.bulk_extend(Quad(here, P, there, graph) for here, there in ring)
        if name == "inferred":
            for graph in (DefaultGraph(), INFERRED_GRAPH):
                store.add(Quad(things[0], P, things[0], graph))
        store.flush()
    return folder / "inferred", folder / "asserted"


@pytest.fixture(scope="session")
def kill() -> Callable[[psutil.Process], None]:
    """Ends a process, and waits until it has ended; whoever started it need not have noticed."""
    return end
