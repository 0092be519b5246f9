"""The concept schemes as trees, with how much is filed under each concept.

Filed under a concept is a thing, statement or relation of ours that has it as a value, or one of the concepts below it:
what is about healthy behaviour is about prevention too. Each counts once, however many of them it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from preventiegraaf.columns.ties import FREE, partners
from preventiegraaf.namespaces import ID, SKOS, TYPE
from preventiegraaf.querying.things.values import Node, Values
from preventiegraaf.querying.things.wording import Wording

MOST_COUNTED = 500
"""The most things that are counted for a concept; a count that is higher says so."""

_SCHEME = NamedNode(SKOS + "ConceptScheme")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_BROADER = NamedNode(SKOS + "broader")
_OURS = f"<{ID}".encode()


@dataclass(frozen=True)
class Filed:
    """A concept with the number of things filed under it, of which `own` not only below, and the concepts below it.

    Both are at most MOST_COUNTED + 1, which means that there are more.
    """

    concept: NamedNode
    count: int
    own: int
    below: tuple[Filed, ...]


@dataclass(frozen=True)
class Scheme:
    """A concept scheme with its concepts as trees, and their number."""

    iri: NamedNode
    size: int
    top: tuple[Filed, ...]


def schemes(inferred: Values, wording: Wording) -> list[Scheme]:
    """All schemes, those under which most is filed first; what follows from the files counts."""
    found = (iri for iri in wording.values.holders(TYPE, _SCHEME) if isinstance(iri, NamedNode))
    ordered = [scheme_of(iri, inferred, wording) for iri in found]
    return sorted(ordered, key=lambda scheme: (-sum(one.count for one in scheme.top), scheme.iri.value))


def flat(trees: Iterable[Filed]) -> Iterator[Filed]:
    """All concepts of trees."""
    for one in trees:
        yield one
        yield from flat(one.below)


def filed_under(concept: NamedNode, inferred: Values, wording: Wording) -> Filed:
    """What is filed under one concept."""
    below: dict[NamedNode, set[NamedNode]] = {}
    waiting = [concept]
    while waiting:
        one = waiting.pop()
        below[one] = {lower for lower in wording.values.holders(_BROADER, one) if isinstance(lower, NamedNode)}
        waiting += below[one] - below.keys()
    return _Counter(inferred, wording, below).filed(concept, frozenset({concept}))


def scheme_of(iri: NamedNode, inferred: Values, wording: Wording) -> Scheme:
    """One scheme."""
    concepts = {one for one in wording.values.holders(_IN_SCHEME, iri) if isinstance(one, NamedNode)}
    above = {concept: set(wording.objects(concept, _BROADER)) & concepts for concept in concepts}
    below = {concept: {lower for lower in concepts if concept in above[lower]} for concept in concepts}
    top = frozenset(concept for concept in concepts if not above[concept])
    return Scheme(iri, len(concepts), _Counter(inferred, wording, below).trees(top, top))


class _Counter:
    """Counts what is filed under concepts, given the concepts right below each."""

    def __init__(self, inferred: Values, wording: Wording, below: Mapping[NamedNode, Iterable[NamedNode]]) -> None:
        self._values, self._wording, self._below = inferred, wording, below
        self._kept: dict[Node, set[int]] = {}
        self._ours = inferred.terms.starting_with(_OURS)

    def trees(self, here: Iterable[NamedNode], path: frozenset[NamedNode]) -> tuple[Filed, ...]:
        """Some concepts by name; those on the path to them are not given again."""
        ordered = sorted(here, key=lambda concept: self._wording.name(concept).casefold())
        return tuple(self.filed(concept, path | {concept}) for concept in ordered)

    def filed(self, concept: NamedNode, path: frozenset[NamedNode]) -> Filed:
        """One concept with those below it."""
        below = self.trees((lower for lower in self._below[concept] if lower not in path), path)
        whole = set().union(*map(self._own, self._all_below(concept)))
        return Filed(concept, min(len(whole), MOST_COUNTED + 1), len(self._own(concept)), below)

    def _all_below(self, concept: NamedNode) -> set[NamedNode]:
        found, waiting = {concept}, [concept]
        while waiting:
            fresh = set(self._below[waiting.pop()]) - found
            found |= fresh
            waiting += fresh
        return found

    def _own(self, concept: NamedNode) -> set[int]:
        """The numbers of the things of ours that have the concept as a value, at most one more than is counted."""
        if concept not in self._kept:
            ties, number = self._values.ties, self._values.terms.number(concept)
            spans = (ties.span(FREE, predicate, number) for predicate in ties.predicates(FREE, number))
            found = dict.fromkeys(subject for span in spans for subject in partners(span))
            ours = (subject for subject in found if subject in self._ours)
            self._kept[concept] = set(islice(ours, MOST_COUNTED + 1))
        return self._kept[concept]
