"""Conditions on the texts of terms, told from their N-Triples texts: what a literal says, and in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from preventiegraaf.columns import lexical_form
from preventiegraaf.querying.columnar.algebra import HasText, InLanguage, Text

Verdict: TypeAlias = bool | None
"""Whether a condition is true of a term; None for an error (SPARQL 1.1, section 17.2)."""

_FOLDED = str.maketrans({"\u0130": "\u0131", "\u017f": "s"})
"""Before small letters are made: a capital I with a dot is no i where case does not matter, and a long s is an s."""
_CHANGES: Mapping[str, Callable[[str], str]] = {
    "": str,
    "lower": str.lower,
    "upper": str.upper,
    "folded": lambda text: (text if text.isascii() else text.translate(_FOLDED)).lower(),
}
_PLACES: Mapping[str, Callable[[str, str], bool]] = {
    "anywhere": str.__contains__,
    "start": str.startswith,
    "end": str.endswith,
    "whole": str.__eq__,
}


def verdicts(condition: InLanguage | HasText, texts: Sequence[Text]) -> list[Verdict]:
    """Whether a condition is true of the terms of N-Triples texts.

    A string that nothing in a text can hide is first looked for in all of each, without telling words from the rest.
    """
    tell = teller(condition, condition.given)
    wanted = lexical_form(condition.given)
    if isinstance(condition, InLanguage) or not _stands_as_it_is(wanted):
        return [*map(tell, texts)]
    of_any = condition.of_any
    lines = _CHANGES[condition.case](b"\n".join(texts).decode()).split("\n")
    pairs = zip(texts, lines, strict=True)
    return [tell(text) if wanted in line else False if _has_words(text, of_any) else None for text, line in pairs]


@lru_cache(maxsize=256)
def teller(condition: InLanguage | HasText, given: Text) -> Callable[[Text], Verdict]:
    """What tells of each N-Triples text whether a condition with this constant is true of its term."""
    wanted = lexical_form(given)
    if isinstance(condition, InLanguage):
        return lambda text: _is_in_language(_language(text), wanted, condition.is_range)
    change, is_there, of_any = _CHANGES[condition.case], _PLACES[condition.place], condition.of_any
    return lambda text: is_there(change(_words(text)), wanted) if _has_words(text, of_any) else None


def _stands_as_it_is(wanted: str) -> bool:
    """Whether no sign of a string is written with an escape in N-Triples; one that is short stands in most texts."""
    return len(wanted) > 1 and wanted.isprintable() and '"' not in wanted and "\\" not in wanted


def _has_words(text: Text, of_any: bool) -> bool:
    """Whether a term is a literal that is a string; if `of_any`, whether STR gives words for it."""
    if text[:1] == b'"':
        return of_any or text[-1:] != b">"
    return of_any and text[:1] == b"<" and text[:2] != b"<<"


def _words(text: Text) -> str:
    """The lexical form of a literal, or an IRI."""
    return lexical_form(text) if text[:1] == b'"' else text[1:-1].decode()


def _language(text: Text) -> str | None:
    """The language of a literal, empty for one that has none; None for another term."""
    if text[:1] != b'"':
        return None
    tag = text[text.rindex(b'"') + 1 :]
    return tag[1:].decode().partition("--")[0] if tag[:1] == b"@" else ""


def _is_in_language(tag: str | None, wanted: str, is_range: bool) -> Verdict:
    if tag is None or not is_range:
        return None if tag is None else tag == wanted
    if wanted == "*":
        return tag != ""
    return f"{tag}-".lower().startswith(f"{wanted}-".lower()) if wanted else tag == ""
