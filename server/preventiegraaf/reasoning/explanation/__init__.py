"""Explanation: from a triple, back through the rules of OWL 2 RL, to the asserted triples from which it follows.

`Explainer` explains the triples of one closed graph. It knows no files, no documents and no words; who asks tells
in which graphs an asserted triple stands, and puts rules and triples into sentences.
"""

from preventiegraaf.reasoning.explanation.closed import Atom, ClosedGraph
from preventiegraaf.reasoning.explanation.derivation import Derivation
from preventiegraaf.reasoning.explanation.explainer import DERIVATIONS, Explainer, Explanation, Support
from preventiegraaf.reasoning.explanation.search import Application

__all__ = [
    "DERIVATIONS",
    "Application",
    "Atom",
    "ClosedGraph",
    "Derivation",
    "Explainer",
    "Explanation",
    "Support",
]
