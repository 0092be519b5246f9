"""OWL 2 RL by our own engine, for those who have triples and want triples."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import BlankNode, NamedNode, Triple

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.reasoning.closure import Closure
from preventiegraaf.reasoning.conclusions.entailment import entailment
from preventiegraaf.reasoning.conclusions.tally import counts_by_rule
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.materialisation.engine import Engine


class ColumnarReasoner:
    """Closes triples under the rules of OWL 2 RL/RDF."""

    name = "columnar"

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, in the lean profile, and every contradiction."""
        dictionary = Dictionary()
        engine = Engine(dictionary)
        engine.add(Triples.of(asserted, dictionary))
        found = entailment(engine)
        counts = counts_by_rule(engine, found.inferred)
        return Closure(tuple(as_rdf(found.inferred)), tuple(contradictions(engine)), found, counts)


def as_rdf(triples: Triples) -> list[Triple]:
    """The triples that are RDF."""
    return [
        Triple(subject, predicate, object_)
        for subject, predicate, object_ in triples.terms()
        if isinstance(subject, NamedNode | BlankNode | Triple) and isinstance(predicate, NamedNode)
    ]
