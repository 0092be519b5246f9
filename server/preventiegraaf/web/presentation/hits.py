"""What was found, as a reader sees it: name, kind, the words around what was asked, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flask import url_for
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from preventiegraaf.namespaces import BASE, DCT, DEF, DESCRIPTION, DOCUMENT, OA, RDFS, SKOS
from preventiegraaf.querying.search import Highlighter, Hit, Piece
from preventiegraaf.querying.things.wording import ENDS, Wording
from preventiegraaf.web.common.links import anchor_of, describe, page_of
from preventiegraaf.web.texts import TEXTS

_SOURCE, _SPEAKER = NamedNode(OA + "hasSource"), NamedNode(DEF + "speaker")
_ALT_LABEL, _SCHEME = NamedNode(SKOS + "altLabel"), NamedNode(SKOS + "inScheme")
_TEXTS = (DESCRIPTION, NamedNode(SKOS + "definition"), NamedNode(RDFS + "comment"))
_LANGUAGE = NamedNode(DCT + "language")
_OWN_KIND = frozenset({"collaboration", "document", "event", "group", "initiative", "organisation", "regulation"})
"""Kinds of which the class of a thing tells more."""
_TELLING = frozenset({"passage", "statement", "question", "concept", "term", "goal", "provision", "figure"})
"""Kinds that tell enough by themselves."""
_SNIPPET, _NAME = 220, 160
_LOOKED_AT, _MOST_LINKED = 30, 4
_ENDS = frozenset(ENDS)


@dataclass(frozen=True)
class Shown:
    """A hit on the page: its name and a text in pieces, of which those asked for are marked.

    `aliases` are other names with a mark; `linked` are names of what it is linked with, given where name and text do
    not tell why it was found, or tell too little; `relation` and `ends` tell what it is said by or part of; `quoted`
    is the language of a name that is the words of a source.
    """

    iri: str
    href: str
    kind: str
    name: list[Piece]
    text: list[Piece]
    aliases: list[list[Piece]]
    linked: list[list[Piece]]
    relation: str | None
    ends: list[tuple[str, str]]
    quoted: str | None
    certain: bool | None

    @property
    def plain_name(self) -> str:
        """The name without marks."""
        return "".join(piece.text for piece in self.name)


@dataclass(frozen=True)
class Brief:
    """A hit in a line: its name, its kind, and where it leads."""

    name: str
    kind: str
    href: str


class HitViewer:
    """Shows hits in one language, for one question."""

    def __init__(self, wording: Wording, marks: Highlighter, store: Store) -> None:
        self._wording, self._marks, self._store = wording, marks, store

    def brief(self, hit: Hit) -> Brief:
        """One hit in a line."""
        return Brief(self._name(hit), self.kind(hit), href_of(hit, self._wording.language))

    def _name(self, hit: Hit) -> str:
        node = NamedNode(hit.iri)
        return self._wording.words(node) if hit.kind == "passage" else self._wording.name(node)

    def shown(self, hit: Hit) -> Shown:
        """One hit."""
        node = NamedNode(hit.iri)
        quoted = self._quoted(node) if hit.kind == "passage" else None
        name = self._name(hit)
        text, aliases = self._text(node, name), self._aliases(node)
        relation, ends = self._ends(hit, node)
        found_by = self._marks.hits(name) + len(aliases) + _marks_in(text)
        return Shown(
            hit.iri,
            href_of(hit, self._wording.language),
            self.kind(hit),
            self._marks.snippet(name, _NAME),
            text,
            aliases,
            []
            if hit.kind in _TELLING or (text and found_by)
            else self._linked(node, self._marks.marks and not found_by),
            relation,
            [(self._wording.name(end), describe(end.value, self._wording.language)) for end in ends],
            quoted,
            hit.certain,
        )

    def kind(self, hit: Hit) -> str:
        """The kind of a hit in words: its class where that tells more."""
        classes = self._wording.kinds(NamedNode(hit.iri)) if hit.kind in _OWN_KIND else []
        own = ", ".join(sorted(self._wording.name(name) for name in classes if name != DOCUMENT))
        return own or TEXTS[f"kind_{hit.kind}"][self._wording.language]

    def _quoted(self, passage: NamedNode) -> str:
        sources = (source for source in self._wording.objects(passage, _SOURCE) if isinstance(source, NamedNode))
        languages = (value.value for source in sources for value in self._wording.objects(source, _LANGUAGE))
        return next(languages, "nl")

    def _text(self, node: NamedNode, name: str) -> list[Piece]:
        """What is said of it, cut around the words that were asked for; nothing that repeats its name."""
        found = (self._wording.text(node, predicate) for predicate in _TEXTS)
        text = next((text for text in found if text and text != name), "")
        return self._marks.snippet(text, _SNIPPET)

    def _aliases(self, node: NamedNode) -> list[list[Piece]]:
        names = [name.value for name in self._wording.objects(node, _ALT_LABEL) if isinstance(name, Literal)]
        return [self._marks.pieces(name) for name in names if self._marks.hits(name)][:3]

    def _linked(self, node: NamedNode, reason: bool) -> list[list[Piece]]:
        """Names of what is linked with a thing; if they are the reason that it was found, only those with a mark."""
        names = dict.fromkeys(name for name in self._neighbours(node) if (self._marks.hits(name) > 0) is reason)
        return [self._marks.pieces(name) for name in islice(names, _MOST_LINKED)]

    def _neighbours(self, node: NamedNode) -> Iterator[str]:
        """The names of what links to a thing, or of what a relation links it with."""
        for quad in islice(self._store.quads_for_pattern(None, None, node, DefaultGraph()), _LOOKED_AT):
            if isinstance(quad.subject, NamedNode):
                others = [quad.subject] if self._wording.is_named(quad.subject) else self._ends_of(quad.subject)
                yield from (self._wording.name(other) for other in others if other != node)

    def _ends_of(self, relation: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(relation, None, None, DefaultGraph()):
            if quad.predicate in _ENDS and isinstance(quad.object, NamedNode) and self._wording.is_named(quad.object):
                yield quad.object

    def _ends(self, hit: Hit, node: NamedNode) -> tuple[str | None, list[NamedNode]]:
        """What a hit is said by or part of, and the key of the words for that."""
        for kind, predicate, relation in (
            ("passage", _SOURCE, "search_in"),
            ("statement", _SPEAKER, "search_said_by"),
            ("concept", _SCHEME, "search_in"),
        ):
            if hit.kind == kind:
                ends = [end for end in self._wording.objects(node, predicate) if isinstance(end, NamedNode)]
                return (relation, ends) if ends else (None, [])
        return None, []


def _marks_in(pieces: list[Piece]) -> int:
    return sum(1 for piece in pieces if piece.marked)


def href_of(hit: Hit, language: str) -> str:
    """The address of the page to which a hit leads."""
    if hit.kind == "question":
        return url_for("questions.question", name=hit.iri.rpartition("/")[2], lang=language)
    if hit.kind == "term" and not hit.iri.startswith(BASE):
        return page_of(DEF + anchor_of(NamedNode(hit.iri)), language) or ""
    return describe(hit.iri, language)
