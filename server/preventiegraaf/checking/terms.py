"""Every IRI of a namespace that we know is declared somewhere: a misspelt term is lost without a sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, XSD, DefinedNamespace

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import Sources
from preventiegraaf.checking.tokens import Token, iri_of
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import BASE, CONCEPT, DEF, EDTF, ID, PREFIXES, shorten

SHAPES = BASE + "def/shapes#"
"""The namespace of the shapes."""

_CLOSED: dict[str, type[DefinedNamespace]] = {
    str(space): space for space in (DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, XSD)
}
_EDTF_TYPES = {EDTF + name for name in ("EDTF", "EDTF-level0", "EDTF-level1", "EDTF-level2")}


@dataclass(frozen=True)
class Declared:
    """The IRIs that the files declare: by the ontology, and as things of the graph."""

    terms: frozenset[str]
    things: frozenset[str]


def check_terms(material: Material) -> Iterator[Problem]:
    """Each IRI of a known namespace that no file and no vocabulary declares."""
    declared = Declared(material.sources.typed(Kind.ONTOLOGY), material.sources.typed(*Kind))
    for path, line, iri in _mentions(material.sources):
        problem = _fault(iri, declared)
        if problem is not None:
            yield Problem(path, line, "terms", f"{shorten(iri)} is not declared", problem)


def _mentions(sources: Sources) -> Iterator[tuple[Path, int, str]]:
    """Each IRI that a Turtle or SPARQL file writes, once a line."""
    for file in sources.turtle:
        tokens = [token for statement in file.statements for token in statement.block.tokens]
        yield from ((file.path, line, iri) for line, iri in _iris(tokens, file.prefixes))
    for query in sources.queries:
        yield from ((query.path, line, iri) for line, iri in _iris(query.tokens, query.prefixes))


def _iris(tokens: Iterable[Token], prefixes: dict[str, str]) -> list[tuple[int, str]]:
    spaces = {None, *prefixes.values()}
    found = ((token.line, iri_of(token, prefixes)) for token in tokens)
    return list(dict.fromkeys((line, iri) for line, iri in found if iri is not None and iri not in spaces))


def _fault(iri: str, declared: Declared) -> str | None:
    """How to mend an IRI that is not declared, or None for one that is, or of which we know nothing."""
    space = max((known for known in _spaces() if iri.startswith(known)), key=len, default=None)
    if space is None:
        return None
    if space == ID:
        return None if iri in declared.things else "correct the name, or give the thing a block with a type in data/"
    if space in _CLOSED:
        mend = "correct the name: this vocabulary has no such term"
        return None if iri in declared.terms or URIRef(iri) in _CLOSED[space] else mend
    if space == EDTF:
        return None if iri in _EDTF_TYPES else "write edtf:EDTF"
    return None if iri in declared.terms else f"correct the name, or declare the term in {_home(space)}"


def _spaces() -> set[str]:
    outside = {space for space in PREFIXES.values() if not space.startswith(BASE)}
    return {*outside, *_CLOSED, DEF, SHAPES, CONCEPT, ID}


def _home(space: str) -> str:
    ours = {DEF: "ontology/preventiegraaf.ttl", CONCEPT: "ontology/concepts.ttl", SHAPES: "ontology/shapes.ttl"}
    return ours.get(space, "ontology/alignments.ttl, with its labels")
