"""The page of a document: its facts in the order of its text, beside the text itself where the operator has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from preventiegraaf.passages import Span, covered
from preventiegraaf.querying.things.evidenced import Evidenced, digests_of, evidenced, length_of
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.texts import Coverage, Text, coverage
from preventiegraaf.web.presentation.highlighting import Segment, lines, segments
from preventiegraaf.web.presentation.presenting import Presenter

_FACTS_A_PART = 500
"""About as many facts stand on one page; a long document has several."""


@dataclass(frozen=True)
class Place:
    """A passage of the document: its number, its place, its words, and its page where the text is not shown."""

    number: int
    span: Span
    words: str
    href: str | None


@dataclass(frozen=True)
class Fact:
    """A thing or relation that the document is evidence of: its number, kind, name, page and passages."""

    number: int
    kind: str
    name: str
    href: str
    time: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Passus:
    """A line of the text, cut into segments, with the facts whose own passage begins in it.

    Without the text there are no segments.
    """

    segments: list[Segment]
    facts: list[Fact]


@dataclass(frozen=True)
class LeftOut:
    """A part of the document from which nothing was taken: its place, its words if they are at hand, and why."""

    span: Span
    words: str | None
    reason: str


@dataclass(frozen=True)
class Reading:
    """What the page of a document shows of its text, one of several parts.

    `text` is `shown`, `absent` (the operator has no texts) or `differs` (has texts, but none with the digest of the
    graph). `first_fact` gives the number of the first fact of each passage by the number of the passage. Coverage is
    that of the sentences where the text is at hand, else `share` is that of the characters, from 0 to 1.
    """

    text: str
    passus: list[Passus]
    first_fact: Mapping[int, int]
    facts: int
    passages: int
    left_out: list[LeftOut]
    reasons: list[tuple[str, int]]
    coverage: Coverage | None
    share: float | None
    part: int
    parts: int


def reading_of(
    document: NamedNode, slug: str, wording: Wording, asserted: Store, texts: Mapping[str, Text], part: int
) -> Reading | None:
    """The reading of a document, or None if it has no such part."""
    found = evidenced(slug, asserted)
    text = next((texts[digest] for digest in digests_of(document, asserted) if digest in texts), None)
    return _Reader(found, text, Presenter(wording)).reading(
        "shown" if text else "differs" if texts else "absent", length_of(document, asserted), part
    )


class _Reader:
    """Arranges the facts of one document beside its text."""

    def __init__(self, found: Evidenced, text: Text | None, presenter: Presenter) -> None:
        self._found, self._text, self._presenter = found, text, presenter
        self._numbers = {span: number for number, span in enumerate(found.places(), 1)}
        self._omissions = {span: presenter.wording.name(reason) for span, reason in found.omissions.items()}

    def reading(self, state: str, length: int | None, part: int) -> Reading | None:
        """One part of the reading."""
        parts = self._parts()
        if not 1 <= part <= len(parts):
            return None
        left_out = [
            LeftOut(span, self._text[span] if self._text else None, reason) for span, reason in self._omissions.items()
        ]
        return Reading(
            state,
            [self._passus(span, numbered) for span, numbered in parts[part - 1]],
            self._first_facts(),
            len(self._found.facts),
            len(self._found.passages),
            left_out,
            Counter(self._omissions.values()).most_common(),
            coverage(self._text, self._found.passages, self._omissions) if self._text else None,
            self._share(length),
            part,
            len(parts),
        )

    def _parts(self) -> list[list[tuple[Span | None, list[tuple[int, NamedNode]]]]]:
        """The lines of each page with the numbered facts that begin in them; one line for all without the text."""
        numbered = list(enumerate(self._found.facts, 1))
        if self._text is None:
            pages = [numbered[at : at + _FACTS_A_PART] for at in range(0, max(1, len(numbered)), _FACTS_A_PART)]
            return [[(None, page)] for page in pages]
        parts: list[list[tuple[Span | None, list[tuple[int, NamedNode]]]]] = [[]]
        count = 0
        for line, begun in self._by_line(lines(self._text.content), numbered):
            if count and count + len(begun) > _FACTS_A_PART:
                parts.append([])
                count = 0
            parts[-1].append((line, begun))
            count += len(begun)
        return parts

    def _by_line(
        self, spans: Sequence[Span], numbered: list[tuple[int, NamedNode]]
    ) -> list[tuple[Span, list[tuple[int, NamedNode]]]]:
        waiting, found = list(numbered), []
        for index, line in enumerate(spans):
            is_last = index == len(spans) - 1
            begun = [one for one in waiting if is_last or self._found.facts[one[1]][0].start < line.end]
            waiting = waiting[len(begun) :]
            found.append((line, begun))
        return found

    def _passus(self, line: Span | None, numbered: list[tuple[int, NamedNode]]) -> Passus:
        facts = [self._fact(number, fact) for number, fact in numbered]
        if line is None or self._text is None:
            return Passus([], facts)
        return Passus(segments(self._text.content, line, self._numbers, self._omissions), facts)

    def _fact(self, number: int, fact: NamedNode) -> Fact:
        wording = self._presenter.wording
        places = tuple(self._place(span) for span in self._found.facts[fact])
        kind, amount = wording.kind(fact), self._presenter.amount(fact)
        name = wording.name(fact).removeprefix(f"{kind}: ")
        told = f"{name}: {amount}" if amount else name
        time = wording.time(fact) if fact in self._found.timed else ""
        return Fact(number, kind, told, self._presenter.href(fact) or "", time, places)

    def _place(self, span: Span) -> Place:
        passage = self._found.passages[span]
        if self._text is not None:  # then the page leads to the words in the text
            return Place(self._numbers[span], span, self._text[span], None)
        return Place(self._numbers[span], span, self._presenter.wording.words(passage), self._presenter.href(passage))

    def _first_facts(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for number, spans in enumerate(self._found.facts.values(), 1):
            for span in spans:
                first.setdefault(self._numbers[span], number)
        return first

    def _share(self, length: int | None) -> float | None:
        """The share of the characters that is in a passage or was left out, from 0 to 1."""
        return min(1.0, covered([*self._found.passages, *self._omissions]) / length) if length else None
