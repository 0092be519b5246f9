"""Things in words: their names, their kinds and when they were, in the language of the reader.

A thing with a label is called by it. A node without one is called by its kind and its ends, such as `lidmaatschap: Jan
Binnenmars – Vitaal Twente`; a passage by its words; a figure by what it measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode

from preventiegraaf.namespaces import (
    DEF,
    DESCRIPTION,
    EVIDENCE,
    EXACT,
    LABEL,
    ORG,
    PASSAGE,
    PREF_LABEL,
    TITLE,
    TYPE,
    shorten,
)
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.things.times import Bounds, day_of, in_words
from preventiegraaf.querying.things.values import Node, Objects, Values

_ENDS = (
    *("holder", "participant", "appointee", "winner", "speaker", "designated", "linkedThing", "figureOf", "goalOf"),
    *("provisionOf", "omittedFrom", "heldPost", "chairedOrganization", "participationIn", "partnershipIn"),
    *("appointedTo", "awardedIn", "designatedAs", "linkTarget"),
)
ENDS = (
    NamedNode(ORG + "member"),
    NamedNode(ORG + "organization"),
    *(NamedNode(DEF + name) for name in _ENDS),
)
"""The properties by which a relation node holds its ends, those that come first in its name first."""

BOUNDS = tuple(NamedNode(DEF + name) for name in ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd"))
"""The properties that give the bounds of a period, in the order of `Bounds`."""

TIME_AS_FOUND = NamedNode(DEF + "timeAsFound")
_MEASURES = NamedNode(DEF + "measures")
_ACCORDING_TO = NamedNode(DEF + "accordingTo")
_MOST_ENDS = 4


class Wording:
    """Puts things into words, from the union of what the files say."""

    def __init__(self, values: Values, language: str) -> None:
        self.values = values
        self.language = language
        self._names: dict[Node, str] = {}

    def translated(self, language: str) -> Wording:
        """The same things in the words of another language."""
        return Wording(self.values, language)

    def objects(self, node: Node, predicate: NamedNode) -> Objects:
        """The values of a property, in a fixed order."""
        return self.values.of(node, predicate)

    def text(self, node: Node, predicate: NamedNode) -> str | None:
        """The text of a property in the reader's language, else in another; None if there is none."""
        return best_text(self.objects(node, predicate), self.language)

    def is_named(self, node: Node) -> bool:
        """Whether a thing has a name of its own."""
        return any(self.objects(node, predicate) for predicate in (PREF_LABEL, LABEL, TITLE))

    def name(self, term: object) -> str:
        """What a thing is called."""
        if not isinstance(term, NamedNode | BlankNode):
            return term.value if isinstance(term, Literal) else str(term)
        if term not in self._names:
            self._names[term] = self._own_name(term) or self._made_name(term)
        return self._names[term]

    def _own_name(self, node: Node) -> str | None:
        for predicate in (PREF_LABEL, LABEL, TITLE, DESCRIPTION, _MEASURES):
            found = self.text(node, predicate)
            if found is not None:
                return found
        return None

    def _made_name(self, node: Node) -> str:
        if isinstance(node, NamedNode) and PASSAGE in self.objects(node, TYPE):
            return f"‘{self.words(node)}’"
        kind = self.kind(node)
        ends = [self._own_name(end) or self.kind(end) for end in self._ends(node)][:_MOST_ENDS]
        named = " – ".join(filter(None, ends))
        if kind and named:
            return f"{kind}: {named}"
        return kind or (shorten(node.value) if isinstance(node, NamedNode) else "…")

    def _ends(self, node: Node) -> Iterator[Node]:
        """What a node connects: by the properties for that, else by any property that is no circumstance."""
        about = self.values.about(node)
        linking = [pair for pair in about if pair[0] not in (TYPE, EVIDENCE, _ACCORDING_TO)]
        ordered = sorted(linking, key=lambda pair: rank(pair[0]))
        known = [pair for pair in ordered if pair[0] in ENDS]
        for _, value in known or ordered:
            if isinstance(value, NamedNode | BlankNode):
                yield value

    def kinds(self, node: Node) -> list[NamedNode]:
        """The classes that the files give a thing."""
        return [kind for kind in self.objects(node, TYPE) if isinstance(kind, NamedNode)]

    def kind(self, node: Node) -> str:
        """The kinds of a thing in words, joined by `en` or `and`; nothing if it has none."""
        names = sorted(self.name(kind) for kind in self.kinds(node))
        return (" en " if self.language == "nl" else " and ").join(names)

    def words(self, passage: NamedNode) -> str:
        """The words of a passage."""
        return next(
            (value.value for value in self.objects(selector_of(passage), EXACT) if isinstance(value, Literal)), "…"
        )

    def time(self, node: Node) -> str:
        """When something was, by its bounds; nothing if the files do not say."""
        return in_words(self.bounds(node), self.language)

    def bounds(self, node: Node) -> Bounds:
        """The tightest bounds that the files give for the begin and end of something."""
        days = [self._days(node, bound) for bound in BOUNDS]
        return Bounds(*(choose(found, default=None) for choose, found in zip((max, min, max, min), days, strict=True)))

    def _days(self, node: Node, bound: NamedNode) -> list[date]:
        values = (value.value for value in self.objects(node, bound) if isinstance(value, Literal))
        return [day for value in values if (day := day_of(value)) is not None]


def best_text(values: Iterable[object], language: str) -> str | None:
    """The first text in the language asked for, else in no language, else in another."""
    texts = [value for value in values if isinstance(value, Literal)]
    if len(texts) < 2:
        return texts[0].value if texts else None
    return min(texts, key=lambda text: (text.language != language, text.language is not None, text.value)).value


def rank(predicate: NamedNode) -> int:
    """The place of a property among those that hold the ends of a relation; all others come after them."""
    return ENDS.index(predicate) if predicate in ENDS else len(ENDS)
