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
from typing import NamedTuple, TypeAlias

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


class _Tie(NamedTuple):
    """A triple between the thing and a neighbour of which the graphs are not read: most are on other pages."""

    predicate: NamedNode
    other: Node
    inward: bool
    inferred: bool


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
        linking = (_between(link, self.thing, graph) for link in self.links for graph in link.graphs)
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


@dataclass(frozen=True)
class Stores:
    """The stores that a description is read from.

    Each has a named graph for each file, and the union of its graphs as default graph; `inferred` also holds what
    follows, in a graph of its own.
    """

    inferred: Store
    asserted: Store


def describe(
    stores: Stores,
    thing: NamedNode,
    infer: bool = True,
    page: int = 1,
    graphs: bool = True,
    words: bool = True,
    around: bool = True,
) -> Description | None:
    """A page of the description of a thing, or None if there is no such page.

    Without `infer`, what is inferred is left out. Without `graphs`, what is told of neighbours is not given by graph,
    which takes half the time. Without `words`, neither are the names of what is mentioned and the words of the passages
    behind the neighbours, which one who puts the description into words reads anyway; without `around`, nothing is told
    of the neighbours, which of a document are its passages.
    """
    reader = _Reader(stores, infer, graphs, words)
    outward, inward = reader.read(stores.inferred if infer else stores.asserted, thing)
    own = [quad for read in outward[:_READ] if _is_own(read) for quad in reader.quads(read.triple)]
    said = set(_ties(*reader.read(stores.asserted, thing))) if infer else None
    ties = _ties(outward[:_READ], inward[:_READ])
    neighbours = _neighbours([_Tie(*tie, said is not None and tie not in said) for tie in ties])
    pages = max(1, -(-len(neighbours) // PAGE_NEIGHBOURS))
    if not 1 <= page <= pages:
        return None
    shown = neighbours[(page - 1) * PAGE_NEIGHBOURS : page * PAGE_NEIGHBOURS]
    links = tuple(reader.link(thing, tie) for group in shown for tie in group)
    near = _around(reader, thing, own, [group[0].other for group in shown]) if around else set()
    complete = max(len(outward), len(inward)) <= _READ
    told = tuple(sorted(near, key=lambda quad: _place(quad, thing)))
    return Description(thing, tuple(own), links, told, page, pages, complete)


class _Reader:
    """Reads what is said of a thing from the named graphs, and what is told of others from what the files say."""

    def __init__(self, stores: Stores, infer: bool, graphs: bool, words: bool) -> None:
        self.words = words
        self._linking = stores.inferred if infer else stores.asserted
        self._telling = stores.asserted
        self._graph = None if graphs else DefaultGraph()
        self._named: dict[Node, list[Quad]] = {}

    def read(self, store: Store, thing: NamedNode) -> tuple[list[Quad], list[Quad]]:
        """What a store says of the thing and with it, each triple once, and one more in each direction than is told."""
        outward = store.quads_for_pattern(thing, None, None, DefaultGraph())
        inward = store.quads_for_pattern(None, None, thing, DefaultGraph())
        return list(islice(outward, _READ + 1)), list(islice(inward, _READ + 1))

    def link(self, thing: NamedNode, tie: _Tie) -> Link:
        """A tie with the graphs that say so."""
        ends = (tie.other, tie.predicate, thing) if tie.inward else (thing, tie.predicate, tie.other)
        graphs = sorted((_graph(quad) for quad in self.quads(Triple(*ends))), key=str)
        return Link(tie.predicate, tie.other, tie.inward, tuple(graphs))

    def quads(self, triple: Triple) -> Iterator[Quad]:
        """A triple in each named graph that has it; the default graph repeats the others."""
        for quad in self._linking.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad

    def asserted(
        self, subject: Node | None, predicate: NamedNode | None = None, object_: Node | None = None
    ) -> Iterator[Quad]:
        """What the files say, each statement once for each graph that has it, or once where graphs do not matter."""
        for quad in self._telling.quads_for_pattern(subject, predicate, object_, self._graph):
            if self._graph is not None or isinstance(quad.graph_name, NamedNode):
                yield quad

    def names(self, term: Node) -> list[Quad]:
        """The statements that name a thing, by the first property that does."""
        if term not in self._named:
            found = (list(self.asserted(term, predicate)) for predicate in _NAMES)
            self._named[term] = next(filter(None, found), [])
        return self._named[term]

    def kinds(self, term: Node) -> list[Quad]:
        """The kinds that the files give a thing."""
        return list(self.asserted(term, TYPE))


def _is_own(quad: Quad) -> bool:
    """Whether a statement of the thing is a literal or a kind of its own."""
    return quad.predicate == TYPE or isinstance(quad.object, Literal)


def _ties(outward: Iterable[Quad], inward: Iterable[Quad]) -> Iterator[tuple[NamedNode, Node, bool]]:
    """The property, the neighbour, and whether it is the subject, of each triple that is between two things."""
    for quad in outward:
        predicate, other = quad.predicate, quad.object
        if predicate != TYPE and isinstance(other, NamedNode | BlankNode):
            yield predicate, other, False
    for quad in inward:
        subject = quad.subject
        if isinstance(subject, NamedNode | BlankNode):
            yield quad.predicate, subject, True


def _graph(quad: Quad) -> NamedNode:
    if not isinstance(quad.graph_name, NamedNode):
        raise TypeError(quad.graph_name)
    return quad.graph_name


def _neighbours(ties: list[_Tie]) -> list[list[_Tie]]:
    """The ties by neighbour: outward before inward, those of the files before inferred ones, then by name."""
    groups: dict[Node, list[_Tie]] = {}
    for tie in sorted(ties, key=_rank):
        groups.setdefault(tie.other, []).append(tie)
    return list(groups.values())


def _rank(tie: _Tie) -> tuple[bool, bool, str, str]:
    return tie.inward, tie.inferred, tie.predicate.value, in_order(tie.other)


def in_order(node: Node) -> str:
    """A key by which IRIs stand in the order of their names, with the numbers in them in the order of numbers."""
    return _NUMBER.sub(lambda match: match.group().zfill(12), str(node))


def _around(reader: _Reader, thing: NamedNode, own: list[Quad], neighbours: list[Node]) -> set[Quad]:
    """What is told of the neighbours, and the names of everything that is mentioned."""
    found: set[Quad] = set()
    for neighbour in neighbours:
        found.update(_told(reader, thing, neighbour))
    if not reader.words:
        return found
    told = {quad.subject for quad in found if quad.predicate == TYPE}
    mentioned = {quad.object for quad in (*own, *found)} | {quad.subject for quad in found} | set(neighbours)
    for term in mentioned - told - {thing}:
        if isinstance(term, NamedNode):
            found.update(reader.names(term))
    return found


def _told(reader: _Reader, thing: NamedNode, neighbour: Node) -> Iterator[Quad]:
    kinds = reader.kinds(neighbour)
    yield from kinds
    yield from reader.names(neighbour)
    if any(quad.object in (PASSAGE, OMISSION) for quad in kinds):
        yield from _passage(reader, neighbour)
        yield from islice(reader.asserted(None, EVIDENCE, neighbour), _SUPPORTED)
    elif _is_ours(neighbour, thing) and not reader.names(neighbour):
        for quad in islice(reader.asserted(neighbour), _OWN):
            yield quad
            if reader.words and quad.predicate == EVIDENCE and isinstance(quad.object, NamedNode):
                yield from _passage(reader, quad.object)


def _is_ours(neighbour: Node, thing: NamedNode) -> bool:
    """Whether a neighbour without a name is a node of ours, a part of the thing, or a node that has no IRI."""
    return isinstance(neighbour, BlankNode) or neighbour.value.startswith((BASE, thing.value + "#"))


def _passage(reader: _Reader, passage: Node) -> Iterator[Quad]:
    """A passage or omission whole: its document, its place and its words."""
    for quad in reader.asserted(passage):
        yield quad
        if reader.words and isinstance(quad.object, NamedNode) and quad.predicate != TYPE:
            is_part = quad.object.value.startswith(f"{str(passage)[1:-1]}#")
            yield from reader.asserted(quad.object) if is_part else reader.names(quad.object)
