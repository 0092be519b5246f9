"""The index of a snapshot, opened for searching."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from preventiegraaf.querying.search.columns import Groups, TextList

DIMENSIONS = ("kind", "theme", "region", "document", "role", "year")
"""The facets, in the order in which readers see them."""
KIND_ORDER = (
    *("collaboration", "person", "organisation", "initiative", "document", "event", "regulation", "post", "group"),
    *("place", "question", "concept", "statement", "goal", "figure", "provision", "passage", "term"),
)
"""The kinds of what can be found, those that readers look for most first."""
KIND_NAME = "\t"
"""Among the names, before the name of a class: it leads to the things of that kind."""
CERTAIN_YEAR = "certain"
"""Beside `year`, the years in which a thing may have been: those in which it certainly was."""


@dataclass(frozen=True)
class SearchIndex:
    """What can be found, by number, best known first; and by which words, names and facet values.

    `words` are folded; `postings` has for each word the entries that have it, with the weight that the word has there.
    `stems` lead to words, `names` (folded words of a whole name, joined by spaces; see KIND_NAME) and `values` (a
    dimension, a tab and the value) to entries.
    """

    folder: Path

    @cached_property
    def entries(self) -> TextList:
        """What can be found: its kind, a tab and its IRI; `entry` takes it apart."""
        return TextList(self.folder / "entries.txt")

    @cached_property
    def words(self) -> TextList:
        """The words, sorted."""
        return TextList(self.folder / "words.txt")

    @cached_property
    def postings(self) -> Groups:
        """For each word its entries, with weights."""
        return Groups(self.folder / "postings")

    @cached_property
    def stems(self) -> TextList:
        """The stems, sorted."""
        return TextList(self.folder / "stems.txt")

    @cached_property
    def stemmed(self) -> Groups:
        """For each stem its words."""
        return Groups(self.folder / "stemmed")

    @cached_property
    def names(self) -> TextList:
        """The names, sorted."""
        return TextList(self.folder / "names.txt")

    @cached_property
    def named(self) -> Groups:
        """For each name its entries."""
        return Groups(self.folder / "named")

    @cached_property
    def values(self) -> TextList:
        """The values of facets, sorted."""
        return TextList(self.folder / "values.txt")

    @cached_property
    def valued(self) -> Groups:
        """For each value its entries."""
        return Groups(self.folder / "valued")

    @cached_property
    def signatures(self) -> NDArray[np.uint32]:
        """For each word the set of its letters, a bit for each; `letters` makes them."""
        found: NDArray[np.uint32] = np.load(self.folder / "signatures.npy", mmap_mode="r")
        return found

    def entry(self, number: int) -> tuple[str, str]:
        """The kind and the IRI of an entry."""
        kind, _, iri = self.entries[number].partition("\t")
        return kind, iri

    def value(self, dimension: str, value: str) -> int | None:
        """The number of a value of a facet, or None if nothing has it."""
        return self.values.find(f"{dimension}\t{value}")


def letters(word: str) -> int:
    """The set of the letters and digits of a word, a bit for each; signs beyond a-z share bits."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) % 32)
    return bits
