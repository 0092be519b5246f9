"""Things, texts and passages as pages show them: in the words of the reader's language, with where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from preventiegraaf.namespaces import BASE, DCT, DEF, DESCRIPTION, OA, RDFS, SKOS, XSD
from preventiegraaf.querying.things.linking import in_order
from preventiegraaf.querying.things.times import day_in_words
from preventiegraaf.querying.things.values import Node
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.links import anchor_of, describe, page_of
from preventiegraaf.web.presentation.accounts import Quote, Value
from preventiegraaf.web.texts import TEXTS

_PLACE = re.compile(r"-(?P<place>\d+-\d+)$")
_IS_DEFINED_BY = NamedNode(RDFS + "isDefinedBy")
_DEFINITION = NamedNode(SKOS + "definition")
_NOTE = NamedNode(SKOS + "editorialNote")
_SOURCE = NamedNode(OA + "hasSource")
_DATE = NamedNode(XSD + "date")
LANGUAGE = NamedNode(DCT + "language")
VALUE = NamedNode("https://schema.org/value")
COMPARATOR = NamedNode(DEF + "comparator")
UNIT = NamedNode(DEF + "unit")


class Presenter:
    """Presents what a store says in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._quotes: dict[Node, Quote] = {}
        self._hrefs: dict[NamedNode, str | None] = {}

    def href(self, term: object) -> str | None:
        """Where a reader finds what is said of a term; None for a text and a node without IRI."""
        if not isinstance(term, NamedNode):
            return None
        if term not in self._hrefs:
            self._hrefs[term] = self._place_of(term)
        return self._hrefs[term]

    def _place_of(self, term: NamedNode) -> str | None:
        if not term.value.startswith(BASE) and self.wording.objects(term, _IS_DEFINED_BY):
            return page_of(DEF + anchor_of(term), self.wording.language)
        return describe(term.value, self.wording.language)

    def value(self, term: object, quotes: tuple[Quote, ...] = (), why: str | None = None) -> Value:
        """A term with its name, where it leads, and what supports it."""
        return Value(self._text(term), self.href(term), getattr(term, "language", None), quotes, why)

    def _text(self, term: object) -> str:
        """The name of a term; a day in words, unless it lies outside the years that the library knows."""
        if isinstance(term, Literal) and term.datatype == _DATE:
            with suppress(ValueError):
                return day_in_words(date.fromisoformat(term.value), self.wording.language)
        return self.wording.name(term)

    def tongue(self, code: str) -> Value:
        """A language by its name, from its code (BCP 47); the code itself where no name is known."""
        return Value(TEXTS.get(f"language_{code}", {}).get(self.wording.language, code))

    def values(self, terms: Iterable[object]) -> list[Value]:
        """Terms in the order of their names, each once."""
        return in_name_order({self.value(term) for term in terms})

    def quote(self, passage: Node, supports: Iterable[object] = ()) -> Quote:
        """A passage with its document, and what it supports."""
        told = tuple(self.values(supports))
        if told or passage not in self._quotes:
            self._quotes[passage] = self._quote(passage, told)
        return self._quotes[passage]

    def _quote(self, passage: Node, supports: tuple[Value, ...]) -> Quote:
        wording = self.wording
        sources = [source for source in wording.objects(passage, _SOURCE) if isinstance(source, NamedNode)]
        languages = [value.value for source in sources for value in wording.objects(source, LANGUAGE)]
        words = wording.words(passage) if isinstance(passage, NamedNode) else "…"
        source = next(iter(self.values(sources)), None)
        if source is not None and source.href and isinstance(passage, NamedNode):
            source = replace(source, href=source.href + place_in_document(passage))
        return Quote(words, self.href(passage) or "", source, next(iter(languages), None), supports)

    def quotes(self, passages: Iterable[object]) -> list[Quote]:
        """The quotes, those of one document together and in their order there, each once."""
        nodes = sorted({passage for passage in passages if isinstance(passage, NamedNode)}, key=in_order)
        return [self.quote(passage) for passage in nodes]

    def definition(self, node: Node) -> str | None:
        """What a term or a scheme means, in words."""
        return self.wording.text(node, _DEFINITION) or self.wording.text(node, DESCRIPTION)

    def notes(self, node: Node) -> list[str]:
        """The notes of the editors on a thing, in the language of the reader where there are any."""
        values = [value for value in self.wording.objects(node, _NOTE) if isinstance(value, Literal)]
        own = [value.value for value in values if value.language in (self.wording.language, None)]
        return own or [value.value for value in values]

    def amount(self, node: Node) -> str | None:
        """The value of a figure with its unit, such as `meer dan 40 personen`."""
        values = [value.value for value in self.wording.objects(node, VALUE) if isinstance(value, Literal)]
        if not values:
            return None
        number = values[0].replace(".", ",") if self.wording.language == "nl" else values[0]
        comparators = [
            value for value in self.wording.objects(node, COMPARATOR) if not str(value).endswith("/exactly>")
        ]
        units = self.wording.objects(node, UNIT)
        return " ".join([*map(self.wording.name, comparators), number, *map(self.wording.name, units)])


def place_in_document(passage: NamedNode) -> str:
    """The anchor of a passage on the page of its document, with its number sign; nothing if its name tells no place."""
    match = _PLACE.search(passage.value)
    return f"#p-{match['place']}" if match else ""


def in_name_order(values: Iterable[Value]) -> list[Value]:
    """Values in the order of their texts."""
    return sorted(values, key=lambda value: (value.text.casefold(), value.href or ""))
