"""What a query asks, whatever the things that it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import text_of
from preventiegraaf.querying.columnar.admission import admit_order
from preventiegraaf.querying.columnar.algebra import (
    Ask,
    Condition,
    Construct,
    Group,
    HasText,
    InLanguage,
    Not,
    NotAdmittedError,
    Same,
    Select,
    Several,
    Text,
    named_in,
)
from preventiegraaf.querying.columnar.parsing import prefixes_of, read
from preventiegraaf.querying.near.skeletons import Skeleton, place_of

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:.")
_MOST_GROUPS = 16
"""The most OPTIONAL groups and theirs: whether they may be joined in any order takes time in the square of them."""


@dataclass(frozen=True)
class Plan:
    """A query whose constants are not known yet, and its prefixes."""

    asked: Select | Ask | Construct
    constants: tuple[Text, ...]
    prefixes: Mapping[str, str]

    @cached_property
    def is_plain(self) -> bool:
        """Whether all that is asked for are values of variables in triple patterns."""
        where, asked = self.asked.where, self.asked
        is_table = isinstance(asked, Select) and asked.grouped is None and not asked.counts
        are_patterns = bool(where.patterns) and where == Group(where.patterns)
        return is_table and are_patterns and not any(pattern.reach for pattern in where.patterns)

    @property
    def has_limit(self) -> bool:
        """Whether a part of the rows is asked for."""
        return not isinstance(self.asked, Ask) and self.asked.limit is not None

    @property
    def kind(self) -> str:
        """The kind of the answer, as `formats` names it."""
        return "graph" if isinstance(self.asked, Construct) else "table"

    def terms(self, given: Sequence[str]) -> dict[Text, Text]:
        """The N-Triples text of each constant, from the constants of a query as they are written there.

        Raises ValueError for what is no IRI, and KeyError for a prefix that is not declared.
        """
        return {text: self._term(text, given) for text in self.constants}

    def _term(self, text: Text, given: Sequence[str]) -> Text:
        place = place_of(text)
        if place is None:
            return text
        written, tag = given[place[0]], place[1]
        if written[0] in "\"'":
            return text_of(Literal(written[1:-1])) + tag
        if written[0] != "<":
            prefix, _, local = written.partition(":")
            return f"<{self.prefixes[prefix]}{local}>".encode()
        if not _ABSOLUTE.match(written, 1):
            raise ValueError(written)
        return written.encode()


def read_plan(skeleton: Skeleton) -> Plan | None:
    """What a query asks, or None if it is not one that is answered here."""
    text = skeleton.with_places()
    try:
        asked = read(text)
        _check(asked)
        admit_order(asked)
        prefixes = prefixes_of(skeleton.prologue)
    except NotAdmittedError:
        return None
    template = Group(asked.template) if isinstance(asked, Construct) else Group()
    constants = (*_constants(asked.where), *_constants(template))
    return Plan(asked, tuple(dict.fromkeys(constants)), prefixes)


def is_iri(text: Text) -> bool:
    """Whether a text between angle brackets is an IRI."""
    try:
        NamedNode(text[1:-1].decode())
    except ValueError:
        return False
    return True


def _check(asked: Select | Ask | Construct) -> None:
    """Raise NotAdmittedError for what is done over columns only."""
    is_plain = not isinstance(asked, Select) or not (asked.order or asked.having)
    groups = list(_groups(asked.where))
    if len(groups) > _MOST_GROUPS:
        raise NotAdmittedError("it has many groups")
    if not is_plain or any(group.selects for group in groups):
        raise NotAdmittedError("it orders, or has a sub-select")
    conditions = [condition for group in groups for condition in group.conditions]
    if any(map(_compares_constants, conditions)):
        raise NotAdmittedError("it compares constants")


def _compares_constants(condition: Condition) -> bool:
    if isinstance(condition, Several):
        return any(map(_compares_constants, condition.conditions))
    if isinstance(condition, Not):
        return _compares_constants(condition.condition)
    return not named_in(condition)


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for each in (*group.optionals, *(branch for union in group.unions for branch in union)):
        yield from _groups(each)


def _constants(group: Group) -> Iterator[Text]:
    """All constants of a group."""
    for each in _groups(group):
        for pattern in each.patterns:
            yield from (node for node in pattern.nodes if isinstance(node, bytes))
        for rows in each.rows:
            for row in rows.rows:
                yield from row
        for condition in each.conditions:
            yield from _named(condition)


def _named(condition: Condition) -> Iterator[Text]:
    if isinstance(condition, Same):
        yield from (node for node in (condition.left, condition.right) if isinstance(node, bytes))
    elif isinstance(condition, InLanguage | HasText):
        yield condition.given
    elif isinstance(condition, Not):
        yield from _named(condition.condition)
    elif isinstance(condition, Several):
        for each in condition.conditions:
            yield from _named(each)
