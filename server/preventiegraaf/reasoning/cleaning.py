"""The lean profile: what a reader wants of all that OWL 2 RL entails.

Left out are triples that are not RDF (a literal as subject, a blank node as predicate), reflexive ones, axiomatic ones
about the vocabularies of RDF, RDFS, OWL and XSD, memberships in anonymous class expressions, and schema trivia.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE, XSD

_LANGUAGE = (RDF, RDFS, OWL, XSD)
_KEPT_SCHEMA = {
    NamedNode(RDFS + "subClassOf"),
    NamedNode(RDFS + "subPropertyOf"),
    NamedNode(OWL + "equivalentClass"),
    NamedNode(OWL + "equivalentProperty"),
    NamedNode(OWL + "sameAs"),
    NamedNode(OWL + "differentFrom"),
}


def lean(inferred: Iterable[Triple], asserted: Iterable[Triple]) -> Iterator[Triple]:
    """The inferred triples that are worth keeping."""
    expressions = {triple.subject for triple in asserted if _describes_expression(triple)}
    for triple in inferred:
        if not (_is_trivial(triple) or triple.subject in expressions or triple.object in expressions):
            yield triple


def _describes_expression(triple: Triple) -> bool:
    if not isinstance(triple.subject, BlankNode):
        return False
    return any(_in_language(term) for term in (triple.predicate, triple.object)) and (
        triple.predicate != TYPE or _in_language(triple.object)
    )


def _is_trivial(triple: Triple) -> bool:
    if isinstance(triple.subject, Literal) or triple.subject == triple.object or _in_language(triple.subject):
        return True
    if triple.predicate == TYPE or triple.predicate in _KEPT_SCHEMA:
        return _in_language(triple.object)
    return _in_language(triple.predicate)


def _in_language(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(_LANGUAGE)
