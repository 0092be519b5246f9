"""The words of a Turtle or SPARQL file with their lines: enough to say where a name or a block stands.

This is no parser: the parser of pyoxigraph decides what is valid. Grammar: Turtle 1.1, section 6.5; SPARQL 1.1, section
19.8, whose terminals are the same but for variables and keywords.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<blank>_:[\w](?:[\w.\-]*[\w\-])?)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
        (?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?)?)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
    | (?P<word>[A-Za-z_]\w*)
    | (?P<other>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Token:
    """A word of a file: `kind` is the name of its group in the grammar above, `start` and `end` are code points."""

    kind: str
    text: str
    line: int
    start: int
    end: int

    @property
    def nesting(self) -> int:
        """1 for what opens a blank node or list, -1 for what closes one, else 0."""
        return (self.text in ("[", "(")) - (self.text in ("]", ")"))


@dataclass(frozen=True)
class Prefix:
    """A declaration of a prefix."""

    name: str
    iri: str
    line: int


@dataclass(frozen=True)
class Block:
    """The tokens of one statement of a Turtle file, from its subject up to and including its full stop."""

    tokens: tuple[Token, ...]

    @property
    def line(self) -> int:
        """The line on which the subject stands."""
        return self.tokens[0].line

    @property
    def subject(self) -> Token:
        """The first token: an IRI, a name, or what opens a blank node."""
        return self.tokens[0]

    def predicates(self) -> Iterator[Token]:
        """The predicates of the subject itself, in their order."""
        depth, expected = 0, True
        for index, token in enumerate(self.tokens):
            if token.nesting:
                depth += token.nesting
            elif index and depth == 0 and token.text == ";":
                expected = True
            elif index and depth == 0 and expected and token.text != ".":
                expected = False
                yield token


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a file without white space and comments."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    return tuple(
        Token(match.lastgroup or "", match.group(), bisect_right(breaks, match.start() - 1) + 1, *match.span())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "skip"
    )


def prefixes_of(tokens: Iterable[Token]) -> Iterator[Prefix]:
    """The prefixes that a file declares, by `@prefix` or `PREFIX`."""
    sequence = list(tokens)
    for keyword, name, iri in zip(sequence, sequence[1:], sequence[2:], strict=False):
        if keyword.text.upper() in ("@PREFIX", "PREFIX") and name.kind == "name" and iri.kind == "iri":
            yield Prefix(name.text.removesuffix(":"), _without_escapes(iri.text[1:-1]), keyword.line)


def blocks_of(tokens: Iterable[Token]) -> Iterator[Block]:
    """The statements of a Turtle file, without its directives."""
    statement: list[Token] = []
    depth = 0
    for token in tokens:
        statement.append(token)
        depth += token.nesting
        if _ends(statement, depth):
            if statement[0].text not in ("@prefix", "@base") and statement[0].text.upper() not in ("PREFIX", "BASE"):
                yield Block(tuple(statement))
            statement, depth = [], 0
    if statement:
        yield Block(tuple(statement))


def _ends(statement: list[Token], depth: int) -> bool:
    keyword = statement[0].text.upper()
    if keyword in ("PREFIX", "BASE") and statement[0].kind == "word":
        return len(statement) == {"PREFIX": 3, "BASE": 2}[keyword]
    return statement[-1].text == "." and statement[-1].kind == "other" and depth <= 0


def iri_of(token: Token, prefixes: dict[str, str]) -> str | None:
    """The IRI that a token stands for, or None for a token of another kind or an unknown prefix."""
    if token.kind == "iri":
        return _without_escapes(token.text[1:-1])
    if token.kind != "name":
        return None
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in prefixes else None


def _without_escapes(iri: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), iri)
