"""Reasoning in OWL 2 RL: knows triples, knows no files and no HTTP."""

from preventiegraaf.reasoning.closure import Closure, Contradiction, Reasoner
from preventiegraaf.reasoning.columnar_reasoner import ColumnarReasoner
from preventiegraaf.reasoning.owlrl_reasoner import OwlrlReasoner

REASONERS: dict[str, type[Reasoner]] = {"columnar": ColumnarReasoner, "owlrl": OwlrlReasoner}
"""The reasoners by name; the first is the default, the second is the reference and the second opinion."""

__all__ = ["REASONERS", "Closure", "ColumnarReasoner", "Contradiction", "OwlrlReasoner", "Reasoner"]
