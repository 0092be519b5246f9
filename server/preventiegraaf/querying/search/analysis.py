"""From text to the words by which it is found: the same for what is indexed and for what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import snowballstemmer

LANGUAGES = ("nl", "en")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?|[^\W_]+(?:[’'][^\W_]+)*")
_DROPPED = re.compile(r"[’']s$|[.’']")
_PLURAL = re.compile(r"(?<=i)es$")

STOP_WORDS = frozenset(
    (
        *("de", "het", "een", "van", "in", "op", "en", "of", "voor", "met", "bij", "aan", "te"),
        *("is", "zijn", "was", "wat", "wie", "welke", "waar", "wanneer", "hoe", "er", "die", "dat", "door"),
        *("naar", "om", "heer", "mevrouw"),
        *("the", "a", "an", "of", "on", "and", "or", "for", "with", "at", "to", "are", "what"),
        *("who", "which", "where", "when", "how", "there", "by", "from", "as"),
    )
)
"""Words that need not be found; they count where they are."""


def folded(text: str) -> str:
    """The text in lower case and without accents: `Coördinator` and `coordinator` are one."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def spans_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text, folded, with its place (code points, end exclusive); `V.W.S.` is one word."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), _DROPPED.sub("", folded(match.group()))


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return [word for _, _, word in spans_of(text)]


def telling(words: Sequence[str]) -> Sequence[str]:
    """The words that must be found: all but the stop words, or all if there are no others."""
    return [word for word in words if word not in STOP_WORDS] or words


class Stemmer:
    """Brings the forms of a Dutch or English word together (the stemmers of Snowball); not for several threads."""

    def __init__(self) -> None:
        self._kraaij_pohlmann = snowballstemmer.stemmer("dutch")
        self._porter = snowballstemmer.stemmer("dutch_porter")
        self._english = snowballstemmer.stemmer("english")

    def stem(self, word: str, language: str) -> str:
        """The stem of a folded word of `nl` or `en`.

        The better Dutch stemmer takes `ge-` for a participle, so that `gemeente` would meet `menen`; words that begin
        so go to the older one.
        """
        if language == "en":
            return str(self._english.stemWord(word))
        if word.startswith("ge"):
            return str(self._porter.stemWord(_PLURAL.sub("e", word)))
        return str(self._kraaij_pohlmann.stemWord(word))

    def stems(self, word: str) -> set[str]:
        """The stems of a folded word of which the language is not known."""
        return {self.stem(word, language) for language in LANGUAGES}
