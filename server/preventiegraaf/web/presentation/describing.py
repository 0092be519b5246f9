"""A description as its page and its table show it: in the words of the reader's language, grouped by what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from preventiegraaf.formats import Table
from preventiegraaf.namespaces import (
    BASE,
    DEF,
    DESCRIPTION,
    EDTF,
    EVIDENCE,
    GRAPH,
    ID,
    INFERRED_GRAPH,
    LABEL,
    OA,
    PASSAGE,
    PREF_LABEL,
    SKOS,
    TITLE,
    TYPE,
)
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.things.description import Description, Link
from preventiegraaf.querying.things.ties import ACCORDING_TO
from preventiegraaf.querying.things.values import Node, Values
from preventiegraaf.querying.things.wider import Wider
from preventiegraaf.querying.things.wording import BOUNDS, TIME_AS_FOUND, Wording, rank
from preventiegraaf.web.common.links import page_of, why
from preventiegraaf.web.presentation.accounts import Account, Group, Quote, Row, Value, View
from preventiegraaf.web.presentation.presenting import (
    COMPARATOR,
    LANGUAGE,
    UNIT,
    VALUE,
    Presenter,
    in_name_order,
    place_in_document,
)
from preventiegraaf.web.texts.description import INWARD

_NOTE = NamedNode(SKOS + "editorialNote")
_DEFINITION = NamedNode(SKOS + "definition")
_ALT_LABEL = NamedNode(SKOS + "altLabel")
_MEASURES = NamedNode(DEF + "measures")
_SPEAKER = NamedNode(DEF + "speaker")
_PARTNER_OF = NamedNode(DEF + "partnerOf")
_STATEMENT = NamedNode(DEF + "Statement")
_ELSEWHERE = {TYPE, EVIDENCE, DESCRIPTION, _DEFINITION, _MEASURES, _NOTE, TIME_AS_FOUND, *BOUNDS}
_ELSEWHERE |= {PREF_LABEL, LABEL, TITLE, VALUE, COMPARATOR, UNIT}
"""Properties that a page shows in a place of their own."""
_MEASURED = {LANGUAGE, NamedNode(DEF + "textDigest"), NamedNode(DEF + "textLength")}
"""What is known of a document from its text as a whole, so that no words of it say so."""
_SAID_BY, _SAID_ABOUT, _VOUCHED = "said_by", "said_about", "vouched_for"

Said: TypeAlias = tuple[NamedNode, object, bool, tuple[NamedNode, ...]]
"""A property, a value, whether the thing at hand is the value of the other, and the graphs that say so."""


def view_of(description: Description, wording: Wording, inferred: Values, told: frozenset[NamedNode]) -> View:
    """The page of a thing; `told` are the neighbours that it shows elsewhere."""
    return _Viewer(description, wording, Wider(inferred), told).view()


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

    def __init__(self, description: Description, wording: Wording, wider: Wider, told: frozenset[NamedNode]) -> None:
        self._description = description
        self._thing = description.thing
        self._wording = wording
        self._presenter = Presenter(wording)
        self._wider = wider
        self._told = told
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
        follows = {quad.object for quad in kinds} - said
        every = (kind for kind in (*said, *follows) if isinstance(kind, NamedNode))
        narrowest = set(self._wider.narrowest(every))
        inferred, wider = self._follows()
        return View(
            self._presenter.values(said),
            self._follow_kinds(follows & narrowest),
            self._follow_kinds(follows - narrowest),
            self._own_account(),
            list(self._groups()),
            self._incoming(),
            self._partners(),
            inferred,
            wider,
            self._place(),
            self._read_place(),
        )

    def _follow_kinds(self, kinds: Iterable[object]) -> list[Value]:
        return in_name_order(self._presenter.value(kind, why=why(self._thing, TYPE, kind)) for kind in kinds)

    def _place(self) -> tuple[str, str] | None:
        """Where a passage or omission begins and ends in the text of its document."""
        ends = [self._wording.objects(selector_of(self._thing), NamedNode(OA + name)) for name in ("start", "end")]
        values = [value.value for found in ends for value in found[:1] if isinstance(value, Literal)]
        return (values[0], values[1]) if len(values) == 2 else None

    def _read_place(self) -> str | None:
        """The address of a passage in the text of its document."""
        source = next(iter(self._wording.objects(self._thing, NamedNode(OA + "hasSource"))), None)
        page = page_of(source.value, self._wording.language) if isinstance(source, NamedNode) else None
        return page + place_in_document(self._thing) if page else None

    def _own_account(self) -> Account:
        linked: list[Said] = [
            (link.predicate, link.other, False, link.graphs)
            for link in self._asserted
            if not link.inward and not self._is_part(link.other)
        ]
        literals: list[Said] = [
            (quad.predicate, quad.object, False, _graphs(quad))
            for quad in self._description.own
            if quad.predicate != TYPE
        ]
        quotes = [link.other for link in self._asserted if link.predicate == EVIDENCE and not link.inward]
        return self._account(self._thing, [*literals, *linked], quotes)

    def _incoming(self) -> list[Row]:
        """What is said of others with this thing as the value."""
        found = (link for link in self._asserted if link.inward and not self._is_told(link.other))
        return self._link_rows([link for link in found if not self._is_part(link.other)])

    def _is_told(self, other: Node) -> bool:
        """Whether a neighbour is shown as a relation or quote, with all that is said of it."""
        return not self._wording.is_named(other)

    def _is_part(self, other: Node) -> bool:
        return isinstance(other, NamedNode) and other.value.startswith(self._thing.value + "#")

    def _groups(self) -> Iterator[Group]:
        told = dict.fromkeys(link.other for link in self._asserted if link.inward and self._is_told(link.other))
        by_kind: dict[str, list[Node]] = {}
        for node in told:
            if node not in self._told:
                by_kind.setdefault(self._group_of(node), []).append(node)
        for number, (kind, nodes) in enumerate(sorted(by_kind.items(), key=_statements_first), 1):
            quotes = [
                self._presenter.quote(node, self._supported.get(node, [])) for node in nodes if self._is_quote(node)
            ]
            accounts = [self._around_account(node) for node in nodes if not self._is_quote(node)]
            anchor = kind.replace("_", "-") if kind in (_SAID_BY, _SAID_ABOUT, _VOUCHED) else f"group-{number}"
            yield Group(anchor, kind, accounts, quotes)

    def _group_of(self, node: Node) -> str:
        """The kind of a neighbour in words; statements by who speaks, and what the thing only vouches for, apart."""
        if _STATEMENT in self._wording.kinds(node):
            return _SAID_BY if self._thing in self._wording.objects(node, _SPEAKER) else _SAID_ABOUT
        if self._thing in self._wording.objects(node, ACCORDING_TO):
            predicates = {link.predicate for link in self._asserted if link.other == node and link.inward}
            if predicates == {ACCORDING_TO}:
                return _VOUCHED
        return self._wording.kind(node)

    def _is_quote(self, node: Node) -> bool:
        return PASSAGE in self._wording.kinds(node)

    def _around_account(self, node: Node) -> Account:
        quads = self._around.get(node, [])
        linked: list[Said] = [(quad.predicate, quad.object, False, ()) for quad in quads if quad.object != self._thing]
        quotes = [quad.object for quad in quads if quad.predicate == EVIDENCE and quad.object != self._thing]
        return self._account(node, linked, quotes)

    def _account(self, node: Node, said: Iterable[Said], passages: Iterable[object]) -> Account:
        wording = self._wording
        text = wording.text(node, DESCRIPTION) or wording.text(node, _DEFINITION) or wording.text(node, _MEASURES)
        return Account(
            wording.name(node),
            self._presenter.href(node) or "",
            text,
            self._presenter.amount(node),
            self._rows(one for one in said if one[0] not in _ELSEWHERE),
            wording.time(node),
            [value.value for value in wording.objects(node, TIME_AS_FOUND) if isinstance(value, Literal)],
            self._presenter.notes(node),
            self._presenter.quotes(passages),
        )

    def _rows(self, said: Iterable[Said], is_inferred: bool = False) -> list[Row]:
        groups: dict[tuple[NamedNode, bool], dict[object, tuple[NamedNode, ...]]] = {}
        for predicate, value, inward, graphs in said:
            found = groups.setdefault((predicate, inward), {})
            found[value] = (*found.get(value, ()), *graphs)
        rows = []
        for key in sorted(groups, key=lambda key: (key[1], rank(key[0]), key[0].value)):
            values = groups[key]
            readable = values if key[0] == _ALT_LABEL else self._readable(values)
            if readable:
                rows.append(self._row(*key, {value: values[value] for value in readable}, is_inferred))
        return rows

    def _row(
        self, predicate: NamedNode, inward: bool, values: dict[object, tuple[NamedNode, ...]], is_inferred: bool
    ) -> Row:
        """A property with its values; seen from its value, by the name of its inverse where it has one."""
        inverse = min(self._wider.inverses(predicate), key=str, default=None) if inward else None
        told = inverse or predicate
        shown = in_name_order({self._row_value(predicate, inward, value, is_inferred) for value in values})
        graphs = {graph for found in values.values() for graph in found}
        is_quoted = graphs and not (inward or is_inferred or predicate in _MEASURED)
        quotes = self._quotes_of(self._thing, graphs) if is_quoted else ()
        back = INWARD.get(predicate.value) if inward and inverse is None else None
        if back is not None:
            return Row(Value(back[self._wording.language]), shown, False, ())
        return Row(self._presenter.value(told), shown, inward and inverse is None, quotes)

    def _row_value(self, predicate: NamedNode, inward: bool, value: object, is_inferred: bool) -> Value:
        """A value with a mark of its own: why an inferred one follows, what supports what others say."""
        if is_inferred:
            ends = (value, self._thing) if inward else (self._thing, value)
            return self._presenter.value(value, why=why(ends[0], predicate, ends[1]))
        if predicate == LANGUAGE and isinstance(value, Literal):
            return self._presenter.tongue(value.value)
        quotes = self._quotes_of(value, None) if inward and isinstance(value, NamedNode) else ()
        return self._presenter.value(value, quotes)

    def _quotes_of(self, node: NamedNode, graphs: set[NamedNode] | None) -> tuple[Quote, ...]:
        """The passages behind what some graphs say of a node, in the documents that these graphs are of."""
        passages = [found for found in self._wording.objects(node, EVIDENCE) if isinstance(found, NamedNode)]
        if graphs:
            slugs = [re.escape(graph.value.removeprefix(GRAPH)) for graph in graphs]
            of_these = re.compile(f"{re.escape(ID)}passage/(?:{'|'.join(slugs)})-\\d+-\\d+")
            passages = [passage for passage in passages if of_these.fullmatch(passage.value)] or passages
        return tuple(self._presenter.quotes(passages))

    def _readable(self, values: Iterable[object]) -> list[object]:
        """The values without texts in another language, where there are texts in the reader's, and without EDTF."""
        texts = [value for value in values if isinstance(value, Literal)]
        own = {text for text in texts if text.language == self._wording.language}
        foreign = {text for text in texts if own and text.language not in (None, self._wording.language)}
        technical = {text for text in texts if text.datatype.value.startswith(EDTF)}
        return [value for value in values if value not in foreign | technical]

    def _follows(self) -> tuple[list[Row], list[Row]]:
        """What is inferred: first what is new, then what only says in wider terms what was said already."""
        inferred = [link for link in self._links if link.inferred]
        told = self._wider.told(self._links)
        fresh = [link for link in inferred if link not in told and not _is_partner(link)]
        return self._link_rows(fresh, True), self._link_rows([link for link in inferred if link in told], True)

    def _partners(self) -> list[Value]:
        rows = self._link_rows([link for link in self._links if _is_partner(link)], True)
        return [value for row in rows for value in row.values]

    def _link_rows(self, links: list[Link], is_inferred: bool = False) -> list[Row]:
        return self._rows(((link.predicate, link.other, link.inward, link.graphs) for link in links), is_inferred)


def _is_partner(link: Link) -> bool:
    return link.predicate == _PARTNER_OF and link.inferred and not link.inward


def _statements_first(group: tuple[str, list[Node]]) -> tuple[int, str]:
    """The order of groups: what the thing says, what is said of it, what it vouches for, then the rest by name."""
    return {_SAID_BY: 0, _SAID_ABOUT: 1, _VOUCHED: 2}.get(group[0], 3), group[0]


def _graphs(quad: Quad) -> tuple[NamedNode, ...]:
    return (quad.graph_name,) if isinstance(quad.graph_name, NamedNode) else ()


def _is_technical(node: Node) -> bool:
    """Whether a neighbour is part of an axiom or a shape, which the pages of the ontology tell in words."""
    return not isinstance(node, NamedNode) or node.value.startswith(f"{BASE}def/shapes#")
