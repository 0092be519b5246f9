"""The parts of a plan in their order; rows pass through them in pieces, so that few are there at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from preventiegraaf.columns import Mask
from preventiegraaf.querying.columnar.algebra import Condition, named_in, reads_texts
from preventiegraaf.querying.columnar.bindings import Bindings
from preventiegraaf.querying.columnar.deadline import Bounds
from preventiegraaf.querying.columnar.steps import Step
from preventiegraaf.querying.columnar.tally import alike

_FEW, _NARROW = 256, 2
"""Rows are not merged if they are fewer, or have more columns."""
_FIRST = 256
"""So many texts are looked at first: they may be enough for a query with a LIMIT."""


class Part:
    """A part of a plan; `needed` are the variables asked for after it, `rows` counts those that it made."""

    kind = ""

    def __init__(self, label: str, uses: frozenset[str], estimate: float | None = None) -> None:
        self.label, self.uses, self.estimate = label, uses, estimate
        self.needed: frozenset[str] = frozenset()
        self.rows = 0
        self._merges = False

    def need(self, needed: frozenset[str]) -> None:
        """Say which variables are asked for after this part."""
        self.needed = needed
        self._merges = not self.uses <= needed

    def merged(self, bindings: Bindings) -> Bindings:
        """The rows with those alike in one, where this part lets go of a variable, and as long as it is worth it."""
        if not self._merges or len(bindings) < _FEW or len(bindings.columns) > _NARROW:
            return bindings
        found = alike(bindings)
        self._merges = 2 * len(found) < len(bindings)
        return found

    def run(self, bindings: Bindings) -> Iterator[Bindings]:
        """What becomes of some rows, in pieces."""
        raise NotImplementedError

    def start(self, lead: str | None) -> Iterator[Bindings]:
        """The rows that the part makes of itself, where it is the first; if it can be, in the order of a variable."""
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """The part with what was expected of it and what it did."""
        expected = {} if self.estimate is None else {"expected": round(self.estimate)}
        return {"step": self.kind, "on": self.label, **expected, "rows": self.rows}


class Join(Part):
    """The rows joined with a step."""

    kind = "join"

    def __init__(self, step: Step, estimate: float) -> None:
        super().__init__(step.label, step.variables, estimate)
        self._step = step

    def start(self, lead: str | None) -> Iterator[Bindings]:
        """The rows of the step by itself."""
        self.kind = "scan"
        return self._step.start(self.needed, lead)

    def run(self, bindings: Bindings) -> Iterator[Bindings]:
        """The rows joined with the step."""
        return self._step.extend(bindings, self.needed)


class Where(Part):
    """The rows for which a condition is true."""

    kind = "filter"

    def __init__(self, condition: Condition, holds: Callable[[Condition, Bindings], Mask]) -> None:
        super().__init__(_words(condition), named_in(condition))
        self._condition, self._holds = condition, holds

    def run(self, bindings: Bindings) -> Iterator[Bindings]:
        """The rows for which the condition is true; where that takes time, the first of them before the others."""
        for piece in bindings.growing(_FIRST) if reads_texts(self._condition) else [bindings]:
            yield piece.only(self.needed).take(self._holds(self._condition, piece))


class Optional(Part):
    """The rows joined with a group where they match it, and left as they are where not."""

    kind = "optional"

    def __init__(self, parts: Sequence[Part], bounds: Bounds) -> None:
        uses = frozenset().union(*(part.uses for part in parts))
        super().__init__("; ".join(part.label for part in parts), uses)
        self._parts, self._bounds = parts, bounds
        self._row = f".row{id(self)}"

    def need(self, needed: frozenset[str]) -> None:
        """Say which variables are asked for after this part."""
        super().need(needed)
        need(self._parts, needed | {self._row})

    def run(self, bindings: Bindings) -> Iterator[Bindings]:
        """The rows joined with the group, then those that match nothing of it."""
        matched = np.zeros(len(bindings), dtype=np.bool_)
        numbered = bindings.with_column(self._row, np.arange(len(bindings)))
        for piece in flow(self._parts, numbered, self._bounds):
            matched[piece.columns[self._row]] = True
            yield piece.only(self.needed)
        yield bindings.only(self.needed).take(~matched)

    def as_json(self) -> dict[str, Any]:
        """The part with those of its group."""
        return {"step": self.kind, "rows": self.rows, "steps": [part.as_json() for part in self._parts]}


def need(parts: Sequence[Part], wanted: frozenset[str]) -> None:
    """Tell each part of a plan what is asked for after it; `wanted` is what is asked for after all."""
    for part in reversed(parts):
        part.need(wanted)
        wanted |= part.uses


def begin(parts: Sequence[Part], lead: str | None, bounds: Bounds) -> Iterator[Bindings]:
    """The rows that a whole plan makes, in pieces; its first part is scanned."""
    first = parts[0]
    for piece in first.start(lead):
        bounds.check()
        first.rows += len(piece)
        yield from flow(parts[1:], first.merged(piece), bounds)


def flow(parts: Sequence[Part], bindings: Bindings, bounds: Bounds) -> Iterator[Bindings]:
    """What becomes of some rows in parts of a plan, in pieces, none of them empty."""
    if not len(bindings):
        return
    if not parts:
        yield bindings
        return
    for piece in parts[0].run(bindings):
        bounds.check()
        parts[0].rows += len(piece)
        yield from flow(parts[1:], parts[0].merged(piece), bounds)


def _words(condition: Condition) -> str:
    return " ".join(f"?{name}" for name in sorted(named_in(condition)))
