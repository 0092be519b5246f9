"""What another engine holds of a snapshot, and the dataset of a query in its terms.

Every query is sent with a dataset of its own (SPARQL 1.1 Protocol, section 2.1.4), so that it does not matter what the
engine takes for its default graph. The default graph is then made of what is asserted and what is inferred, two graphs
that share no triple: many engines give a triple once for each graph that has it, where an RDF merge has it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from preventiegraaf.errors import UnknownGraphError, UsageError
from preventiegraaf.namespaces import ASSERTED_GRAPH, GRAPH, IDENTIFIER, INFERRED_GRAPH, SNAPSHOT_GRAPH
from preventiegraaf.querying.prepared import Prepared
from preventiegraaf.querying.task import Task

_ASSERTED, _INFERRED = ASSERTED_GRAPH.value, INFERRED_GRAPH.value
_NOTHING = GRAPH + "nothing"
"""A graph that no engine holds, where there is to be none: without it some engines would take all that they have."""


@dataclass(frozen=True)
class Holding:
    """A snapshot in another engine: its digest, and the IRIs of the graphs of its files."""

    digest: str
    graphs: tuple[str, ...]

    def is_there(self) -> list[tuple[str, str]]:
        """The fields of a request that asks whether the engine holds this snapshot."""
        query = f'ASK {{ {ASSERTED_GRAPH} {IDENTIFIER} "{self.digest}" }}'
        return [("query", query), ("default-graph-uri", SNAPSHOT_GRAPH.value)]

    def dataset(self, task: Task, prepared: Prepared) -> list[tuple[str, str]]:
        """The fields of a request that choose the graphs of a task.

        Raises UnknownGraphError for a graph that does not exist, UsageError for what is no IRI.
        """
        chosen = (task.default_graphs, task.named_graphs)
        default, named = chosen if any(chosen) else (prepared.default, prepared.named)
        if not (default or named):
            default = named = self._all(task.infer)
        self._refuse_unknown((*default, *named))
        reached = [iri for iri in dict.fromkeys(named) if task.infer or iri != _INFERRED] or [_NOTHING]
        return [
            *(("default-graph-uri", iri) for iri in self._disjoint(default, task.infer) or [_NOTHING]),
            *(("named-graph-uri", iri) for iri in reached if "graph" in task.query.lower()),
        ]

    def _all(self, infer: bool) -> tuple[str, ...]:
        return (*self.graphs, _INFERRED) if infer else self.graphs

    def _disjoint(self, default: Iterable[str], infer: bool) -> list[str]:
        """The graphs of a default graph; instead of those of all files, the one with each triple once."""
        wanted = dict.fromkeys(iri for iri in default if infer or iri != _INFERRED)
        if not wanted.keys() >= set(self.graphs):
            return list(wanted)
        return [_ASSERTED, *([_INFERRED] if _INFERRED in wanted else [])]

    def _refuse_unknown(self, graphs: Iterable[str]) -> None:
        known = {*self.graphs, _INFERRED}
        for iri in graphs:
            try:
                NamedNode(iri)
            except ValueError as error:
                raise UsageError(f"{iri} is not the IRI of a graph: {error}.") from error
            if iri not in known:
                raise UnknownGraphError(iri)
