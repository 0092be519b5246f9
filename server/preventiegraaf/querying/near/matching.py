"""Solutions joined with a triple pattern or a path, over the triples of each thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from preventiegraaf.columns.ties import FREE, Span, Ties, both, partners
from preventiegraaf.querying.columnar.algebra import Node, Pattern
from preventiegraaf.querying.near.budget import Budget, TooMuchError

_CELLS = 4
"""So many values in rows count as much as a triple that is read."""

Solution: TypeAlias = dict[Node, int]
"""The numbers of terms by variable and by constant; a variable that has no value is not there."""
Row: TypeAlias = tuple[int | bytes | None, ...]
"""Values by their numbers; counts as N-Triples texts."""
Numbers: TypeAlias = tuple[int, int, int]
"""Subject, predicate and object as numbers."""


class Matcher:
    """Joins solutions with patterns, within a budget."""

    def __init__(self, ties: Ties, budget: Budget) -> None:
        self._ties, self._budget = ties, budget

    def size(self, solution: Solution, pattern: Pattern) -> int:
        """How many triples of a pattern a solution meets; of a path, how many its predicate has there."""
        subject, predicate, object_ = _wanted(solution, pattern)
        if predicate == FREE and subject == object_:
            return self._ties.size
        if predicate == FREE and FREE not in (subject, object_):
            return len(self._between(subject, object_))
        _, begin, end = self._look(subject, predicate, object_)
        return end - begin

    def joined(self, found: Sequence[Solution], pattern: Pattern) -> list[Solution]:
        """Solutions joined with each triple of a pattern, or with a path to each thing that it leads to once."""
        if pattern.reach:
            return [joined for solution in found for joined in self._reached(solution, pattern)]
        ends = _far_end(found[0], pattern) if len(found) > 1 else None
        if ends is None:
            return [joined for solution in found for joined in self._met(solution, pattern)]
        known, far = ends
        made: list[Solution] = []
        for solution in found:
            if known in solution and far not in solution:  # else it comes from a branch that bound something else
                made += [{**solution, far: number} for number in partners(self._from(solution, pattern, known))]
            else:
                made += self._met(solution, pattern)
        return made

    def rows(self, found: Sequence[Solution], pattern: Pattern, names: tuple[str, ...]) -> list[Row]:
        """The values of variables in solutions, which have values for the same ones, joined with a last pattern."""
        ends = _far_end(found[0], pattern)
        if ends is not None and names.count(str(ends[1])) == 1:
            return self._rows_of(found, pattern, names, *ends)
        rows = self._rows_of_any(names, pattern, found[0]) if len(found) == 1 else None
        if rows is None:
            solutions = self.joined(found, pattern)
            self._budget.spend(len(names) * len(solutions))
            rows = [tuple([solution.get(name) for name in names]) for solution in solutions]
        return rows

    def _rows_of(
        self, found: Sequence[Solution], pattern: Pattern, names: tuple[str, ...], known: Node, far: Node
    ) -> list[Row]:
        place = names.index(str(far))
        rows: list[Row] = []
        for solution in found:
            span = self._from(solution, pattern, known)
            self._budget.spend((span[2] - span[1]) * len(names) // _CELLS)
            values = tuple([solution.get(name) for name in names])
            before, after = values[:place], values[place + 1 :]
            rows += [(*before, number, *after) for number in partners(span)]
        return rows

    def _rows_of_any(self, names: tuple[str, ...], pattern: Pattern, given: Solution) -> list[Row] | None:
        """The rows of a pattern alone whose predicate is asked for; None if its solutions are to be made."""
        subject, predicate, object_ = wanted = _wanted(given, pattern)
        free = wanted.count(FREE)
        if predicate == FREE and (subject == object_ or FREE not in (subject, object_)):
            return None
        ends = _ends(pattern, wanted)[-free:] if free else ()
        if len(set(ends)) < free or not names or not set(names) <= set(ends):
            return None
        span = self._look(subject, predicate, object_)
        self._budget.spend((span[2] - span[1]) * (_CELLS + len(names)) // _CELLS)
        if free == 1:
            return [(number,) for number in partners(span)]
        if names == ends:
            return [*both(span)]
        places = [ends.index(name) for name in names]
        return [tuple([pair[place] for place in places]) for pair in both(span)]

    def _from(self, solution: Solution, pattern: Pattern, known: Node) -> Span:
        """Where the triples of a given predicate stand that have a thing at one end, which are paid for."""
        span = self._ties.of(solution[known], solution[pattern.predicate], known is not pattern.subject)
        self._budget.spend(1 + span[2] - span[1])
        return span

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


def _far_end(solution: Solution, pattern: Pattern) -> tuple[Node, Node] | None:
    """Which end of a pattern with a given predicate a solution has, and which it has not; None if it is otherwise."""
    has_subject, has_object = pattern.subject in solution, pattern.object in solution
    if not isinstance(pattern.predicate, bytes) or has_subject == has_object:
        return None
    return (pattern.subject, pattern.object) if has_subject else (pattern.object, pattern.subject)


def _wanted(solution: Solution, pattern: Pattern) -> Numbers:
    value = solution.get
    return value(pattern.subject, FREE), value(pattern.predicate, FREE), value(pattern.object, FREE)


def _ends(pattern: Pattern, wanted: Numbers) -> tuple[Node, Node]:
    """What the upper and the lower halves of the pairs stand for that match a pattern."""
    subject, _, object_ = wanted
    if subject == object_ == FREE:
        return pattern.subject, pattern.object
    return pattern.predicate, pattern.subject if subject == FREE else pattern.object
