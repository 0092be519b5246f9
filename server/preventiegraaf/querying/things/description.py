"""The description of one thing: what is said of it, in and out, with the words that support it.

It is put together from what is near the thing, so its cost does not grow with the graph; of a hub with thousands of
links only those on the page asked for are looked at. The unit of a page is a neighbour: another thing, linked to this
one in either direction. With a neighbour come its names and kinds; with a passage its words and place; with a node that
has no name of its own, such as a participation or a statement, all that the files say of it and the passages behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

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
from preventiegraaf.querying.things.linking import Tie, neighbours_of
from preventiegraaf.querying.things.values import Node, Values, values_of

PAGE_NEIGHBOURS = 100
"""The most neighbours on one page of a description."""

_OWN = 200
"""The most triples that are told of a neighbour without a name."""
_SUPPORTED = 20
"""The most things that are told of a passage which supports them."""
_NAMES = (PREF_LABEL, LABEL, TITLE)
_SOURCE = NamedNode(OA + "hasSource")


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
    """What a description is read from: stores for the graphs of triples, and the values in their default graphs.

    Each store has a named graph for each file, and the union of its graphs as default graph; `inferred` also holds what
    follows, in a graph of its own.
    """

    inferred: Store
    asserted: Store
    columns: tuple[Values, Values] | None = None

    @cached_property
    def values(self) -> tuple[Values, Values]:
        """The values in both default graphs; of stores without columns of their own they are read into memory."""
        inferred, asserted = self.columns or values_of(self.inferred, self.asserted)
        return inferred, asserted


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
    inferred, asserted = stores.values
    found = neighbours_of(asserted, inferred if infer else None, thing)
    pages = max(1, -(-found.count // PAGE_NEIGHBOURS))
    if not 1 <= page <= pages:
        return None
    shown = found.some((page - 1) * PAGE_NEIGHBOURS, page * PAGE_NEIGHBOURS)
    links = tuple(reader.link(thing, tie) for ties in shown for tie in ties)
    own = tuple(quad for triple in reader.own(thing) for quad in reader.quads(triple))
    near = _around(reader, thing, own, [ties[0].other for ties in shown]) if around else set()
    told = tuple(sorted(near, key=lambda quad: _place(quad, thing)))
    return Description(thing, own, links, told, page, pages, found.complete)


class _Reader:
    """Reads what is said of a thing from the named graphs, and what is told of others from what the files say."""

    def __init__(self, stores: Stores, infer: bool, graphs: bool, words: bool) -> None:
        self.words = words
        self._store = stores.inferred if infer else stores.asserted
        inferred, self._said_values = stores.values
        self._values = inferred if infer else self._said_values
        self._said = stores.asserted
        self._graphs = graphs
        self._named: dict[Node, list[Quad]] = {}

    def own(self, thing: NamedNode) -> Iterator[Triple]:
        """The literals and the kinds of the thing."""
        for predicate, value in self._values.own(thing):
            yield Triple(thing, predicate, value)

    def link(self, thing: NamedNode, tie: Tie) -> Link:
        """A tie with the graphs that say so."""
        ends = (tie.other, tie.predicate, thing) if tie.inward else (thing, tie.predicate, tie.other)
        found = () if tie.inferred else self.quads(Triple(*ends))
        graphs = sorted((_graph(quad) for quad in found), key=str)
        return Link(tie.predicate, tie.other, tie.inward, (INFERRED_GRAPH,) if tie.inferred else tuple(graphs))

    def quads(self, triple: Triple) -> Iterator[Quad]:
        """A triple in each named graph that has it; the default graph repeats the others."""
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad

    def asserted(self, subject: Node, predicate: NamedNode | None = None) -> Iterator[Quad]:
        """What the files say, each statement once for each graph that has it, or once where graphs do not matter."""
        if self._graphs:
            found = self._said.quads_for_pattern(subject, predicate, None, None)
            yield from (quad for quad in found if isinstance(quad.graph_name, NamedNode))
        elif predicate is None:
            yield from (Quad(subject, about, value) for about, value in self._said_values.about(subject))
        else:
            yield from (Quad(subject, predicate, value) for value in self._said_values.of(subject, predicate))

    def supported(self, passage: Node) -> Iterator[Quad]:
        """What the files say a passage is evidence of, likewise."""
        if self._graphs:
            found = self._said.quads_for_pattern(None, EVIDENCE, passage, None)
            yield from (quad for quad in found if isinstance(quad.graph_name, NamedNode))
        else:
            yield from (Quad(fact, EVIDENCE, passage) for fact in self._said_values.holders(EVIDENCE, passage))

    def names(self, term: Node) -> list[Quad]:
        """The statements that name a thing, by the first property that does."""
        if term not in self._named:
            found = (list(self.asserted(term, predicate)) for predicate in _NAMES)
            self._named[term] = next(filter(None, found), [])
        return self._named[term]

    def kinds(self, term: Node) -> list[Quad]:
        """The kinds that the files give a thing."""
        return list(self.asserted(term, TYPE))


def _graph(quad: Quad) -> NamedNode:
    if not isinstance(quad.graph_name, NamedNode):
        raise TypeError(quad.graph_name)
    return quad.graph_name


def _around(reader: _Reader, thing: NamedNode, own: tuple[Quad, ...], neighbours: list[Node]) -> set[Quad]:
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
        yield from islice(reader.supported(neighbour), _SUPPORTED)
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
