"""The parts of which the page of a thing is made."""

from __future__ import annotations

from dataclasses import dataclass, field

from preventiegraaf.web.presentation.timeline import Stretch, Tick


@dataclass(frozen=True)
class Quote:
    """Words of a document, the page of the passage, and the document."""

    words: str
    href: str
    source: Value | None
    language: str | None
    supports: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Value:
    """A thing or a text, and where it leads; with the words that support it, or the page that tells why it follows."""

    text: str
    href: str | None = None
    language: str | None = None
    quotes: tuple[Quote, ...] = ()
    why: str | None = None


@dataclass(frozen=True)
class Row:
    """A property and its values; `inward` where the thing is a value of theirs; `quotes` support all of it."""

    name: Value
    values: list[Value]
    inward: bool = False
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Account:
    """What the files say of a thing or of a relation: in words, with time, notes and quotes."""

    name: str
    href: str
    text: str | None
    amount: str | None
    rows: list[Row]
    time: str
    found: list[str]
    notes: list[str]
    quotes: list[Quote]


@dataclass(frozen=True)
class Group:
    """Relations of one kind, or the passages of a document; `anchor` is its place on the page."""

    anchor: str
    name: str
    accounts: list[Account]
    quotes: list[Quote]


@dataclass(frozen=True)
class TieRow:
    """A relation as a row of a table: role, with whom or in what, for whom, and when, in words and as a bar."""

    role: str
    href: str
    others: tuple[Value, ...]
    behalf: tuple[Value, ...]
    time: str
    found: tuple[str, ...]
    has_end: bool
    bar: list[Stretch]
    quotes: tuple[Quote, ...]
    according_to: tuple[Value, ...]
    notes: list[str]


@dataclass(frozen=True)
class TieTable:
    """The relations in which a thing stands on one side, with the axis of their bars."""

    anchor: str
    rows: list[TieRow]
    ticks: list[Tick]

    @property
    def timed(self) -> bool:
        """Whether the sources say when any of them was."""
        return any(row.time or row.found for row in self.rows)


@dataclass(frozen=True)
class View:
    """All that the page of a thing shows; of its kinds, those said, those that follow, and the wider ones.

    `partners` are those with which it is partner in the same collaboration, which follows from the rules. Of a passage
    `place` tells where it begins and ends in the text of its document, and `read_place` is where to read it there.
    """

    kinds: list[Value]
    inferred_kinds: list[Value]
    wider_kinds: list[Value]
    account: Account
    groups: list[Group]
    incoming: list[Row]
    partners: list[Value]
    inferred: list[Row]
    wider: list[Row]
    place: tuple[str, str] | None
    read_place: str | None


@dataclass(frozen=True)
class Portrait:
    """What stands on the first page of a thing only: in sentences, its relations, and what the sources do not say."""

    sentences: list[str]
    tables: list[TieTable]
    complete: bool
    silences: list[str] = field(default_factory=list)
