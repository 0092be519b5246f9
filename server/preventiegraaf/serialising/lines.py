"""N-Triples and N-Quads: the texts of terms as they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.formats import Format
from preventiegraaf.serialising.rows import Rows, joined
from preventiegraaf.serialising.terms import Terms


class NTriples(Format):
    """A line for each triple."""

    suffix, media_type = "nt", "application/n-triples"

    def __init__(self, terms: Terms, every: Rows) -> None:
        """Take the terms, and the rows of which all parts have some."""
        self._terms = terms.plain()
        self._between = terms.plain(b" ", np.unique(every.predicates), b" ")

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """The lines of the part."""
        return self._lines(rows, b" .\n")

    def _lines(self, rows: Rows, end: bytes) -> Iterator[bytes]:
        ends = np.array([end], dtype=object), np.zeros(len(rows), dtype=np.int32)
        between = self._between, rows.predicates
        return joined(len(rows), [(self._terms, rows.subjects), between, (self._terms, rows.objects), ends])


class NQuads(NTriples):
    """A line for each triple of each graph."""

    suffix, media_type, named_graphs = "nq", "application/n-quads", True

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """The lines of the part, graph by graph."""
        for graph in content.graphs:
            yield from self._lines(graph.rows, f" {graph.name} .\n".encode())
