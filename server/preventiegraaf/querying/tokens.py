"""The words of a SPARQL query outside strings, IRIs and comments: enough to see what it asks for.

This is no parser. It answers two questions before the engine sees the query: is it an update, and does it want to
leave this machine? Code point escapes are resolved first, as SPARQL 1.1 does (section 19.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>_?[\w\-.]*:(?:[\w\-.:%]|\\.)*)
    | (?P<tag>@[A-Za-z\-0-9]+)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>[0-9][0-9.eE]*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
"""The words with which a read query begins, after its prologue."""


@dataclass(frozen=True)
class Token:
    """A word, name, string or sign of a query, its kind, and where it starts (code points)."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, white space and comments as kind `skip`."""
    for match in _TOKEN.finditer(_ESCAPE.sub(_unescape, query)):
        yield Token(match.lastgroup or "other", match.group(), match.start())


def keywords(query: str) -> Iterator[str]:
    """The bare words of the query in capitals, in their order."""
    return (token.text.upper() for token in tokens(query) if token.kind == "word")


def is_update(query: str) -> bool:
    """Whether the text is a SPARQL update: an update's word comes before any query form."""
    for word in keywords(query):
        if word in FORMS:
            return False
        if word in _UPDATES:
            return True
    return False


def builds_graph(query: str) -> bool:
    """Whether the answer is a graph: the query form is CONSTRUCT or DESCRIBE."""
    form = next((word for word in keywords(query) if word in FORMS), "SELECT")
    return form in ("CONSTRUCT", "DESCRIBE")


def uses_service(query: str) -> bool:
    """Whether the query has a SERVICE clause."""
    return "SERVICE" in keywords(query)


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
