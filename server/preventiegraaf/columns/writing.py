"""Triples of numbers as N-Triples, fast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import numpy as np

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.triples import Triples

_ROWS = 1 << 16


def write_ntriples(parts: Iterable[Triples], output: IO[bytes]) -> None:
    """Write triples of one dictionary, in their order, some thousands at a time; raises OSError where that fails."""
    listed = [part for part in parts if len(part)]
    if not listed:
        return
    texts = _texts(listed[0].dictionary, listed)
    for part in listed:
        for begin in range(0, len(part), _ROWS):
            columns = (column[begin : begin + _ROWS] for column in part.columns)
            output.write(_lines(texts, *columns))


def _texts(dictionary: Dictionary, parts: list[Triples]) -> np.ndarray:
    """The texts of all numbers that occur, each at its number."""
    used = np.zeros(len(dictionary), dtype=np.bool_)
    for part in parts:
        for column in part.columns:
            used[column] = True
    texts = np.empty(len(dictionary), dtype=object)
    numbers = np.flatnonzero(used)
    texts[numbers] = dictionary.texts(numbers)
    return texts


def _lines(texts: np.ndarray, subjects: Column, predicates: Column, objects: Column) -> bytes:
    pieces = np.empty((len(subjects), 6), dtype=object)
    pieces[:, 0], pieces[:, 2], pieces[:, 4] = texts[subjects], texts[predicates], texts[objects]
    pieces[:, 1] = pieces[:, 3] = b" "
    pieces[:, 5] = b" .\n"
    return b"".join(pieces.ravel().tolist())
