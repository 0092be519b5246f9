"""The rules of table 8 inside the engine: the literals of a dictionary and their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from pyoxigraph import Literal

from preventiegraaf.columns import Column, Dictionary, Kind
from preventiegraaf.namespaces import XSD
from preventiegraaf.reasoning.values import IllTypedError, Value, is_in_space, is_known, value_of

_TYPED_END = ord(">")


class Parts(NamedTuple):
    """A literal as RDF has it; the language is None or in lower case."""

    lexical: str
    datatype: str
    language: str | None


class Literals:
    """The literals of a dictionary; looks at each once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._seen = 0
        self._by_value: dict[Value, int] = {}
        self.ill_typed: set[int] = set()

    def new_equals(self) -> list[tuple[int, int]]:
        """The pairs of literals with the same value, one of them new in the dictionary since it was last asked."""
        return list(self._pairs(self._new()))

    def numbers(self) -> Column:
        """The numbers of all literals."""
        return np.flatnonzero(self._dictionary.kinds == Kind.LITERAL)

    def in_space(self, datatype: int) -> Column:
        """The literals whose value is in the space of a datatype, sorted; none where the space is not known."""
        space = self._space(datatype)
        numbers = [] if space is None else self.numbers().tolist()
        return np.array([number for number in numbers if self.is_in(number, str(space))], dtype=np.int64)

    def outside(self, numbers: Column, datatype: int) -> Column:
        """Those of some numbers that are literals and have no value in the space of a datatype."""
        space = self._space(datatype)
        if space is None:
            return numbers[:0]
        found = numbers[self._dictionary.kinds[numbers] == Kind.LITERAL]
        usual = b'"' if space == XSD + "string" else f'"^^<{space}>'.encode()
        doubtful = (
            number
            for number, text in zip(found.tolist(), self._dictionary.texts(found), strict=True)
            if number in self.ill_typed or not text.endswith(usual)
        )
        return np.array([number for number in doubtful if not self.is_in(number, space)], dtype=np.int64)

    def is_in(self, number: int, space: str) -> bool:
        """Whether a literal has a value in a space."""
        try:
            return is_in_space(*self._parts(number), space)
        except IllTypedError:
            return False

    def differ(self, one: int, other: int) -> bool:
        """Whether two literals have values, and not the same."""
        first, second = self._identity(one), self._identity(other)
        return first is not None and second is not None and first != second

    def clash(self, one: int, other: int) -> bool:
        """Whether two literals cannot be one: their values differ, or one has none."""
        return one in self.ill_typed or other in self.ill_typed or self.differ(one, other)

    def _identity(self, number: int) -> tuple[str, Value] | None:
        lexical, datatype, language = self._parts(number)
        if language is not None:
            return language, Value("", lexical)
        try:
            value = value_of(lexical, datatype)
        except IllTypedError:
            return None
        return None if value is None else ("", value)

    def _parts(self, number: int) -> Parts:
        term = self._dictionary.term(number)
        assert isinstance(term, Literal)  # noqa: S101
        return Parts(term.value, term.datatype.value, None if term.language is None else term.language.lower())

    def _new(self) -> Iterator[tuple[int, bytes]]:
        begin, self._seen = self._seen, len(self._dictionary)
        numbers = begin + np.flatnonzero(self._dictionary.kinds[begin:] == Kind.LITERAL)
        return zip(numbers.tolist(), self._dictionary.texts(numbers), strict=True)

    def _pairs(self, literals: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
        for number, text in literals:
            if text[-1] != _TYPED_END:
                continue
            lexical, _, datatype = text[1:-1].decode().rpartition('"^^<')
            if "\\" in lexical:
                lexical = self._parts(number).lexical
            try:
                value = value_of(lexical, datatype)
            except IllTypedError:
                self.ill_typed.add(number)
                continue
            if value is not None:
                first = self._first(value, number)
                if first != number:
                    yield first, number

    def _first(self, value: Value, number: int) -> int:
        """The literal that had this value before; a string is one even if no one wrote it down as a plain literal."""
        if value.space.endswith("#string"):
            return self._dictionary.add_term(Literal(value.form))
        return self._by_value.setdefault(value, number)

    def _space(self, datatype: int) -> str | None:
        text = self._dictionary.text(datatype)
        space = text[1:-1].decode()
        return space if text.startswith(b"<") and is_known(space) else None
