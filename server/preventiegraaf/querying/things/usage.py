"""How much the data uses the terms of the ontology, with examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from preventiegraaf.namespaces import ID, TYPE

_EXAMPLES, _LOOKED_AT = 2, 50


class Usage:
    """Counts that the build made, and examples from a store; `members` and `uses` count by the IRI of the term."""

    def __init__(self, store: Store, members: Mapping[str, int], uses: Mapping[str, int]) -> None:
        self._store = store
        self._members = members
        self._uses = uses

    def members(self, kind: NamedNode) -> int:
        """The number of members of a class, those that are inferred counted."""
        return self._members.get(kind.value, 0)

    def uses(self, predicate: NamedNode) -> int:
        """The number of triples of a property, those that are inferred counted."""
        return self._uses.get(predicate.value, 0)

    def some_members(self, kind: NamedNode) -> list[NamedNode]:
        """Some things of the data that are of a class."""
        found = (quad.subject for quad in self._some(None, TYPE, kind))
        return list(islice((thing for thing in found if isinstance(thing, NamedNode)), _EXAMPLES))

    def some_uses(self, predicate: NamedNode) -> list[tuple[NamedNode, NamedNode | Literal]]:
        """A thing of the data with a value of a property; nothing if the data has none."""
        found = ((quad.subject, quad.object) for quad in self._some(None, predicate, None))
        pairs = (
            (thing, value)
            for thing, value in found
            if isinstance(thing, NamedNode) and isinstance(value, NamedNode | Literal)
        )
        return list(islice(pairs, 1))

    def _some(self, subject: None, predicate: NamedNode, object_: NamedNode | None) -> Iterator[Quad]:
        quads = self._store.quads_for_pattern(subject, predicate, object_, DefaultGraph())
        for quad in islice(quads, _LOOKED_AT):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID):
                yield quad
