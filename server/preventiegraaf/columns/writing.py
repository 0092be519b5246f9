"""Triples of numbers as N-Triples, fast, and as Turtle, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt
from pyoxigraph import RdfFormat, Triple, serialize

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.packing import Column, distinct
from preventiegraaf.columns.triples import Triples

_Texts: TypeAlias = npt.NDArray[np.object_]

_ROWS = 1 << 16
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SPACES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


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


def write_turtle(parts: Iterable[Triples], spaces: dict[str, str], output: IO[bytes]) -> None:
    """Write triples of one dictionary as Turtle, by subject, its types first; raises OSError where that fails.

    Of the prefixes in `spaces` and those of RDF, RDFS, OWL and XML Schema those are declared that are used.
    """
    listed = [part for part in parts if len(part)]
    if not listed:
        return
    dictionary = listed[0].dictionary
    columns = [np.concatenate(columns) for columns in zip(*(part.columns for part in listed), strict=True)]
    texts = _texts(dictionary, columns)
    used = _used_spaces(texts, {**_SPACES, **spaces})
    triples = _terms(dictionary, columns, texts)
    serialize(triples, output, format=RdfFormat.TURTLE, prefixes=dict(sorted(used.items())))


def _used_spaces(texts: _Texts, spaces: dict[str, str]) -> dict[str, str]:
    known = texts[texts != None].tolist()  # noqa: E711
    found = {name: space.encode() for name, space in spaces.items()}
    return {name: spaces[name] for name, space in found.items() if any(space in text for text in known)}


def _terms(dictionary: Dictionary, columns: list[Column], texts: _Texts) -> Iterator[Triple]:
    """The triples by the texts of subject, predicate (types first) and object."""
    numbers = distinct(np.concatenate(columns))
    order = sorted(numbers.tolist(), key=lambda number: (texts[number] != _TYPE, texts[number]))
    ranks = np.zeros(len(dictionary), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    subjects, predicates, objects = columns
    terms = {number: dictionary.term(number) for number in order}
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
