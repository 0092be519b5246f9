"""The terms of one file of N-Triples: from their texts in the file to their numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyoxigraph import RdfFormat, parse

from preventiegraaf.columns.dictionary import Dictionary, first_of_each
from preventiegraaf.columns.growing import Growing
from preventiegraaf.columns.hashing import Hashes
from preventiegraaf.columns.hashtable import FREE, HashTable
from preventiegraaf.columns.packing import Column, Mask
from preventiegraaf.columns.reading.lines import Lines
from preventiegraaf.columns.reading.plain import not_plain
from preventiegraaf.columns.terms import Term, renamed, text_of

_APART = np.array([[0x9E37_79B9_7F4A_7C15], [0]], dtype=np.uint64)
"""What tells the hashes of blank nodes that are renamed from those of terms in the dictionary."""


@dataclass(frozen=True)
class Asked:
    """Terms of which the numbers are asked: where their texts begin and end, and their hashes.

    What stands at one place in lines one after another is asked but once; `counts` tells for how many lines.
    """

    begins: Column
    ends: Column
    hashes: Hashes
    counts: Column


class Vocabulary:
    """The numbers of the terms of a file.

    A term that is written as pyoxigraph would write it is found in the dictionary; of all others the text in the file
    is remembered here. With `names`, blank nodes are among the others, for their names change.
    """

    def __init__(self, dictionary: Dictionary, names: str) -> None:
        self._dictionary, self._names = dictionary, names
        self._others = HashTable()
        self._numbers_of_others = Growing(np.empty(0, dtype=np.int64))

    @property
    def has_others(self) -> bool:
        """Whether a term was met that is not written as pyoxigraph would write it."""
        return len(self._others) > 0

    def asked(self, padded: bytes, lines: Lines) -> Asked:
        """The terms of lines, which stand in bytes followed by padding."""
        buffer = np.frombuffer(padded, dtype=np.uint8)
        begins, ends = lines.begins.ravel(), lines.ends.ravel()
        hashes = self._dictionary.hasher.hashes(buffer, begins, ends)
        if self._names:
            hashes[:, buffer[begins] == ord("_")] ^= _APART
        fresh = np.flatnonzero(_differ_from_the_line_before(hashes, lines.begins.shape))
        return Asked(begins[fresh], ends[fresh], hashes[:, fresh], np.diff(fresh, append=len(begins)))

    def numbers(self, content: bytes, asked: Asked) -> Column:
        """The numbers of the terms of lines: subjects, predicates and objects as three rows.

        New terms are added to the dictionary. Raises SyntaxError where one of them is none.
        """
        numbers = self._found(asked.hashes)
        while len(missing := np.flatnonzero(numbers == FREE)):
            hashes = asked.hashes[:, missing]
            firsts, alike = first_of_each(hashes)
            places = zip(asked.begins[missing[firsts]].tolist(), asked.ends[missing[firsts]].tolist(), strict=True)
            learned = self._learn([content[begin:end] for begin, end in places], hashes[:, firsts])
            numbers[missing] = np.where(hashes[1] == hashes[1, firsts[alike]], learned[alike], FREE)
        return np.repeat(numbers, asked.counts).reshape(3, -1)

    def _found(self, hashes: Hashes) -> Column:
        numbers = self._dictionary.find(hashes)
        if len(self._others):
            missing = np.flatnonzero(numbers == FREE)
            entries = self._others.find(hashes[:, missing])
            known = entries != FREE
            numbers[missing[known]] = self._numbers_of_others.values[entries[known]]
        return numbers

    def _learn(self, texts: list[bytes], hashes: Hashes) -> Column:
        """Add new terms, which differ from each other, and give their numbers."""
        numbers = np.empty(len(texts), dtype=np.int64)
        others = self._others_among(texts)
        plain = np.ones(len(texts), dtype=np.bool_)
        plain[others] = False
        kept = [texts[row] for row in np.flatnonzero(plain).tolist()] if others else texts
        lengths = np.fromiter(map(len, kept), dtype=np.int64, count=len(kept))
        terms = _read([texts[row] for row in others])
        numbers[plain] = self._dictionary.append(b"".join(kept), lengths, hashes[:, plain])
        numbers[others] = self._dictionary.add_all([text_of(renamed(term, self._names.__add__)) for term in terms])
        self._others.add(hashes[:, others])
        self._numbers_of_others.append(numbers[others])
        return numbers

    def _others_among(self, texts: list[bytes]) -> list[int]:
        others = set(not_plain(texts))
        if self._names:
            others.update(place for place, text in enumerate(texts) if text.startswith(b"_"))
        return sorted(others)


def _differ_from_the_line_before(hashes: Hashes, shape: tuple[int, ...]) -> Mask:
    """For each term whether it is another than that at its place in the line before; true of the first line."""
    by_row = hashes.reshape(2, *shape)
    differ = np.ones(shape, dtype=np.bool_)
    differ[:, 1:] = (by_row[:, :, 1:] != by_row[:, :, :-1]).any(axis=0)
    return differ


def _read(texts: list[bytes]) -> list[Term]:
    """The terms of texts without line ends; raises SyntaxError where a text is not one term.

    A text that begins like an IRI or a blank node must be one also where something follows it; what follows a literal
    is the end of its line in the file as well.
    """
    lines = (b"<x:s> <x:p> %b .\n" % text if text.startswith(b'"') else b"%b <x:p> <x:o> .\n" % text for text in texts)
    quads = list(parse(b"".join(lines), format=RdfFormat.N_TRIPLES))
    if len(quads) != len(texts):
        raise SyntaxError("a line end within a term")
    pairs = zip(texts, quads, strict=True)
    return [quad.object if text.startswith(b'"') else quad.subject for text, quad in pairs]
