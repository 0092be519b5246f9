"""A closed graph as a search sees it: what is asserted and what follows, as triples of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from pyoxigraph import Triple

from preventiegraaf.columns import Column, Dictionary, Kind, Relations, Term, Triples
from preventiegraaf.reasoning.rules.notation import named

_BITS, _LOW = 32, 0xFFFF_FFFF
_LONGEST = 10_000
_FIRST, _REST, _NIL = (named(f"rdf:{name}") for name in ("first", "rest", "nil"))
_INVERSE = named("owl:inverseOf")


class Atom(NamedTuple):
    """A triple of numbers; in a rule, a number below zero is a variable."""

    subject: int
    predicate: int
    object: int


class ClosedGraph:
    """What is asserted and what follows from it, over one dictionary.

    `inferred` are the parts of what follows, also those that are hidden from readers: every conclusion of a rule has
    its premises here, but for `x owl:sameAs x`.
    """

    def __init__(self, dictionary: Dictionary, asserted: Relations, *inferred: Relations) -> None:
        self.dictionary = dictionary
        self._asserted = asserted
        self._parts = (asserted, *inferred)
        self._mirrors: dict[int, int] = {}
        self._seen: dict[int, tuple[list[Column], list[Column]]] = {}
        self._mirrors = self._nameless_inverses()
        self._first, self._rest, self._nil = (dictionary.number_of(term) for term in (_FIRST, _REST, _NIL))

    @classmethod
    def of(cls, asserted: Iterable[Triple], inferred: Iterable[Triple]) -> ClosedGraph:
        """The closed graph of triples."""
        dictionary = Dictionary()
        parts = [Relations.of(Triples.of(triples, dictionary)) for triples in (asserted, inferred)]
        return cls(dictionary, *parts)

    @classmethod
    def of_parts(cls, asserted: Triples, *inferred: Triples) -> ClosedGraph:
        """The closed graph of triples that have one dictionary."""
        return cls(asserted.dictionary, *(Relations.of(part) for part in (asserted, *inferred)))

    def number(self, triple: Triple) -> Atom | None:
        """A triple in numbers, or None if one of its terms is not in the graph."""
        numbers = [self.dictionary.number_of(term) for term in triple]
        known = [number for number in numbers if number is not None]
        return Atom(*known) if len(known) == len(numbers) else None

    def triple(self, atom: Atom) -> Triple:
        """Numbers as a triple; raises TypeError for one with a literal as subject or a predicate that is no IRI."""
        subject, predicate, object_ = self.terms(atom)
        return Triple(subject, predicate, object_)  # type: ignore[arg-type]

    def _nameless_inverses(self) -> dict[int, int]:
        """The properties without a name, each with that of which it is the inverse.

        RDF has no triples with such a property, so what holds by it is read from its inverse.
        """
        inverse = self.dictionary.number_of(_INVERSE)
        pairs = self.matches(None, inverse, None) if inverse is not None else ()
        return {
            one: other
            for one, other in pairs
            if self.dictionary.kinds[one] == Kind.BLANK_NODE and not self._has_any(one)
        }

    def _has_any(self, predicate: int) -> bool:
        return any(part.count(predicate) for part in self._parts)

    def terms(self, atom: Atom) -> tuple[Term, Term, Term]:
        """Numbers as terms."""
        subject, predicate, object_ = map(self.dictionary.term, atom)
        return subject, predicate, object_

    def has(self, atom: Atom) -> bool:
        """Whether a triple is asserted or follows."""
        mirror = self._mirrors.get(atom.predicate)
        if mirror is not None:
            return self.has(Atom(atom.object, mirror, atom.subject))
        return any(_has(column, atom) for column in self._columns(atom.predicate))

    def is_asserted(self, atom: Atom) -> bool:
        """Whether a triple is asserted."""
        return _has(np.asarray(self._asserted.pairs(atom.predicate)), atom)

    def matches(self, subject: int | None, predicate: int, object_: int | None) -> Iterator[tuple[int, int]]:
        """The pairs (subject, object) of a predicate that fit, each once, those that are asserted first."""
        mirror = self._mirrors.get(predicate)
        if mirror is not None:
            yield from ((one, other) for other, one in self.matches(object_, mirror, subject))
        elif subject is not None and object_ is not None:
            if self.has(Atom(subject, predicate, object_)):
                yield subject, object_
        elif subject is not None:
            yield from ((subject, found) for found in self._once(self._columns(predicate), subject))
        elif object_ is not None:
            yield from ((found, object_) for found in self._once(self._turned(predicate), object_))
        else:
            pairs = dict.fromkeys(pair for column in self._columns(predicate) for pair in column.tolist())
            yield from ((pair >> _BITS, pair & _LOW) for pair in pairs)

    def objects(self, predicate: int) -> set[int]:
        """The objects of a predicate."""
        return {pair & _LOW for column in self._columns(predicate) for pair in column.tolist()}

    def list_from(self, head: int) -> tuple[list[int], list[Atom]]:
        """The members of an RDF list, and the triples that make it a list; none of either for what is no list."""
        members: list[int] = []
        triples: list[Atom] = []
        while head != self._nil:
            first, rest = self._only(head, self._first), self._only(head, self._rest)
            if first is None or rest is None or len(members) == _LONGEST:
                return [], []
            members.append(first.object)
            triples += [first, rest]
            head = rest.object
        return members, triples

    def _only(self, subject: int, predicate: int | None) -> Atom | None:
        if predicate is None:
            return None
        return next((Atom(subject, predicate, found) for _, found in self.matches(subject, predicate, None)), None)

    def _columns(self, predicate: int) -> list[Column]:
        return self._both(predicate)[0]

    def _turned(self, predicate: int) -> list[Column]:
        return self._both(predicate)[1]

    def _both(self, predicate: int) -> tuple[list[Column], list[Column]]:
        """The pairs of a predicate in the parts that have any, by subject and by object, as plain arrays."""
        if predicate not in self._seen:
            parts = [part for part in self._parts if part.count(predicate)]
            by_subject = [np.asarray(part.pairs(predicate)) for part in parts]
            self._seen[predicate] = by_subject, [np.asarray(part.turned(predicate)) for part in parts]
        return self._seen[predicate]

    def _once(self, columns: Iterable[Column], value: int) -> Iterable[int]:
        """The partners of a value in sorted pairs."""
        found: dict[int, None] = {}
        for column in columns:
            begin, end = column.searchsorted(np.array((value << _BITS, (value + 1) << _BITS)))
            if begin < end:
                found |= dict.fromkeys((column[begin:end] & _LOW).tolist())
        return found


def _has(column: Column, atom: Atom) -> bool:
    pair = atom.subject << _BITS | atom.object
    place = column.searchsorted(np.int64(pair))
    return bool(place < len(column) and column[place] == pair)
