"""Triples of numbers as N-Triples, fast, and in the order in which they read best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt
from pyoxigraph import Triple

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column, distinct
from preventiegraaf.columns.terms import term_of
from preventiegraaf.columns.triples import Triples

_Texts: TypeAlias = npt.NDArray[np.object_]

_ROWS = 1 << 12
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


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


def in_reading_order(parts: Iterable[Triples]) -> Iterator[Triple]:
    """The triples of one dictionary by the texts of subject, predicate (types first) and object."""
    listed = [part for part in parts if len(part)]
    if not listed:
        return
    dictionary = listed[0].dictionary
    columns = [np.concatenate(columns) for columns in zip(*(part.columns for part in listed), strict=True)]
    numbers = distinct(np.concatenate(columns))
    texts = dict(zip(numbers.tolist(), dictionary.texts(numbers), strict=True))
    order = sorted(texts, key=lambda number: (texts[number] != _TYPE, texts[number]))
    ranks = np.zeros(len(dictionary), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    terms = {number: term_of(text) for number, text in texts.items()}
    subjects, predicates, objects = columns
    for row in np.lexsort((ranks[objects], ranks[predicates], ranks[subjects])).tolist():
        yield Triple(*(terms[int(column[row])] for column in columns))  # type: ignore[arg-type]


def _texts(dictionary: Dictionary, columns: Iterable[Column], form: bytes = b"") -> _Texts:
    """The texts of all numbers in some columns, each at its number, in a form if one is given."""
    used = np.zeros(len(dictionary), dtype=np.bool_)
    for column in columns:
        used[column] = True
    numbers = np.flatnonzero(used)
    texts = np.empty(len(dictionary), dtype=object)
    texts[numbers] = [form % text for text in dictionary.texts(numbers)] if form else dictionary.texts(numbers)
    return texts
