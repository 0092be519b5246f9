"""What a reasoner takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Triple


@dataclass(frozen=True)
class Contradiction:
    """A false-rule of OWL 2 RL that fires: its W3C name and the triples that make it fire."""

    rule: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True)
class Closure:
    """What follows from a set of triples: new triples, none of them asserted, and contradictions."""

    inferred: tuple[Triple, ...]
    contradictions: tuple[Contradiction, ...]


class Reasoner(Protocol):
    """Closes a set of triples under the rules of OWL 2 RL/RDF (OWL 2 Profiles, section 4.3)."""

    @property
    def name(self) -> str:
        """The name by which a user chooses this reasoner."""

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, cleaned, and every contradiction."""
