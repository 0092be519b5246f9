"""OWL 2 RL by the library owlrl: the reference, complete but for known faults, and slow."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.errors import UsageError
from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE, XSD
from preventiegraaf.reasoning.closure import Closure
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.conclusions.entailment import as_triples as triples_of
from preventiegraaf.reasoning.conclusions.profiles import Lean
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.relations.facts import by_relation, sorted_columns
from preventiegraaf.reasoning.relevance import relevant

_SAME_AS = NamedNode(OWL + "sameAs")
_VOCABULARY = (RDF, RDFS, OWL)


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
    return as_rdf(triples_of(dictionary, {key: column[lean.mask(key, column)] for key, column in after.items()}))


def expanded(triples: Sequence[Triple]) -> list[Triple]:
    """All that owlrl makes of triples, as far as it is RDF; raises UsageError for triples on which it fails."""
    from owlrl import DeductiveClosure

    with _without_log():
        graph = as_rdflib(triples)
        try:
            DeductiveClosure(_unrepeating(), axiomatic_triples=False, datatype_axioms=False).expand(graph)
        except (AttributeError, TypeError, ValueError) as error:  # for a cardinality that is no number, for one
            raise UsageError(
                f"The library owlrl fails on these triples ({error}). Use the reasoner columnar."
            ) from error
        return list(as_triples(graph))


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep rdflib from logging each literal that has no value, with a traceback: it is told as a contradiction."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _unrepeating() -> type[Any]:
    """The rules of owlrl, without what it does again for every triple in every round though nothing can come of it."""
    from owlrl import OWLRL_Semantics

    class Unrepeating(OWLRL_Semantics):  # type: ignore[misc] # owlrl has no types
        def __init__(self, *options: Any, **named: Any) -> None:
            self._drawn: set[Any] = set()
            super().__init__(*options, **named)

        def rules(self, triple: Any, round_: int) -> None:
            subject, predicate, object_ = triple
            if str(predicate) == _SAME_AS.value and subject == object_:
                self.store_triple((predicate, predicate, predicate))  # all that is new by `x owl:sameAs x` (eq-ref)
            elif str(predicate).startswith(_VOCABULARY):
                super().rules(triple, round_)
            else:
                self._equality(triple, round_)  # all rules but eq-ref begin at a triple of the vocabulary

        def store_triple(self, triple: Any) -> None:
            if triple not in self._drawn:
                self._drawn.add(triple)
                super().store_triple(triple)

    return Unrepeating


def as_rdflib(triples: Iterable[Triple]) -> Any:
    """An rdflib graph with these triples, in the store of rdflib that is the fastest, for it knows no named graphs."""
    from rdflib import Graph

    graph = Graph(store="SimpleMemory")
    for triple in triples:
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    return graph


def as_triples(graph: Any) -> Iterator[Triple]:
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
