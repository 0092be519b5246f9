"""The kinds of things that can be found, as readers know them, by class."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from preventiegraaf.namespaces import DEF, ORG, OWL, SH, SKOS
from preventiegraaf.querying.search.index import KIND_ORDER

_FOAF, _SCHEMA = "http://xmlns.com/foaf/0.1/", "https://schema.org/"


@dataclass(frozen=True)
class Kind:
    """A kind: its key in addresses and texts, the classes of which one is enough, and how much its hits count."""

    key: str
    classes: tuple[str, ...]
    prior: float


KINDS = (
    Kind("document", (f"{DEF}SourceDocument",), 1.1),
    Kind("passage", (f"{DEF}Passage",), 0.6),
    Kind("statement", (f"{DEF}Statement",), 0.7),
    Kind("person", (f"{_FOAF}Person",), 1.2),
    Kind("collaboration", (f"{ORG}OrganizationalCollaboration",), 1.25),
    Kind("initiative", (f"{DEF}Initiative",), 1.1),
    Kind("organisation", (f"{ORG}Organization",), 1.15),
    Kind("group", (f"{DEF}Group",), 0.9),
    Kind("event", (f"{_SCHEMA}Event",), 1.0),
    Kind("regulation", (f"{DEF}Regulation", f"{DEF}PolicyPaper", f"{DEF}Covenant", f"{DEF}QuotedWork"), 1.0),
    Kind("post", (f"{ORG}Post",), 1.0),
    Kind("place", (f"{_SCHEMA}Place",), 1.0),
    Kind("goal", (f"{DEF}Goal",), 0.7),
    Kind("provision", (f"{DEF}Provision",), 0.7),
    Kind("figure", (f"{DEF}Figure",), 0.7),
    Kind("question", (f"{SH}SPARQLExecutable",), 0.8),
    Kind("concept", (f"{SKOS}Concept", f"{SKOS}ConceptScheme"), 0.9),
    Kind("term", (*(f"{OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty")),), 0.6),
)
"""The first that fits counts: a regional programme that collaborates is a collaboration."""


def kind_of(classes: Collection[str]) -> Kind | None:
    """The kind of a thing with these classes, or None if it is nothing that is looked for by itself."""
    return next((kind for kind in KINDS if any(name in classes for name in kind.classes)), None)


def place_of(kind: Kind) -> int:
    """The place of a kind among the others where nothing else decides."""
    return KIND_ORDER.index(kind.key)
