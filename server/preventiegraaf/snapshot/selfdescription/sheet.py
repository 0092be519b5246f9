"""Triples written down subject by subject, with names in place of IRIs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.corpus import order
from preventiegraaf.namespaces import PREFIXES, TYPE, XSD

Value: TypeAlias = "NamedNode | Literal | str | int | datetime.date | Mapping[str, str] | Iterable[NamedNode] | None"

_MORE = {
    "formats": "http://www.w3.org/ns/formats/",
    "ent": "http://www.w3.org/ns/entailment/",
    "profile": "http://www.w3.org/ns/owl-profile/",
    "voidext": "http://ldf.fi/void-ext#",
    "theme": "http://publications.europa.eu/resource/authority/data-theme/",
    "access": "http://publications.europa.eu/resource/authority/access-right/",
    "lang": "http://publications.europa.eu/resource/authority/language/",
    "filetype": "http://publications.europa.eu/resource/authority/file-type/",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "iana": "https://www.iana.org/assignments/media-types/",
}
_SPACES = {**PREFIXES, **_MORE}


def iri(name: str) -> NamedNode:
    """The IRI that a prefixed name stands for, such as `void:Dataset`."""
    prefix, _, local = name.partition(":")
    return NamedNode(_SPACES[prefix] + local)


def typed(value: str, datatype: str) -> Literal:
    """A literal of a datatype given by its prefixed name."""
    return Literal(value, datatype=iri(datatype))


class Sheet:
    """A growing set of triples."""

    def __init__(self) -> None:
        self._triples: dict[Triple, None] = {}

    @property
    def triples(self) -> list[Triple]:
        """The triples, each once, in the order of every file that the program writes."""
        return sorted(self._triples, key=order)

    def say(self, subject: NamedNode, kinds: str, facts: Mapping[str, Value]) -> NamedNode:
        """Write down a thing: its classes, parted by blanks, and its facts by prefixed name; return the thing.

        A mapping is a text by language, an iterable several IRIs, None nothing; numbers and days become literals.
        """
        for kind in kinds.split():
            self._triples[Triple(subject, TYPE, iri(kind))] = None
        for predicate, value in facts.items():
            for term in _terms(value):
                self._triples[Triple(subject, iri(predicate), term)] = None
        return subject

    def add(self, triples: Iterable[Triple]) -> None:
        """Write down triples that were made elsewhere."""
        self._triples.update(dict.fromkeys(triples))


def _terms(value: Value) -> Iterable[NamedNode | Literal]:
    if value is None:
        return ()
    if isinstance(value, NamedNode | Literal):
        return (value,)
    if isinstance(value, str):
        return (Literal(value),)
    if isinstance(value, int):
        return (Literal(value),)
    if isinstance(value, datetime.date):
        return (Literal(value.isoformat(), datatype=NamedNode(XSD + "date")),)
    if isinstance(value, Mapping):
        return [Literal(text, language=language) for language, text in value.items()]
    return value
