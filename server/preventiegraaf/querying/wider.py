"""Which properties say the same as others, the other way round or in wider terms."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Store

from preventiegraaf.namespaces import OWL, RDFS, TYPE
from preventiegraaf.querying.description import Link, Node

_INVERSE = NamedNode(OWL + "inverseOf")
_SUB = NamedNode(RDFS + "subPropertyOf")
_SUBCLASS = NamedNode(RDFS + "subClassOf")
_SYMMETRIC = NamedNode(OWL + "SymmetricProperty")


class Wider:
    """Looks up the hierarchy and the inverses of properties."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._inverses: dict[NamedNode, set[NamedNode]] = {}
        self._supers: dict[NamedNode, set[NamedNode]] = {}

    def inverses(self, predicate: NamedNode) -> set[NamedNode]:
        """The properties declared to be the inverse of this one; itself, if it is symmetric."""
        if predicate not in self._inverses:
            there = {quad.object for quad in self._store.quads_for_pattern(predicate, _INVERSE, None, DefaultGraph())}
            back = {quad.subject for quad in self._store.quads_for_pattern(None, _INVERSE, predicate, DefaultGraph())}
            symmetric = self._store.quads_for_pattern(predicate, TYPE, _SYMMETRIC, DefaultGraph())
            itself = {predicate} if next(symmetric, None) is not None else set()
            self._inverses[predicate] = {term for term in there | back if isinstance(term, NamedNode)} | itself
        return self._inverses[predicate]

    def supers(self, predicate: NamedNode) -> set[NamedNode]:
        """The properties that hold wherever this one does, itself among them."""
        if predicate not in self._supers:
            found, waiting = {predicate}, [predicate]
            while waiting:
                quads = self._store.quads_for_pattern(waiting.pop(), _SUB, None, DefaultGraph())
                fresh = {quad.object for quad in quads if isinstance(quad.object, NamedNode)} - found
                found |= fresh
                waiting += fresh
            self._supers[predicate] = found
        return self._supers[predicate]

    def narrowest(self, kinds: Iterable[NamedNode]) -> list[NamedNode]:
        """The kinds that are above no other of them, in the order of their IRIs."""
        given = set(kinds)
        above = {
            quad.object
            for kind in given
            for quad in self._store.quads_for_pattern(kind, _SUBCLASS, None, DefaultGraph())
            if quad.object != kind
        }
        return sorted(given - above, key=str) or sorted(given, key=str)

    def told(self, links: Iterable[Link]) -> set[Link]:
        """The inferred links that only repeat another to the same neighbour, in wider terms or the other way round.

        Of two inferred links that are each other's inverse the outward one counts as new.
        """
        by_neighbour: dict[Node, list[Link]] = {}
        for link in links:
            by_neighbour.setdefault(link.other, []).append(link)
        return {
            link
            for together in by_neighbour.values()
            for link in together
            if link.inferred and any(self._tells(other, link) for other in together if other is not link)
        }

    def _tells(self, told: Link, link: Link) -> bool:
        if told.inward == link.inward:
            narrower = link.predicate not in self.supers(told.predicate) or told.predicate in self.supers(
                link.predicate
            )
            return not narrower
        turned = any(self.inverses(wider) & {link.predicate} for wider in self.supers(told.predicate))
        return turned and (link.inward or not told.inferred)
