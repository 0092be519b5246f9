"""Which triples can take part in an inference at all.

Most triples of a document are words and places in a text, on which no axiom bears. A predicate that no axiom mentions
can neither start nor feed a rule of the tables 5 to 9 of OWL 2 Profiles, section 4.3, as long as no two individuals
turn out to be the same (table 4, eq-rep). A reasoner that leaves them out must check that last condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Triple

from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE

_SPACES = (RDF, RDFS, OWL)
_ANNOTATIONS = {NamedNode(RDFS + name) for name in ("label", "comment", "isDefinedBy", "seeAlso")} | {
    NamedNode(OWL + name) for name in ("versionIRI", "versionInfo")
}
_CARRIERS = {NamedNode(RDFS + name) for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    NamedNode(OWL + name) for name in ("equivalentClass", "equivalentProperty", "inverseOf", "hasValue", "sameAs")
}
_ENDS = {
    NamedNode(OWL + "Thing"),
    NamedNode(OWL + "Nothing"),
    NamedNode(RDFS + "Literal"),
    NamedNode(RDF + "langString"),
}
_DECLARATIONS = {NamedNode(OWL + name) for name in ("Ontology", "AnnotationProperty", "NamedIndividual")}


def relevant(triples: Sequence[Triple]) -> list[Triple]:
    """The triples on which some axiom among them may bear, in their order."""
    schema = [triple for triple in triples if _is_axiom(triple)]
    if any(_makes_axioms(triple) for triple in schema):
        return list(triples)
    active = {term for triple in schema for term in (triple.subject, triple.object)}
    return [triple for triple in triples if _may_fire(triple, active)]


def _is_axiom(triple: Triple) -> bool:
    if triple.predicate == TYPE:
        return _in_schema_space(triple.object) and triple.object not in _DECLARATIONS
    return _in_schema_space(triple.predicate) and triple.predicate not in _ANNOTATIONS


def _makes_axioms(triple: Triple) -> bool:
    """Whether an axiom speaks of the terms of axioms, so that things said with other predicates may become axioms."""
    return triple.predicate in _CARRIERS and _in_schema_space(triple.object) and triple.object not in _ENDS


def _may_fire(triple: Triple, active: Iterable[object]) -> bool:
    if triple.predicate == TYPE:
        return triple.object in active or _is_axiom(triple)
    return triple.predicate in active or _is_axiom(triple)


def _in_schema_space(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(_SPACES)
