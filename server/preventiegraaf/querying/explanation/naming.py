"""The term that a person means: by its IRI, its short IRI, its label, or written as a literal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.errors import (
    AmbiguousNameError,
    QueryRefusedError,
    UnknownKindError,
    UnknownNameError,
    UnknownPropertyError,
    UsageError,
)
from preventiegraaf.namespaces import ALT_LABEL, LABEL, PREF_LABEL, PREFIXES, TITLE, TYPE, shorten
from preventiegraaf.querying.explanation.account import Term
from preventiegraaf.querying.syntax.binding import term

Fits: TypeAlias = Callable[[NamedNode], bool]
Terms: TypeAlias = tuple[Term, Term, Term]

_NAMES = (PREF_LABEL, LABEL, TITLE, ALT_LABEL)
_LANGUAGES = (None, "nl", "en")
_LOOKED_AT, _SUGGESTED, _LIKENESS = 5_000, 3, 0.6
_LESS_LIKE = 0.15
"""How much less like it than the best one another name may be."""
_CURIE = re.compile(r"([A-Za-z][\w.-]*):(.*)", re.DOTALL)
_IN_PARENTHESES = re.compile(r".* \(([^\s()]+)\)", re.DOTALL)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def meant(
    store: Store, text: str, fits: Fits = lambda _: True, unknown: type[UnknownNameError] = UnknownNameError
) -> NamedNode | Literal:
    """The term that a text means in a store whose default graph holds everything.

    A text is `<IRI>` or a full IRI, a short IRI such as `person:jan-binnenmars`, anything that ends with a short IRI
    between parentheses, a literal between quotes as in N-Triples, or a label in any language; of several things with
    one label, the one that fits is meant. Raises `unknown` for a label of no thing that fits, and UsageError for that
    of several things and for what cannot be read.
    """
    text = text.strip()
    if text.startswith(("<", '"')):
        return _as_stored(term(text))
    found = _short(text) or _labelled(store, text, fits) or _short(_ended(text))
    if found is None and _ABSOLUTE.fullmatch(text):
        return term(f"<{text}>")
    if found is None:
        raise unknown(text, _like(store, text, fits))
    return found


def called(store: Store, thing: NamedNode, name: str) -> str:
    """What a reader may give for a thing so that `meant` finds it.

    Its name, if that is enough; else its name with its short IRI; for a thing without either, its IRI.
    """
    short = shorten(thing.value)
    for text in (name, f"{name} ({short})"):
        with suppress(UsageError, QueryRefusedError):
            if text != short and meant(store, text) == thing:
                return text
    return thing.value


def _short(text: str) -> NamedNode | None:
    match = _CURIE.fullmatch(text)
    if match is None or match[1] not in PREFIXES or match[2].startswith("//") or " " in text:
        return None
    try:
        return NamedNode(PREFIXES[match[1]] + match[2])
    except ValueError as error:
        raise UsageError(f"{text} is no short IRI: {error}.") from error


def _ended(text: str) -> str:
    """The short IRI with which a text ends, between parentheses; nothing if there is none."""
    match = _IN_PARENTHESES.fullmatch(text)
    return match[1] if match else ""


def _as_stored(found: NamedNode | Literal) -> NamedNode | Literal:
    """A literal in the form that stores give it: numbers, times and truth values are normalised there."""
    if isinstance(found, NamedNode):
        return found
    store = Store()
    store.add(Quad(TYPE, TYPE, found))
    kept = next(iter(store)).object
    return kept if isinstance(kept, Literal) else found


def _labelled(store: Store, text: str, fits: Fits) -> NamedNode | None:
    found = sorted({thing.value for thing in _called(store, text) if fits(thing)})
    if len(found) > 1:
        raise AmbiguousNameError(text, {iri: shorten(iri) for iri in found})
    return NamedNode(found[0]) if found else None


def _called(store: Store, text: str) -> Iterator[NamedNode]:
    for name in dict.fromkeys((text, text.lower(), text[:1].upper() + text[1:], text.title())):
        for language in _LANGUAGES:
            for property_ in _NAMES:
                for quad in store.quads_for_pattern(None, property_, Literal(name, language=language), DefaultGraph()):
                    if isinstance(quad.subject, NamedNode):
                        yield quad.subject


def _is_there(store: Store, predicate: NamedNode, object_: NamedNode | None) -> bool:
    return next(store.quads_for_pattern(None, predicate, object_, DefaultGraph()), None) is not None


def _like(store: Store, text: str, fits: Fits) -> list[str]:
    """The names, of things that fit, most like one that none of them has, among the first ones."""
    quads = (quad for name in _NAMES for quad in store.quads_for_pattern(None, name, None, DefaultGraph()))
    names = {
        quad.object.value
        for quad in islice(quads, _LOOKED_AT)
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode) and fits(quad.subject)
    }
    found = get_close_matches(text, sorted(names), _SUGGESTED, _LIKENESS)
    likeness = [SequenceMatcher(None, name, text).ratio() for name in found]
    return [name for name, ratio in zip(found, likeness, strict=True) if ratio > likeness[0] - _LESS_LIKE]


def holds(store: Store, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> bool:
    """Whether a triple is in the default graph of a store."""
    return next(store.quads_for_pattern(subject, predicate, object_, DefaultGraph()), None) is not None


def strangers(store: Store, terms: Iterable[object]) -> list[NamedNode]:
    """Those of some terms of which the store says nothing at all."""
    return [term for term in terms if isinstance(term, NamedNode) and not _occurs(store, term)]


def _occurs(store: Store, term: NamedNode) -> bool:
    everywhere = (
        store.quads_for_pattern(term, None, None, DefaultGraph()),
        store.quads_for_pattern(None, None, term, DefaultGraph()),
        store.quads_for_pattern(None, term, None, DefaultGraph()),
    )
    return any(next(quads, None) is not None for quads in everywhere)


def not_held(store: Store, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> str:
    """That a triple does not hold, and which like it do."""
    found = near(store, subject, predicate, object_)
    told = "; ".join(f"{_short_name(one)} {_short_name(two)} {_short_name(three)}" for one, two, three in found)
    hint = f" What does hold: {told}." if told else ""
    given = f"{_short_name(subject)} {_short_name(predicate)} {_short_name(object_)}"
    unknown = ", ".join(map(_short_name, strangers(store, (subject, predicate, object_))))
    stranger = f" The graph says nothing at all of {unknown}." if unknown else ""
    return f"This does not hold in the graph: {given}.{stranger}{hint}"


def not_by_these(triple: Triple, documents: Iterable[Iterable[str]]) -> str:
    """That a triple does not hold by some sources alone, and by which sets of graphs of documents it does."""
    ways = " or on ".join(", ".join(graph.rpartition("/")[2] for graph in graphs) for graphs in documents)
    given = " ".join(_short_name(term) for term in triple)
    return f"This does not hold by these sources alone: {given}. It rests on {ways}."


def near(store: Store, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> list[Terms]:
    """Triples that hold and have two terms in common with one that does not, at most a few."""
    return list(dict.fromkeys(islice(_sharing(store, subject, predicate, object_), _SUGGESTED * 2)))


def _sharing(store: Store, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> Iterator[Terms]:
    patterns = [(subject, None, object_), (subject, predicate, None), (None, predicate, object_)]
    if isinstance(object_, NamedNode):
        patterns.insert(1, (object_, None, subject))
    for one, two, three in patterns:
        for quad in islice(store.quads_for_pattern(one, two, three, DefaultGraph()), _SUGGESTED):
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                yield quad.subject, quad.predicate, quad.object


def _short_name(term: object) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else str(term)


def triple_meant(store: Store, subject: str, predicate: str, object_: str) -> tuple[str, str, str]:
    """The terms, in N-Triples, of the triple that three texts mean (`a` for rdf:type). Raises UsageError."""
    try:
        relation = TYPE if predicate.strip() == "a" else _property_meant(store, predicate)
        what = _kind_meant(store, object_) if relation == TYPE else meant(store, object_)
        found = (meant(store, subject), relation, what)
    except QueryRefusedError as error:
        raise UsageError(str(error)) from error
    for name, one in zip(("subject", "predicate"), found, strict=False):
        if isinstance(one, Literal):
            raise UsageError(f"The {name} of a triple is no text: {one}.")
    return str(found[0]), str(found[1]), str(found[2])


def _property_meant(store: Store, text: str) -> NamedNode | Literal:
    return meant(store, text, lambda thing: _is_there(store, thing, None), UnknownPropertyError)


def _kind_meant(store: Store, text: str) -> NamedNode | Literal:
    return meant(store, text, lambda thing: _is_there(store, TYPE, thing), UnknownKindError)
