"""Reasoning in OWL 2 RL: knows triples, knows no files and no HTTP."""

from preventiegraaf.reasoning.closure import Closure, Contradiction, Reasoner
from preventiegraaf.reasoning.owlrl_reasoner import OwlrlReasoner

__all__ = ["Closure", "Contradiction", "OwlrlReasoner", "Reasoner"]
