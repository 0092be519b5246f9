"""What some of the documents say, and what follows from that alone.

Such a selection has the graphs of the documents that are asked for, and all that is in no document: ontology, register
and questions. It is told by the graphs that it leaves out, so that each set of documents has one form.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from preventiegraaf.errors import UnknownSourceError
from preventiegraaf.namespaces import INFERRED_GRAPH, graph_iri
from preventiegraaf.querying.task import Graphs

_KEPT = 4


def left_out(sources: Iterable[str], documents: Sequence[str]) -> Graphs:
    """The IRIs of the graphs of the documents that are not among the sources; none of them if no source is named.

    `sources` are slugs, or several joined by commas. Raises UnknownSourceError for a source that is no document.
    """
    asked = {slug.strip() for source in sources for slug in source.split(",")} - {""}
    unknown = sorted(asked.difference(documents))
    if unknown:
        raise UnknownSourceError(unknown, sorted(documents))
    return tuple(sorted(graph_iri(slug).value for slug in documents if slug not in asked)) if asked else ()


class Selections:
    """Makes the stores of selections in memory, one at a time, and keeps the few that were asked last.

    `asserted` is the store with what all files say, a named graph for each.
    """

    def __init__(self, asserted: Store) -> None:
        self._asserted = asserted
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[Graphs, bool], Store] = OrderedDict()

    def store(self, leaving_out: Graphs, infer: bool) -> Store:
        """The store of a selection: its default graph has each triple once, as that of a snapshot has."""
        key = leaving_out, infer
        with self._lock:
            if key not in self._made:
                self._made[key] = self._closed(leaving_out) if infer else self._selected(leaving_out)
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]

    def _selected(self, leaving_out: Graphs) -> Store:
        store = Store()
        for graph in self._asserted.named_graphs():
            if isinstance(graph, NamedNode) and graph.value not in leaving_out:
                quads = list(self._asserted.quads_for_pattern(None, None, None, graph))
                store.bulk_extend(quads)
                store.bulk_extend(_in(DefaultGraph(), quad.triple) for quad in quads)
        return store

    def _closed(self, leaving_out: Graphs) -> Store:
        store = self._selected(leaving_out)
        inferred = _follows(tuple(quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())))
        store.bulk_extend(_in(graph, triple) for triple in inferred for graph in (DefaultGraph(), INFERRED_GRAPH))
        return store


def _in(graph: NamedNode | DefaultGraph, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _follows(asserted: tuple[Triple, ...]) -> tuple[Triple, ...]:
    from preventiegraaf.reasoning import ColumnarReasoner  # slow to import, and few queries choose their sources

    return ColumnarReasoner().close(asserted).inferred
