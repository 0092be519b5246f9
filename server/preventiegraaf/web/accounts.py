"""The parts of which the page of a thing is made."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Value:
    """A thing or a text, and where it leads."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Row:
    """A property and its values; `inward` where the thing is a value of theirs."""

    name: Value
    values: list[Value]
    inward: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of a document, the page of the passage, and the document."""

    words: str
    href: str
    source: Value | None
    language: str | None
    supports: list[Value] = field(default_factory=list)


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
    """Relations of one kind, or the passages of a document."""

    name: str
    accounts: list[Account]
    quotes: list[Quote]


@dataclass(frozen=True)
class View:
    """All that the page of a thing shows."""

    kinds: list[Value]
    wider_kinds: list[Value]
    account: Account
    groups: list[Group]
    inferred: list[Row]
    wider: list[Row]
    place: tuple[str, str] | None
