"""A query without the things that it asks about: queries that differ in these alone are read once.

Programs ask the same queries about other things all the time, and to read a query takes longer than to answer it.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from preventiegraaf.querying.syntax.forms import prologue

_LONGEST = 1_000
_MOST_CONSTANTS = 60
_CONSTANT = re.compile(
    r"""
    ( \#[^\r\n]*+
    | "[^"\\\r\n]*+" | '[^'\\\r\n]*+'
    | <[^<>"{}|^`\\\x00-\x20]*+>
    | (?<![\w:.\-?$·@]) (?:[A-Za-z][A-Za-z0-9_\-]*+)?+ : [A-Za-z0-9_](?:\.*+[A-Za-z0-9_\-])*+ (?!\.*[\w\-:%·])
    )""",
    re.VERBOSE,
)
"""A comment, a string, an IRI or a prefixed name, each no more than what SPARQL takes for it."""
_PLACE = "urn:x-preventiegraaf:constant:"
_HELD = re.compile(rb"""<urn:x-preventiegraaf:constant:(\d+)>|"urn:x-preventiegraaf:constant:(\d+)"(.*)""", re.DOTALL)

Key: TypeAlias = tuple[str, ...]


class Skeleton(NamedTuple):
    """A query in parts: its prologue, and what stands between its constants, and these, as they are written.

    Two skeletons with the same `key` are read alike.
    """

    prologue: str
    between: tuple[str, ...]
    constants: tuple[str, ...]

    @property
    def key(self) -> Key:
        """All of the query but its constants, of which it tells which are strings."""
        kinds = "".join(['"' if constant[0] in "\"'" else "<" for constant in self.constants])
        return (self.prologue, kinds, *self.between)

    def with_places(self) -> str:
        """The query with the number of each constant in its place."""
        parts = [self.prologue, self.between[0]]
        for number, (constant, after) in enumerate(zip(self.constants, self.between[1:], strict=True)):
            parts += [f'"{_PLACE}{number}"' if constant[0] in "\"'" else f"<{_PLACE}{number}>", after]
        return "".join(parts)


def skeleton_of(query: str) -> Skeleton | None:
    """The parts of a query; None for one that is long, or whose constants are written in an unusual way."""
    if len(query) > _LONGEST or "\\" in query or '"""' in query or "'''" in query:
        return None
    head = prologue(query)
    parts = _CONSTANT.split(query[len(head) :])
    if "#" in [part[:1] for part in parts[1::2]]:
        parts = _without_comments(parts)
    if len(parts) > 2 * _MOST_CONSTANTS:
        return None
    return Skeleton(head, tuple(parts[::2]), tuple(parts[1::2]))


def _without_comments(parts: list[str]) -> list[str]:
    """The same parts with a space for each comment; its line end still stands before what follows it."""
    kept = parts[:1]
    for constant, after in zip(parts[1::2], parts[2::2], strict=True):
        if constant[0] == "#":
            kept[-1] += f" {after}"
        else:
            kept += constant, after
    return kept


def place_of(text: bytes) -> tuple[int, bytes] | None:
    """Which of the constants stands in a place, and what follows it if it is a string; None for another term."""
    held = _HELD.fullmatch(text)
    if held is None:
        return None
    return int(held[1] or held[2]), held[3] or b""
