"""The terms of RDF, RDFS and OWL that the rules speak of."""

from __future__ import annotations

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import OWL, RDF, RDFS


def _rdf(name: str) -> NamedNode:
    return NamedNode(RDF + name)


def _rdfs(name: str) -> NamedNode:
    return NamedNode(RDFS + name)


def _owl(name: str) -> NamedNode:
    return NamedNode(OWL + name)


TYPE, FIRST, REST, NIL = _rdf("type"), _rdf("first"), _rdf("rest"), _rdf("nil")
SUB_CLASS, SUB_PROPERTY = _rdfs("subClassOf"), _rdfs("subPropertyOf")
DOMAIN, RANGE = _rdfs("domain"), _rdfs("range")
EQUIVALENT_CLASS, EQUIVALENT_PROPERTY = _owl("equivalentClass"), _owl("equivalentProperty")
INVERSE, CHAIN, KEY, SAME = _owl("inverseOf"), _owl("propertyChainAxiom"), _owl("hasKey"), _owl("sameAs")
ON_PROPERTY, ON_CLASS = _owl("onProperty"), _owl("onClass")
SOME, ALL, VALUE = _owl("someValuesFrom"), _owl("allValuesFrom"), _owl("hasValue")
INTERSECTION, UNION, ONE_OF = _owl("intersectionOf"), _owl("unionOf"), _owl("oneOf")
MAX, MAX_QUALIFIED = _owl("maxCardinality"), _owl("maxQualifiedCardinality")
THING, NOTHING = _owl("Thing"), _owl("Nothing")
CLASS, OBJECT_PROPERTY, DATATYPE_PROPERTY = _owl("Class"), _owl("ObjectProperty"), _owl("DatatypeProperty")
SYMMETRIC, TRANSITIVE = _owl("SymmetricProperty"), _owl("TransitiveProperty")
FUNCTIONAL, INVERSE_FUNCTIONAL = _owl("FunctionalProperty"), _owl("InverseFunctionalProperty")

SCHEMA_PREDICATES = frozenset(
    {
        *(SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY, INVERSE, CHAIN, KEY),
        *(ON_PROPERTY, ON_CLASS, SOME, ALL, VALUE, INTERSECTION, UNION, ONE_OF, MAX, MAX_QUALIFIED, FIRST, REST),
    }
)
"""Predicates whose triples are axioms: a new one among the conclusions means that the rules must be compiled again."""
SCHEMA_TYPES = frozenset(
    {
        *(SYMMETRIC, TRANSITIVE, FUNCTIONAL, INVERSE_FUNCTIONAL),
        *(CLASS, OBJECT_PROPERTY, DATATYPE_PROPERTY),
    }
)
"""Kinds of classes and properties: to be told of one is an axiom in the same way."""
