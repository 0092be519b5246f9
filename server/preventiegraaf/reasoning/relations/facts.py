"""All that is known, as relations, and how new facts are taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from preventiegraaf.columns import Triples
from preventiegraaf.columns.packing import (
    EMPTY,
    Column,
    Mask,
    distinct,
    objects_of,
    pack,
    partners,
    starts,
    subjects_of,
    turn,
)
from preventiegraaf.reasoning.compiled import ANY, Key
from preventiegraaf.reasoning.relations.relation import Relation
from preventiegraaf.reasoning.relations.shapes import Reach, Shape, carried, is_class

Columns: TypeAlias = Mapping[Key, Column]
"""By relation sorted packed pairs, or sorted members of a class; each once."""
Candidates: TypeAlias = dict[Key, list[Column]]


class Relations(defaultdict[Key, Relation]):
    """The relations by key; one that nothing is said of is empty."""

    def __init__(self) -> None:
        super().__init__(Relation)


class Facts:
    """The facts; what rules of one premise conclude from new facts is taken in with them."""

    def __init__(self, type_number: int) -> None:
        self.relations: Relations = Relations()
        self.whole_type: Key = (type_number, ANY)
        self._keeps_whole_type = False

    def absorb(self, candidates: Candidates, reach: Reach) -> dict[Key, Column]:
        """Take in what is new among the candidates and what follows by carrying it over; return all that was new."""
        news = self._take(self._by_class(candidates))
        onward: Candidates = defaultdict(list)
        for key, column in news.items():
            carry(column, reach.get(key, ()), onward)
        for key, column in self._take(onward).items():
            news[key] = np.sort(np.concatenate((news[key], column))) if key in news else column
        if self._keeps_whole_type:
            news.update(self._add_to_whole_type(news))
        return news

    def keep_whole_type(self) -> None:
        """From now on keep rdf:type with any class beside the classes, because a rule asks for it."""
        if not self._keeps_whole_type:
            self._keeps_whole_type = True
            self._add_to_whole_type({key: relation.column for key, relation in self.relations.items()})

    def members(self, head: int, first: Key, rest: Key, nil: int) -> list[int] | None:
        """The members of an RDF list, or None where it does not end in rdf:nil."""
        found: list[int] = []
        seen: set[int] = set()
        while head != nil:
            values, tails = (partners(self.relations[key].column, head) for key in (first, rest))
            if head in seen or not len(values) or not len(tails):
                return None
            seen.add(head)
            found.append(int(values[0]))
            head = int(tails[0])
        return found

    def numbers(self) -> Column:
        """The numbers of which anything is said or with which it is said, sorted."""
        found = [EMPTY]
        for key, relation in self.relations.items():
            column = relation.column
            if len(column):
                found.append(np.array(key, dtype=np.int64))
            found += [column] if is_class(key) else [subjects_of(column), objects_of(column)]
        numbers = distinct(np.concatenate(found))
        return numbers[numbers >= 0]

    def withdraw(self, gone: Mask) -> Candidates:
        """Remove and return all facts that speak of numbers that are gone."""
        taken: Candidates = defaultdict(list)
        for key, relation in list(self.relations.items()):
            if gone[key[0]] or (is_class(key) and gone[key[1]]):
                taken[key].append(relation.column)
                self.relations[key] = Relation()
            else:
                column = relation.withdraw(gone, pairs=not is_class(key))
                if len(column):
                    taken[key].append(column)
        return taken

    def _take(self, candidates: Candidates) -> dict[Key, Column]:
        news = {}
        for key, columns in candidates.items():
            column = columns[0] if len(columns) == 1 else np.concatenate(columns)
            new = self._new(key, column, is_sorted=len(columns) == 1)
            if len(new):
                self.relations[key].add(new)
                news[key] = new
        return news

    def _new(self, key: Key, column: Column, *, is_sorted: bool) -> Column:
        values = column if is_sorted else distinct(column)
        relation = self.relations[key]
        return values[~relation.contains(values)] if len(relation) else values

    def _by_class(self, candidates: Candidates) -> Candidates:
        """The candidates with those for rdf:type and any class at their classes."""
        for column in candidates.pop(self.whole_type, []):
            for class_, members in by_object(column):
                candidates.setdefault((self.whole_type[0], class_), []).append(members)
        return candidates

    def _add_to_whole_type(self, news: Columns) -> dict[Key, Column]:
        type_number = self.whole_type[0]
        classes = [(key[1], column) for key, column in news.items() if key[0] == type_number and is_class(key)]
        found = [pack(column, np.full(len(column), class_, dtype=np.int64)) for class_, column in classes]
        return self._take({self.whole_type: [distinct(np.concatenate([EMPTY, *found]))]})


def carry(column: Column, targets: Iterable[tuple[Key, Shape]], candidates: Candidates) -> None:
    """Put a relation's column, in the shapes wanted, with the candidates for what it is carried over to."""
    found = tuple(targets)
    shaped = carried(column, (shape for _, shape in found)) if found else {}
    for target, shape in found:
        candidates[target].append(shaped[shape])


def by_relation(triples: Triples, type_number: int) -> Candidates:
    """Triples of numbers by relation, each column sorted and each number once."""
    found: Candidates = defaultdict(list)
    for predicate, pairs in _by_predicate(triples):
        if predicate != type_number:
            found[predicate, ANY].append(pairs)
            continue
        for class_, members in by_object(pairs):
            found[type_number, class_].append(members)
    return found


def _by_predicate(triples: Triples) -> Iterator[tuple[int, Column]]:
    subjects, predicates, objects = triples.columns
    if not (predicates[1:] >= predicates[:-1]).all():
        order = np.argsort(predicates, kind="stable")
        subjects, predicates, objects = subjects[order], predicates[order], objects[order]
    pairs = pack(subjects, objects)
    begins = np.flatnonzero(starts(predicates)).tolist() if len(predicates) else []
    for begin, end in zip(begins, [*begins[1:], len(pairs)], strict=False):
        part = pairs[begin:end]
        yield int(predicates[begin]), part if (part[1:] > part[:-1]).all() else distinct(part)


def by_object(pairs: Column) -> Iterable[tuple[int, Column]]:
    """For each object of pairs the subjects, sorted."""
    turned = turn(pairs)
    objects = subjects_of(turned)
    begins = np.flatnonzero(starts(objects)).tolist() if len(objects) else []
    subjects = objects_of(turned)
    for begin, end in zip(begins, [*begins[1:], len(turned)], strict=False):
        yield int(objects[begin]), subjects[begin:end]


def sorted_columns(candidates: Mapping[Key, Sequence[Column]]) -> Candidates:
    """The candidates, each column sorted and each number once."""
    return {key: [distinct(np.concatenate([EMPTY, *columns]))] for key, columns in candidates.items()}
