"""What a reasoner takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Triple

from preventiegraaf.columns import Triples


@dataclass(frozen=True)
class Contradiction:
    """A false-rule of OWL 2 RL that fires: its W3C name and the triples that make it fire.

    Under `dt-diff` stand the premises of a rule by which two literals of different values would be one, and under
    `dt-not-type` those by which a literal would have a type that it has no value in, as far as they are RDF.
    """

    rule: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True)
class Closure:
    """What follows from a set of triples: new triples, none of them asserted, and contradictions.

    `entailment` has the same in numbers, with what is hidden besides, where the reasoner works in numbers. `counts`
    tells how many of the inferred triples each rule gives (see `tally`), where the reasoner knows.
    """

    inferred: tuple[Triple, ...]
    contradictions: tuple[Contradiction, ...]
    entailment: Entailment | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Entailment:
    """What is asserted and what follows, in three parts of one dictionary that have no triple in common.

    `inferred` is the lean profile. `hidden` is the rest through which explanations pass, generalised triples (a literal
    as subject, a blank node as predicate) among it: memberships in anonymous classes, derived axioms, values in other
    forms. That a thing is the same as itself, or an owl:Thing where no rule asks, is left to the full profile.
    """

    asserted: Triples
    inferred: Triples
    hidden: Triples


class Reasoner(Protocol):
    """Closes a set of triples under the rules of OWL 2 RL/RDF (OWL 2 Profiles, section 4.3)."""

    @property
    def name(self) -> str:
        """The name by which a user chooses this reasoner."""

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, cleaned, and every contradiction."""
