"""Search: from what a reader typed and chose to the entries that fit, best first, with facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from preventiegraaf.querying.search.analysis import STOP_WORDS, telling, words_of
from preventiegraaf.querying.search.columns import Weights
from preventiegraaf.querying.search.expansion import Expander, Meaning
from preventiegraaf.querying.search.faceting import Facet, Faceter, Hits, Value
from preventiegraaf.querying.search.index import SearchIndex
from preventiegraaf.querying.search.scoring import Scorer

__all__ = ["Facet", "Found", "Hit", "Sought", "Value", "find", "suggest"]

_MOST_WORDS = 12


@dataclass(frozen=True)
class Sought:
    """What is asked: the text, chosen values by dimension (see DIMENSIONS), and which of the hits, from 0."""

    text: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: int = 0
    count: int = 20


@dataclass(frozen=True)
class Hit:
    """Something found: its kind and its IRI, and whether it certainly was in a chosen year (None if none is chosen)."""

    kind: str
    iri: str
    certain: bool | None = None


@dataclass(frozen=True)
class Found:
    """The hits asked for, how many there are in all, and the facets.

    `partial` tells that no entry has all the words, so that those with some are given; `corrections` are the words of
    the index that were taken for a word that it lacks; `unknown` are the words that nothing fits, with words that are
    like parts of them.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...] = ()
    partial: bool = False
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find(index: SearchIndex, sought: Sought) -> Found:
    """The entries that fit a text and the chosen values; every entry if the text has no word."""
    expander, words = Expander(index), _words(sought.text)
    meanings = _meanings(expander, words)
    scored = _scored(index, expander, meanings)
    faceter = Faceter(index, sought.chosen)
    shown, certain = faceter.filtered(scored.hits), faceter.certain()
    numbers = _best(scored.scores, shown, sought.first, sought.count)
    return Found(
        tuple(Hit(*index.entry(number), None if certain is None else bool(certain[number])) for number in numbers),
        int(np.count_nonzero(shown)),
        faceter.facets(scored.hits),
        scored.partial,
        {meaning.word: meaning.corrections for meaning in meanings if meaning.corrections},
        {word: tuple(expander.alike(word)) for word in scored.unknown},
    )


def suggest(index: SearchIndex, text: str, count: int) -> tuple[Hit, ...]:
    """The entries that fit best what a reader is typing."""
    words = _words(text)
    if not words:
        return ()
    expander = Expander(index)
    scored = _scored(index, expander, _meanings(expander, words))
    return tuple(Hit(*index.entry(number)) for number in _best(scored.scores, scored.hits, 0, count))


def _words(text: str) -> list[str]:
    """The first words of a text, each once."""
    return list(dict.fromkeys(words_of(text)))[:_MOST_WORDS]


def _meanings(expander: Expander, words: Sequence[str]) -> list[Meaning]:
    """The meanings of the words, of which the last may be unfinished."""
    last = len(words) - 1
    return [
        expander.meaning(word, unfinished=place == last and word not in STOP_WORDS) for place, word in enumerate(words)
    ]


@dataclass(frozen=True)
class _Scored:
    """The score of each entry, which are hits, whether with some words only, and words that fit nothing."""

    scores: Weights
    hits: Hits
    partial: bool = False
    unknown: tuple[str, ...] = ()


def _scored(index: SearchIndex, expander: Expander, meanings: Sequence[Meaning]) -> _Scored:
    scorer, size = Scorer(index, expander), len(index.entries)
    if not meanings:
        return _Scored(np.zeros(size, dtype=np.float32), np.ones(size, dtype=np.bool_))
    words = [meaning.word for meaning in meanings]
    columns = dict(zip(words, scorer.scores(meanings), strict=True))
    needed = {word: columns[word] > 0 for word in telling(words)}
    unknown = tuple(word for word, having in needed.items() if not having.any())
    having = np.sum([*needed.values()], axis=0, dtype=np.int32)
    scores = np.sum([*columns.values()], axis=0) + scorer.named(words)
    hits = np.asarray(having == len(needed))
    if hits.any():
        return _Scored(scores, hits)
    return _Scored(scores + np.float32(1000) * having, np.asarray(having > 0), True, unknown)


def _best(scores: Weights, hits: Hits, first: int, count: int) -> list[int]:
    """The numbers of the best hits, from the one at `first` on; of equal ones the lower number goes first."""
    numbers = np.flatnonzero(hits)
    wanted = min(first + count, len(numbers))
    keys = scores[numbers].astype(np.float64) - numbers * 1e-9
    if wanted < len(numbers):
        kept = np.argpartition(-keys, wanted)[:wanted]
        numbers, keys = numbers[kept], keys[kept]
    ordered: list[int] = numbers[np.argsort(-keys, kind="stable")].tolist()
    return ordered[first : first + count]
