"""Terms and their numbers: each term has one number, counted from 0 in the order in which terms are met."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.packing import Column
from preventiegraaf.columns.terms import Term, kind_of, term_of, text_of

Kinds = npt.NDArray[np.uint8]


class Dictionary:
    """The numbers of terms; terms can be added, none is ever removed or renumbered."""

    def __init__(self) -> None:
        self._texts: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._kinds = np.empty(0, dtype=np.uint8)

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def kinds(self) -> Kinds:
        """For each number the `Kind` of its term."""
        known = len(self._kinds)
        if known < len(self._texts):
            news = np.fromiter((kind_of(text) for text in self._texts[known:]), dtype=np.uint8)
            self._kinds = np.concatenate((self._kinds, news))
        return self._kinds

    def number(self, text: bytes) -> int | None:
        """The number of a term by its N-Triples text, or None if it has none."""
        return self._numbers.get(text)

    def numbers(self, texts: Iterable[bytes]) -> Column:
        """The numbers of several terms, -1 for one that has none."""
        return np.fromiter((self._numbers.get(text, -1) for text in texts), dtype=np.int64)

    def text(self, number: int) -> bytes:
        """The N-Triples text of a term; raises IndexError for a number that is none."""
        if number < 0:
            raise IndexError(number)
        return self._texts[number]

    def texts(self, numbers: Column) -> list[bytes]:
        """The N-Triples texts of several terms, in the order of the numbers."""
        return [self._texts[number] for number in numbers.tolist()]

    def add(self, text: bytes) -> int:
        """The number of a term, which is given one if it has none."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._texts)
            self._texts.append(text)
        return number

    def number_of(self, term: Term) -> int | None:
        """The number of a term, or None if it has none."""
        return self.number(text_of(term))

    def term(self, number: int) -> Term:
        """The term of a number; raises IndexError for a number that is none."""
        return term_of(self.text(number))

    def add_term(self, term: Term) -> int:
        """The number of a term, which is given one if it has none."""
        return self.add(text_of(term))
