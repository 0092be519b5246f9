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
    """A word of a file: `kind` names its group in the grammar above, `start` and `end` are code points."""

    kind: str
    text: str
    line: int
    column: int
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
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple(_token(match, starts) for match in _TOKEN.finditer(text) if match.lastgroup != "skip")


def _token(match: re.Match[str], starts: list[int]) -> Token:
    line = bisect_right(starts, match.start())
    return Token(match.lastgroup or "", match.group(), line, match.start() - starts[line - 1] + 1, *match.span())


def prefixes_of(tokens: Iterable[Token]) -> Iterator[Prefix]:
    """The prefixes that a file declares, by `@prefix` or `PREFIX`."""
    sequence = list(tokens)
    for keyword, name, iri in zip(sequence, sequence[1:], sequence[2:], strict=False):
        if keyword.text.upper() in ("@PREFIX", "PREFIX") and name.kind == "name" and iri.kind == "iri":
            yield Prefix(name.text.removesuffix(":"), _without_escapes(iri.text[1:-1]), keyword.line)


def blocks_of(tokens: Iterable[Token], broken: bool = False) -> Iterator[Block]:
    """The statements of a Turtle file, without its directives.

    In a broken file a name at the start of a line begins a statement too, so that one fault costs one statement.
    """
    statement: list[Token] = []
    depth = 0
    for token in tokens:
        if broken and statement and token.column == 1 and token.kind in ("iri", "name"):
            yield Block(tuple(statement))
            statement, depth = [], 0
        statement.append(token)
        depth += token.nesting
        if _ends(statement, depth):
            if not _is_directive(statement[0]):
                yield Block(tuple(statement))
            statement, depth = [], 0
    if statement:
        yield Block(tuple(statement))


def _is_directive(token: Token) -> bool:
    return token.text in ("@prefix", "@base") or (token.kind == "word" and token.text.upper() in ("PREFIX", "BASE"))


def _ends(statement: list[Token], depth: int) -> bool:
    if statement[0].kind == "word" and _is_directive(statement[0]):
        return statement[-1].kind == "iri"
    return statement[-1].text == "." and depth <= 0


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
