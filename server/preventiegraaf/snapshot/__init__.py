"""Snapshots: immutable, versioned folders with all that is served."""

from preventiegraaf.snapshot.build import build
from preventiegraaf.snapshot.contradictions import explain_contradictions
from preventiegraaf.snapshot.shelf import Shelf, Snapshot

__all__ = ["Shelf", "Snapshot", "build", "explain_contradictions"]
