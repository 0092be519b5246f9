"""The terms of the ontology and what is said of them, from a store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from preventiegraaf.namespaces import DEF, INFERRED_GRAPH, OWL, RDFS, SH, SKOS, TYPE

_ONTOLOGY = NamedNode(OWL + "Ontology")
_VERSION = NamedNode(OWL + "versionIRI")
_CLASSES = {NamedNode(OWL + "Class"), NamedNode(RDFS + "Class")}
_PROPERTIES = {NamedNode(OWL + name) for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")} | {
    NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property")
}
_SCHEMES = {NamedNode(SKOS + "ConceptScheme")}
_SHAPES = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}
SUBCLASS = NamedNode(RDFS + "subClassOf")


@dataclass(frozen=True)
class Module:
    """A part of the ontology: its IRI and the named graph that holds it."""

    iri: NamedNode
    graph: NamedNode


@dataclass(frozen=True)
class Vocabulary:
    """The terms that some modules speak of, by what they are, sorted by name; our own before those of others."""

    classes: list[NamedNode]
    properties: list[NamedNode]
    schemes: list[NamedNode]
    shapes: list[NamedNode]


def modules(store: Store) -> list[Module]:
    """All modules of the ontology, that which has parts first."""
    quads = store.quads_for_pattern(None, TYPE, _ONTOLOGY, None)
    found = [
        Module(quad.subject, quad.graph_name)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
        if quad.graph_name != INFERRED_GRAPH
    ]
    return sorted(found, key=lambda module: module.iri.value)


def modules_named(store: Store, iri: str) -> list[Module]:
    """The modules that an IRI stands for: all for the ontology and for a version of it, else the one so named."""
    every = modules(store)
    whole = DEF.removesuffix("#")
    try:
        version = NamedNode(iri)
    except ValueError:
        return []
    if iri == whole or next(store.quads_for_pattern(None, _VERSION, version, DefaultGraph()), None) is not None:
        return every
    return [module for module in every if module.iri.value == iri]


def statements(store: Store, chosen: list[Module]) -> Iterator[Quad]:
    """The statements of some modules, each in its named graph."""
    for graph in sorted({module.graph for module in chosen}, key=str):
        yield from store.quads_for_pattern(None, None, None, graph)


def vocabulary(store: Store, chosen: list[Module]) -> Vocabulary:
    """The terms of which some modules say something."""
    graphs = {module.graph for module in chosen}
    every = _CLASSES | _PROPERTIES | _SCHEMES | _SHAPES
    declared = {term for graph in graphs for term in _of_types(store, every, graph)}

    def is_spoken_of(term: NamedNode) -> bool:
        return term in declared or any(
            next(store.quads_for_pattern(term, None, None, graph), None) is not None for graph in graphs
        )

    return Vocabulary(
        *(
            sorted((term for term in _of_types(store, types) if is_spoken_of(term)), key=_rank)
            for types in (_CLASSES, _PROPERTIES, _SCHEMES, _SHAPES)
        )
    )


def classes(store: Store) -> set[NamedNode]:
    """All classes that the ontology declares."""
    return _of_types(store, _CLASSES)


def properties(store: Store) -> set[NamedNode]:
    """All properties that the ontology declares."""
    return _of_types(store, _PROPERTIES)


def _of_types(store: Store, types: set[NamedNode], graph: NamedNode | None = None) -> set[NamedNode]:
    place = graph or DefaultGraph()
    quads = (quad for type_ in types for quad in store.quads_for_pattern(None, TYPE, type_, place))
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _rank(term: NamedNode) -> tuple[bool, str]:
    return not term.value.startswith(DEF.removesuffix("#")), term.value
