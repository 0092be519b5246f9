"""Lookups: what the store says of one thing, read without its query engine, which takes longer to begin than to answer.

Only a SELECT of one triple pattern qualifies, with a constant subject, IRIs or variables in the other places, and
each variable at most once: then its solutions are the matching triples, one for one (SPARQL 1.1 Query Language, section
5.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from preventiegraaf.formats import Table, Term

_DEFAULT = DefaultGraph()


@dataclass(frozen=True)
class Lookup:
    """A triple pattern, the names of its variables in their order in the head, and where in a triple each stands."""

    subject: NamedNode
    predicate: NamedNode | None
    object: NamedNode | None
    variables: tuple[str, ...]
    places: tuple[str, ...]

    def table(self, store: Store, most: int) -> Table:
        """At most so many rows, with a mark if there are more. Raises OSError where the store cannot be read."""
        found = store.quads_for_pattern(self.subject, self.predicate, self.object, _DEFAULT)
        rows = list(map(_taker(self.places), islice(found, most + 1)))
        return Table(self.variables, rows[:most], len(rows) > most)


def lookup_of(head: Sequence[str] | None, subject: NamedNode, rest: Sequence[str | NamedNode]) -> Lookup | None:
    """The lookup that a pattern is: `rest` has for predicate and object an IRI or the name of a variable.

    `head` has the names of the variables that are asked for, None for all, in alphabetical order as the engine gives
    them. None if it is no lookup.
    """
    named = {term: place for term, place in zip(rest, ("predicate", "object"), strict=True) if isinstance(term, str)}
    wanted = tuple(sorted(named) if head is None else head)
    variables = sum(isinstance(term, str) for term in rest)
    if not wanted or len(named) < variables or len(set(wanted)) < len(wanted) or not named.keys() >= set(wanted):
        return None
    predicate, object_ = (term if isinstance(term, NamedNode) else None for term in rest)
    return Lookup(subject, predicate, object_, wanted, tuple(named[name] for name in wanted))


def _taker(places: tuple[str, ...]) -> Callable[[Quad], tuple[Term | None, ...]]:
    take: Callable[[Quad], Any] = attrgetter(*places)
    return take if len(places) > 1 else lambda quad: (take(quad),)
