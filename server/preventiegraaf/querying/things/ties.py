"""The ties of a thing: the relations in which it plays a part, has others play one, or is stood for by others.

At most a fixed number is read, one by one, so that the cost does not grow with the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from pyoxigraph import Literal, NamedNode

from preventiegraaf.namespaces import DEF, EVIDENCE, ORG
from preventiegraaf.querying.things.linking import in_order
from preventiegraaf.querying.things.times import Bounds
from preventiegraaf.querying.things.values import Values
from preventiegraaf.querying.things.wording import TIME_AS_FOUND, Wording

MOST_TIES = 150
"""The most ties of a thing that are read."""

ACCORDING_TO = NamedNode(DEF + "accordingTo")
ACTORS = (
    NamedNode(ORG + "member"),
    *(NamedNode(DEF + name) for name in ("holder", "participant", "appointee", "winner", "designated")),
)
"""The properties by which a relation holds who plays a part in it."""
_PLACES = (
    NamedNode(DEF + "chairedOrganization"),
    NamedNode(ORG + "organization"),
    *(NamedNode(DEF + name) for name in ("heldPost", "partnershipIn", "participationIn", "appointedTo")),
    *(NamedNode(DEF + name) for name in ("awardedIn", "designatedAs")),
)
_BEHALF = NamedNode(DEF + "onBehalfOf")
_STATEMENT = NamedNode(DEF + "Statement")
"""What is said on behalf of a party is no tie; it is told among the statements."""
_ROLE = NamedNode(ORG + "role")
_POST_IN = NamedNode(ORG + "postIn")


class Side(StrEnum):
    """How a thing stands in a tie: it plays the part, the part is played in it, or on behalf of it."""

    ACTOR = "actor"
    PLACE = "place"
    BEHALF = "behalf"


@dataclass(frozen=True)
class Tie:
    """A relation: who, in which roles, in what, on behalf of whom, when, and by which passages.

    `homes` are the organisations of the posts among the places; `found` has the time in the words of the source.
    """

    node: NamedNode
    side: Side
    kinds: tuple[NamedNode, ...]
    roles: tuple[NamedNode, ...]
    actors: tuple[NamedNode, ...]
    places: tuple[NamedNode, ...]
    homes: tuple[NamedNode, ...]
    behalf: tuple[NamedNode, ...]
    bounds: Bounds
    found: tuple[str, ...]
    passages: tuple[NamedNode, ...]
    according_to: tuple[NamedNode, ...]

    def is_a(self, kind: NamedNode) -> bool:
        """Whether the files say that the relation is of this kind."""
        return kind in self.kinds


@dataclass(frozen=True)
class Ties:
    """The ties of a thing in the order of time; `complete` is false where it has more than are read."""

    every: tuple[Tie, ...]
    complete: bool

    def on(self, side: Side) -> list[Tie]:
        """Those in which the thing stands on one side."""
        return [tie for tie in self.every if tie.side is side]


def ties(thing: NamedNode, wording: Wording, inferred: Values) -> Ties:
    """The ties of a thing, from what the files say; a role that only follows from the rules is given too."""
    nodes = list(islice(_nodes(thing, wording), MOST_TIES + 1))
    found = {node: tie_of(node, side, wording, inferred) for node, side in reversed(nodes[:MOST_TIES])}
    return Ties(tuple(sorted(found.values(), key=_when)), len(nodes) <= MOST_TIES)


def _nodes(thing: NamedNode, wording: Wording) -> Iterator[tuple[NamedNode, Side]]:
    for side, predicates in ((Side.ACTOR, ACTORS), (Side.PLACE, _PLACES), (Side.BEHALF, (_BEHALF,))):
        for predicate in predicates:
            for node in wording.values.holders(predicate, thing):
                if isinstance(node, NamedNode) and _STATEMENT not in wording.kinds(node):
                    yield node, side


def tie_of(node: NamedNode, side: Side, wording: Wording, inferred: Values) -> Tie:
    """The relation that a node is, seen from one side."""
    places = _named(wording, node, _PLACES)
    return Tie(
        node,
        side,
        tuple(wording.kinds(node)),
        _roles(node, places, wording, inferred),
        _named(wording, node, ACTORS),
        places,
        tuple(dict.fromkeys(home for place in places for home in _named(wording, place, (_POST_IN,)))),
        _named(wording, node, (_BEHALF,)),
        wording.bounds(node),
        tuple(value.value for value in wording.objects(node, TIME_AS_FOUND) if isinstance(value, Literal)),
        tuple(sorted(_named(wording, node, (EVIDENCE,)), key=in_order)),
        _named(wording, node, (ACCORDING_TO,)),
    )


def _roles(node: NamedNode, places: Iterable[NamedNode], wording: Wording, inferred: Values) -> tuple[NamedNode, ...]:
    """The roles of a relation: as the files give them, else as they follow from its kind, else those of its post."""
    own = _named(wording, node, (_ROLE,))
    if own:
        return own
    follows = tuple(role for role in inferred.of(node, _ROLE) if isinstance(role, NamedNode))
    return follows or tuple(role for place in places for role in _named(wording, place, (_ROLE,)))


def _named(wording: Wording, node: NamedNode, predicates: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    values = (value for predicate in predicates for value in wording.objects(node, predicate))
    return tuple(dict.fromkeys(value for value in values if isinstance(value, NamedNode)))


def _when(tie: Tie) -> tuple[date, date, str]:
    """The order of ties: by the earliest day on which they may have begun, those without time last."""
    bounds = tie.bounds
    begins = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    first = next((day for day in begins if day is not None), date.max)
    last = next((day for day in reversed(begins) if day is not None), date.max)
    return first, last, in_order(tie.node)
