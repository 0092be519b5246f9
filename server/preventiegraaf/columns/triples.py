"""Triples of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from pyoxigraph import Triple

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column, pack
from preventiegraaf.columns.terms import Term, text_of


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
        return cls(known, *unrepeated(*numbered(triples, known)))

    def terms(self) -> Iterator[tuple[Term, Term, Term]]:
        """The triples in terms, in their order; a literal may be a subject, as in what OWL 2 RL entails."""
        term = {int(number): self.dictionary.term(int(number)) for number in np.unique(np.concatenate(self.columns))}
        for subject, predicate, object_ in zip(*(column.tolist() for column in self.columns), strict=True):
            yield term[subject], term[predicate], term[object_]

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        """Subjects, predicates and objects."""
        return self.subjects, self.predicates, self.objects


def numbered(triples: Iterable[Iterable[Term]], dictionary: Dictionary) -> Column:
    """Subjects, predicates and objects as three rows of numbers; the terms are added to the dictionary."""
    places: dict[Term, int] = {}
    flat = [places.setdefault(term, len(places)) for triple in triples for term in triple]
    numbers = dictionary.add_all([text_of(term) for term in places])
    return numbers[np.array(flat, dtype=np.int64)].reshape(-1, 3).T


def unrepeated(subjects: Column, predicates: Column, objects: Column) -> tuple[Column, Column, Column]:
    """The rows of three columns sorted by predicate, subject and object, each once."""
    order = np.lexsort((pack(subjects, objects), predicates))
    columns = [column[order] for column in (subjects, predicates, objects)]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    subjects, predicates, objects = (np.ascontiguousarray(column[first]) for column in columns)
    return subjects, predicates, objects
