"""Evaluate a query of the fragment over the columns of a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from preventiegraaf.columns import Dictionary, text_of
from preventiegraaf.namespaces import TYPE
from preventiegraaf.querying.columnar.admission import numbers_in, surely_bound
from preventiegraaf.querying.columnar.algebra import (
    Ask,
    Condition,
    Group,
    Node,
    NotAdmittedError,
    Pattern,
    Rows,
    Select,
    Text,
    named_in,
    required_in,
)
from preventiegraaf.querying.columnar.any_predicate import AnyPredicateStep
from preventiegraaf.querying.columnar.bindings import ABSENT, Bindings, together
from preventiegraaf.querying.columnar.deadline import Bounds
from preventiegraaf.querying.columnar.filtering import Conditions
from preventiegraaf.querying.columnar.grouping import Groups
from preventiegraaf.querying.columnar.ordering import ordered
from preventiegraaf.querying.columnar.pipeline import Join, Optional, Part, Where, begin, need
from preventiegraaf.querying.columnar.planning import Sample, in_order
from preventiegraaf.querying.columnar.sorted_pairs import Indexes
from preventiegraaf.querying.columnar.steps import PatternStep, RowsStep, Step
from preventiegraaf.querying.columnar.tally import Tally

_TYPE = text_of(TYPE)


@dataclass(frozen=True)
class Found:
    """The rows of a SELECT by its variables; those in `numbers` are counts, the others numbers of terms."""

    names: tuple[str, ...]
    rows: Bindings
    numbers: frozenset[str]

    def first(self, most: int) -> Found:
        """The first rows, so many."""
        return Found(self.names, self.rows.take(np.arange(most)), self.numbers)


class Evaluator:
    """Evaluates one query; `plans` tells afterwards in which steps."""

    def __init__(self, dictionary: Dictionary, indexes: Indexes, bounds: Bounds) -> None:
        self._dictionary, self._indexes, self._bounds = dictionary, indexes, bounds
        self._number = partial(_number, dictionary)  # no method, which would keep all this alive until a collection
        self._conditions = Conditions(self._number, dictionary)
        self._plans: list[Sequence[Part]] = []

    def check_worth(self, group: Group, least: int) -> None:
        """Raise NotAdmittedError if a given thing, other than a class, has fewer triples in a pattern than `least`."""
        for pattern in group.patterns:
            is_given = pattern.variables and not (isinstance(pattern.subject, str) and isinstance(pattern.object, str))
            if is_given and pattern.predicate != _TYPE and self._pattern(pattern).size() < least:
                raise NotAdmittedError("it asks about few things, which the store finds faster")

    def ask(self, ask: Ask) -> bool:
        """Whether the pattern of a query has a solution."""
        return any(len(piece) for piece in self._solutions(ask.where, frozenset(), None))

    def select(self, select: Select, most: int | None = None) -> Found:
        """The rows of a query or sub-select, at most so many."""
        limits = [limit for limit in (select.limit, most) if limit is not None]
        last = select.offset + min(limits) if limits else None
        numbers = numbers_in(select.where) | select.counts.keys()
        rows = self._plain(select, last) if select.grouped is None else self._grouped(select, select.grouped)
        if select.distinct:
            rows = self._distinct([rows], select.names)
        if select.order:
            rows = ordered(rows, select.order, numbers, self._dictionary, last)
        rows = together([rows.only(select.names).spread(last)], select.names)
        return Found(select.names, rows.take(np.arange(select.offset, len(rows))), numbers & set(select.names))

    def _grouped(self, select: Select, keys: tuple[str, ...]) -> Bindings:
        groups = Groups(keys, select.counts, surely_bound(select.where), self._bounds)
        for piece in self._solutions(select.where, groups.wanted, keys[0] if keys else None):
            groups.add(piece)
        rows = groups.result()
        for condition in select.having:
            rows = rows.take(self._conditions.holds(condition, rows))
        return rows

    def _plain(self, select: Select, last: int | None) -> Bindings:
        wanted = frozenset([*select.names, *(order.name for order in select.order)])
        pieces = self._solutions(select.where, wanted, select.names[0] if select.names else None)
        if select.distinct:
            return self._distinct(pieces, select.names)
        found: list[Bindings] = []
        rows = total = 0
        for piece in pieces:
            found.append(piece.only(wanted))
            rows, total = rows + len(piece), total + piece.total
            self._bounds.room(rows, len(wanted))
            if last is not None and not select.order and total >= last:
                break
        return together(found, sorted(wanted))

    def _distinct(self, pieces: Iterator[Bindings] | list[Bindings], names: Sequence[str]) -> Bindings:
        tally = Tally(names, self._bounds)
        for piece in pieces:
            tally.add(piece)
        found = tally.result()
        return Bindings(found.columns, len(found))

    def _solutions(self, group: Group, wanted: frozenset[str], lead: str | None) -> Iterator[Bindings]:
        """The solutions of a group with the variables that are wanted, in pieces."""
        parts, _ = self._parts(group, None)
        if parts is None:
            return
        need(parts, wanted)
        self._plans.append(parts)
        yield from begin(parts, lead, self._bounds)

    def plans(self) -> list[list[dict[str, Any]]]:
        """For each group that was evaluated by itself, sub-selects first, its steps in their order."""
        return [[part.as_json() for part in parts] for parts in self._plans]

    def _parts(self, group: Group, before: Sample | None) -> tuple[list[Part] | None, Sample | None]:
        """The parts of a plan for a group, and a sample of what it makes; None if it certainly has no solution."""
        steps = self._steps(group)
        if steps is None:
            return None, None
        found = in_order(steps, before)
        inner = required_in(group) | (before.rows.columns.keys() if before is not None else set())
        early = [condition for condition in group.conditions if named_in(condition) <= inner]
        late = [condition for condition in group.conditions if not named_in(condition) <= inner]
        known = frozenset(before.rows.columns) if before is not None else frozenset()
        parts: list[Part] = []
        for step, estimate in zip(found.steps, found.estimates, strict=True):
            parts.append(Join(step, estimate))
            known |= step.variables
            parts += self._ready(early, known)
        for optional in group.optionals:
            within, _ = self._parts(optional, found.sample)
            if within is not None:
                parts.append(Optional(within, self._bounds))
        return [*parts, *self._where(late)], found.sample

    def _ready(self, waiting: list[Condition], known: frozenset[str]) -> list[Part]:
        """The conditions whose variables are all there; they wait no more."""
        ready = [condition for condition in waiting if named_in(condition) <= known]
        waiting[:] = [condition for condition in waiting if condition not in ready]
        return self._where(ready)

    def _where(self, conditions: Sequence[Condition]) -> list[Part]:
        return [Where(condition, self._conditions.holds) for condition in conditions]

    def _steps(self, group: Group) -> list[Step] | None:
        """What a group requires, as steps; None if a triple without variables is not there."""
        steps: list[Step] = []
        for pattern in group.patterns:
            step = self._pattern(pattern)
            if pattern.variables:
                steps.append(step)
            elif isinstance(step, PatternStep) and not step.is_there():
                return None
        for rows in group.rows:
            steps.append(RowsStep("VALUES", self._values(rows)))
        for select in group.selects:
            steps.append(RowsStep("SELECT", self.select(select).rows))
        return steps

    def _pattern(self, pattern: Pattern) -> PatternStep | AnyPredicateStep:
        ends = self._end(pattern.subject), self._end(pattern.object)
        if isinstance(pattern.predicate, str):
            return AnyPredicateStep(pattern, ends, self._indexes, len(self._dictionary))
        return PatternStep(pattern, ends, int(self._end(pattern.predicate)), self._indexes, len(self._dictionary))

    def _values(self, values: Rows) -> Bindings:
        """The rows of VALUES whose terms the graph has; others would meet no pattern."""
        known = [[self._number(term) for term in row] for row in values.rows]
        rows = np.array([row for row in known if ABSENT not in row], dtype=np.int64).reshape(-1, len(values.names))
        return Bindings(dict(zip(values.names, rows.T.copy(), strict=True)), len(rows))

    def _end(self, node: Node) -> str | int:
        return node if isinstance(node, str) else self._number(node)


def _number(dictionary: Dictionary, term: Text) -> int:
    number = dictionary.number(term)
    return ABSENT if number is None else number
