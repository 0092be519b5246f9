"""One fact with the words that support it, to show what the graph promises."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from preventiegraaf.namespaces import DEF, EVIDENCE, INFERRED_GRAPH, OA, ORG
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot import Snapshot

_CHAIRS, _CHAIRED, _MEMBER = (
    NamedNode(DEF + "chairs"),
    NamedNode(DEF + "chairedOrganization"),
    NamedNode(ORG + "member"),
)
_SOURCE = NamedNode(OA + "hasSource")
_LOOKED_AT = 50


@dataclass(frozen=True)
class Example:
    """An inferred fact, the passage that supports it most fully, and the document of that passage."""

    person: NamedNode
    property: NamedNode
    body: NamedNode
    passage: NamedNode
    words: str
    document: NamedNode


def example_of(snapshot: Snapshot, wording: Wording) -> Example | None:
    """The chairmanship with the longest words to support it; None if the graph infers none."""
    inferred = snapshot.inferred.quads_for_pattern(None, _CHAIRS, None, INFERRED_GRAPH)
    found = [
        Example(quad.subject, _CHAIRS, quad.object, passage, wording.words(passage), document)
        for quad in islice(inferred, _LOOKED_AT)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        for passage in _passages(snapshot.asserted, quad.subject, quad.object)
        for document in wording.objects(passage, _SOURCE)
        if isinstance(document, NamedNode)
    ]
    return max(found, key=lambda example: (len(example.words), example.passage.value), default=None)


def _passages(asserted: Store, person: NamedNode, body: NamedNode) -> list[NamedNode]:
    """The passages behind the chairmanships of a person in a body."""
    relations = [quad.subject for quad in asserted.quads_for_pattern(None, _CHAIRED, body, DefaultGraph())]
    return [
        quad.object
        for relation in relations
        if any(asserted.quads_for_pattern(relation, _MEMBER, person, DefaultGraph()))
        for quad in asserted.quads_for_pattern(relation, EVIDENCE, None, DefaultGraph())
        if isinstance(quad.object, NamedNode)
    ]
