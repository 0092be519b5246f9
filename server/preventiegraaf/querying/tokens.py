"""The words, names, strings and signs of a SPARQL query: enough to explain it, not to guard against it.

This is no parser: `<` is read as the beginning of an IRI wherever it can be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$][\w·\u0300-\u036f\u203f\u2040]+)
    | (?P<name>(?:_|[^\W\d_](?:[\w\-.·]*[\w\-·])?)?:
        (?:(?:[\w:%]|\\.)(?:\.*(?:[\w\-:%·]|\\.))*)?)
    | (?P<tag>@[A-Za-z\-0-9]+)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>[0-9][0-9.eE]*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, string or sign of a query, its kind, and where it starts (code points)."""

    kind: str
    text: str
    start: int


@lru_cache(maxsize=64)
def tokens(query: str) -> tuple[Token, ...]:
    """The tokens of a query, white space and comments as kind `skip`."""
    return tuple(Token(match.lastgroup or "other", match.group(), match.start()) for match in _TOKEN.finditer(query))
