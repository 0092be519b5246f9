"""What a file of RDF holds: the triples of one or more named graphs, as ranks of terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from preventiegraaf.serialising.rows import Rows, ordered
from preventiegraaf.serialising.terms import Terms


@dataclass(frozen=True)
class GraphRows:
    """The triples of one named graph."""

    name: NamedNode
    rows: Rows


@dataclass(frozen=True)
class Content:
    """Named graphs and their terms."""

    terms: Terms
    graphs: tuple[GraphRows, ...]

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the graphs need, by name."""
        return self.terms.prefixes(column for graph in self.graphs for column in graph.rows.columns)

    @property
    def size(self) -> int:
        """The number of quads."""
        return sum(len(graph.rows) for graph in self.graphs)

    @cached_property
    def rows(self) -> Rows:
        """The triples of all graphs, each once."""
        if len(self.graphs) == 1:
            return self.graphs[0].rows
        return ordered(self.terms, [graph.rows.columns for graph in self.graphs])
