"""The own terms: named and defined in both languages, and each of some use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import Sources, TurtleFile
from preventiegraaf.checking.tokens import iri_of
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import DEF, LABEL, OWL, RDFS, SKOS, TYPE, shorten

_DECLARING = {NamedNode(OWL + name) for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
_DEFINITION = NamedNode(SKOS + "definition")
_DEFINED_BY = NamedNode(RDFS + "isDefinedBy")
_SHAPES = "shapes"


def check_ontology(material: Material) -> Iterator[Problem]:
    """Each own term that is not fully described, and each that nothing uses."""
    used = _used(material)
    whole = not material.sources.unread
    for file in material.sources.of_kind(Kind.ONTOLOGY):
        for term in _declared(file):
            line = file.line_of(term.value)
            for message, mend in (*_incomplete(term, file.triples), *(_idle(term, used) if whole else ())):
                yield Problem(file.path, line, "ontology", f"{shorten(term.value)} {message}", mend)


def _declared(file: TurtleFile) -> Iterator[NamedNode]:
    """The own classes and properties that a file declares."""
    for triple in file.triples:
        if triple.predicate == TYPE and triple.object in _DECLARING and _is_own(triple.subject):
            yield triple.subject


def _incomplete(term: NamedNode, triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    about = [triple for triple in triples if triple.subject == term]
    for predicate, name in ((LABEL, "rdfs:label"), (_DEFINITION, "skos:definition")):
        languages = {
            triple.object.language
            for triple in about
            if triple.predicate == predicate and isinstance(triple.object, Literal)
        }
        for language in ("nl", "en"):
            if language not in languages:
                yield f"has no {name}@{language}", f'add {name} "…"@{language}'
    if all(triple.predicate != _DEFINED_BY for triple in about):
        yield "does not say where it is defined", "add rdfs:isDefinedBy <https://w3id.org/preventiegraaf/def>"


def _idle(term: NamedNode, used: set[str]) -> Iterator[tuple[str, str]]:
    if term.value not in used:
        yield "is not used by data, inference, shape or query", "use it or delete it"


def _used(material: Material) -> set[str]:
    """The IRIs that say something of a thing, in the data or by inference, or that a shape or query names."""
    spoken = [*_facts(material), *material.closure.inferred]
    used = {triple.predicate.value for triple in spoken if not _is_own(triple.subject)}
    used |= {
        triple.object.value for triple in spoken if triple.predicate == TYPE and isinstance(triple.object, NamedNode)
    }
    return used | set(_named(material.sources))


def _facts(material: Material) -> Iterator[Triple]:
    for source, triples in material.sources.corpus.triples.items():
        if source.kind is not Kind.ONTOLOGY:
            yield from triples


def _is_own(term: object) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode) and term.value.startswith(DEF)


def _named(sources: Sources) -> Iterator[str]:
    """The IRIs that shapes and queries name."""
    files = [file for file in sources.of_kind(Kind.ONTOLOGY) if file.source.slug == _SHAPES]
    spoken = [
        *((file.tokens, file.prefixes) for file in files),
        *((file.tokens, file.prefixes) for file in sources.queries),
    ]
    for tokens, prefixes in spoken:
        yield from (iri for token in tokens if (iri := iri_of(token, prefixes)) is not None)
