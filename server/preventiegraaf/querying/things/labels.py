"""Names of things in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Store

from preventiegraaf.namespaces import DESCRIPTION, LABEL, PREF_LABEL, TITLE, shorten

_NAMES = (PREF_LABEL, LABEL, TITLE, DESCRIPTION)


def labels(store: Store, terms: Iterable[NamedNode], language: str) -> dict[NamedNode, str]:
    """For each term its name: in the language asked for, else in another, else its short IRI."""
    return {term: label(store, term, language) for term in set(terms)}


def label(store: Store, term: NamedNode, language: str) -> str:
    """The name of one term: in the language asked for, else in another, else its short IRI."""
    for predicate in _NAMES:
        found = sorted(
            (literal.language != language, literal.value)
            for quad in store.quads_for_pattern(term, predicate, None, None)
            if isinstance(literal := quad.object, Literal)
        )
        if found:
            return found[0][1]
    return shorten(term.value)
