"""The second opinion: the graph closed by another reasoner, and every difference with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.namespaces import shorten
from preventiegraaf.reasoning import Closure, Contradiction, Reasoner
from preventiegraaf.reasoning.explanation import ClosedGraph, Explainer

_CHECK = "second opinion"
_MEND = (
    "find out which of the two is right by the table of the rule, and mend the other, or the axiom that divides them"
)


@dataclass(frozen=True)
class Opinion:
    """What another reasoner makes of the graph: a problem for each difference, and how much it was asked about."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def second_opinion(material: Material, other: Reasoner) -> Opinion:
    """The differences between the closure at hand and that of another reasoner."""
    ours, theirs = material.closure, other.close(material.asserted)
    problems = [
        *_differing(material, ours, theirs, f"{other.name} does not conclude"),
        *_differing(material, theirs, ours, f"only {other.name} concludes"),
        *_clashing(material, ours.contradictions, theirs.contradictions, f"{other.name} does not see"),
        *_clashing(material, theirs.contradictions, ours.contradictions, f"only {other.name} sees"),
    ]
    same = len(set(ours.inferred) & set(theirs.inferred))
    note = f"The second opinion, {other.name}, draws {same} conclusions that are the same, and {len(problems)} differ."
    return Opinion(tuple(problems), (note,))


def _differing(material: Material, one: Closure, other: Closure, told: str) -> Iterator[Problem]:
    missed = sorted(set(one.inferred).difference(other.inferred), key=str)
    if missed:
        explainer = Explainer(_closed(material, one))
        for triple in missed:
            yield _problem(material, f"{told} {_written(triple)}: {_rule(explainer, triple)}", triple)


def _closed(material: Material, closure: Closure) -> ClosedGraph:
    found = closure.entailment
    if found is not None:
        return ClosedGraph.of_parts(found.asserted, found.inferred, found.hidden)
    return ClosedGraph.of(material.asserted, closure.inferred)


def _rule(explainer: Explainer, triple: Triple) -> str:
    """The rule by which a triple follows, and its premises."""
    found = explainer.explain(triple, 1)
    if found is None or not found.derivations:
        return "no rule of the table concludes it from what is served"
    application = found.derivations[0].steps[found.goal]
    premises = (explainer.graph.terms(premise) for premise in application.premises)
    return f"{application.rule} from {'; '.join(map(_written, premises))}"


def _clashing(
    material: Material, one: Iterable[Contradiction], other: Iterable[Contradiction], told: str
) -> Iterator[Problem]:
    known = {(clash.rule, frozenset(clash.triples)) for clash in other}
    for clash in one:
        if (clash.rule, frozenset(clash.triples)) not in known:
            triples = "; ".join(map(_written, clash.triples))
            yield _problem(material, f"{told} that {clash.rule} is broken: {triples}", *clash.triples)


def _problem(material: Material, message: str, *triples: Triple) -> Problem:
    subjects = [triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)]
    places = (material.sources.place_of(subject) for subject in subjects)
    path, line = next((place for place in places if place[1]), (material.sources.root.folder, 0))
    return Problem(path, line, _CHECK, message, _MEND)


def _written(triple: Iterable[object]) -> str:
    return " ".join(shorten(term.value) if isinstance(term, NamedNode) else _other(term) for term in triple)


def _other(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)
