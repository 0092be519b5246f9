"""The columns of one graph in a folder: its dictionary, and what is asserted, served and hidden as relations.

    dictionary/   the terms, numbered from 0 in the order of their texts
        texts.bin     the N-Triples texts in UTF-8, one after the other
        offsets.npy   int64: where each text begins, and at the end where the last one ends
        kinds.npy     uint8: the `Kind` of each term
        slots.npy     int32: numbers by hash, -1 in a free slot; a power of two. The search for a text begins at the
                      upper bits of its first hash, with the fixed keys of `dictionary.py`, and goes on slot by slot
    asserted/     what the files say
        index.npy     int64, a row for each predicate in ascending order: its number, and where its pairs begin and end
        pairs.npy     int64: subject << 32 | object, sorted for each predicate, each once
        turned.npy    int64: object << 32 | subject, likewise
        subjects.npy  int64: predicate << 32 | object of the triples of each subject, sorted, one after the other
        subjects-begins.npy  int32: where those of each number begin, and at the end where the last ones end
        objects.npy, objects-begins.npy  the same of predicate << 32 | subject, for each object
    served/       the same of what is asserted and what follows from it, as queries with inference see it
    hidden/       the same of what follows besides, through which explanations pass; literals may be subjects there

All files are mapped, so processes share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import distinct
from preventiegraaf.columns.relations import Relations
from preventiegraaf.columns.triples import Triples

_PARTS = ("asserted", "served", "hidden")


class GraphColumns:
    """The columns that `write_graph` wrote; each part is opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def dictionary(self) -> Dictionary:
        """The numbers of all terms, in the order of their texts."""
        return Dictionary.open(self._folder / "dictionary")

    @cached_property
    def asserted(self) -> Relations:
        """What the files say."""
        return Relations.open(self._folder / "asserted")

    @cached_property
    def served(self) -> Relations:
        """What is asserted and what follows from it, as queries with inference see it."""
        return Relations.open(self._folder / "served")

    @cached_property
    def hidden(self) -> Relations:
        """What follows besides, through which explanations pass."""
        return Relations.open(self._folder / "hidden")


def write_graph(folder: Path, asserted: Triples, served: Triples, hidden: Triples) -> Mapping[str, int]:
    """Write three sets of triples with one dictionary into a new folder; the number of terms and of triples of each.

    What is served is left out of what is hidden. The same sets give the same bytes, however their terms are numbered.
    """
    parts = (asserted, served, hidden)
    used = distinct(np.concatenate([column for triples in parts for column in triples.columns]))
    dictionary, renumbered = asserted.dictionary.in_order(used)
    dictionary.write(folder / "dictionary")
    said, shown, besides = (
        Relations.of_columns(*(renumbered[column] for column in triples.columns)) for triples in parts
    )
    counts = {"terms": len(dictionary)}
    for part, relations in zip(_PARTS, (said, shown, besides.without(shown)), strict=True):
        relations.write(folder / part)
        counts[part] = len(relations)
    return counts
