"""What the graph says of each thing, gathered in one pass: its classes, its texts and its links both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.namespaces import DEF, DESCRIPTION, EXACT, LABEL, ORG, PREF_LABEL, RDFS, SKOS, TITLE, TYPE
from preventiegraaf.snapshot.search.kinds import Kind, kind_of

FIELDS = {
    PREF_LABEL.value: "name",
    LABEL.value: "name",
    TITLE.value: "name",
    f"{SKOS}altLabel": "other",
    DESCRIPTION.value: "text",
    f"{SKOS}definition": "text",
    f"{RDFS}comment": "text",
    f"{DEF}measures": "text",
    EXACT.value: "text",
}
"""The field of the index by property."""
THEME, REGION, ROLE = f"{DEF}hasTheme", f"{DEF}locatedIn", f"{ORG}role"
_INFERRED = frozenset({THEME, REGION, ROLE})
_SELECTOR = "#selector"


@dataclass
class Gathered:
    """By IRI: classes (inferred ones too), texts by field, dates by property, links, and links from elsewhere."""

    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[str, list[tuple[str, Literal]]] = field(default_factory=lambda: defaultdict(list))
    dates: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[str, dict[tuple[str, str], None]] = field(default_factory=lambda: defaultdict(dict))
    back: dict[str, dict[tuple[str, str], None]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, asserted: Iterable[Triple], inferred: Iterable[Triple]) -> Gathered:
        """What the asserted triples say, with the inferred classes, themes, regions and roles."""
        gathered = cls()
        for triple in asserted:
            gathered._add(triple)
        for triple in inferred:
            if triple.predicate == TYPE or triple.predicate.value in _INFERRED:
                gathered._add(triple)
        return gathered

    def _add(self, triple: Triple) -> None:
        if not isinstance(triple.subject, NamedNode):
            return
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
        if isinstance(value, Literal):
            self._add_literal(subject.removesuffix(_SELECTOR), predicate, value)
        elif isinstance(value, NamedNode) and triple.predicate == TYPE:
            self.classes[subject].add(value.value)
        elif isinstance(value, NamedNode):
            self.links[subject][predicate, value.value] = None
            self.back[value.value][predicate, subject] = None

    def _add_literal(self, subject: str, predicate: str, value: Literal) -> None:
        if predicate in FIELDS:
            self.texts[subject].append((FIELDS[predicate], value))
        elif value.datatype.value.endswith("#date"):
            self.dates[subject][predicate] = value.value

    def kind(self, thing: str) -> Kind | None:
        """The kind of a thing, or None if it is not looked for by itself."""
        return kind_of(self.classes[thing]) if thing in self.classes else None

    def values(self, thing: str, predicate: str) -> Iterator[str]:
        """What a thing is linked to by a property."""
        return (value for found, value in self.links.get(thing, ()) if found == predicate)

    def around(self, thing: str) -> list[str]:
        """The relations that hold a thing: the nodes that link to it and are not looked for by themselves.

        Of a passage: all that it supports.
        """
        is_passage = f"{DEF}Passage" in self.classes.get(thing, ())
        sources = dict.fromkeys(source for _, source in self.back.get(thing, ()))
        return [source for source in sources if is_passage or self.kind(source) is None]

    def names(self, thing: str) -> Iterator[Literal]:
        """The names of a thing."""
        return (text for place, text in self.texts.get(thing, ()) if place == "name")
