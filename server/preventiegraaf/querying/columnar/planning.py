"""The order of joins, from real counts: each candidate is tried on a sample of the rows that are there so far.

The order begins with one of the smallest steps, goes on with the step after which the fewest rows are left, and of the
orders with different beginnings takes the one with the fewest rows in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preventiegraaf.columns import EMPTY
from preventiegraaf.querying.columnar.bindings import Bindings
from preventiegraaf.querying.columnar.steps import Step

_NOTHING = EMPTY
_SAMPLE = 256
_BEGINNINGS = 3
_CHEAP = 20_000
"""An order that costs less is taken at once."""
_PER_ROW = 0.1
"""What a row costs that is looked at, against one that is made."""


@dataclass
class Sample:
    """Some of the rows at a place in a plan, each standing for `scale` of them."""

    rows: Bindings
    scale: float = 1.0

    @property
    def estimate(self) -> float:
        """How many rows there are, by the sample."""
        return self.scale * len(self.rows)

    def smaller(self) -> Sample:
        """The same in fewer rows."""
        rows = self.rows.sample(_SAMPLE)
        return Sample(rows, self.scale * len(self.rows) / len(rows) if len(rows) else self.scale)


@dataclass(frozen=True)
class Ordered:
    """Steps in their order, how many rows each is expected to leave, a sample of those, and the cost of all."""

    steps: tuple[Step, ...]
    estimates: tuple[float, ...]
    sample: Sample
    cost: float


def in_order(steps: Sequence[Step], before: Sample | None = None) -> Ordered:
    """The best order found for steps that hang together, joined with the rows before them, if there are any."""
    if before is not None:
        return _continued(list(steps), before.smaller(), (), (), 0.0)
    beginnings = sorted(steps, key=lambda step: step.size())[:_BEGINNINGS]
    found = _beginning_with(beginnings[0], steps)
    if found.cost < _CHEAP:
        return found
    return min([found, *(_beginning_with(first, steps) for first in beginnings[1:])], key=lambda order: order.cost)


def _beginning_with(first: Step, steps: Sequence[Step]) -> Ordered:
    rows, size = first.sample(_SAMPLE), first.size()
    sample = Sample(rows, size / len(rows) if len(rows) else 1.0)
    rest = [step for step in steps if step is not first]
    return _continued(rest, sample, (first,), (float(size),), float(size))


def _continued(
    rest: list[Step], sample: Sample, steps: tuple[Step, ...], estimates: tuple[float, ...], cost: float
) -> Ordered:
    known = frozenset(sample.rows.columns).union(*(step.variables for step in steps))
    while rest:
        expected = {id(step): _expected(step, sample) for step in rest if step.variables & known}
        best = min(
            (step for step in rest if step.variables & known), key=lambda step: (expected[id(step)], step.size())
        )
        cost += expected[id(best)] + _PER_ROW * sample.estimate
        estimates += (expected[id(best)],)
        sample = _after(best, sample)
        steps, known = (*steps, best), known | best.variables
        rest = [step for step in rest if step is not best]
    return Ordered(steps, estimates, sample, cost)


def _expected(step: Step, sample: Sample) -> float:
    """How many rows a step leaves of those that a sample stands for."""
    if not len(sample.rows):
        return 0.0
    return float(step.fanout(sample.rows).sum()) * sample.scale


def _after(step: Step, sample: Sample) -> Sample:
    """A sample of the rows after a step; of a sample of none it is one of none."""
    wanted = step.variables | sample.rows.columns.keys()
    if not len(sample.rows):
        return Sample(Bindings(dict.fromkeys(wanted, EMPTY), 0), sample.scale)
    piece = next(iter(step.extend(sample.rows, wanted)))
    expected, made = _expected(step, sample), Sample(piece, 1.0).smaller()
    made.scale = expected / len(made.rows) if len(made.rows) else sample.scale
    return made
