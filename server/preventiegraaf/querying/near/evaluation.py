"""Solutions of a query about given things, one triple pattern after the other, for as long as they are few.

Everything that takes time is counted before it is done: each look into a column, each triple that is read and each
solution that is made. So the time and memory that a query may take here are known, whatever the query and the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from preventiegraaf.columns.ties import FREE, Span, Ties, both, partners
from preventiegraaf.querying.columnar.algebra import (
    Bound,
    Condition,
    Group,
    HasText,
    InLanguage,
    Node,
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

BYTES = 100
"""So many bytes of a text are counted as one unit of work."""
ABSENT = -2
"""The number of a constant that the graph does not have."""

Solution: TypeAlias = dict[Node, int]
"""The numbers of terms by variable and by constant; a variable that has no value is not there."""
Part: TypeAlias = Pattern | tuple[Group, ...]
"""What a group requires: a triple pattern, or one of the groups of a UNION."""
Row: TypeAlias = tuple[int | bytes | None, ...]
"""Values by their numbers; counts as N-Triples texts."""
Numbers: TypeAlias = tuple[int, int, int]
"""Subject, predicate and object as numbers."""


class TooMuchError(Exception):
    """The answer would take more work than may be done here; never leaves the package."""


class Budget:
    """The work that may still be done for a query."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, work: int) -> None:
        """Take so much for what is about to be done. Raises TooMuchError if so much is not left."""
        self.left -= work
        if self.left < 0:
            raise TooMuchError

    def paying(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """What reads texts by their numbers, and spends as much as each is long."""

        def paid(number: int) -> bytes:
            text = read(number)
            self.spend(1 + len(text) // BYTES)
            return text

        return paid


class Evaluator:
    """Finds the solutions of groups in the triples of a graph."""

    def __init__(self, ties: Ties, budget: Budget, read: Callable[[int], bytes], terms: Mapping[Text, Text]) -> None:
        """`read` gives the N-Triples text of a number, and `terms` that of each constant of the query."""
        self._ties, self._budget, self._read, self._terms = ties, budget, read, terms

    def rows(self, names: tuple[str, ...], pattern: Pattern, given: Solution) -> list[Row] | None:
        """The values of variables in the solutions of a single pattern; None if `solutions` must find them."""
        subject, predicate, object_ = wanted = _wanted(given, pattern)
        free = wanted.count(FREE)
        if predicate == FREE and (subject == object_ or FREE not in (subject, object_)):
            return None
        ends = _ends(pattern, wanted)[-free:] if free else ()
        if len(set(ends)) < free or not names or not set(names) <= set(ends):
            return None
        span = self._look(subject, predicate, object_)
        self._budget.spend((1 + len(names)) * (span[2] - span[1]))
        if free == 1:
            return [(number,) for number in partners(span)]
        if names == ends:
            return [*both(span)]
        places = [ends.index(name) for name in names]
        return [tuple([pair[place] for place in places]) for pair in both(span)]

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
            found = [joined for solution in found for joined in self._joined(solution, part)]
        return found

    def _next(self, waiting: Sequence[Part], solution: Solution) -> Part:
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
            return self._count(*_wanted(solution, part))
        return sum(min([self._size(solution, pattern) for pattern in branch.patterns], default=1) for branch in part)

    def _joined(self, solution: Solution, part: Part) -> list[Solution]:
        if not isinstance(part, Pattern):
            return [joined for branch in part for joined in self.solutions(branch, solution)]
        return self._reached(solution, part) if part.reach else self._met(solution, part)

    def _reached(self, solution: Solution, path: Pattern) -> list[Solution]:
        """The solution joined with a path from one of its ends, to each thing that it leads to once."""
        subject, predicate, object_ = _wanted(solution, path)
        turned = subject == FREE
        start, goal = (object_, subject) if turned else (subject, object_)
        if start == FREE:
            raise TooMuchError
        found: dict[int, None] = {}
        if path.reach == "*":
            if not (self._ties.predicates(start, FREE) or self._ties.predicates(FREE, start)):
                raise TooMuchError  # whether a thing leads to itself that no triple has is for the store to say
            found[start] = None
        waiting = [start]
        while waiting:
            each = waiting.pop()
            span = self._look(*((FREE, predicate, each) if turned else (each, predicate, FREE)))
            self._budget.spend(span[2] - span[1])
            fresh = [number for number in partners(span) if number not in found]
            found.update(dict.fromkeys(fresh))
            waiting += fresh
        if goal != FREE:
            return [solution] if goal in found else []
        end = path.subject if turned else path.object
        return [{**solution, end: number} for number in found]

    def _met(self, solution: Solution, pattern: Pattern) -> list[Solution]:
        """The solution joined with each triple of a pattern."""
        subject, predicate, object_ = wanted = _wanted(solution, pattern)
        if predicate != FREE and (subject == FREE) != (object_ == FREE):
            span = self._ties.span(subject, predicate, object_)
            self._budget.spend(1 + span[2] - span[1])
            end = pattern.subject if subject == FREE else pattern.object
            return [{**solution, end: number} for number in partners(span)]
        free = wanted.count(FREE)
        if free == len(wanted):
            return self._among_all(solution, pattern)
        if predicate == FREE and free == 1:
            return [{**solution, pattern.predicate: each} for each in self._between(subject, object_)]
        span = self._look(subject, predicate, object_)
        self._budget.spend(span[2] - span[1])
        if free == 0:
            return [solution] if span[1] < span[2] else []
        upper, lower = _ends(pattern, wanted)
        if upper == lower:
            return [{**solution, lower: left} for left, right in both(span) if left == right]
        return [{**solution, upper: left, lower: right} for left, right in both(span)]

    def _among_all(self, solution: Solution, pattern: Pattern) -> list[Solution]:
        """The solution joined with all triples; a variable that stands in the pattern several times has one value."""
        spans = [(each, self._look(FREE, each, FREE)) for each in self._ties.predicates(FREE, FREE)]
        self._budget.spend(sum(end - begin for _, (_, begin, end) in spans))
        triples = ((left, each, right) for each, span in spans for left, right in both(span))
        joined = (({**solution, **dict(zip(pattern.nodes, triple, strict=True))}, triple) for triple in triples)
        return [found for found, triple in joined if tuple(map(found.__getitem__, pattern.nodes)) == triple]

    def _between(self, subject: int, object_: int) -> list[int]:
        """The predicates of the triples of a subject and an object."""
        predicates = self._ties.predicates(subject, FREE)
        self._budget.spend(1 + len(predicates))
        return [each for each in predicates if self._has(subject, each, object_)]

    def _has(self, subject: int, predicate: int, object_: int) -> bool:
        _, begin, end = self._ties.span(subject, predicate, object_)
        return begin < end

    def _look(self, subject: int, predicate: int, object_: int) -> Span:
        """Where the triples stand that match; of subject and object, one at least is free if the predicate is."""
        self._budget.spend(1)
        if predicate != FREE:
            return self._ties.span(subject, predicate, object_)
        return self._ties.about(object_, turned=True) if subject == FREE else self._ties.about(subject, turned=False)

    def _count(self, subject: int, predicate: int, object_: int) -> int:
        """How many triples match."""
        if predicate == FREE and subject == object_:
            return self._ties.size
        if predicate == FREE and FREE not in (subject, object_):
            return len(self._between(subject, object_))
        _, begin, end = self._look(subject, predicate, object_)
        return end - begin

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


def _wanted(solution: Solution, pattern: Pattern) -> Numbers:
    value = solution.get
    return value(pattern.subject, FREE), value(pattern.predicate, FREE), value(pattern.object, FREE)


def _ends(pattern: Pattern, wanted: Numbers) -> tuple[Node, Node]:
    """What the upper and the lower halves of the pairs stand for that match a pattern."""
    subject, _, object_ = wanted
    if subject == object_ == FREE:
        return pattern.subject, pattern.object
    return pattern.predicate, pattern.subject if subject == FREE else pattern.object


def _weight(condition: Condition) -> int:
    if isinstance(condition, Several):
        return 1 + sum(map(_weight, condition.conditions))
    return 1 + _weight(condition.condition) if isinstance(condition, Not) else 1
