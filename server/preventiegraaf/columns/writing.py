"""Triples of numbers as N-Triples, fast."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.triples import Triples

_Texts: TypeAlias = npt.NDArray[np.object_]

_ROWS = 1 << 12


def write_ntriples(parts: Iterable[Triples], output: IO[bytes]) -> None:
    """Write triples of one dictionary, in their order, some thousands at a time; raises OSError where that fails."""
    listed = [part for part in parts if len(part)]
    if not listed:
        return
    dictionary = listed[0].dictionary
    texts = _texts(dictionary, [column for part in listed for column in (part.subjects, part.objects)])
    between = _texts(dictionary, [part.predicates for part in listed], b" %b ")
    for part in listed:
        for begin in range(0, len(part), _ROWS):
            subjects, predicates, objects = (column[begin : begin + _ROWS] for column in part.columns)
            pieces = np.empty((len(subjects), 4), dtype=object)
            pieces[:, 0], pieces[:, 1], pieces[:, 2] = texts[subjects], between[predicates], texts[objects]
            pieces[:, 3] = b" .\n"
            output.write(b"".join(pieces.ravel().tolist()))


def _texts(dictionary: Dictionary, columns: Iterable[Column], form: bytes = b"") -> _Texts:
    """The texts of all numbers in some columns, each at its number, in a form if one is given."""
    used = np.zeros(len(dictionary), dtype=np.bool_)
    for column in columns:
        used[column] = True
    numbers = np.flatnonzero(used)
    texts = np.empty(len(dictionary), dtype=object)
    texts[numbers] = [form % text for text in dictionary.texts(numbers)] if form else dictionary.texts(numbers)
    return texts
