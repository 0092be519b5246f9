"""The second opinion: every difference between two reasoners is reported, with its rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, Triple

from preventiegraaf.checking import check
from preventiegraaf.namespaces import TYPE
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import Closure, ColumnarReasoner, OwlrlReasoner
from preventiegraaf.reasoning.closure import Contradiction

X, A, B, C = (NamedNode(f"http://example.org/{name}") for name in ("x", "A", "B", "C"))
FILES = {
    "ontology/terms.ttl": "ex:A rdfs:subClassOf ex:B . ex:C owl:disjointWith ex:A .",
    "data/register.ttl": "ex:x a ex:A .",
}


class Altered:
    """Our own reasoner, but for one conclusion that it misses and one that it makes up."""

    name = "altered"

    def close(self, asserted: Sequence[Triple]) -> Closure:
        found = ColumnarReasoner().close(asserted)
        kept = tuple(triple for triple in found.inferred if triple != Triple(X, TYPE, B))
        clash = Contradiction("cax-dw", (Triple(X, TYPE, A), Triple(X, TYPE, C)))
        return replace(found, inferred=(*kept, Triple(X, TYPE, C)), contradictions=(clash,), entailment=None)


def told(root: Root, **more: object) -> list[str]:
    report = check(root, None, **more)  # type: ignore[arg-type]
    return [f"{problem.path.name}: {problem.message}" for problem in report.problems if "opinion" in problem.check]


def test_every_difference_is_reported_with_its_rule(make_root: Callable[..., Root]) -> None:
    x, a, b, c = (f"<http://example.org/{name}>" for name in ("x", "A", "B", "C"))
    assert told(make_root(**FILES), second=Altered()) == [
        f"register.ttl: altered does not conclude {x} rdf:type {b}: "
        f"cax-sco from {a} rdfs:subClassOf {b}; {x} rdf:type {a}",
        f"register.ttl: only altered concludes {x} rdf:type {c}: no rule of the table concludes it from what is served",
        f"register.ttl: only altered sees that cax-dw is broken: {x} rdf:type {a}; {x} rdf:type {c}",
    ]


def test_the_differences_are_seen_from_the_other_side_too(make_root: Callable[..., Root]) -> None:
    found = told(make_root(**FILES), reasoner=Altered(), second=ColumnarReasoner())
    assert [message.split(" <")[0] for message in found] == [
        "register.ttl: columnar does not conclude",
        "register.ttl: columnar does not see that cax-dw is broken:",
        "register.ttl: only columnar concludes",
    ]
    assert "cax-sco from" in found[2]


@pytest.mark.parametrize("second", [ColumnarReasoner(), OwlrlReasoner()], ids=lambda reasoner: reasoner.name)
def test_where_both_agree_a_note_says_how_much_was_compared(make_root: Callable[..., Root], second: object) -> None:
    root = make_root(**FILES)
    assert told(root, second=second) == []
    notes = check(root, None, second=second).notes  # type: ignore[arg-type]
    assert any("the same, and 0 differ" in note for note in notes)
    assert not any("opinion" in note for note in check(root, None).notes)
