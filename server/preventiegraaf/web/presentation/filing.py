"""What a concept holds, as the page about it tells: how much is filed there, and where all on a theme is found."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import CONCEPT, SKOS
from preventiegraaf.querying.search import Sought, find
from preventiegraaf.querying.things.schemes import MOST_COUNTED, filed_under
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot import Snapshot

_CONCEPT = NamedNode(SKOS + "Concept")
_THEMES = f"{CONCEPT}theme/"


@dataclass(frozen=True)
class Filing:
    """How many things are filed under a concept and under those below it, and how many of them not only below.

    `more` tells that there are more than `count`. For a theme, `theme` is its name in an address, and `found` counts
    all that a search on it finds, passages included.
    """

    count: int
    own: int
    more: bool
    theme: str = ""
    found: int = 0


def filing_of(thing: NamedNode, wording: Wording, snapshot: Snapshot) -> Filing | None:
    """What a concept holds; None for another thing."""
    if _CONCEPT not in wording.kinds(thing):
        return None
    filed = filed_under(thing, snapshot.inferred_values, wording)
    counts = min(filed.count, MOST_COUNTED), min(filed.own, MOST_COUNTED), filed.count > MOST_COUNTED
    if not thing.value.startswith(_THEMES):
        return Filing(*counts)
    found = find(snapshot.search, Sought(chosen={"theme": [thing.value]}, count=0))
    return Filing(*counts, thing.value.removeprefix(_THEMES), found.total)
