"""What a store says of its things, property by property, and kept: a page asks for the same names time and again."""

from __future__ import annotations

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


class Values:
    """The values of properties in the default graph of a store that does not change. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept = lru_cache(_KEPT)(partial(_few, store))

    def of(self, node: Node, predicate: NamedNode) -> Objects:
        """The values of a property of a thing, in a fixed order."""
        few = self._kept(node, predicate)
        return _sorted(self.store, node, predicate, None) if few is None else few


def _few(store: Store, node: Node, predicate: NamedNode) -> Objects | None:
    """The values, or None if there are too many to keep."""
    values = _sorted(store, node, predicate, _LONGEST + 1)
    return values if len(values) <= _LONGEST else None


def _sorted(store: Store, node: Node, predicate: NamedNode, most: int | None) -> Objects:
    quads = islice(store.quads_for_pattern(node, predicate, None, DefaultGraph()), most)
    values = [quad.object for quad in quads if not isinstance(quad.object, Triple)]
    return tuple(sorted(values, key=str) if len(values) > 1 else values)
