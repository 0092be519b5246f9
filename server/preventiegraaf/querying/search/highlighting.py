"""Marks in a text the words that were asked for, and cuts a long text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preventiegraaf.querying.search.analysis import Stemmer, spans_of, telling, words_of

_SHORTEST_PART = 4
_ALIKE = 2
"""So many first letters a word shares with its stem; only those that could be hits are stemmed, for that takes long."""


@dataclass(frozen=True)
class Piece:
    """A part of a text; whether it is to be marked."""

    text: str
    marked: bool


class Highlighter:
    """Marks the words of a question, their forms, compounds with them, and what was taken for them."""

    def __init__(self, text: str, corrections: Sequence[str] = ()) -> None:
        words = telling(words_of(text))
        self._words, self._unfinished = {*words, *corrections}, tuple(words[-1:])
        self._stemmer = Stemmer()
        self._stems = {stem for word in self._words for stem in self._stemmer.stems(word)}
        self._begins = {stem[:_ALIKE] for stem in self._stems}

    @property
    def marks(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._words)

    def pieces(self, text: str) -> list[Piece]:
        """The whole text in pieces."""
        return list(self._pieces(text))

    def hits(self, text: str) -> int:
        """How many words of the text would be marked."""
        return sum(1 for _, _, word in spans_of(text) if self._is_hit(word))

    def snippet(self, text: str, size: int) -> list[Piece]:
        """The text in pieces, cut to about so many code points around the first mark."""
        if len(text) <= size:
            return self.pieces(text)
        place = next((start for start, _, word in spans_of(text) if self._is_hit(word)), 0)
        begin = text.rfind(" ", 0, max(0, place - size // 3)) + 1 if place > size // 2 else 0
        end = text.rfind(" ", begin, begin + size) if begin + size < len(text) else len(text)
        cut = text[begin : end if end > begin else begin + size]
        before, after = ("… " if begin else ""), (" …" if begin + len(cut) < len(text) else "")
        return self.pieces(f"{before}{cut}{after}")

    def _pieces(self, text: str) -> Iterator[Piece]:
        told = 0
        for start, end, word in spans_of(text):
            if self._is_hit(word):
                if start > told:
                    yield Piece(text[told:start], False)
                yield Piece(text[start:end], True)
                told = end
        if told < len(text):
            yield Piece(text[told:], False)

    def _is_hit(self, word: str) -> bool:
        if word in self._words or word.startswith(self._unfinished):
            return True
        if word[:_ALIKE] in self._begins and not self._stems.isdisjoint(self._stemmer.stems(word)):
            return True
        return any(len(part) >= _SHORTEST_PART and part in word for part in self._words)
