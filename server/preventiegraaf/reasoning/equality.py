"""owl:sameAs by representatives: what is said of one name of a thing is said of all (table 4, eq-*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.reasoning.schema import Term
from preventiegraaf.reasoning.vocabulary import SAME


class Names:
    """Which names stand for one thing, and the name that stands for them all."""

    def __init__(self) -> None:
        self._above: dict[Term, Term] = {}

    def unite(self, pairs: Iterable[tuple[Term, Term]]) -> bool:
        """Take in that the names of each pair stand for one thing, and tell whether that was new of any."""
        news = False
        for one, other in pairs:
            first, second = sorted((self.representative(one), self.representative(other)), key=str)
            if first != second:
                self._above[second] = first
                news = True
        return news

    def representative(self, name: Term) -> Term:
        """The name that stands for a thing."""
        while name in self._above:
            name = self._above[name]
        return name

    def rewritten(self, triples: Iterable[Triple]) -> list[Triple]:
        """The triples with each thing under its representative, those that only say sameAs left out."""
        if not self._above:
            return list(triples)
        return [
            Triple(self._node(triple.subject), self._predicate(triple.predicate), self.representative(triple.object))
            for triple in triples
            if triple.predicate != SAME
        ]

    def in_full(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """The triples under every name, and that the names stand for the same."""
        names = self._all()
        for triple in triples:
            if not names:
                yield triple
                continue
            ends = (names.get(term, [term]) for term in (triple.subject, triple.predicate, triple.object))
            for subject, predicate, object_ in product(*ends):
                if not isinstance(subject, Literal | Triple) and isinstance(predicate, NamedNode):
                    yield Triple(subject, predicate, object_)
        for group in names.values():
            for one, other in product(group, group):
                if one != other and not isinstance(one, Literal | Triple):
                    yield Triple(one, SAME, other)

    def _all(self) -> dict[Term, list[Term]]:
        groups: dict[Term, list[Term]] = defaultdict(list)
        for name in self._above:
            groups[self.representative(name)].append(name)
        return {name: [name, *others] for name, others in groups.items()}

    def _node(self, term: Term) -> NamedNode:
        found = self.representative(term)
        if isinstance(found, Literal | Triple):
            raise TypeError(found)
        return found  # type: ignore[return-value]

    def _predicate(self, term: NamedNode) -> NamedNode:
        found = self.representative(term)
        return found if isinstance(found, NamedNode) else term
