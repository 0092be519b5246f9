"""Triples of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from pyoxigraph import Triple

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import EMPTY, Column, distinct, objects_of, pack, subjects_of
from preventiegraaf.columns.terms import Term, renamed, text_of

_FEW = 1 << 16


@dataclass(frozen=True)
class Triples:
    """Three columns of one length and the dictionary of their numbers; each triple stands there once."""

    dictionary: Dictionary
    subjects: Column
    predicates: Column
    objects: Column

    def __len__(self) -> int:
        return len(self.subjects)

    @classmethod
    def of(cls, triples: Iterable[Triple], dictionary: Dictionary | None = None) -> Triples:
        """The triples in numbers, repetitions left out; their terms are added to the dictionary."""
        known = Dictionary() if dictionary is None else dictionary
        return cls.of_columns(known, *numbered(triples, known))

    @classmethod
    def of_columns(cls, dictionary: Dictionary, subjects: Column, predicates: Column, objects: Column) -> Triples:
        """The rows of three columns sorted by predicate, subject and object, each once."""
        return cls.of_pairs(dictionary, by_predicate(subjects, predicates, objects))

    @classmethod
    def of_pairs(cls, dictionary: Dictionary, pairs: Mapping[int, Column]) -> Triples:
        """The triples of pairs by predicate, each pair once for its predicate."""
        together = np.concatenate([EMPTY, *pairs.values()])
        names, counts = np.fromiter(pairs, dtype=np.int64), [len(column) for column in pairs.values()]
        return cls(dictionary, subjects_of(together), np.repeat(names, counts), objects_of(together))

    def terms(self) -> Iterator[tuple[Term, Term, Term]]:
        """The triples in terms, in their order; a literal may be a subject, as in what OWL 2 RL entails."""
        term = {int(number): self.dictionary.term(int(number)) for number in np.unique(np.concatenate(self.columns))}
        for subject, predicate, object_ in zip(*(column.tolist() for column in self.columns), strict=True):
            yield term[subject], term[predicate], term[object_]

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        """Subjects, predicates and objects."""
        return self.subjects, self.predicates, self.objects


def numbered(
    triples: Iterable[Iterable[Term]], dictionary: Dictionary, name: Callable[[str], str] | None = None
) -> Column:
    """Subjects, predicates and objects as three rows of numbers; the terms are added to the dictionary.

    Blank nodes get the names that `name` gives for theirs.
    """
    places: dict[Term, int] = {}
    flat = [places.setdefault(term, len(places)) for triple in triples for term in triple]
    numbers = dictionary.add_all([text_of(renamed(term, name) if name else term) for term in places])
    return numbers[np.array(flat, dtype=np.int64)].reshape(-1, 3).T


def by_predicate(subjects: Column, predicates: Column, objects: Column) -> dict[int, Column]:
    """The rows of three columns as sorted pairs, each once, by predicate."""
    counts = np.bincount(predicates)
    names = np.flatnonzero(counts)
    places = np.zeros(len(counts), dtype=np.uint16 if len(names) <= _FEW else np.int64)
    places[names] = np.arange(len(names))
    pairs = pack(subjects, objects)[np.argsort(places[predicates], kind="stable")]  # a radix sort where names are few
    ends = np.cumsum(counts[names])
    begins = ends - counts[names]
    parts = (pairs[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True))
    return {name: distinct(part) for name, part in zip(names.tolist(), parts, strict=True)}
