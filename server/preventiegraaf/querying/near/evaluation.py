"""Solutions of a query about given things, one triple pattern after the other, for as long as they are few.

Everything that takes time is counted before it is done: each look into a column, each triple that is read and each
solution that is made. So the time and memory that a query may take here are known, whatever the query and the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from preventiegraaf.columns.ties import FREE, Ties
from preventiegraaf.querying.columnar.algebra import (
    Bound,
    Condition,
    Group,
    HasText,
    InLanguage,
    Not,
    Pattern,
    Rows,
    Same,
    Several,
    Text,
    named_in,
    required_in,
)
from preventiegraaf.querying.columnar.texts import teller
from preventiegraaf.querying.near.budget import Budget
from preventiegraaf.querying.near.matching import Matcher, Row, Solution

ABSENT = -2
"""The number of a constant that the graph does not have."""

Part: TypeAlias = Pattern | tuple[Group, ...]
"""What a group requires: a triple pattern, or one of the groups of a UNION."""

_Part = TypeVar("_Part", Pattern, Part)


class Evaluator:
    """Finds the solutions of groups in the triples of a graph."""

    def __init__(self, ties: Ties, budget: Budget, read: Callable[[int], bytes], terms: Mapping[Text, Text]) -> None:
        """`read` gives the N-Triples text of a number, and `terms` that of each constant of the query."""
        self._matcher, self._budget, self._read, self._terms = Matcher(ties, budget), budget, read, terms

    def rows(self, names: tuple[str, ...], patterns: Sequence[Pattern], given: Solution) -> list[Row]:
        """The values of variables in the solutions of patterns, which are none of them paths."""
        found, waiting = [given], [*patterns]
        while len(waiting) > 1:
            pattern = self._next(waiting, found[0])
            waiting.remove(pattern)
            found = self._matcher.joined(found, pattern)
            if not found:
                return []
        return self._matcher.rows(found, waiting[0], names)

    def solutions(self, group: Group, before: Solution) -> list[Solution]:
        """What becomes of a solution that is joined with a group; the first one has the constants of the query."""
        found = self._required(group, [before])
        early, late = _split(group) if group.conditions else ((), ())
        found = self._where(found, early)
        for optional in group.optionals:
            found = [joined for each in found for joined in self.solutions(optional, each) or [each]]
        return self._where(found, late)

    def _required(self, group: Group, found: list[Solution]) -> list[Solution]:
        for rows in group.rows:
            found = self._with_rows(found, rows)
        waiting: list[Part] = [*group.patterns, *group.unions]
        while found and waiting:
            part = self._next(waiting, found[0])
            waiting.remove(part)
            found = self._joined(found, part)
        return found

    def _next(self, waiting: Sequence[_Part], solution: Solution) -> _Part:
        """The part of which a solution meets the fewest triples, or the first of which it meets one at most."""
        least, best = 0, waiting[0]
        for part in waiting if len(waiting) > 1 else ():
            size = self._size(solution, part)
            if size <= 1:
                return part
            if not least or size < least:
                least, best = size, part
        return best

    def _size(self, solution: Solution, part: Part) -> int:
        """How many triples of a pattern a solution meets, or of the first patterns of the groups of a UNION."""
        if isinstance(part, Pattern):
            return self._matcher.size(solution, part)
        return sum(min([self._size(solution, pattern) for pattern in branch.patterns], default=1) for branch in part)

    def _joined(self, found: list[Solution], part: Part) -> list[Solution]:
        if isinstance(part, Pattern):
            return self._matcher.joined(found, part)
        return [joined for solution in found for branch in part for joined in self.solutions(branch, solution)]

    def _with_rows(self, found: list[Solution], values: Rows) -> list[Solution]:
        """The solutions joined with the rows of VALUES whose terms the graph has; others meet no pattern."""
        self._budget.spend(len(found) * len(values.rows) * len(values.names))
        joined = []
        for solution in found:
            for row in values.rows:
                added: Solution = dict(zip(values.names, (solution[text] for text in row), strict=True))
                if all(solution.get(name, number) == number != ABSENT for name, number in added.items()):
                    joined.append({**solution, **added})
        return joined

    def _where(self, found: list[Solution], conditions: Sequence[Condition]) -> list[Solution]:
        if not conditions:
            return found
        self._budget.spend(len(found) * sum(map(_weight, conditions)))
        return [each for each in found if all(self._holds(condition, each) is True for condition in conditions)]

    def _holds(self, condition: Condition, solution: Solution) -> bool | None:
        """Whether a condition is true; None for an error (SPARQL 1.1, section 17.2)."""
        if isinstance(condition, Bound):
            return condition.name in solution
        if isinstance(condition, Not):
            found = self._holds(condition.condition, solution)
            return None if found is None else not found
        if isinstance(condition, Several):
            return _together([self._holds(each, solution) for each in condition.conditions], condition.is_all)
        if isinstance(condition, InLanguage | HasText):
            number = solution.get(condition.name)
            return None if number is None else teller(condition, self._terms[condition.given])(self._read(number))
        if not isinstance(condition, Same):
            raise TypeError(condition)  # counts, which only groups have
        left, right = solution.get(condition.left, FREE), solution.get(condition.right, FREE)
        return None if FREE in (left, right) else left == right


def _split(group: Group) -> tuple[list[Condition], list[Condition]]:
    """The conditions on what a group requires, and the others."""
    known = required_in(group)
    early = [condition for condition in group.conditions if named_in(condition) <= known]
    return early, [condition for condition in group.conditions if not named_in(condition) <= known]


def _together(found: list[bool | None], is_all: bool) -> bool | None:
    """The conjunction, or else the disjunction, of truth values of which some may be errors."""
    if (not is_all) in found:
        return not is_all
    return None if None in found else is_all


def _weight(condition: Condition) -> int:
    if isinstance(condition, Several):
        return 1 + sum(map(_weight, condition.conditions))
    return 1 + _weight(condition.condition) if isinstance(condition, Not) else 1
