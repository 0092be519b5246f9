"""The description of one thing: what is said of it, in and out, with the words that support it.

It is put together from point lookups, so its cost is bounded by what is near the thing and not by the size of the
graph. The unit of a page is a neighbour: another thing, linked to this one in either direction. With a neighbour come
its names and kinds; with a passage its words and place; with a node that has no name of its own, such as a
participation or a statement, all that the files say of it and the passages behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.namespaces import (
    BASE,
    EVIDENCE,
    INFERRED_GRAPH,
    LABEL,
    OA,
    OMISSION,
    PASSAGE,
    PREF_LABEL,
    TITLE,
    TYPE,
)

Node: TypeAlias = NamedNode | BlankNode

PAGE_NEIGHBOURS = 100
"""The most neighbours on one page of a description."""

_READ = 10_000
"""The most links of a thing that are read, in either direction; a hub with more is cut, and says so."""
_OWN = 200
"""The most triples that are told of a neighbour without a name."""
_SUPPORTED = 20
"""The most things that are told of a passage which supports them."""
_NAMES = (PREF_LABEL, LABEL, TITLE)
_SOURCE = NamedNode(OA + "hasSource")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Link:
    """One triple between the thing and a neighbour; `inward` where the neighbour is its subject."""

    predicate: NamedNode
    other: Node
    inward: bool
    graphs: tuple[NamedNode, ...]

    @property
    def inferred(self) -> bool:
        """Whether the triple is in no file and only follows from the rules."""
        return self.graphs == (INFERRED_GRAPH,)


@dataclass(frozen=True)
class Description:
    """A page of what is said of a thing.

    `own` holds its literals and kinds, `links` its links to the neighbours of this page, `around` what is told of
    those neighbours. `complete` is false where the thing has more links than are read.
    """

    thing: NamedNode
    own: tuple[Quad, ...]
    links: tuple[Link, ...]
    around: tuple[Quad, ...]
    page: int
    pages: int
    complete: bool

    def quads(self) -> tuple[Quad, ...]:
        """All statements of this page, each in its named graph, sorted, each once."""
        linking = (
            _between(link, self.thing, graph) for link in self.links for graph in link.graphs
        )
        return tuple(sorted({*self.own, *linking, *self.around}, key=lambda quad: _place(quad, self.thing)))

    def triples(self) -> tuple[Triple, ...]:
        """All statements of this page without their graphs, sorted, each once."""
        return tuple(dict.fromkeys(quad.triple for quad in self.quads()))


def _between(link: Link, thing: NamedNode, graph: NamedNode) -> Quad:
    if link.inward:
        return Quad(link.other, link.predicate, thing, graph)
    return Quad(thing, link.predicate, link.other, graph)


def _place(quad: Quad, thing: NamedNode) -> tuple[object, ...]:
    """The order of statements in an answer: the thing itself first, and the kinds of each subject first."""
    subject = str(quad.subject)
    graph = quad.graph_name
    return quad.subject != thing, subject, quad.predicate != TYPE, str(quad.predicate), str(quad.object), str(graph)


def is_described(store: Store, thing: NamedNode) -> bool:
    """Whether the graph says anything of the thing."""
    found = store.quads_for_pattern(thing, None, None, None)
    return next(found, None) is not None or next(store.quads_for_pattern(None, None, thing, None), None) is not None


def describe(store: Store, thing: NamedNode, infer: bool = True, page: int = 1) -> Description | None:
    """A page of the description of a thing, or None if there is no such page.

    `store` holds the inferred triples in a graph of their own; without `infer` they are left out.
    """
    reader = _Reader(store, infer)
    outward = list(islice(reader.quads(thing), _READ + 1))
    inward = list(islice(reader.quads(None, None, thing), _READ + 1))
    own = [quad for quad in outward[:_READ] if quad.predicate == TYPE or isinstance(quad.object, Literal)]
    neighbours = _neighbours(_links(outward[:_READ], inward[:_READ]))
    pages = max(1, -(-len(neighbours) // PAGE_NEIGHBOURS))
    if not 1 <= page <= pages:
        return None
    shown = neighbours[(page - 1) * PAGE_NEIGHBOURS : page * PAGE_NEIGHBOURS]
    links = tuple(link for group in shown for link in group)
    around = _around(reader, thing, own, [group[0].other for group in shown])
    complete = max(len(outward), len(inward)) <= _READ
    return Description(thing, tuple(own), links, tuple(around), page, pages, complete)


class _Reader:
    """Reads the named graphs of a store, with or without the inferred one."""

    def __init__(self, store: Store, infer: bool) -> None:
        self._store = store
        self._hidden = {DefaultGraph()} if infer else {DefaultGraph(), INFERRED_GRAPH}

    def quads(
        self,
        subject: Node | Triple | None,
        predicate: NamedNode | None = None,
        object_: Node | Literal | Triple | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit, those of the default graph left out because it repeats the others."""
        for quad in self._store.quads_for_pattern(subject, predicate, object_, None):
            if quad.graph_name not in self._hidden:
                yield quad

    def asserted(self, subject: Node, predicate: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of the files about a subject."""
        return (quad for quad in self.quads(subject, predicate) if quad.graph_name != INFERRED_GRAPH)

    def names(self, term: Node) -> list[Quad]:
        """The statements that name a thing."""
        return [quad for predicate in _NAMES for quad in self.asserted(term, predicate)]

    def kinds(self, term: Node) -> list[Quad]:
        """The kinds that the files give a thing."""
        return list(self.asserted(term, TYPE))


def _links(outward: Iterable[Quad], inward: Iterable[Quad]) -> list[Link]:
    found: dict[tuple[NamedNode, Node, bool], list[NamedNode]] = {}
    for quad in outward:
        if quad.predicate != TYPE and isinstance(quad.object, NamedNode | BlankNode):
            found.setdefault((quad.predicate, quad.object, False), []).append(_graph(quad))
    for quad in inward:
        if isinstance(quad.subject, NamedNode | BlankNode):
            found.setdefault((quad.predicate, quad.subject, True), []).append(_graph(quad))
    return [Link(*key, tuple(sorted(graphs, key=str))) for key, graphs in found.items()]


def _graph(quad: Quad) -> NamedNode:
    if not isinstance(quad.graph_name, NamedNode):
        raise TypeError(quad.graph_name)
    return quad.graph_name


def _neighbours(links: list[Link]) -> list[list[Link]]:
    """The links by neighbour: those of the files before inferred ones, outward before inward, then by name."""
    groups: dict[Node, list[Link]] = {}
    for link in sorted(links, key=_rank):
        groups.setdefault(link.other, []).append(link)
    return list(groups.values())


def _rank(link: Link) -> tuple[bool, bool, str, str]:
    name = _NUMBER.sub(lambda match: match.group().zfill(12), str(link.other))
    return link.inferred, link.inward, link.predicate.value, name


def _around(reader: _Reader, thing: NamedNode, own: list[Quad], neighbours: list[Node]) -> set[Quad]:
    """What is told of the neighbours, and the names of everything that is mentioned."""
    found: set[Quad] = set()
    for neighbour in neighbours:
        found.update(_told(reader, thing, neighbour))
    mentioned = {term for quad in (*own, *found) for term in (quad.subject, quad.object)}
    for term in {*mentioned, *neighbours} - {thing}:
        if isinstance(term, NamedNode):
            found.update(reader.names(term))
    return found


def _told(reader: _Reader, thing: NamedNode, neighbour: Node) -> Iterator[Quad]:
    kinds = reader.kinds(neighbour)
    yield from kinds
    if any(quad.object in (PASSAGE, OMISSION) for quad in kinds):
        yield from _passage(reader, neighbour)
        yield from islice((q for q in reader.quads(None, EVIDENCE, neighbour)), _SUPPORTED)
    elif _is_ours(neighbour, thing) and not reader.names(neighbour):
        for quad in islice(reader.asserted(neighbour), _OWN):
            yield quad
            if quad.predicate == EVIDENCE and isinstance(quad.object, NamedNode):
                yield from _passage(reader, quad.object)


def _is_ours(neighbour: Node, thing: NamedNode) -> bool:
    """Whether a neighbour without a name is a node of ours, a part of the thing, or a node that has no IRI."""
    return isinstance(neighbour, BlankNode) or neighbour.value.startswith((BASE, thing.value + "#"))


def _passage(reader: _Reader, passage: Node) -> Iterator[Quad]:
    """A passage or omission whole: its document, its place and its words."""
    for quad in reader.asserted(passage):
        yield quad
        if isinstance(quad.object, NamedNode) and quad.predicate != TYPE:
            is_part = quad.object.value.startswith(f"{str(passage)[1:-1]}#")
            yield from reader.asserted(quad.object) if is_part else reader.names(quad.object)
