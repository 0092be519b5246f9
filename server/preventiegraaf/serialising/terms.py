"""The terms of all downloads, in the order of their texts, and how each format writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from pyoxigraph import Quad, RdfFormat, parse

from preventiegraaf.columns import Column, Dictionary, Kind, Mask, kind_of, lexical_form
from preventiegraaf.namespaces import PREFIXES, RDF, TYPE, XSD

Table: TypeAlias = npt.NDArray[np.object_]
"""Pieces of bytes by number; the last one is empty and belongs to the number -1."""
Numbers: TypeAlias = npt.NDArray[np.int32]
Spell: TypeAlias = Callable[[list[Quad]], list[bytes]]
"""What gives the objects of some quads, which have one predicate, as a format writes them."""

NONE = -1
_BATCH = 20_000
_TYPE = b"<%b>" % TYPE.value.encode()
_NAMES = list(PREFIXES)
_SPACES = {space.encode(): number for number, space in enumerate(PREFIXES.values())}
_ANY_SPACE = tuple(_SPACES)
_STRING, _LANGUAGE = _SPACES[XSD.encode()], _SPACES[RDF.encode()]


class Terms:
    """Terms by their rank among the texts of all; a type comes first among predicates."""

    def __init__(self, dictionary: Dictionary, used: Column) -> None:
        """Take the terms of these numbers of the dictionary, each given once."""
        texts = dictionary.texts(used)
        ordered = sorted(range(len(texts)), key=texts.__getitem__)
        self.texts = [texts[place] for place in ordered]
        self._ranks = np.full(len(dictionary), NONE, dtype=np.int32)
        self._ranks[used[ordered]] = np.arange(len(ordered), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.texts)

    def ranks(self, numbers: Column) -> Numbers:
        """The ranks of numbers of the dictionary."""
        return self._ranks[numbers]

    @cached_property
    def type(self) -> int:
        """The rank of rdf:type, -1 if no triple has it."""
        return self.texts.index(_TYPE) if _TYPE in self.texts else NONE

    @cached_property
    def kinds(self) -> npt.NDArray[np.uint8]:
        """For each rank the `Kind` of its term."""
        return np.fromiter(map(kind_of, self.texts), dtype=np.uint8, count=len(self))

    @cached_property
    def _prefixes(self) -> npt.NDArray[np.int16]:
        """For each rank which prefix its IRI or its datatype needs, -1 for none."""
        found: dict[bytes, int] = {}
        return np.fromiter((_prefix(text, found) for text in self.texts), dtype=np.int16, count=len(self))

    def prefixes(self, columns: Iterable[Numbers]) -> dict[str, str]:
        """The prefixes that the terms of some columns need, by name."""
        used = {number for column in columns for number in np.unique(self._prefixes[column]).tolist()}
        return {_NAMES[number]: PREFIXES[_NAMES[number]] for number in sorted(used - {NONE})}

    def plain(self, before: bytes = b"", ranks: Numbers | None = None, after: bytes = b"") -> Table:
        """The N-Triples texts of some terms, or of all, between two others."""
        chosen = range(len(self)) if ranks is None else ranks.tolist()
        return self.table(chosen, [before + self.texts[rank] + after for rank in chosen])

    def table(self, ranks: Sequence[int] | Numbers, pieces: list[bytes]) -> Table:
        """A table of pieces, each at the rank of its term, with nothing for all others."""
        table = np.full(len(self) + 1, b"", dtype=object)
        table[np.asarray(ranks, dtype=np.int64)] = pieces
        return table

    def spelled(self, spell: Spell, but: Kind | None = None) -> Table:
        """All terms as a format writes them; terms of a kind that it does not know stay out."""
        ranks = np.arange(len(self)) if but is None else np.flatnonzero(self.kinds != but)
        table = self.table([], [])
        for begin in range(0, len(ranks), _BATCH):
            some = ranks[begin : begin + _BATCH]
            table[some] = spell(self.statements(some))
        return table

    def statements(self, ranks: Column | Numbers) -> list[Quad]:
        """Made-up quads with some terms as objects, in their order: `x:a` and `x:b` are subjects by turns."""
        lines = [
            b"<x:%b> <x:p> %b .\n" % (b"ab"[row & 1 : 1 + (row & 1)], self.texts[rank])
            for row, rank in enumerate(ranks.tolist())
        ]
        return list(parse(b"".join(lines), format=RdfFormat.N_TRIPLES))

    def fulfilling(self, test: Callable[[str], object]) -> Mask:
        """For each rank whether the text of its literal passes a test; other terms do."""
        passed = np.ones(len(self), dtype=np.bool_)
        for rank in np.flatnonzero(self.kinds == Kind.LITERAL).tolist():
            passed[rank] = bool(test(self.value(rank)))
        return passed

    def value(self, rank: int) -> str:
        """The lexical form of a literal."""
        return lexical_form(self.texts[rank])


def _prefix(text: bytes, found: dict[bytes, int]) -> int:
    """Which prefix a term needs, from what was found for others in the same namespace."""
    if text.endswith(b'"'):
        return _STRING
    if text.endswith(b")>>"):
        return NONE  # a triple as a term is written in full
    if text.endswith(b">"):
        iri = text[text.rindex(b"<") + 1 : -1]
        space = iri[: max(iri.rfind(b"#"), iri.rfind(b"/")) + 1]
        if space not in found:
            found[space] = _SPACES.get(space, NONE)
        if found[space] == NONE and iri.startswith(_ANY_SPACE):
            return next(number for known, number in _SPACES.items() if iri.startswith(known))
        return found[space]
    return _LANGUAGE if text.startswith(b'"') else NONE
