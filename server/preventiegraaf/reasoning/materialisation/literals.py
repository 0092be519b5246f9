"""The rules of table 8 inside the engine: the literals of a graph and their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from pyoxigraph import Literal

from preventiegraaf.columns import EMPTY, Column, Dictionary, Kind, Mask
from preventiegraaf.columns.packing import distinct
from preventiegraaf.namespaces import RDFS, XSD
from preventiegraaf.reasoning.values import IllTypedError, Value, is_in_space, is_known, value_of

_FEW = 1000


class Parts(NamedTuple):
    """A literal as RDF has it; the language is None or in lower case."""

    lexical: str
    datatype: str
    language: str | None


class Literals:
    """The literals that a graph has; looks at the value of each once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._met: Mask = np.zeros(0, dtype=np.bool_)
        self._by_value: dict[Value, int] = {}
        self._has_narrow_strings = False
        self.ill_typed: set[int] = set()

    def meet(self, columns: Iterable[Column]) -> list[tuple[int, int]]:
        """Take in the literals among some numbers; the pairs of literals with the same value, one of them new."""
        new = self._new(list(columns))
        self._met[new] = True
        if len(new) > _FEW:
            new = new[self._dictionary.ending_with(b">")[new]]
        pairs = list(self._pairs(new))
        return pairs if not self._has_narrow_strings else [*pairs, *self._plain_pairs()]

    def _new(self, columns: list[Column]) -> Column:
        """The literals among some numbers that were not met before, sorted."""
        size = len(self._dictionary)
        if len(self._met) < size:
            self._met = np.concatenate((self._met, np.zeros(size - len(self._met), dtype=np.bool_)))
        if sum(map(len, columns)) < size // 8:
            numbers = distinct(np.concatenate([EMPTY, *columns]))
        else:  # rather a mark for each term than to sort them
            present = np.zeros(size, dtype=np.bool_)
            for column in columns:
                present[column] = True
            numbers = np.flatnonzero(present)
        is_new = (self._dictionary.kinds[numbers] == Kind.LITERAL) & ~self._met[numbers]
        return numbers[np.flatnonzero(is_new)]

    def numbers(self) -> Column:
        """The numbers of all literals."""
        return np.flatnonzero(self._met)

    @property
    def count(self) -> int:
        """How many literals there are."""
        return int(self._met.sum())

    def stand_in(self, number: int) -> int:
        """The literal that the graph has for the value of a literal of a rule, or that literal itself."""
        if number < len(self._met) and self._met[number]:
            return number
        value = value_of(*self._parts(number)[:2])
        return number if value is None else self._by_value.get(value, number)

    def in_space(self, datatype: int) -> Column:
        """The literals whose value is in the space of a datatype, sorted; none where the space is not known."""
        space = self._space(datatype)
        numbers = [] if space is None else self.numbers().tolist()
        return np.array([number for number in numbers if self._is_in(number, str(space))], dtype=np.int64)

    def is_space(self, datatype: int) -> bool:
        """Whether something is a datatype whose value space is known, and not that of all literals."""
        return self._space(datatype) not in (None, RDFS + "Literal")

    def outside(self, numbers: Column, datatype: int) -> Column:
        """Those of some numbers that are literals and have no value in the space of a datatype."""
        space = self._space(datatype)
        if space is None or not self.is_space(datatype):
            return numbers[:0]
        found = numbers[self._dictionary.kinds[numbers] == Kind.LITERAL]
        usual = b'"' if space == XSD + "string" else f'"^^<{space}>'.encode()
        doubtful = (
            number
            for number, text in zip(found.tolist(), self._dictionary.texts(found), strict=True)
            if number in self.ill_typed or not text.endswith(usual)
        )
        return np.array([number for number in doubtful if not self._is_in(number, space)], dtype=np.int64)

    def differ(self, one: int, other: int) -> bool:
        """Whether two literals have values, and not the same."""
        first, second = self._identity(one), self._identity(other)
        return first is not None and second is not None and first != second

    def has_value(self, number: int) -> bool:
        """Whether the value of a literal is known."""
        return self._identity(number) is not None

    def two_of(self, numbers: Iterable[int]) -> tuple[int, int] | None:
        """The first two of some literals that have different values, if there are any."""
        literals = list(numbers)
        valued = list(filter(self.has_value, literals)) if len(literals) > 1 else []
        return next(((valued[0], other) for other in valued if self.differ(valued[0], other)), None)

    def clash(self, one: int, other: int) -> bool:
        """Whether two literals cannot be one: their values differ, or one has none."""
        return one in self.ill_typed or other in self.ill_typed or self.differ(one, other)

    def _is_in(self, number: int, space: str) -> bool:
        try:
            return is_in_space(*self._parts(number), space)
        except IllTypedError:
            return False

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
        return self._read(number, self._dictionary.text(number).decode())

    def _read(self, number: int, text: str) -> Parts:
        """A literal from its text, by way of the parser only if something in it is escaped or it has a language."""
        if text.endswith('"') and "\\" not in text:
            return Parts(text[1:-1], XSD + "string", None)
        if text.endswith(">") and "\\" not in text:
            lexical, _, datatype = text[1:-1].rpartition('"^^<')
            return Parts(lexical, datatype, None)
        term = self._dictionary.term(number)
        assert isinstance(term, Literal)  # noqa: S101
        return Parts(term.value, term.datatype.value, None if term.language is None else term.language.lower())

    def _pairs(self, numbers: Column) -> Iterator[tuple[int, int]]:
        """Those of one value among literals."""
        for number, text in zip(numbers.tolist(), self._dictionary.texts(numbers), strict=True):
            if not text.endswith(b">"):
                continue
            try:
                value = value_of(*self._read(number, text.decode())[:2])
            except IllTypedError:
                self.ill_typed.add(number)
                continue
            if value is not None:
                self._has_narrow_strings |= value.space == XSD + "string"
                first = self._by_value.setdefault(value, number)
                if first != number:
                    yield first, number

    def _plain_pairs(self) -> Iterator[tuple[int, int]]:
        """The plain literals that have the value of one of a narrower datatype, such as xsd:token."""
        for value, number in self._by_value.items():
            if value.space == XSD + "string":
                plain = self._dictionary.number_of(Literal(value.form))
                if plain is not None and plain < len(self._met) and self._met[plain]:
                    yield plain, number

    def _space(self, datatype: int) -> str | None:
        text = self._dictionary.text(datatype)
        space = text[1:-1].decode()
        return space if text.startswith(b"<") and is_known(space) else None
