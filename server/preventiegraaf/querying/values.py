"""What a store says of its things, property by property, and kept: a page asks for the same names time and again."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial
from itertools import islice
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

Node: TypeAlias = NamedNode | BlankNode
Objects: TypeAlias = tuple[NamedNode | BlankNode | Literal, ...]

_KEPT = 32_768
"""The most pairs of a thing and a property of which the values are kept, those that were asked for last."""
_LONGEST = 100
"""The most values of a pair that are kept."""
_ALL = 50_000
"""The most triples of a graph of which all values are kept."""


class Values:
    """The values of properties in the default graph of a store that does not change. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept = lru_cache(_KEPT)(partial(_few, store))
        self._all: dict[tuple[Node, NamedNode], Objects] | None = None

    def read_all(self) -> None:
        """Read the values of all properties of all things at once, unless the graph is too large to keep them."""
        found: dict[tuple[Node, NamedNode], list[NamedNode | BlankNode | Literal]] = defaultdict(list)
        triples = 0
        for quad in islice(self.store.quads_for_pattern(None, None, None, DefaultGraph()), _ALL + 1):
            triples += 1
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                found[quad.subject, quad.predicate].append(quad.object)
        if triples <= _ALL:
            self._all = {pair: _in_order(values) for pair, values in found.items()}

    def of(self, node: Node, predicate: NamedNode) -> Objects:
        """The values of a property of a thing, in a fixed order."""
        if self._all is not None:
            return self._all.get((node, predicate), ())
        few = self._kept(node, predicate)
        return _sorted(self.store, node, predicate, None) if few is None else few


def _few(store: Store, node: Node, predicate: NamedNode) -> Objects | None:
    """The values, or None if there are too many to keep."""
    values = _sorted(store, node, predicate, _LONGEST + 1)
    return values if len(values) <= _LONGEST else None


def _sorted(store: Store, node: Node, predicate: NamedNode, most: int | None) -> Objects:
    quads = islice(store.quads_for_pattern(node, predicate, None, DefaultGraph()), most)
    return _in_order([quad.object for quad in quads if not isinstance(quad.object, Triple)])


def _in_order(values: list[NamedNode | BlankNode | Literal]) -> Objects:
    return tuple(sorted(values, key=str) if len(values) > 1 else values)
