"""Triples by predicate: for each a sorted column of pairs, in memory or mapped from files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.packing import (
    EMPTY,
    Column,
    contains,
    objects_of,
    pack,
    partners,
    subjects_of,
    turn,
)
from preventiegraaf.columns.triples import Triples, by_predicate

_SIDES = {False: "subjects", True: "objects"}
"""The files of the links from each subject, and of those to each object."""


class Links(NamedTuple):
    """The triples of each term on one side: pairs of predicate and other side, sorted, one term after the other.

    `begins` has for each number where its pairs begin, and at the end where the last ones end; terms with greater
    numbers have none.
    """

    begins: npt.NDArray[np.int32]
    pairs: Column


class Relations:
    """Sets of pairs by the number of their predicate; they do not change."""

    def __init__(
        self,
        pairs: Mapping[int, Column],
        turned: Mapping[int, Column] | None = None,
        links: Mapping[bool, Links] | None = None,
    ) -> None:
        """Take sorted pairs, each once, by predicate; what else is not given is made when it is asked for."""
        self._pairs = {predicate: pairs[predicate] for predicate in sorted(pairs) if len(pairs[predicate])}
        self._turned = dict(turned or {})
        self._links = dict(links or {})

    @classmethod
    def of(cls, triples: Triples) -> Relations:
        """The triples by predicate."""
        return cls.of_columns(*triples.columns)

    @classmethod
    def of_columns(cls, subjects: Column, predicates: Column, objects: Column) -> Relations:
        """The rows of three columns by predicate; repetitions are left out."""
        return cls(by_predicate(subjects, predicates, objects))

    @classmethod
    def open(cls, folder: Path) -> Relations:
        """The relations that `write` wrote, mapped from its files, not read into memory."""
        index = np.load(folder / "index.npy")
        pairs, turned = _mapped(folder, "pairs", "turned")
        parts = {int(predicate): slice(int(begin), int(end)) for predicate, begin, end in index}
        sides = {turned: Links(*_mapped(folder, f"{name}-begins", name)) for turned, name in _SIDES.items()}
        straight, around = ({name: column[part] for name, part in parts.items()} for column in (pairs, turned))
        return cls(straight, around, sides)

    def write(self, folder: Path) -> None:
        """Write the relations into a new folder: the same relations give the same bytes."""
        folder.mkdir(parents=True)
        counts = np.array([self.count(predicate) for predicate in self._pairs], dtype=np.int64)
        ends = np.cumsum(counts)
        index = np.column_stack((np.array(self.predicates(), dtype=np.int64), ends - counts, ends))
        np.save(folder / "index.npy", index)
        np.save(folder / "pairs.npy", np.concatenate([EMPTY, *self._pairs.values()]))
        np.save(folder / "turned.npy", np.concatenate([EMPTY, *map(self.turned, self._pairs)]))
        for turned, name in _SIDES.items():
            begins, pairs = self.links(turned)
            np.save(folder / f"{name}-begins.npy", begins)
            np.save(folder / f"{name}.npy", pairs)

    def __len__(self) -> int:
        """The number of triples."""
        return sum(map(len, self._pairs.values()))

    def predicates(self) -> tuple[int, ...]:
        """The predicates that have pairs, sorted."""
        return tuple(self._pairs)

    def count(self, predicate: int) -> int:
        """The number of pairs of a predicate."""
        return len(self.pairs(predicate))

    def pairs(self, predicate: int) -> Column:
        """The pairs (subject, object) of a predicate, sorted."""
        return self._pairs.get(predicate, EMPTY)

    def turned(self, predicate: int) -> Column:
        """The pairs (object, subject) of a predicate, sorted."""
        if predicate not in self._pairs:
            return EMPTY
        if predicate not in self._turned:
            self._turned[predicate] = turn(self._pairs[predicate])
        return self._turned[predicate]

    def links(self, turned: bool) -> Links:
        """The triples by subject, or by object if turned."""
        if turned not in self._links:
            sides = {each: self.turned(each) if turned else self.pairs(each) for each in self._pairs}
            terms = np.concatenate([EMPTY, *map(subjects_of, sides.values())])
            pairs = np.concatenate([EMPTY, *(pack(np.array([each]), objects_of(side)) for each, side in sides.items())])
            ends = np.cumsum(np.bincount(terms), dtype=np.int32)
            order = np.argsort(terms, kind="stable")
            self._links[turned] = Links(np.concatenate([np.zeros(1, dtype=np.int32), ends]), pairs[order])
        return self._links[turned]

    def objects(self, subject: int, predicate: int) -> Column:
        """The objects of a subject and a predicate, sorted."""
        return partners(self.pairs(predicate), subject)

    def subjects(self, predicate: int, object_: int) -> Column:
        """The subjects of a predicate and an object, sorted."""
        return partners(self.turned(predicate), object_)

    def has(self, subject: int, predicate: int, object_: int) -> bool:
        """Whether the triple is there."""
        wanted = pack(np.array([subject], dtype=np.int64), np.array([object_], dtype=np.int64))
        return bool(contains(self.pairs(predicate), wanted)[0])

    def without(self, others: Relations) -> Relations:
        """The triples that the others lack."""
        kept = {name: pairs[~contains(others.pairs(name), pairs)] for name, pairs in self._pairs.items()}
        return Relations(kept)

    def columns(self) -> Iterator[tuple[int, Column, Column]]:
        """For each predicate its number, the subjects and the objects of its pairs."""
        for predicate, pairs in self._pairs.items():
            yield predicate, subjects_of(pairs), objects_of(pairs)


def _mapped(folder: Path, *names: str) -> Iterator[npt.NDArray[Any]]:
    return (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in names)
