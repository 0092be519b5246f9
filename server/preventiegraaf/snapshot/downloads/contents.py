"""What there is to download: the parts of the graph, each with its name, its titles and its triples."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, Triple

from preventiegraaf.corpus import Corpus, Kind, SourceFile, order
from preventiegraaf.namespaces import INFERRED_GRAPH, TITLE, document_iri
from preventiegraaf.serialising import spaces_of
from preventiegraaf.snapshot.downloads.titles import PARTS, title_of_module
from preventiegraaf.snapshot.shelf import Part

WHOLE, ASSERTED, INFERRED, ONTOLOGY = (
    *("preventiegraaf-whole", "preventiegraaf-asserted", "preventiegraaf-inferred"),
    "ontology",
)
ALIASES = {"preventiegraaf.ttl": f"{ASSERTED}.ttl", "preventiegraaf.trig": f"{WHOLE}.trig"}
"""Files that go by a second name, for the sake of addresses that were given out."""
_TAKEN = {"preventiegraaf", WHOLE, ASSERTED, INFERRED, ONTOLOGY}


class GraphTriples:
    """The triples of one named graph, sorted, each once, and the namespaces that they use."""

    def __init__(self, name: NamedNode, triples: list[Triple]) -> None:
        self.name = name
        self.triples = triples

    @cached_property
    def spaces(self) -> frozenset[str]:
        """The namespaces of the IRIs in the graph."""
        return frozenset(spaces_of(self.triples))


@dataclass(frozen=True)
class Content:
    """A part of the graph and the named graphs that make it up."""

    part: Part
    graphs: tuple[GraphTriples, ...]

    @property
    def spaces(self) -> set[str]:
        """The namespaces of the IRIs in the part."""
        return {space for graph in self.graphs for space in graph.spaces}

    @property
    def size(self) -> int:
        """The number of quads in the part."""
        return sum(len(graph.triples) for graph in self.graphs)

    def triples(self) -> list[Triple]:
        """The triples of the part, sorted, each once."""
        if len(self.graphs) == 1:
            return self.graphs[0].triples
        return list(_each_once(heapq.merge(*(graph.triples for graph in self.graphs), key=order)))

    def quads(self) -> Iterator[Quad]:
        """The triples of the part, each in its named graph, graph by graph."""
        for graph in self.graphs:
            for triple in graph.triples:
                yield Quad(triple.subject, triple.predicate, triple.object, graph.name)


def contents_of(corpus: Corpus, inferred: Iterable[Triple]) -> Iterator[Content]:
    """Every part: the whole, what is asserted, what is inferred, the ontology, and each graph."""
    graphs = {file: GraphTriples(file.graph, list(triples)) for file, triples in corpus.triples.items()}
    follows = GraphTriples(INFERRED_GRAPH, sorted(inferred, key=order))
    asserted = tuple(graphs.values())
    ontology = tuple(graph for file, graph in graphs.items() if file.kind is Kind.ONTOLOGY)
    yield Content(_named(WHOLE, "whole"), (*asserted, follows))
    yield Content(_named(ASSERTED, "asserted"), asserted)
    yield Content(_named(INFERRED, "inferred", INFERRED_GRAPH), (follows,))
    yield Content(_named(ONTOLOGY, "ontology"), ontology)
    for file, graph in graphs.items():
        yield Content(_of_file(file, graph), (graph,))


def _named(name: str, kind: str, graph: NamedNode | None = None) -> Part:
    return Part(name, kind, PARTS[kind], graph.value if graph else None)


def _of_file(file: SourceFile, graph: GraphTriples) -> Part:
    name = f"{file.kind}-{file.slug}" if file.slug in _TAKEN else file.slug
    titles = _titles_in(file, graph) if file.kind is Kind.DOCUMENT else title_of_module(file)
    return Part(name, file.kind, titles, graph.name.value)


def _titles_in(file: SourceFile, graph: GraphTriples) -> dict[str, str]:
    """The title that a document has, which is the same in both languages: it is the publisher's."""
    document = document_iri(file.slug)
    for triple in graph.triples:
        if triple.subject == document and triple.predicate == TITLE and isinstance(triple.object, Literal):
            return dict.fromkeys(("nl", "en"), triple.object.value)
    return title_of_module(file)


def _each_once(triples: Iterable[Triple]) -> Iterator[Triple]:
    previous = None
    for triple in triples:
        if triple != previous:
            yield triple
        previous = triple
