"""What the sources read do not say of a thing, though one would ask: unknown is not no."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from preventiegraaf.namespaces import DEF, ORG, TYPE
from preventiegraaf.querying.things.ties import Side, Ties
from preventiegraaf.querying.things.times import Bounds
from preventiegraaf.querying.things.values import Values

_SCHEMA = "https://schema.org/"
_PERSON = NamedNode("http://xmlns.com/foaf/0.1/Person")
_ORGANISATION = NamedNode(ORG + "Organization")
_COLLABORATION = NamedNode(ORG + "OrganizationalCollaboration")
_POST = NamedNode(ORG + "Post")
_EVENT = NamedNode(_SCHEMA + "Event")
_GROUP = NamedNode(DEF + "Group")
_INITIATIVE = NamedNode(DEF + "Initiative")
_DOCUMENT = NamedNode(DEF + "SourceDocument")
_INSURER, _MUNICIPALITY = NamedNode(DEF + "HealthInsurerParty"), NamedNode(DEF + "MunicipalParty")
_PARTNER = NamedNode(DEF + "hasPartner")


@dataclass(frozen=True)
class Asked:
    """What is asked of a thing: itself, its ties, its time, and the graph, with what follows."""

    thing: NamedNode
    ties: Ties
    bounds: Bounds
    values: Values

    def has(self, *predicates: str) -> bool:
        """Whether the graph gives the thing a value of one of these properties."""
        return any(self.values.of(self.thing, NamedNode(predicate)) for predicate in predicates)

    def is_value_of(self, predicate: str) -> bool:
        """Whether the graph gives another thing this one as a value of a property."""
        return next(self.values.holders(NamedNode(predicate), self.thing), None) is not None

    def has_partner(self, kind: NamedNode) -> bool:
        """Whether a partner of the thing is of this kind."""
        partners = self.values.of(self.thing, _PARTNER)
        return any(self.values.has(other, TYPE, kind) for other in partners if not isinstance(other, Literal))


_Test = Callable[[Asked], bool]

_QUESTIONS: tuple[tuple[NamedNode, str, _Test], ...] = (
    (_PERSON, "silent_roles", lambda asked: bool(asked.ties.on(Side.ACTOR))),
    (_ORGANISATION, "silent_part", lambda asked: bool(asked.ties.on(Side.ACTOR) or asked.ties.on(Side.PLACE))),
    (_COLLABORATION, "silent_insurer", lambda asked: asked.has_partner(_INSURER)),
    (_COLLABORATION, "silent_municipality", lambda asked: asked.has_partner(_MUNICIPALITY)),
    (_COLLABORATION, "silent_theme", lambda asked: asked.has(DEF + "hasTheme")),
    (_COLLABORATION, "silent_place", lambda asked: asked.has(DEF + "locatedIn")),
    (_COLLABORATION, "silent_begin", lambda asked: bool(asked.bounds.earliest_begin or asked.bounds.latest_begin)),
    (_COLLABORATION, "silent_end", lambda asked: bool(asked.bounds.earliest_end or asked.bounds.latest_end)),
    (_POST, "silent_holder", lambda asked: bool(asked.ties.on(Side.PLACE))),
    (_POST, "silent_post_in", lambda asked: asked.has(ORG + "postIn")),
    (_EVENT, "silent_time", lambda asked: asked.bounds != Bounds()),
    (_EVENT, "silent_place", lambda asked: asked.has(DEF + "locatedIn", _SCHEMA + "location")),
    (_EVENT, "silent_organizer", lambda asked: asked.has(_SCHEMA + "organizer")),
    (_GROUP, "silent_members", lambda asked: asked.is_value_of(DEF + "belongsToGroup")),
    (_GROUP, "silent_size", lambda asked: asked.has(DEF + "groupSize")),
    (_INITIATIVE, "silent_target", lambda asked: asked.has(DEF + "targetGroup")),
    (_INITIATIVE, "silent_begin", lambda asked: bool(asked.bounds.earliest_begin or asked.bounds.latest_begin)),
    (
        _DOCUMENT,
        "silent_publisher",
        lambda asked: asked.has("http://purl.org/dc/terms/publisher", _SCHEMA + "publisher"),
    ),
    (_DOCUMENT, "silent_date", lambda asked: asked.has(_SCHEMA + "datePublished")),
)
"""For a kind of thing: what readers ask of it, and whether the graph tells."""


def silences(asked: Asked, kinds: Collection[NamedNode]) -> list[str]:
    """The texts (keys of TEXTS) of what is asked of such a thing and is not in the sources read."""
    found = (key for kind, key, is_told in _QUESTIONS if kind in kinds and not is_told(asked))
    return list(dict.fromkeys(found))
