"""How well each entry fits each word that was asked for (BM25; the best fit of each word counts)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from preventiegraaf.querying.search.analysis import telling
from preventiegraaf.querying.search.columns import Weights
from preventiegraaf.querying.search.expansion import Expander, Fit, Meaning
from preventiegraaf.querying.search.index import KIND_NAME, SearchIndex

_PARTS, _JOINED = 0.6, 0.8
_WITHOUT_STOP_WORDS = 0.4
_WHOLE_NAME, _OF_KIND, _BEGINNING_OF_NAME = 60.0, 20.0, 8.0

Hits = NDArray[np.bool_]


class Scorer:
    """Scores the entries of an index, an array with a number for each."""

    def __init__(self, index: SearchIndex, expander: Expander) -> None:
        self._index, self._expander = index, expander

    def scores(self, meanings: Sequence[Meaning]) -> list[Weights]:
        """For each word the fit of each entry, 0 where it has none of its meanings."""
        found = [self._best(meaning.fits) for meaning in meanings]
        for place, meaning in enumerate(meanings):
            if not any(factor > _PARTS for _, factor in meaning.fits):
                self._add_parts(meaning.word, found[place])
        for (place, first), (_, second) in pairwise(enumerate(meanings)):
            for word in self._expander.compounds(first.word, second.word):
                joined = self._best(self._expander.forms(word)) * np.float32(_JOINED)
                for column in found[place : place + 2]:
                    np.maximum(column, joined, out=column)
        return [self._rarity(column) for column in found]

    def _add_parts(self, word: str, column: Weights) -> None:
        for first, second in self._expander.parts(word):
            pair = (self._best(self._expander.forms(part)) for part in (first, second))
            np.maximum(column, np.minimum(*pair) * np.float32(_PARTS), out=column)

    def _best(self, fits: Sequence[Fit]) -> Weights:
        postings, column = self._index.postings, np.zeros(len(self._index.entries), dtype=np.float32)
        weights = postings.weights
        if weights is None:
            raise TypeError("postings have weights")
        for numbers, factor in fits:
            span = postings.span(numbers.start, numbers.stop)
            members, found = postings.members[span], weights[span] * np.float32(factor)
            if len(numbers) == 1:
                column[members] = np.maximum(column[members], found)
            else:
                np.maximum.at(column, members, found)
        return column

    def _rarity(self, column: Weights) -> Weights:
        """The scores by how rare the word is among the entries (the idf of BM25)."""
        whole, having = len(column), int(np.count_nonzero(column))
        return column * np.float32(np.log(1 + (whole - having + 0.5) / (having + 0.5)))

    def named(self, words: Sequence[str]) -> Weights:
        """What the entries gain by their names: those of all the words, or less by those that tell something."""
        gained = self._named(words)
        np.maximum(gained, self._named(telling(words)) * np.float32(_WITHOUT_STOP_WORDS), out=gained)
        return gained

    def _named(self, words: Sequence[str]) -> Weights:
        """What the entries gain of which the name is asked for, whole or its beginning, or the kind."""
        gained, name = np.zeros(len(self._index.entries), dtype=np.float32), " ".join(words)
        kind = self._index.names.find(KIND_NAME + name)
        if kind is not None:
            gained[self._index.named.of(kind)] = _OF_KIND
        beginning = self._index.names.prefixed(name)
        place = self._index.named.span(beginning.start, beginning.stop)
        gained[self._index.named.members[place]] = _BEGINNING_OF_NAME * len(words)
        whole = self._index.names.find(name)
        if whole is not None:
            gained[self._index.named.of(whole)] = _WHOLE_NAME
        return gained
