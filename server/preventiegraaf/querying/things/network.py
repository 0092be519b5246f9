"""Persons, organisations and what they take part in as a network: a knot for each, a thread for each tie.

It is read once from the relation nodes of a snapshot, at most a fixed number, and then filtered. A tie that goes by a
post leads to the organisation of that post; one without a time of its own has the time of the event that it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import DEF, ID, OA
from preventiegraaf.querying.things.ties import ACTORS, Side, Tie, tie_of
from preventiegraaf.querying.things.times import Bounds
from preventiegraaf.querying.things.values import Values
from preventiegraaf.querying.things.wording import Wording

KINDS = ("person", "organisation", "collaboration", "group", "initiative", "event", "post")
"""The kinds of knots, as their IRIs name them."""
CERTAIN, POSSIBLE = "certain", "possible"
MOST_RELATIONS = 1_000
"""The most relations of a snapshot that are read."""
_SOURCE, _THEME = NamedNode(OA + "hasSource"), NamedNode(DEF + "hasTheme")


@dataclass(frozen=True)
class Thread:
    """A tie between two things: the relation that it is, the roles in it, when, by which documents, on which themes.

    `behalf` tells that the first acts on behalf of the second.
    """

    source: NamedNode
    target: NamedNode
    relation: NamedNode
    roles: tuple[NamedNode, ...]
    bounds: Bounds
    documents: frozenset[NamedNode]
    themes: frozenset[NamedNode]
    behalf: bool = False

    @property
    def days(self) -> list[date]:
        """The days that its bounds name."""
        bounds = self.bounds
        every = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
        return [day for day in every if day is not None]

    def held_in(self, year: int) -> str | None:
        """Whether it held in a year: `certain`, `possible`, or None for certainly not."""
        first, last, bounds = date(year, 1, 1), date(year, 12, 31), self.bounds
        if (bounds.earliest_begin or first) > last or (bounds.latest_end or last) < first:
            return None
        begun, going = bounds.latest_begin, bounds.earliest_end
        is_certain = begun is not None and going is not None and begun <= min(going, last) and going >= first
        return CERTAIN if is_certain else POSSIBLE


@dataclass(frozen=True)
class Network:
    """The threads of a snapshot; `complete` is false where it has more relations than are read."""

    threads: tuple[Thread, ...]
    complete: bool

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year that a thread names."""
        years = [day.year for thread in self.threads for day in thread.days]
        return (min(years), max(years)) if years else None


@dataclass(frozen=True)
class Wish:
    """Which threads are wished for; what is None or empty does not matter.

    Both ends have one of the `kinds`; `certainly` leaves out what only possibly held in the year; one end is `about`.
    """

    kinds: frozenset[str] = frozenset()
    year: int | None = None
    certainly: bool = False
    document: NamedNode | None = None
    theme: NamedNode | None = None
    about: NamedNode | None = None

    def grants(self, thread: Thread) -> bool:
        """Whether a thread is wished for."""
        ends = (thread.source, thread.target)
        return (
            (not self.kinds or all(kind_of(end) in self.kinds for end in ends))
            and (self.year is None or thread.held_in(self.year) in self._certainties())
            and (self.document is None or self.document in thread.documents)
            and (self.theme is None or self.theme in thread.themes)
            and (self.about is None or self.about in ends)
        )

    def _certainties(self) -> tuple[str, ...]:
        return (CERTAIN,) if self.certainly else (CERTAIN, POSSIBLE)


def kind_of(thing: NamedNode) -> str:
    """The kind of a thing, as its IRI names it; nothing for an IRI of others."""
    return thing.value.removeprefix(ID).partition("/")[0] if thing.value.startswith(ID) else ""


def read_network(asserted: Values, inferred: Values) -> Network:
    """The network of a snapshot."""
    wording = Wording(asserted, "nl")
    relations = list(islice(_relations(asserted), MOST_RELATIONS + 1))
    threads = (
        thread
        for relation in relations[:MOST_RELATIONS]
        for thread in _threads(tie_of(relation, Side.ACTOR, wording, inferred), wording)
    )
    return Network(tuple(dict.fromkeys(threads)), len(relations) <= MOST_RELATIONS)


def _relations(asserted: Values) -> Iterator[NamedNode]:
    """The relation nodes, each once."""
    seen: set[NamedNode] = set()
    for predicate in ACTORS:
        for node in asserted.having(predicate):
            if isinstance(node, NamedNode) and node not in seen:
                seen.add(node)
                yield node


def _threads(tie: Tie, wording: Wording) -> Iterator[Thread]:
    documents = frozenset(_named(wording, tie.passages, _SOURCE))
    places = [place for place in tie.places if kind_of(place) != "post" or not tie.homes]
    ends = [(place, False) for place in (*places, *tie.homes)] + [(other, True) for other in tie.behalf]
    for actor in tie.actors:
        for end, behalf in dict.fromkeys(ends):
            if actor != end and kind_of(actor) in KINDS and kind_of(end) in KINDS:
                themes = frozenset(_named(wording, (actor, end, tie.node), _THEME))
                bounds = _bounds(tie, end, wording)
                yield Thread(actor, end, tie.node, tie.roles, bounds, documents, themes, behalf)


def _bounds(tie: Tie, end: NamedNode, wording: Wording) -> Bounds:
    is_dated = tie.bounds != Bounds()
    return tie.bounds if is_dated or kind_of(end) != "event" else wording.bounds(end)


def _named(wording: Wording, things: Iterable[NamedNode], predicate: NamedNode) -> Iterator[NamedNode]:
    values = (value for thing in things for value in wording.objects(thing, predicate))
    return (value for value in values if isinstance(value, NamedNode))
