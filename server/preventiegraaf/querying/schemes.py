"""The concept schemes as trees, with how much is filed under each concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from preventiegraaf.namespaces import ID, SKOS, TYPE
from preventiegraaf.querying.wording import Wording

MOST_COUNTED = 500
"""The most things that are counted for a concept; a count that is higher says so."""

_SCHEME = NamedNode(SKOS + "ConceptScheme")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_BROADER = NamedNode(SKOS + "broader")


@dataclass(frozen=True)
class Filed:
    """A concept with the number of things filed under it, and the concepts below it.

    `count` is at most MOST_COUNTED + 1, which means that there are more.
    """

    concept: NamedNode
    count: int
    below: tuple[Filed, ...]


@dataclass(frozen=True)
class Scheme:
    """A concept scheme with its concepts as trees, and their number."""

    iri: NamedNode
    size: int
    top: tuple[Filed, ...]


def schemes(asserted: Store, inferred: Store, wording: Wording) -> list[Scheme]:
    """All schemes, those under which most is filed first; what follows from the files counts."""
    quads = asserted.quads_for_pattern(None, TYPE, _SCHEME, DefaultGraph())
    found = [
        _scheme(quad.subject, asserted, inferred, wording) for quad in quads if isinstance(quad.subject, NamedNode)
    ]
    return sorted(found, key=lambda scheme: (-_total(scheme.top), scheme.iri.value))


def _scheme(iri: NamedNode, asserted: Store, inferred: Store, wording: Wording) -> Scheme:
    concepts = _subjects(asserted, _IN_SCHEME, iri)
    above = {concept: set(wording.objects(concept, _BROADER)) & concepts for concept in concepts}
    top = [concept for concept in concepts if not above[concept]]

    def trees(here: Iterable[NamedNode], path: frozenset[NamedNode]) -> tuple[Filed, ...]:
        ordered = sorted(here, key=lambda concept: wording.name(concept).casefold())
        return tuple(
            Filed(
                concept,
                _count(concept, inferred),
                trees((lower for lower in concepts - path if concept in above[lower]), path | {concept}),
            )
            for concept in ordered
        )

    return Scheme(iri, len(concepts), trees(top, frozenset(top)))


def _count(concept: NamedNode, store: Store) -> int:
    """How many things are filed under a concept: what has it as a value, asserted or inferred."""
    quads = islice(store.quads_for_pattern(None, None, concept, DefaultGraph()), MOST_COUNTED + 1)
    return len(
        {quad.subject for quad in quads if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID)}
    )


def _subjects(store: Store, predicate: NamedNode, object_: NamedNode) -> set[NamedNode]:
    quads = store.quads_for_pattern(None, predicate, object_, DefaultGraph())
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _total(top: Iterable[Filed]) -> int:
    return sum(filed.count + _total(filed.below) for filed in top)
