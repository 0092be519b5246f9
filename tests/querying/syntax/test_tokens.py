"""Reading a query's words: what it must be, and that it takes time in proportion to the length, whatever the text."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from preventiegraaf.querying.syntax import tokens as module
from preventiegraaf.querying.syntax.tokens import Token, tokens

DEFINITION = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
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
"""The tokens as one would define them; to read a long text by this takes time in the square of its length."""
PIECES = [
    "a",
    "é",
    "_",
    "0",
    ".",
    "-",
    "·",
    ":",
    "%",
    "\\",
    '"',
    "'",
    "<",
    ">",
    "#",
    "\n",
    " ",
    "?",
    "@",
    "{",
    "\\u0027",
]
LENGTH = 200
MOST_WORK = 12
"""How often each sign of a text may be looked at: once for each pattern that may begin there, and once more."""


class Counting:
    """A pattern that adds up over how many signs it has run."""

    def __init__(self, pattern: re.Pattern[str], counts: list[int]) -> None:
        self._pattern, self._counts = pattern, counts

    def match(self, text: str, place: int) -> re.Match[str] | None:
        found = self._pattern.match(text, place)
        self._counts.append(1 + len(found.group()) if found else 1)
        return found


class Counted(NamedTuple):
    """A kind of token whose patterns count."""

    kind: str
    body: Counting
    end: Counting


def test_a_query_is_read_as_its_parts() -> None:
    found = [
        (token.kind, token.text) for token in tokens('SELECT ?x{<urn:a>a:.b "é"@nl.x-y:z 1.5}') if token.text != " "
    ]
    assert found == [
        *[("word", "SELECT"), ("variable", "?x"), ("other", "{"), ("iri", "<urn:a>"), ("name", "a:"), ("other", ".")],
        *[("word", "b"), ("string", '"é"'), ("tag", "@nl"), ("other", "."), ("name", "x-y:z"), ("number", "1.5")],
        ("other", "}"),
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example('"\\"""\\"""\n"""')
@example("'''a'''''b'''\\'''")
@example("a.b.:c..d.")
def test_tokens_are_those_of_their_definition(text: str) -> None:
    expected = [Token(match.lastgroup or "", match.group(), match.start()) for match in DEFINITION.finditer(text)]
    assert list(tokens(text)) == expected


@pytest.mark.parametrize("opening", ["", '"', "'", '"""', "'''", "<", "a", "a:", "_:"])
def test_no_sign_is_looked_at_more_than_a_few_times(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    bounded = [Counted(kind.kind, Counting(kind.body, counts), Counting(kind.end, counts)) for kind in module.BOUNDED]
    monkeypatch.setattr(module, "BOUNDED", bounded)
    monkeypatch.setattr(module, "_PLAIN", Counting(module._PLAIN, counts))
    for repeated in {"".join(parts) for parts in product(PIECES, repeat=2)}:
        text = opening + repeated * (LENGTH // len(repeated))
        counts.clear()
        tokens.__wrapped__(text)
        assert sum(counts) <= MOST_WORK * len(text), text[:20]


def test_no_pattern_steps_back() -> None:
    """A pattern whose every repetition is possessive does work in proportion to what it runs over."""
    patterns = [module._PLAIN, *(pattern for kind in module.BOUNDED for pattern in (kind.body, kind.end))]
    for pattern in patterns:
        assert not steps_back(pattern.pattern), pattern.pattern


@pytest.mark.parametrize(("pattern", "expected"), [(r"a*", True), (r"[*+]\+", False), (r"(?:a|b+)*+", True)])
def test_what_steps_back_is_known(pattern: str, expected: bool) -> None:
    assert steps_back(pattern) is expected


def steps_back(pattern: str) -> bool:
    """Whether a pattern has a repetition that gives back what it took."""
    signs = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern)
    return re.search(r"(?:[*+]|\{\d+,\d*\}|(?<![(*+?])\?)(?!\+)(?<!\+\+)(?<!\*\+)(?<!\?\+)", signs) is not None
