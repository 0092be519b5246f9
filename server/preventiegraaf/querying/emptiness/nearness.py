"""Terms of a query that do not occur in the graph, and those that do and look or sound like them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from preventiegraaf.namespaces import LABEL, PREF_LABEL, RDF, TYPE, shorten
from preventiegraaf.querying.dataset import resolve
from preventiegraaf.querying.emptiness.patterns import Part
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.querying.things.presence import near
from preventiegraaf.querying.things.vocabulary import classes, properties

_SUGGESTED, _LIKENESS = 3, 0.65
_LOOKED_AT = 2_000
_TYPES = {"a", f"<{RDF}type>", "rdf:type"}


@dataclass(frozen=True)
class Absent:
    """A term that does not occur: as written, its IRI, where it was to occur (`property`, `class` or `thing`).

    `described` tells that the ontology knows it all the same. `nearest` are short IRIs of what does occur.
    """

    term: str
    iri: str
    use: str
    described: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Miswritten:
    """A literal as written, and literals like it that do occur in its place, as SPARQL writes them."""

    term: str
    nearest: tuple[str, ...]


class Nearness:
    """Looks for the terms of patterns in the dataset of a query, and for near ones in the whole graph."""

    def __init__(self, store: Store, whole: Store, declared: str) -> None:
        self._store, self._whole, self._declared = store, whole, declared

    def absent(self, parts: Iterable[Part]) -> Iterator[Absent]:
        """The terms of triple patterns that do not occur where the patterns want them."""
        for part in parts:
            for term, use in _terms(part):
                iri = resolve(self._declared, term)
                if iri is not None and not self._occurs(NamedNode(iri), use):
                    yield self._described(term, NamedNode(iri), use)

    def _occurs(self, term: NamedNode, use: str) -> bool:
        patterns: dict[str, list[tuple[NamedNode | None, NamedNode | None, NamedNode | None]]] = {
            "property": [(None, term, None)],
            "class": [(None, TYPE, term)],
            "thing": [(term, None, None), (None, None, term)],
        }
        return any(next(self._store.quads_for_pattern(*pattern, None), None) is not None for pattern in patterns[use])

    def _described(self, term: str, iri: NamedNode, use: str) -> Absent:
        known = use != "thing" and iri in self._known(use)
        nearest = near(self._whole, iri) if use == "thing" else [] if known else self._like(iri, use)
        others = (other for other in nearest if other != iri)  # it may itself be elsewhere in the whole graph
        return Absent(term, iri.value, use, known, tuple(shorten(other.value) for other in others))

    def _known(self, use: str) -> set[NamedNode]:
        return properties(self._whole) if use == "property" else classes(self._whole)

    def _like(self, iri: NamedNode, use: str) -> list[NamedNode]:
        """Terms of the same use with the same local name, a like one, or a like label."""
        known = self._known(use)
        wanted = _local(iri).casefold()
        called: dict[str, list[NamedNode]] = {}
        for term in sorted(known, key=str):
            for name in {_local(term).casefold(), *self._labels(term)}:
                called.setdefault(name, []).append(term)
        like = get_close_matches(wanted, called, _SUGGESTED, _LIKENESS)
        return list(dict.fromkeys(term for name in like for term in called[name]))[:_SUGGESTED]

    def _labels(self, term: NamedNode) -> Iterator[str]:
        for predicate in (LABEL, PREF_LABEL):
            for quad in self._whole.quads_for_pattern(term, predicate, None, DefaultGraph()):
                if isinstance(quad.object, Literal):
                    yield quad.object.value.casefold()

    def miswritten(self, part: Part, found: Callable[[str, int], Sequence[object]]) -> Iterator[Miswritten]:
        """The literal of a triple pattern, if the pattern has others like it in its place.

        `found` gives values of ?found_here over a group, at most so many.
        """
        subject, path, value = part.terms or ("", "", "")
        text = _lexical(value)
        if text is None:
            return
        others = [other for other in found(f"{subject} {path} ?found_here .", _LOOKED_AT) if isinstance(other, Literal)]
        same = [other for other in others if other.value.casefold() == text.casefold()]
        if not same:
            like = get_close_matches(text, {other.value for other in others}, _SUGGESTED, _LIKENESS)
            same = [other for form in like for other in others if other.value == form]
        nearest = tuple(str(other) for other in dict.fromkeys(same) if str(other) != value)[:_SUGGESTED]
        if nearest:
            yield Miswritten(value, nearest)


def _terms(part: Part) -> Iterator[tuple[str, str]]:
    """The names and IRIs of a triple pattern, each with its use."""
    subject, path, value = part.terms or ("", "", "")
    yield from ((term, "thing") for term in _single(subject))
    yield from ((token.text, "property") for token in tokens(path) if token.kind in ("name", "iri"))
    yield from ((term, "class" if path in _TYPES else "thing") for term in _single(value))


def _single(text: str) -> list[str]:
    """The text if it is one name or IRI."""
    found = tokens(text)
    return [text] if len(found) == 1 and found[0].kind in ("name", "iri") and not text.startswith("_:") else []


def _lexical(value: str) -> str | None:
    """The text of a literal as SPARQL writes it, without quotes, tag and datatype; None for another term."""
    found = tokens(value)
    if not found:
        return None
    if found[0].kind == "number" and len(found) == 1:
        return value
    if found[0].kind != "string":
        return None
    quote = 3 if found[0].text[:3] in ('"""', "'''") else 1
    return found[0].text[quote:-quote].replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\")


def _local(term: NamedNode) -> str:
    return re.split("[#/]", term.value)[-1]
