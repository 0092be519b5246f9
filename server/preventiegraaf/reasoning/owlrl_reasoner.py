"""OWL 2 RL by the library owlrl: the reference, complete but for known faults, and slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.namespaces import OWL, TYPE, XSD
from preventiegraaf.reasoning.closure import Closure
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.engine import Engine
from preventiegraaf.reasoning.entailment import as_triples
from preventiegraaf.reasoning.facts import by_relation, sorted_columns
from preventiegraaf.reasoning.profiles import Lean
from preventiegraaf.reasoning.relevance import relevant

_SAME_AS = NamedNode(OWL + "sameAs")


class OwlrlReasoner:
    """Closes triples with owlrl, and lets our own engine look for contradictions in what it gives.

    For owlrl writes contradictions into the data as text, and misses eq-diff2, eq-diff3, prp-adp and those of values.
    """

    name = "owlrl"
    lacking = frozenset({"dt-type2", "dt-eq"})
    """The rules by which nothing is concluded."""

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, in the lean profile, and every contradiction."""
        closed = expanded(relevant(asserted))
        if any(_equates_individuals(triple) for triple in closed):
            closed = expanded(asserted)
        engine = Engine(Dictionary())
        known = set(asserted)
        inferred = [triple for triple in closed if triple not in known]
        engine.add(Triples.of([*asserted, *inferred], engine.dictionary))
        return Closure(tuple(_lean(asserted, inferred)), tuple(contradictions(engine)))


def _lean(asserted: Sequence[Triple], inferred: Sequence[Triple]) -> list[Triple]:
    dictionary = Dictionary()
    number = dictionary.add_term(TYPE)
    before, after = (
        {key: column for key, (column,) in sorted_columns(by_relation(Triples.of(triples, dictionary), number)).items()}
        for triples in (asserted, inferred)
    )
    lean = Lean(dictionary, before.items())
    return as_rdf(as_triples(dictionary, {key: column[lean.mask(key, column)] for key, column in after.items()}))


def expanded(triples: Sequence[Triple]) -> list[Triple]:
    """All that owlrl makes of triples, as far as it is RDF."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    graph = Graph()
    for triple in triples:
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return list(_as_triples(graph))


def _as_triples(graph: Any) -> Iterator[Triple]:
    """The triples of an rdflib graph that are RDF: owlrl also makes literals subjects and blank nodes predicates."""
    from rdflib import BNode, URIRef

    for subject, predicate, object_ in graph:
        if isinstance(subject, URIRef | BNode) and isinstance(predicate, URIRef):
            yield Triple(_from_rdflib(subject), _from_rdflib(predicate), _from_rdflib(object_))


def _to_rdflib(term: Any) -> Any:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return RdflibLiteral(term.value, lang=term.language)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _from_rdflib(term: Any) -> Any:
    from rdflib import BNode, URIRef

    if isinstance(term, URIRef):
        return NamedNode(str(term))
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if term.language is not None:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD + "string")))


def _equates_individuals(triple: Triple) -> bool:
    return triple.predicate == _SAME_AS and triple.subject != triple.object and not isinstance(triple.object, Literal)
