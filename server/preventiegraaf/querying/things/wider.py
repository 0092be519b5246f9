"""Which properties say the same as others, the other way round or in wider terms."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import OWL, RDFS, TYPE
from preventiegraaf.querying.things.description import Link
from preventiegraaf.querying.things.values import Node, Values

_INVERSE = NamedNode(OWL + "inverseOf")
_SUB = NamedNode(RDFS + "subPropertyOf")
_SUBCLASS = NamedNode(RDFS + "subClassOf")
_SYMMETRIC = NamedNode(OWL + "SymmetricProperty")


class Wider:
    """Looks up the hierarchy and the inverses of properties."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._inverses: dict[NamedNode, set[NamedNode]] = {}
        self._supers: dict[NamedNode, set[NamedNode]] = {}

    def inverses(self, predicate: NamedNode) -> set[NamedNode]:
        """The properties declared to be the inverse of this one; itself, if it is symmetric."""
        if predicate not in self._inverses:
            declared = (*self._values.of(predicate, _INVERSE), *self._values.holders(_INVERSE, predicate))
            itself = {predicate} if self._values.has(predicate, TYPE, _SYMMETRIC) else set()
            self._inverses[predicate] = {term for term in declared if isinstance(term, NamedNode)} | itself
        return self._inverses[predicate]

    def supers(self, predicate: NamedNode) -> set[NamedNode]:
        """The properties that hold wherever this one does, itself among them."""
        if predicate not in self._supers:
            found, waiting = {predicate}, [predicate]
            while waiting:
                above = self._values.of(waiting.pop(), _SUB)
                fresh = {term for term in above if isinstance(term, NamedNode)} - found
                found |= fresh
                waiting += fresh
            self._supers[predicate] = found
        return self._supers[predicate]

    def narrowest(self, kinds: Iterable[NamedNode]) -> list[NamedNode]:
        """The kinds that are above no other of them, in the order of their IRIs."""
        given = set(kinds)
        above = {term for kind in given for term in self._values.of(kind, _SUBCLASS) if term != kind}
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
