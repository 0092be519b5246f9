"""What a word that a reader types may stand for: its forms, compounds, beginnings, and slips of the pen.

The words that fit best come first; each way has a factor by which it counts less than the word itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from rapidfuzz.distance import OSA

from preventiegraaf.querying.search.analysis import Stemmer
from preventiegraaf.querying.search.columns import Numbers
from preventiegraaf.querying.search.index import SearchIndex, letters

_EXACT, _FORM, _BEGINNING, _COMPOUND, _FAMILY, _NEAR = 1.0, 0.9, 0.75, 0.5, 0.45, 0.4
_SHORTEST_PART, _LONG_PART, _SHORTEST_FAMILY, _SHORTEST_NEAR = 4, 6, 6, 5
_LONG = 10
"""Only so long a word may have two slips: `leefstijl` is not `leeftijd`."""
_LINKS = ("", "s", "en", "e")
_MOST = 200
_MOST_NEAR, _MOST_SHOWN = 3, 5

Fit = tuple[range, float]
"""Words by their numbers, and how well they fit."""


@dataclass(frozen=True)
class Meaning:
    """A word that was asked for: the words of the index that fit it, and those that may have been meant."""

    word: str
    fits: tuple[Fit, ...]
    corrections: tuple[str, ...] = ()


class Expander:
    """Finds the meanings of words in an index."""

    def __init__(self, index: SearchIndex) -> None:
        self._index, self._stemmer = index, Stemmer()
        self._forms: dict[str, tuple[Fit, ...]] = {}

    def meaning(self, word: str, unfinished: bool) -> Meaning:
        """What a folded word stands for; if it is unfinished, also whatever begins with it."""
        fits = [*self.forms(word)]
        if unfinished:
            fits.append((self._index.words.prefixed(word), _BEGINNING))
        if len(word) >= _SHORTEST_PART:
            fits += self._single(islice(self._compounded(word), _MOST), _COMPOUND)
            fits += self._family(word)
        fits = [(numbers, factor) for numbers, factor in fits if numbers]
        if fits:
            return Meaning(word, tuple(fits))
        near = self.near(word)
        corrections = tuple(self._index.words[number] for number in near)
        return Meaning(word, tuple(self._single(iter(near), _NEAR)), corrections)

    def forms(self, word: str) -> tuple[Fit, ...]:
        """The word itself and its other forms."""
        if word not in self._forms:
            self._forms[word] = tuple(self._found_forms(word))
        return self._forms[word]

    def _found_forms(self, word: str) -> Iterator[Fit]:
        number = self._index.words.find(word)
        if number is not None:
            yield range(number, number + 1), _EXACT
        for stem in sorted(self._stemmer.stems(word)):
            found = self._index.stems.find(stem)
            if found is not None:
                yield from self._single(iter(self._index.stemmed.of(found).tolist()), _FORM)

    def _compounded(self, word: str) -> Iterator[int]:
        """The compounds with a word in them; `gesproken` is none with `roken`, for its beginning is no word."""
        for number in self._index.words.containing(word):
            before, _, after = self._index.words[number].partition(word)
            if len(word) >= _LONG_PART or (not after and any(self._known(before))):
                yield number

    def _known(self, part: str) -> Iterator[str]:
        """A part of a compound without what links it to the next, in the ways that make it a known word."""
        whole = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
        return (known for known in whole if len(known) >= 3 and self.forms(known))

    def parts(self, word: str) -> Iterator[tuple[str, str]]:
        """The ways in which a word is a compound of two known words: `preventiewethouder` is one."""
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            first, second = word[:place], word[place:]
            if self.forms(second):
                yield from ((part, second) for part in self._known(first))

    def compounds(self, first: str, second: str) -> list[str]:
        """The known words that two words make when written as one."""
        joined = (f"{first}{link}{second}" for link in _LINKS)
        return [word for word in joined if self.forms(word)]

    def _single(self, numbers: Iterator[int], factor: float) -> list[Fit]:
        return [(range(number, number + 1), factor) for number in numbers]

    def _family(self, word: str) -> Iterator[Fit]:
        """Words whose stem goes on where this one's ends, or the other way: `wijkverpleging`, `wijkverpleegkundige`."""
        stem = self._stemmer.stem(word, "nl")
        if len(stem) < _SHORTEST_FAMILY:
            return
        sizes = range(max(_SHORTEST_FAMILY, len(stem) * 2 // 3), len(stem))
        shorter = (self._index.stems.find(stem[:size]) for size in sizes)
        longer = islice(self._index.stems.prefixed(stem), _MOST)
        for found in (*(number for number in shorter if number is not None), *longer):
            yield from self._single(iter(self._index.stemmed.of(found).tolist()), _FAMILY)

    def near(self, word: str) -> list[int]:
        """The words that differ by a slip or two (optimal string alignment), the nearest first."""
        if len(word) < _SHORTEST_NEAR:
            return []
        slips = 1 if len(word) < _LONG else 2
        measured = (
            (OSA.distance(word, self._index.words[number], score_cutoff=slips), number)
            for number in self._alike(word, slips).tolist()
        )
        found = sorted((distance, number) for distance, number in measured if distance <= slips)
        nearest = found[0][0] if found else 0
        return [number for distance, number in found if distance == nearest][:_MOST_NEAR]

    def _alike(self, word: str, slips: int) -> Numbers:
        """The words of about this length with about these letters: each slip changes two letters at most."""
        other = np.asarray(self._index.signatures ^ np.uint32(letters(word)))
        differing = np.unpackbits(other.view(np.uint8)).reshape(len(other), 32).sum(axis=1)
        close = np.abs(self._index.words.lengths() - len(word.encode())) <= 2 * slips
        return np.flatnonzero((differing <= 2 * slips) & close)

    def alike(self, word: str) -> list[str]:
        """Words that are the end of this one, or begin as it does, for a reader who looks for what is not there."""
        ends = (word[place:] for place in range(1, len(word) - _SHORTEST_PART + 1))
        end = next((end for end in ends if self._index.words.find(end) is not None), None)
        sizes = range(len(word) - 1, _SHORTEST_PART - 1, -1)
        shared = next((found for size in sizes if (found := self._index.words.prefixed(word[:size]))), range(0))
        return [*([end] if end else []), *(self._index.words[number] for number in islice(shared, _MOST_SHOWN))]
