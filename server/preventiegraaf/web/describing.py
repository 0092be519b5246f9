"""A description as its page and its table show it: in the words of the reader's language, grouped by what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.formats import Table
from preventiegraaf.namespaces import (
    BASE,
    DCT,
    DEF,
    DESCRIPTION,
    EDTF,
    EVIDENCE,
    INFERRED_GRAPH,
    LABEL,
    OA,
    PASSAGE,
    PREF_LABEL,
    RDFS,
    SKOS,
    TITLE,
    TYPE,
)
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.description import Description, Link, Node, in_order
from preventiegraaf.querying.wider import Wider
from preventiegraaf.querying.wording import BOUNDS, TIME_AS_FOUND, Wording, rank
from preventiegraaf.web.accounts import Account, Group, Quote, Row, Value, View
from preventiegraaf.web.links import anchor_of, describe, page_of

_IS_DEFINED_BY = NamedNode(RDFS + "isDefinedBy")
_NOTE = NamedNode(SKOS + "editorialNote")
_DEFINITION = NamedNode(SKOS + "definition")
_ALT_LABEL = NamedNode(SKOS + "altLabel")
_MEASURES = NamedNode(DEF + "measures")
_VALUE = NamedNode("https://schema.org/value")
_COMPARATOR = NamedNode(DEF + "comparator")
_UNIT = NamedNode(DEF + "unit")
_SOURCE = NamedNode(OA + "hasSource")
_LANGUAGE = NamedNode(DCT + "language")
_ELSEWHERE = {TYPE, EVIDENCE, DESCRIPTION, _DEFINITION, _MEASURES, _NOTE, TIME_AS_FOUND, *BOUNDS}
_ELSEWHERE |= {PREF_LABEL, LABEL, TITLE, _VALUE, _COMPARATOR, _UNIT}
"""Properties that a page shows in a place of their own."""

Said: TypeAlias = tuple[NamedNode, object, bool]
"""A property, a value, and whether the thing at hand is the value of the other."""


def view_of(description: Description, wording: Wording, inferred: Store) -> View:
    """The page of a thing."""
    return _Viewer(description, wording, Wider(inferred)).view()


def table_of(description: Description, wording: Wording) -> Table:
    """The statements of a description with the names of all that they mention."""
    names = ("subject", "property", "value", "subject_name", "property_name", "value_name", "inferred")
    asserted = {quad.triple for quad in description.quads() if quad.graph_name != INFERRED_GRAPH}
    rows = [
        (*triple, *(Literal(wording.name(term)) for term in triple), Literal(triple not in asserted))
        for triple in description.triples()
    ]
    return Table(names, rows)


class _Viewer:
    """Arranges one description."""

    def __init__(self, description: Description, wording: Wording, wider: Wider) -> None:
        self._description = description
        self._thing = description.thing
        self._wording = wording
        self._wider = wider
        self._links = [link for link in description.links if not _is_technical(link.other)]
        self._asserted = [link for link in self._links if not link.inferred]
        self._around: dict[object, list[Quad]] = {}
        self._supported: dict[object, list[object]] = {}
        for quad in description.around:
            if quad.predicate == EVIDENCE and quad.subject != self._thing:
                self._supported.setdefault(quad.object, []).append(quad.subject)
            if quad.graph_name != INFERRED_GRAPH:
                self._around.setdefault(quad.subject, []).append(quad)

    def view(self) -> View:
        """The whole page."""
        kinds = [quad for quad in self._description.own if quad.predicate == TYPE]
        said = {quad.object for quad in kinds if quad.graph_name != INFERRED_GRAPH}
        inferred, wider = self._follows()
        return View(
            self._values(said),
            self._values({quad.object for quad in kinds} - said),
            self._own_account(),
            list(self._groups()),
            inferred,
            wider,
            self._place(),
        )

    def _place(self) -> tuple[str, str] | None:
        """Where a passage or omission begins and ends in the text of its document."""
        ends = [self._wording.objects(selector_of(self._thing), NamedNode(OA + name)) for name in ("start", "end")]
        values = [value.value for found in ends for value in found[:1] if isinstance(value, Literal)]
        return (values[0], values[1]) if len(values) == 2 else None

    def _own_account(self) -> Account:
        linked: list[Said] = [
            (link.predicate, link.other, link.inward)
            for link in self._asserted
            if not (link.inward and self._is_told(link.other)) and not self._is_part(link.other)
        ]
        literals: list[Said] = [
            (quad.predicate, quad.object, False) for quad in self._description.own if quad.predicate != TYPE
        ]
        quotes = [link.other for link in self._asserted if link.predicate == EVIDENCE and not link.inward]
        return self._account(self._thing, [*literals, *linked], quotes)

    def _is_told(self, other: Node) -> bool:
        """Whether a neighbour is shown as a relation or quote, with all that is said of it."""
        return not self._wording.is_named(other)

    def _is_part(self, other: Node) -> bool:
        return isinstance(other, NamedNode) and other.value.startswith(self._thing.value + "#")

    def _groups(self) -> Iterator[Group]:
        told = dict.fromkeys(link.other for link in self._asserted if link.inward and self._is_told(link.other))
        by_kind: dict[str, list[Node]] = {}
        for node in told:
            by_kind.setdefault(self._wording.kind(node), []).append(node)
        for kind, nodes in sorted(by_kind.items()):
            quotes = [self._quote(node, is_shown_alone=True) for node in nodes if self._is_quote(node)]
            accounts = [self._around_account(node) for node in nodes if not self._is_quote(node)]
            yield Group(kind, accounts, quotes)

    def _is_quote(self, node: Node) -> bool:
        return PASSAGE in self._wording.kinds(node)

    def _around_account(self, node: Node) -> Account:
        quads = self._around.get(node, [])
        linked: list[Said] = [(quad.predicate, quad.object, False) for quad in quads if quad.object != self._thing]
        quotes = [quad.object for quad in quads if quad.predicate == EVIDENCE and quad.object != self._thing]
        return self._account(node, linked, quotes)

    def _account(self, node: Node, said: Iterable[Said], passages: Iterable[object]) -> Account:
        wording = self._wording
        text = wording.text(node, DESCRIPTION) or wording.text(node, _DEFINITION) or wording.text(node, _MEASURES)
        return Account(
            wording.name(node),
            self._href(node) or "",
            text,
            self._amount(node),
            self._rows((predicate, value, inward) for predicate, value, inward in said if predicate not in _ELSEWHERE),
            wording.time(node),
            [value.value for value in wording.objects(node, TIME_AS_FOUND) if isinstance(value, Literal)],
            self._in_language(node, _NOTE),
            self._quotes(passages),
        )

    def _in_language(self, node: Node, predicate: NamedNode) -> list[str]:
        values = [value for value in self._wording.objects(node, predicate) if isinstance(value, Literal)]
        own = [value.value for value in values if value.language in (self._wording.language, None)]
        return own or [value.value for value in values]

    def _amount(self, node: Node) -> str | None:
        """The value of a figure with its unit, such as `meer dan 40 personen`."""
        values = [value.value for value in self._wording.objects(node, _VALUE) if isinstance(value, Literal)]
        if not values:
            return None
        number = values[0].replace(".", ",") if self._wording.language == "nl" else values[0]
        comparators = [
            value for value in self._wording.objects(node, _COMPARATOR) if not str(value).endswith("/exactly>")
        ]
        words = [
            *map(self._wording.name, comparators),
            number,
            *map(self._wording.name, self._wording.objects(node, _UNIT)),
        ]
        return " ".join(words)

    def _rows(self, said: Iterable[Said]) -> list[Row]:
        groups: dict[tuple[NamedNode, bool], list[object]] = {}
        for predicate, value, inward in said:
            groups.setdefault((predicate, inward), []).append(value)
        rows = []
        for predicate, inward in sorted(groups, key=lambda key: (key[1], rank(key[0]), key[0].value)):
            values = groups[predicate, inward]
            shown = self._values(values if predicate == _ALT_LABEL else self._readable(values))
            if shown:
                rows.append(self._row(predicate, inward, shown))
        return rows

    def _row(self, predicate: NamedNode, inward: bool, shown: list[Value]) -> Row:
        """A property with its values; seen from its value, by the name of its inverse where it has one."""
        inverse = min(self._wider.inverses(predicate), key=str, default=None) if inward else None
        told = inverse or predicate
        return Row(Value(self._wording.name(told), self._href(told)), shown, inward and inverse is None)

    def _readable(self, values: list[object]) -> list[object]:
        """The values without texts in another language, where there are texts in the reader's, and without EDTF."""
        texts = [value for value in values if isinstance(value, Literal)]
        own = {text for text in texts if text.language == self._wording.language}
        foreign = {text for text in texts if own and text.language not in (None, self._wording.language)}
        technical = {text for text in texts if text.datatype.value.startswith(EDTF)}
        return [value for value in dict.fromkeys(values) if value not in foreign | technical]

    def _values(self, terms: Iterable[object]) -> list[Value]:
        values = {Value(self._wording.name(term), self._href(term), getattr(term, "language", None)) for term in terms}
        return sorted(values, key=lambda value: (value.text.casefold(), value.href or ""))

    def _href(self, term: object) -> str | None:
        if not isinstance(term, NamedNode):
            return None
        if not term.value.startswith(BASE) and self._wording.objects(term, _IS_DEFINED_BY):
            return page_of(DEF + anchor_of(term), self._wording.language)
        return describe(term.value, self._wording.language)

    def _quotes(self, passages: Iterable[object]) -> list[Quote]:
        """The quotes, those of one document together and in their order there."""
        nodes = sorted((passage for passage in set(passages) if isinstance(passage, NamedNode)), key=in_order)
        return [self._quote(passage) for passage in nodes]

    def _quote(self, passage: Node, is_shown_alone: bool = False) -> Quote:
        wording = self._wording
        sources = [source for source in wording.objects(passage, _SOURCE) if isinstance(source, NamedNode)]
        languages = [value.value for source in sources for value in wording.objects(source, _LANGUAGE)]
        return Quote(
            wording.words(passage) if isinstance(passage, NamedNode) else "…",
            self._href(passage) or "",
            next(iter(self._values(sources)), None),
            next(iter(languages), None),
            self._values(self._supported.get(passage, [])) if is_shown_alone else [],
        )

    def _follows(self) -> tuple[list[Row], list[Row]]:
        """What is inferred: first what is new, then what only says in wider terms what was said already."""
        inferred = [link for link in self._links if link.inferred]
        wider = [link for link in inferred if self._wider.is_told(link, self._links)]
        fresh = [link for link in inferred if link not in wider]
        return self._link_rows(fresh), self._link_rows(wider)

    def _link_rows(self, links: list[Link]) -> list[Row]:
        return self._rows((link.predicate, link.other, link.inward) for link in links)


def _is_technical(node: Node) -> bool:
    """Whether a neighbour is part of an axiom or a shape, which the pages of the ontology tell in words."""
    return not isinstance(node, NamedNode) or node.value.startswith(f"{BASE}def/shapes#")
