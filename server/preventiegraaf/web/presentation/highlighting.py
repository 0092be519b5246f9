"""A text cut where passages begin and end, so that nested and overlapping passages can each be marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from preventiegraaf.passages import Span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Segment:
    """Words that the same passages cover: their numbers, the shortest passage first.

    `first_of` has the places of the passages that begin here; `omission` the reason if the words were left out.
    """

    words: str
    passages: tuple[int, ...] = ()
    first_of: tuple[Span, ...] = ()
    omission: str | None = None


def lines(content: str) -> list[Span]:
    """The lines of a text that hold more than white space."""
    return [Span(match.start(), match.end()) for match in _LINE.finditer(content) if match.group().strip()]


def segments(content: str, within: Span, passages: Mapping[Span, int], omissions: Mapping[Span, str]) -> list[Segment]:
    """The segments of a part of a text; `passages` gives the number of each passage, `omissions` each reason."""
    here = [span for span in passages if span.overlaps(within)]
    left_out = [span for span in omissions if span.overlaps(within)]
    cuts = sorted({within.start, within.end, *_ends((*here, *left_out), within)})
    return [_segment(content, Span(*ends), here, passages, left_out, omissions) for ends in pairwise(cuts)]


def _ends(spans: Iterable[Span], within: Span) -> Iterator[int]:
    for span in spans:
        for end in (span.start, span.end):
            if within.start < end < within.end:
                yield end


def _segment(
    content: str,
    part: Span,
    here: list[Span],
    passages: Mapping[Span, int],
    left_out: list[Span],
    omissions: Mapping[Span, str],
) -> Segment:
    covering = sorted((span for span in here if span.contains(part)), key=lambda span: (span.end - span.start, span))
    return Segment(
        content[part.start : part.end],
        tuple(passages[span] for span in covering),
        tuple(span for span in covering if span.start == part.start),
        next((omissions[span] for span in left_out if span.contains(part)), None),
    )
