"""How much a word counts in an entry (BM25 in weighted fields; Robertson and Zaragoza 2009, sections 3.4 to 3.6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from preventiegraaf.querying.search.analysis import LANGUAGES, words_of
from preventiegraaf.snapshot.search.entries import Entry

_BOOSTS = {"name": 5.0, "other": 4.0, "kind": 3.5, "text": 1.2, "context": 0.6}
_SATURATION, _BY_LENGTH = 1.2, 0.6


class Words:
    """The words of all entries: how much each counts in which entries, and in which languages it is used."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.weights: dict[str, dict[int, float]] = defaultdict(dict)
        self.languages: dict[str, set[str]] = defaultdict(set)
        counted = [self._counted(entry) for entry in entries]
        lengths = _mean_lengths(counted)
        for number, (prior, fields) in enumerate(counted):
            self._weigh(number, prior, fields, lengths)

    def _counted(self, entry: Entry) -> tuple[float, dict[str, Counter[str]]]:
        """How often each word is in each field of an entry."""
        fields: dict[str, Counter[str]] = defaultdict(Counter)
        for field, text, language in entry.texts:
            words = words_of(text)
            fields[field].update(words)
            for word in words:
                self.languages[word].update([language] if language in LANGUAGES else LANGUAGES)
        return entry.kind.prior, fields

    def _weigh(self, number: int, prior: float, fields: dict[str, Counter[str]], lengths: dict[str, float]) -> None:
        for field, counts in fields.items():
            length = 1 - _BY_LENGTH + _BY_LENGTH * counts.total() / lengths[field]
            for word, count in counts.items():
                weight = prior * _BOOSTS[field] * count / (count + _SATURATION * length)
                self.weights[word][number] = self.weights[word].get(number, 0.0) + weight


def _mean_lengths(counted: Iterable[tuple[float, dict[str, Counter[str]]]]) -> dict[str, float]:
    sizes: dict[str, list[int]] = defaultdict(list)
    for _, fields in counted:
        for field, counts in fields.items():
            sizes[field].append(counts.total())
    return {field: max(1.0, sum(found) / len(found)) for field, found in sizes.items()}
