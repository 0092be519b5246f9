"""What there is to download: the parts of the graph, each with its name, its titles and its triples."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.columns.packing import distinct
from preventiegraaf.corpus import Corpus, Kind, SourceFile
from preventiegraaf.namespaces import INFERRED_GRAPH, TITLE, document_iri
from preventiegraaf.serialising.content import Content, GraphRows
from preventiegraaf.serialising.rows import ordered
from preventiegraaf.serialising.terms import Terms
from preventiegraaf.snapshot.downloads.titles import PARTS, title_of_module
from preventiegraaf.snapshot.shelf import Part

WHOLE, ASSERTED, INFERRED, ONTOLOGY = (
    *("preventiegraaf-whole", "preventiegraaf-asserted", "preventiegraaf-inferred"),
    "ontology",
)
ALIASES = {"preventiegraaf.ttl": f"{ASSERTED}.ttl", "preventiegraaf.trig": f"{WHOLE}.trig"}
"""Files that go by a second name, for the sake of addresses that were given out."""
_TAKEN = {"preventiegraaf", WHOLE, ASSERTED, INFERRED, ONTOLOGY}


def contents_of(corpus: Corpus, dictionary: Dictionary, inferred: Triples) -> tuple[Terms, list[tuple[Part, Content]]]:
    """Every part: the whole, what is asserted, what is inferred, the ontology, and each graph; and all their terms.

    `inferred` has numbers of the dictionary, which holds the terms of the corpus.
    """
    numbered = {file: Triples.of(triples, dictionary).columns for file, triples in corpus.triples.items()}
    every = [*numbered.values(), inferred.columns]
    terms = Terms(dictionary, distinct(np.concatenate([column for columns in every for column in columns])))
    found = [ordered(terms, [[terms.ranks(column) for column in columns]]) for columns in every]
    graphs = {file: GraphRows(file.graph, rows) for file, rows in zip(numbered, found, strict=False)}
    return terms, list(_parts(corpus, terms, graphs, GraphRows(INFERRED_GRAPH, found[-1])))


def _parts(
    corpus: Corpus, terms: Terms, graphs: dict[SourceFile, GraphRows], follows: GraphRows
) -> Iterator[tuple[Part, Content]]:
    asserted = tuple(graphs.values())
    ontology = tuple(graph for file, graph in graphs.items() if file.kind is Kind.ONTOLOGY)
    yield _named(WHOLE, "whole"), Content(terms, (*asserted, follows))
    yield _named(ASSERTED, "asserted"), Content(terms, asserted)
    yield _named(INFERRED, "inferred", INFERRED_GRAPH), Content(terms, (follows,))
    yield _named(ONTOLOGY, "ontology"), Content(terms, ontology)
    for file, graph in graphs.items():
        yield _of_file(file, corpus.triples[file]), Content(terms, (graph,))


def _named(name: str, kind: str, graph: NamedNode | None = None) -> Part:
    return Part(name, kind, PARTS[kind], graph.value if graph else None)


def _of_file(file: SourceFile, triples: tuple[Triple, ...]) -> Part:
    name = f"{file.kind}-{file.slug}" if file.slug in _TAKEN else file.slug
    titles = _titles_in(file, triples) if file.kind is Kind.DOCUMENT else title_of_module(file)
    return Part(name, file.kind, titles, file.graph.value)


def _titles_in(file: SourceFile, triples: tuple[Triple, ...]) -> dict[str, str]:
    """The title that a document has, which is the same in both languages: it is the publisher's."""
    document = document_iri(file.slug)
    for triple in triples:
        if triple.subject == document and triple.predicate == TITLE and isinstance(triple.object, Literal):
            return dict.fromkeys(("nl", "en"), triple.object.value)
    return title_of_module(file)
