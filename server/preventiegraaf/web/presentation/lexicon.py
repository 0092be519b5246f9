"""The ontology as its page shows it: each term with its definition, its place among the others, and its axioms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from preventiegraaf.namespaces import DEF, DESCRIPTION, OWL, RDFS, SH, SKOS, TYPE, shorten
from preventiegraaf.querying.things.axioms import Axioms, Term
from preventiegraaf.querying.things.usage import Usage
from preventiegraaf.querying.things.vocabulary import SUBCLASS, Vocabulary
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.common.links import anchor_of, page_of
from preventiegraaf.web.presentation.accounts import Value
from preventiegraaf.web.texts import TEXTS

_SUBPROPERTY = NamedNode(RDFS + "subPropertyOf")
_CHARACTERISTICS = ("SymmetricProperty", "TransitiveProperty", "FunctionalProperty")
_DISJOINT = NamedNode(OWL + "AllDisjointClasses")
_MEMBERS = NamedNode(OWL + "members")
_TARGET = NamedNode(SH + "targetClass")
_MESSAGE = NamedNode(SH + "message")


_LONGEST_EXAMPLE = 60


@dataclass(frozen=True)
class Entry:
    """A term: its anchor, label, short IRI, definition, and what else is said of it by heading."""

    anchor: str
    label: str
    short: str
    definition: str | None
    notes: list[str]
    rows: list[tuple[str, list[Value]]]


@dataclass(frozen=True)
class Branch:
    """A class in the hierarchy, with the number of its members and the classes below it."""

    name: Value
    count: int
    below: list[Branch]


@dataclass(frozen=True)
class Section:
    """Terms of one sort under a heading; `tree` is their hierarchy, if they have one."""

    name: str
    entries: list[Entry]
    tree: list[Branch]


class Lexicon:
    """Arranges the terms of some modules, with their use in the data."""

    def __init__(self, store: Store, wording: Wording, terms: Vocabulary, usage: Usage) -> None:
        self._store = store
        self._usage = usage
        self._wording = wording
        self._terms = terms
        self._axioms = Axioms(wording)
        self._here = {*terms.classes, *terms.properties, *terms.schemes, *terms.shapes}

    def sections(self) -> list[Section]:
        """The sections of the page, those without entries left out."""
        terms = self._terms
        classes, properties = map(self._class, terms.classes), map(self._property, terms.properties)
        ours: list[list[Entry]] = [[], []]
        foreign: list[Entry] = []
        for own, entries in zip(ours, (classes, properties), strict=True):
            for entry in entries:
                (foreign if ":" in entry.anchor else own).append(entry)
        found = [
            self._section("classes", ours[0], self._tree()),
            self._section("properties", ours[1]),
            self._section("terms_of_others", foreign),
            self._section("schemes", [self._entry(term, []) for term in terms.schemes]),
            Section(self._text("shapes"), [self._shape(term) for term in terms.shapes], []),
        ]
        return [section for section in found if section.entries]

    def _section(self, key: str, entries: list[Entry], tree: list[Branch] | None = None) -> Section:
        by_label = sorted(entries, key=lambda entry: (entry.label.casefold(), entry.short))
        return Section(self._text(key), by_label, tree or [])

    def _text(self, key: str) -> str:
        return TEXTS[key][self._wording.language]

    def _entry(self, term: NamedNode, rows: Iterable[tuple[str, list[Value]]]) -> Entry:
        wording = self._wording
        definition = wording.text(term, NamedNode(SKOS + "definition")) or wording.text(term, DESCRIPTION)
        notes = [text for text in (wording.text(term, NamedNode(SKOS + "scopeNote")),) if text]
        shown = [(self._text(key), values) for key, values in rows if values]
        return Entry(anchor_of(term), wording.name(term), shorten(term.value), definition, notes, shown)

    def _class(self, term: NamedNode) -> Entry:
        above = self._wording.objects(term, SUBCLASS)
        rows = [
            ("subclass_of", self._linked(above)),
            ("sufficient", [Value(text) for text in self._axioms.general(term)]),
            ("subclasses", self._linked(self._below(SUBCLASS, term))),
            ("disjoint", self._linked(self._excluded(term))),
            ("defined_by", self._outside(term)),
            ("members", self._counted(self._usage.members(term))),
            ("examples", self._example_values(self._usage.some_members(term))),
        ]
        return self._entry(term, rows)

    def _property(self, term: NamedNode) -> Entry:
        objects = self._wording.objects
        inverse = {*objects(term, NamedNode(OWL + "inverseOf")), *self._below(NamedNode(OWL + "inverseOf"), term)}
        kinds = self._wording.objects(term, TYPE)
        rows = [
            ("domain", self._linked(objects(term, NamedNode(RDFS + "domain")))),
            ("range", self._linked(objects(term, NamedNode(RDFS + "range")))),
            ("inverse", self._linked(inverse)),
            (
                "chain",
                [Value(self._axioms.chain(head)) for head in objects(term, NamedNode(OWL + "propertyChainAxiom"))],
            ),
            ("subproperty_of", self._linked(objects(term, _SUBPROPERTY))),
            ("subproperties", self._linked(self._below(_SUBPROPERTY, term))),
            (
                "characteristics",
                [Value(self._text(name)) for name in _CHARACTERISTICS if NamedNode(OWL + name) in kinds],
            ),
            ("defined_by", self._outside(term)),
            ("uses", self._counted(self._usage.uses(term))),
            ("examples", self._example_pairs(self._usage.some_uses(term))),
        ]
        return self._entry(term, rows)

    def _counted(self, count: int) -> list[Value]:
        return [Value(str(count) if count else self._text("not_used"))]

    def _example_values(self, things: Iterable[NamedNode]) -> list[Value]:
        return [Value(self._wording.name(thing), page_of(thing.value, self._wording.language)) for thing in things]

    def _example_pairs(self, pairs: Iterable[tuple[NamedNode, object]]) -> list[Value]:
        """Subjects with their values, each leading to the page of the subject."""
        return [
            Value(
                f"{_cut(self._wording.name(subject))} → {_cut(self._wording.name(value))}",
                page_of(subject.value, self._wording.language),
            )
            for subject, value in pairs
        ]

    def _shape(self, term: NamedNode) -> Entry:
        objects = self._wording.objects
        rows = [
            ("applies_to", self._linked(objects(term, _TARGET))),
            ("property", self._linked(objects(term, NamedNode(SH + "path")))),
            ("message", [Value(text) for text in (self._wording.text(term, _MESSAGE),) if text]),
            ("requirements", self._linked(objects(term, NamedNode(SH + "property")))),
        ]
        return replace(self._entry(term, rows), label=self._name(term))

    def _name(self, term: NamedNode) -> str:
        """The label of a term; of a shape without one the name of its property, else the end of its IRI."""
        if self._wording.is_named(term):
            return self._wording.name(term)
        paths = self._wording.objects(term, NamedNode(SH + "path"))
        return ", ".join(map(self._axioms.step, paths)) or term.value.rpartition("#")[2]

    def _below(self, predicate: NamedNode, term: NamedNode) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(None, predicate, term, DefaultGraph())
        return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]

    def _excluded(self, term: NamedNode) -> list[NamedNode]:
        return [other for group in self._disjoint for other in group if term in group and other != term]

    @cached_property
    def _disjoint(self) -> list[list[NamedNode]]:
        groups = self._store.quads_for_pattern(None, TYPE, _DISJOINT, DefaultGraph())
        subjects = [quad.subject for quad in groups if not isinstance(quad.subject, Triple)]
        heads = [head for subject in subjects for head in self._wording.objects(subject, _MEMBERS)]
        return [[term for term in self._axioms.members(head) if isinstance(term, NamedNode)] for head in heads]

    def _outside(self, term: NamedNode) -> list[Value]:
        """The vocabulary that defines a term of others."""
        if term.value.startswith(DEF.removesuffix("#")):
            return []
        homes = self._wording.objects(term, NamedNode(RDFS + "isDefinedBy"))
        return [Value(home.value, home.value) for home in homes if isinstance(home, NamedNode)]

    def _linked(self, terms: Iterable[Term]) -> list[Value]:
        values = {self._value(term) for term in terms}
        return sorted(values, key=lambda value: value.text.casefold())

    def _value(self, term: Term) -> Value:
        if not isinstance(term, NamedNode):
            return Value(self._axioms.expression(term))
        if term in self._here:
            return Value(self._name(term), f"#{anchor_of(term)}")
        is_restated = bool(self._wording.objects(term, NamedNode(RDFS + "isDefinedBy")))
        place = DEF + anchor_of(term) if is_restated else term.value
        return Value(self._wording.name(term), page_of(place, self._wording.language))

    def _tree(self) -> list[Branch]:
        """The hierarchy of the classes here, each under the classes that it is a kind of."""
        classes = set(self._terms.classes)
        above = {term: classes & set(self._wording.objects(term, SUBCLASS)) for term in classes}
        roots = [term for term in classes if not above[term]]
        return self._branches(roots, above, ())

    def _branches(
        self, terms: Iterable[NamedNode], above: dict[NamedNode, set[NamedNode]], path: tuple[NamedNode, ...]
    ) -> list[Branch]:
        found = [
            Branch(
                self._value(term),
                self._usage.members(term),
                self._branches((lower for lower in above if term in above[lower]), above, (*path, term)),
            )
            for term in terms
            if term not in path
        ]
        return sorted(found, key=lambda branch: branch.name.text.casefold())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1].rstrip() + "…"
