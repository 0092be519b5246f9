"""Snapshots: immutable, versioned folders with all that is served."""

from preventiegraaf.snapshot.build import build, fall_back
from preventiegraaf.snapshot.contradictions import explain_contradictions
from preventiegraaf.snapshot.locks import Hold
from preventiegraaf.snapshot.shelf import Shelf, Snapshot
from preventiegraaf.snapshot.soundness import fault_in

__all__ = ["Hold", "Shelf", "Snapshot", "build", "explain_contradictions", "fall_back", "fault_in"]
