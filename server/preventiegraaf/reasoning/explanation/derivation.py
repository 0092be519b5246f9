"""A derivation: the fewest steps by which a triple follows from given leaves."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from preventiegraaf.reasoning.explanation.closed import Atom
from preventiegraaf.reasoning.explanation.search import Application, Ground


@dataclass(frozen=True)
class Derivation:
    """How a triple follows: one rule application for each triple that is concluded, premises before conclusions.

    The leaves are the asserted triples that it starts from; a triple that is asserted itself is its own leaf.
    """

    steps: Mapping[Atom, Application]
    leaves: tuple[Atom, ...]


def derivation(ground: Ground, goal: Atom, leaves: Set[Atom]) -> Derivation:
    """The derivation with the fewest steps of a triple that follows from the leaves."""
    chosen = _cheapest(ground, leaves)
    steps: dict[Atom, Application] = {}
    met: dict[Atom, None] = {}
    _collect(goal, chosen, steps, met)
    return Derivation(steps, tuple(atom for atom in met if atom in leaves))


def _cheapest(ground: Ground, leaves: Set[Atom]) -> dict[Atom, Application]:
    """For each triple the application that ends the shortest way from the leaves to it.

    A way gets a cost only from ways that have one, and one for itself, so no triple is behind itself.
    """
    costs = dict.fromkeys(leaves, 1)
    chosen: dict[Atom, Application] = {}
    changed = True
    while changed:
        changed = False
        for conclusion, applications in ground.applications.items():
            for application in applications if conclusion not in leaves else ():
                cost = _cost(application, costs)
                if cost is not None and cost < costs.get(conclusion, cost + 1):
                    costs[conclusion], chosen[conclusion], changed = cost, application, True
    return chosen


def _cost(application: Application, costs: Mapping[Atom, int]) -> int | None:
    total = 1
    for premise in application.all_premises:
        cost = costs.get(premise)
        if cost is None:
            return None
        total += cost
    return total


def _collect(
    goal: Atom, chosen: Mapping[Atom, Application], steps: dict[Atom, Application], met: dict[Atom, None]
) -> None:
    """Put what a triple follows from before it."""
    if goal in met:
        return
    met[goal] = None
    application = chosen.get(goal)
    if application is not None:
        for premise in application.all_premises:
            _collect(premise, chosen, steps, met)
        steps[goal] = application
