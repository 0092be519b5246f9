"""What can be found: each thing with the words by which it is found, by field and language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal

from preventiegraaf.namespaces import BASE, DEF, ORG, PREFIXES
from preventiegraaf.snapshot.search.gathering import Gathered
from preventiegraaf.snapshot.search.kinds import Kind, place_of

_TELLING = (DEF, ORG, PREFIXES["foaf"], PREFIXES["tooiont"])
"""The vocabularies of which the classes say something to a reader."""
_MOST_NEIGHBOURS = 60
_NAMELESS = ("passage", "statement", "goal", "provision", "figure")
"""Kinds of which the text is all that they are called by."""


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its IRI, its kind, its texts by field, and how much it is linked."""

    iri: str
    kind: Kind
    texts: tuple[tuple[str, str, str], ...]
    degree: int

    @property
    def order(self) -> tuple[int, int, str]:
        """The place of the entry where nothing else decides: by kind, then the most linked first."""
        return place_of(self.kind), -self.degree, self.iri


def entries_of(gathered: Gathered) -> list[Entry]:
    """All that can be found, in its order."""
    found = (_entry(gathered, thing) for thing in gathered.classes)
    return sorted((entry for entry in found if entry is not None), key=lambda entry: entry.order)


def _entry(gathered: Gathered, thing: str) -> Entry | None:
    kind = gathered.kind(thing)
    if kind is None or not (thing.startswith(BASE) or kind.key == "term"):
        return None
    own = [(field, text.value, text.language or "") for field, text in gathered.texts.get(thing, ())]
    if kind.key not in _NAMELESS and not any(field == "name" for field, _, _ in own):
        return None
    kinds = [("kind", text.value, text.language or "") for text in _kinds(gathered, thing)]
    context = [("context", text.value, text.language or "") for text in _context(gathered, thing)]
    degree = len(gathered.back.get(thing, ())) + len(gathered.links.get(thing, ()))
    return Entry(thing, kind, (*own, *kinds, *context), degree)


def _kinds(gathered: Gathered, thing: str) -> Iterator[Literal]:
    for name in sorted(gathered.classes[thing]):
        if name.startswith(_TELLING):
            yield from gathered.names(name)


def _context(gathered: Gathered, thing: str) -> Iterator[Literal]:
    """The names of what a thing is linked to, directly or by one relation."""
    neighbours = dict.fromkeys(value for _, value in gathered.links.get(thing, ()))
    for relation in gathered.around(thing):
        neighbours |= dict.fromkeys(value for _, value in gathered.links.get(relation, ()))
    neighbours.pop(thing, None)
    for neighbour in islice(sorted(neighbours), _MOST_NEIGHBOURS):
        yield from gathered.names(neighbour)
