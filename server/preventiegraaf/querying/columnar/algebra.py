"""The fragment of SPARQL that columns answer, as values.

A variable is its name without `?`; one that the query does not name itself (for a blank node, or between the steps of a
path) begins with a full stop. A constant is the N-Triples text of a term, as dictionaries know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Text: TypeAlias = bytes
Node: TypeAlias = str | Text
"""A variable, or a constant."""

Place: TypeAlias = Literal["anywhere", "start", "end", "whole"]
Case: TypeAlias = Literal["", "lower", "upper", "folded"]


class NotAdmittedError(Exception):
    """The query is outside the fragment; the message says by what."""


@dataclass(frozen=True)
class Pattern:
    """A triple pattern, or a path of one predicate and more: `reach` is + for once or more often, * for any times."""

    subject: Node
    predicate: Node
    object: Node
    reach: str = ""

    @property
    def variables(self) -> frozenset[str]:
        """The variables of the pattern."""
        return frozenset(node for node in self.nodes if isinstance(node, str))

    def __str__(self) -> str:
        return " ".join(f"?{node}" if isinstance(node, str) else node.decode() for node in self.nodes)

    @property
    def nodes(self) -> tuple[Node, Node, Node]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object


@dataclass(frozen=True)
class Rows:
    """A block of VALUES without UNDEF."""

    names: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Same:
    """Whether two terms are the same: an error where one is unbound.

    `by_value` says that it was asked by `=`, which means the same only where one side is no literal.
    """

    left: Node
    right: Node
    by_value: bool = False


@dataclass(frozen=True)
class Bound:
    """Whether a variable has a value."""

    name: str


@dataclass(frozen=True)
class InLanguage:
    """Whether the language of a literal is a tag, or in the range of one (langMatches): an error for other terms."""

    name: str
    given: Text
    is_range: bool


@dataclass(frozen=True)
class HasText:
    """Whether a string stands in the words of a term: anywhere, at their start or end, or as the whole.

    Terms that have words are literals that are strings; if `of_any` (STR), all literals and IRIs; others are an error.
    `case` tells what is made of the words before: lower, upper, folded where case does not matter, or nothing.
    """

    name: str
    given: Text
    place: Place
    case: Case = ""
    of_any: bool = False


@dataclass(frozen=True)
class Compared:
    """A count held against a number: `sign` is one of = != < <= > >=."""

    name: str
    sign: str
    number: int


@dataclass(frozen=True)
class Not:
    """The negation of a condition."""

    condition: Condition


@dataclass(frozen=True)
class Several:
    """The conjunction, or else the disjunction, of conditions."""

    conditions: tuple[Condition, ...]
    is_all: bool


Condition: TypeAlias = Same | Bound | InLanguage | HasText | Compared | Not | Several


@dataclass(frozen=True)
class Count:
    """COUNT of a variable, or of solutions where it is None."""

    name: str | None
    distinct: bool = False


@dataclass(frozen=True)
class Order:
    """A variable, or the name of a count, to order by."""

    name: str
    descending: bool


@dataclass(frozen=True)
class Group:
    """A group graph pattern: what it requires, then its OPTIONAL groups, then its conditions.

    Each of the `unions` is a UNION of groups, or a single one that is nested; one of it is required. `preceding` has
    for each OPTIONAL group the variables that surely have a value by what stands before it.
    """

    patterns: tuple[Pattern, ...] = ()
    rows: tuple[Rows, ...] = ()
    selects: tuple[Select, ...] = ()
    unions: tuple[tuple[Group, ...], ...] = ()
    optionals: tuple[Group, ...] = ()
    conditions: tuple[Condition, ...] = ()
    preceding: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Select:
    """A SELECT query or sub-select; `grouped` is None where nothing is grouped.

    `counts` has the counts by name: those of the head, and those of HAVING and ORDER BY under names of their own.
    """

    names: tuple[str, ...]
    where: Group
    counts: Mapping[str, Count] = field(default_factory=dict)
    grouped: tuple[str, ...] | None = None
    having: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    distinct: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True)
class Ask:
    """An ASK query."""

    where: Group


@dataclass(frozen=True)
class Construct:
    """A CONSTRUCT query, whose template has no blank nodes."""

    template: tuple[Pattern, ...]
    where: Group
    limit: int | None = None
    offset: int = 0


def named_in(condition: Condition) -> frozenset[str]:
    """The variables of a condition."""
    if isinstance(condition, Same):
        return frozenset(node for node in (condition.left, condition.right) if isinstance(node, str))
    if isinstance(condition, Bound | Compared | InLanguage | HasText):
        return frozenset([condition.name])
    if isinstance(condition, Not):
        return named_in(condition.condition)
    return frozenset().union(*map(named_in, condition.conditions))


def reads_texts(condition: Condition) -> bool:
    """Whether a condition is on the texts of terms."""
    if isinstance(condition, Several):
        return any(map(reads_texts, condition.conditions))
    return (
        reads_texts(condition.condition) if isinstance(condition, Not) else isinstance(condition, InLanguage | HasText)
    )


def required_in(group: Group) -> frozenset[str]:
    """The variables of what a group requires."""
    patterns = (pattern.variables for pattern in group.patterns)
    others = [*(rows.names for rows in group.rows), *(select.names for select in group.selects)]
    return frozenset().union(*patterns, *others, *(variables_in(each) for union in group.unions for each in union))


def variables_in(group: Group) -> frozenset[str]:
    """The variables that are in scope in a group."""
    return required_in(group).union(*map(variables_in, group.optionals))
