"""The changes since the last release, from the changelog (Keep a Changelog 1.1.0)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RELEASE = re.compile(r"^## +(?P<name>.+)$", re.MULTILINE)
_KIND = re.compile(r"^### +(?P<name>.+)$", re.MULTILINE)
_ITEM = re.compile(r"^- +", re.MULTILINE)


@dataclass(frozen=True)
class Changes:
    """What changed in a release: its name, and by kind (`Added`, `Fixed`) the items.

    Each item is a list of pieces: a text, and whether it is code.
    """

    release: str
    kinds: list[tuple[str, list[list[tuple[str, bool]]]]]


def latest(changelog: str) -> Changes | None:
    """The changes that stand at the top of a changelog, or None if it has no release with changes."""
    for name, body in _parts(_RELEASE, changelog):
        kinds = [(kind, [_pieces(item) for item in _ITEM.split(items)[1:]]) for kind, items in _parts(_KIND, body)]
        if any(items for _, items in kinds):
            return Changes(name, [(kind, items) for kind, items in kinds if items])
    return None


def _parts(heading: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    found = list(heading.finditer(text))
    ends = [match.start() for match in found] + [len(text)]
    return [(match["name"].strip(), text[match.end() : end]) for match, end in zip(found, ends[1:], strict=True)]


def _pieces(item: str) -> list[tuple[str, bool]]:
    """The text of an item cut at the backticks that stand around code."""
    cut = " ".join(item.split()).split("`")
    return [(piece, bool(number % 2)) for number, piece in enumerate(cut) if piece]
