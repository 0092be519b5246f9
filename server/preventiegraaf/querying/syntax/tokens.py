"""The words, names, strings and signs of a SPARQL query: enough to explain it, not to guard against it.

This is no parser: `<` is read as the beginning of an IRI wherever it can be one. Whatever the text, its reading takes
time in proportion to its length, for anyone may send one. So no pattern steps back, and what a string or name that
turns out not to be one has run over is not run over again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(
    r"""
    (?P<skip>\s++|\#[^\n\r]*+)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<variable>[?$][\w·\u0300-\u036f\u203f\u2040]++)
    | (?P<tag>@[A-Za-z\-0-9]++)
    | (?P<word>[A-Za-z_]\w*+)
    | (?P<number>[0-9][0-9.eE]*+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The tokens whose first signs tell what they are."""
_LOCAL = r"(?:(?:[\w:%]|\\.)(?:\.*+(?:[\w\-:%·]|\\.))*+)?+"
"""What may follow the colon of a name."""


@dataclass(frozen=True)
class Bounded:
    """A kind of token that must end in certain signs: `body` runs from its beginning as far as it can go."""

    kind: str
    body: re.Pattern[str]
    end: re.Pattern[str]


BOUNDED = (
    Bounded("string", re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+', re.DOTALL), re.compile('"""')),
    Bounded("string", re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+", re.DOTALL), re.compile("'''")),
    Bounded("string", re.compile(r'"(?:[^"\\\n\r]|\\.)*+', re.DOTALL), re.compile('"')),
    Bounded("string", re.compile(r"'(?:[^'\\\n\r]|\\.)*+", re.DOTALL), re.compile("'")),
    Bounded("name", re.compile(r"_|[^\W\d_][\w\-.·]*+"), re.compile(rf"(?<!\.):{_LOCAL}", re.DOTALL)),
    Bounded("name", re.compile("(?=:)"), re.compile(rf":{_LOCAL}", re.DOTALL)),
)


class Token(NamedTuple):
    """A word, name, string or sign of a query, its kind, and where it starts (code points)."""

    kind: str
    text: str
    start: int


@lru_cache(maxsize=4)
def tokens(query: str) -> tuple[Token, ...]:
    """The tokens of a query, white space and comments as kind `skip`."""
    return tuple(_scan(query))


def _scan(query: str) -> Iterator[Token]:
    place, barren = 0, [0] * len(BOUNDED)
    while place < len(query):
        kind, end = _bounded(query, place, barren) or _plain(query, place)
        yield Token(kind, query[place:end], place)
        place = end


def _bounded(query: str, place: int, barren: list[int]) -> tuple[str, int] | None:
    """The kind and end of the string or name that begins here, if one does.

    `barren` says for each of them up to where none begins: a body that lacks its end runs to the same place from each
    beginning that it holds.
    """
    first = query[place]
    if not (first in "\"'_:" or first.isalpha()):
        return None
    for number, bounded in enumerate(BOUNDED):
        body = bounded.body.match(query, place) if place >= barren[number] else None
        if body is None:
            continue
        end = bounded.end.match(query, body.end())
        if end is not None:
            return bounded.kind, end.end()
        barren[number] = body.end()
    return None


def _plain(query: str, place: int) -> tuple[str, int]:
    match = _PLAIN.match(query, place)
    if match is None or match.lastgroup is None:
        raise AssertionError(place)  # the last pattern takes any sign
    return match.lastgroup, match.end()
