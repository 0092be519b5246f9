"""The values to which paths of properties lead from the members of a class, found in the columns of the graph."""

from __future__ import annotations

import re

import numpy as np

from preventiegraaf.columns import EMPTY, Column, GraphColumns
from preventiegraaf.columns.packing import contains, distinct, matches, objects_of, pack, subjects_of
from preventiegraaf.namespaces import PREFIXES, TYPE
from preventiegraaf.snapshot.downloads.columns import Show

_WHOLE, _LAST = re.compile(rb'"([0-9]{1,18})"'), 10**18
Reached = tuple[Column, Column]
"""Rows of the members from which paths begin, ascending, and beside each a value, in the order of the cell."""


class PathValues:
    """Follows paths in what is asserted and inferred; terms are numbers of the graph's dictionary."""

    def __init__(self, graph: GraphColumns) -> None:
        self._dictionary, self._relations = graph.dictionary, graph.served

    def members(self, name: str) -> Column:
        """The members of a class, by their IRIs or the names of blank nodes."""
        type_, class_ = (self._number(each) for each in ("a", name))
        found = self._relations.subjects(type_, class_) if class_ is not None and type_ is not None else EMPTY
        names = [text.strip(b"<>").removeprefix(b"_:") for text in self._dictionary.texts(found)]
        return found[sorted(range(len(found)), key=names.__getitem__)]

    def reached(self, members: Column, path: str, show: Show) -> Reached:
        """What the path from each member leads to; values of one member stand in the order of their texts.

        Of classes only the narrowest are given, and for passages their words, in the order of the documents.
        """
        pairs = self._follow(members, path)
        if show is Show.WORDS:
            return self._words(pairs)
        if show is Show.KINDS:
            pairs = self._narrowest(pairs)
        return subjects_of(pairs), objects_of(pairs)

    def _follow(self, members: Column, path: str) -> Column:
        """Pairs of the row of a member and a value, sorted, each once."""
        rows, values = np.arange(len(members)), members
        for step in path.split("/"):
            found, values = self._step(values, step)
            rows = rows[found]
        return distinct(pack(rows, values))

    def _step(self, values: Column, step: str) -> tuple[Column, Column]:
        """The values of a property, or with `^` of its inverse, and for each the place of what has it."""
        number = self._number(step.removeprefix("^"))
        if number is None:
            return EMPTY, EMPTY
        return matches(self._relations.turned(number) if step[0] == "^" else self._relations.pairs(number), values)

    def _narrowest(self, pairs: Column) -> Column:
        found, above = self._step(objects_of(pairs), "rdfs:subClassOf")
        return pairs[~contains(distinct(pack(subjects_of(pairs)[found], above)), pairs)]

    def _words(self, pairs: Column) -> Reached:
        """The words of passages by document and place."""
        passages, sources = self._step(objects_of(pairs), "oa:hasSource")
        found, selectors = self._step(objects_of(pairs)[passages], "oa:hasSelector")
        passages, sources = passages[found], sources[found]
        found, words = self._step(selectors, "oa:exact")
        passages, sources, selectors = passages[found], sources[found], selectors[found]
        found, starts = self._step(selectors, "oa:start")
        rows = subjects_of(pairs)[passages[found]]
        order = np.lexsort((words[found], self._places(starts), self._ranks(sources[found]), rows))
        return rows[order], words[found][order]

    def _places(self, starts: Column) -> Column:
        """The whole numbers that terms are; one that is none comes last."""
        numbers, places = np.unique(starts, return_inverse=True)
        found = map(_WHOLE.match, self._dictionary.texts(numbers))
        return np.array([int(match[1]) if match else _LAST for match in found], dtype=np.int64)[places]

    def _ranks(self, sources: Column) -> Column:
        """The ranks of IRIs among each other."""
        numbers, places = np.unique(sources, return_inverse=True)
        iris = self._dictionary.texts(numbers, within=1)
        ranks = np.empty(len(iris), dtype=np.int64)
        ranks[sorted(range(len(iris)), key=iris.__getitem__)] = np.arange(len(iris))
        return ranks[places]

    def _number(self, name: str) -> int | None:
        """The number of what a prefixed name names."""
        if name == "a":
            return self._dictionary.number_of(TYPE)
        prefix, _, local = name.partition(":")
        return self._dictionary.number(f"<{PREFIXES[prefix]}{local}>".encode())
