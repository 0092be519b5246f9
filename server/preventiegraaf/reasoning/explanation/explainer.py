"""The explainer: derivations of a triple, and the sources on which it rests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Triple

from preventiegraaf.reasoning.explanation.closed import Atom, ClosedGraph
from preventiegraaf.reasoning.explanation.derivation import Derivation, derivation
from preventiegraaf.reasoning.explanation.minimal import MinimalSets
from preventiegraaf.reasoning.explanation.search import Search

Element = TypeVar("Element")

DERIVATIONS = 10
"""The most derivations that an explanation gives, unless asked otherwise."""
_WAYS = 50
"""The least number of minimal sets that are kept for each triple on the way."""
_COMPARED = 20
"""The least number of derivations of which the plainest are given."""
_INDIRECT = ("prp-dom", "prp-rng")
"""Rules by which a thing is told from how it is spoken of: the last choice among explanations of one length."""
_SOURCES = 200
"""The most minimal sets of sources that are kept for each triple."""


@dataclass(frozen=True)
class Explanation:
    """Why a triple holds: its derivations, the shortest first.

    Each has a minimal set of leaves: without any one of them, the others do not give the triple. `complete` tells that
    there are no more such sets; if it is false, the explanation was cut.
    """

    goal: Atom
    derivations: tuple[Derivation, ...]
    complete: bool


@dataclass(frozen=True)
class Support:
    """The minimal sets of sources on which a triple rests, the smallest first; each suffices by itself.

    An empty set among them means that it rests on what is given whatever sources are chosen. `complete` tells that
    these are all; if it is false, the search was cut.
    """

    sets: tuple[frozenset[str], ...]
    complete: bool


class Explainer:
    """Explains the triples of one closed graph: asserted triples and what follows from them by OWL 2 RL/RDF."""

    def __init__(self, graph: ClosedGraph) -> None:
        self.graph = graph
        self._search = Search(graph)

    def explain(
        self, triple: Triple, limit: int = DERIVATIONS, allowed: Callable[[Triple], bool] | None = None
    ) -> Explanation | None:
        """Why a triple holds, by at most `limit` derivations; None for a triple that does not hold.

        `allowed` tells which asserted triples may be leaves, all by default; where it needs others, a triple that holds
        has no derivations.
        """
        goal = self._goal(triple)
        if goal is None:
            return None
        ground = self._search.ground(goal)
        leaves = sorted(leaf for leaf in ground.asserted if allowed is None or allowed(self.graph.triple(leaf)))
        own = {leaf: (1 << place,) for place, leaf in enumerate(leaves)}
        found = MinimalSets(ground, own, max(limit, _WAYS))
        sets = found.of(goal)
        derivations = [derivation(ground, goal, _members(leaves, one)) for one in sets[: max(limit, _COMPARED)]]
        derivations.sort(key=_plainness)
        return Explanation(goal, tuple(derivations[:limit]), found.complete and len(sets) <= limit)

    def support(self, triple: Triple, sources: Callable[[Triple], Collection[str]]) -> Support | None:
        """The minimal sets of sources on which a triple rests; None for a triple that does not hold.

        `sources` gives the sources of an asserted triple: each suffices for it; none means that it is given.
        """
        goal = self._goal(triple)
        if goal is None:
            return None
        ground = self._search.ground(goal)
        names = {atom: sorted(sources(self.graph.triple(atom))) for atom in sorted(ground.asserted)}
        known = sorted({name for found in names.values() for name in found})
        bits = {name: 1 << place for place, name in enumerate(known)}
        own = {atom: tuple(bits[name] for name in found) or (0,) for atom, found in names.items()}
        found = MinimalSets(ground, own, _SOURCES)
        return Support(tuple(_members(known, one) for one in found.of(goal)), found.complete)

    def _goal(self, triple: Triple) -> Atom | None:
        atom = self.graph.number(triple)
        return atom if atom is not None and self.graph.has(atom) else None


def _plainness(one: Derivation) -> tuple[int, int, int]:
    indirect = sum(application.rule in _INDIRECT for application in one.steps.values())
    return len(one.steps), indirect, len(one.leaves)


def _members(elements: list[Element], one: int) -> frozenset[Element]:
    """The elements whose bits are in a set."""
    return frozenset(element for place, element in enumerate(elements) if one >> place & 1)
