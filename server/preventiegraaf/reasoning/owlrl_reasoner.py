"""OWL 2 RL by the library owlrl: the reference, complete but for known faults, and slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from preventiegraaf.namespaces import OWL, XSD
from preventiegraaf.reasoning.cleaning import lean
from preventiegraaf.reasoning.closure import Closure
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.relevance import relevant

_SAME_AS = NamedNode(OWL + "sameAs")


class OwlrlReasoner:
    """Closes triples with owlrl, and looks for contradictions in what it gives.

    The false-rules are our own: owlrl writes contradictions into the data as text, and misses eq-diff2, eq-diff3 and
    prp-adp.
    """

    name = "owlrl"

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, cleaned, and every contradiction."""
        closed = _expand(relevant(asserted))
        if any(_equates_individuals(triple) for triple in closed):
            closed = _expand(asserted)
        store = Store()
        store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in closed)
        known = set(asserted)
        inferred = lean((triple for triple in closed if triple not in known), asserted)
        return Closure(tuple(inferred), tuple(contradictions(store, tuple(asserted))))


def _expand(triples: Sequence[Triple]) -> list[Triple]:
    graph = Graph()
    for triple in triples:
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return list(_as_triples(graph))


def _as_triples(graph: Graph) -> Iterator[Triple]:
    """The triples of an rdflib graph that are RDF: owlrl also makes literals subjects and blank nodes predicates."""
    for subject, predicate, object_ in graph:
        if isinstance(subject, URIRef | BNode) and isinstance(predicate, URIRef):
            yield Triple(_from_rdflib(subject), _from_rdflib(predicate), _from_rdflib(object_))


def _to_rdflib(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return RdflibLiteral(term.value, lang=term.language)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _from_rdflib(term: Any) -> Any:
    if isinstance(term, URIRef):
        return NamedNode(str(term))
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if term.language is not None:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD + "string")))


def _equates_individuals(triple: Triple) -> bool:
    return triple.predicate == _SAME_AS and triple.subject != triple.object and not isinstance(triple.object, Literal)
