"""Writes the search index, as `querying.search.SearchIndex` reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from pyoxigraph import Triple

from preventiegraaf.corpus import Corpus
from preventiegraaf.querying.search.analysis import Stemmer, words_of
from preventiegraaf.querying.search.columns import Groups, TextList
from preventiegraaf.querying.search.index import KIND_NAME, letters
from preventiegraaf.snapshot.search.entries import Entry, entries_of
from preventiegraaf.snapshot.search.facets import Facets
from preventiegraaf.snapshot.search.gathering import Gathered
from preventiegraaf.snapshot.search.weighing import Words

_NAMING = {"name": "", "other": "", "kind": KIND_NAME}
"""The fields that name a thing or its kind, and what goes before such a name."""


def write_search(folder: Path, corpus: Corpus, inferred: Iterable[Triple]) -> None:
    """Write the index of a graph into a new folder; the same graph gives the same bytes."""
    folder.mkdir()
    gathered = Gathered.of(corpus.asserted(), inferred)
    entries = entries_of(gathered)
    TextList.write(folder / "entries.txt", (f"{entry.kind.key}\t{entry.iri}" for entry in entries))
    _write_words(folder, Words(entries))
    _write_grouped(folder, "names", "named", _names(entries))
    facets = Facets(gathered, corpus)
    _write_grouped(folder, "values", "valued", _values(entries, facets))


def _write_words(folder: Path, words: Words) -> None:
    ordered = _sorted(words.weights)
    TextList.write(folder / "words.txt", ordered)
    Groups.write(
        folder / "postings",
        ([*words.weights[word]] for word in ordered),
        ([*words.weights[word].values()] for word in ordered),
    )
    np.save(folder / "signatures.npy", np.array([letters(word) for word in ordered], dtype=np.uint32))
    _write_grouped(folder, "stems", "stemmed", _stems(ordered, words.languages))


def _stems(ordered: Sequence[str], languages: Mapping[str, set[str]]) -> dict[str, list[int]]:
    """For each stem its words, by number."""
    stemmer, stems = Stemmer(), defaultdict(list)
    for number, word in enumerate(ordered):
        for stem in {stemmer.stem(word, language) for language in languages[word]}:
            stems[stem].append(number)
    return stems


def _names(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """For each name, in folded words, the entries that are called so."""
    names: dict[str, dict[int, None]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        for field, text, _ in entry.texts:
            if field in _NAMING and (name := " ".join(words_of(text))):
                names[_NAMING[field] + name][number] = None
    return {name: [*numbers] for name, numbers in names.items()}


def _values(entries: Sequence[Entry], facets: Facets) -> dict[str, list[int]]:
    """For each facet value the entries that have it."""
    values = defaultdict(list)
    for number, entry in enumerate(entries):
        for dimension, value in facets.of(entry.iri, entry.kind.key):
            values[f"{dimension}\t{value}"].append(number)
    return values


def _write_grouped(folder: Path, texts: str, groups: str, grouped: Mapping[str, Sequence[int]]) -> None:
    ordered = _sorted(grouped)
    TextList.write(folder / f"{texts}.txt", ordered)
    Groups.write(folder / groups, (grouped[text] for text in ordered))


def _sorted(texts: Iterable[str]) -> list[str]:
    """The texts by their UTF-8 bytes, as `TextList` needs them."""
    return sorted(texts, key=str.encode)
