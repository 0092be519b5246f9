"""Searching backwards: the rule applications that conclude a triple, and all that lies behind a triple."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from preventiegraaf.reasoning.explanation.backward import BackwardRule, BackwardRules
from preventiegraaf.reasoning.explanation.closed import Atom, ClosedGraph
from preventiegraaf.reasoning.rules import RULES

_OF_ONE_TRIPLE = 500
"""The most rule applications that are looked at for one triple."""
_IN_ALL = 20_000
"""The most rule applications that are looked at for one explanation."""
_STEPWISE: dict[str, tuple[int, frozenset[str]]] = {
    "cax-sco": (0, frozenset({"scm-sco", "scm-eqc1", "scm-int", "scm-uni"})),
    "prp-spo1": (0, frozenset({"scm-spo", "scm-eqp1"})),
    "prp-dom": (0, frozenset({"scm-dom1", "scm-dom2"})),
    "prp-rng": (0, frozenset({"scm-rng1", "scm-rng2"})),
    "scm-sco": (0, frozenset({"scm-sco"})),
    "scm-spo": (0, frozenset({"scm-spo"})),
    "prp-trp": (1, frozenset({"prp-trp"})),
    "eq-trans": (0, frozenset({"eq-trans"})),
}
"""For a rule, a premise, and rules: where these alone conclude that premise, the same leaves give the same in steps.

From `x is an A` and `A below C`, which follows from `A below B` and `B below C`, one may also go by `x is a B`; so the
leap is no explanation of its own. And of the ways to cut a chain in two, the one that takes one link first is enough.
"""


@dataclass(frozen=True)
class Application:
    """A rule applied: its W3C name, its premises as W3C orders them, and the triples of the list that it speaks of."""

    rule: str
    premises: tuple[Atom, ...]
    given: tuple[Atom, ...] = ()

    @property
    def all_premises(self) -> tuple[Atom, ...]:
        """The premises, those of the list included."""
        return (*self.premises, *self.given)


@dataclass(frozen=True)
class Ground:
    """All that lies behind a triple: for each triple the rule applications that conclude it.

    `complete` is false where there were more than are looked at.
    """

    applications: dict[Atom, tuple[Application, ...]]
    asserted: frozenset[Atom]
    complete: bool


class Search:
    """Looks for what is behind the triples of one closed graph."""

    def __init__(self, graph: ClosedGraph) -> None:
        self.graph = graph
        self._rules = BackwardRules(RULES, graph)
        self._leaps: dict[tuple[Atom, frozenset[str]], bool] = {}

    def ground(self, atom: Atom) -> Ground:
        """What lies behind a triple, nearest first."""
        applications: dict[Atom, tuple[Application, ...]] = {}
        waiting, left, complete = deque([atom]), _IN_ALL, True
        while waiting:
            goal = waiting.popleft()
            if goal in applications:
                continue
            allowed = min(left, _OF_ONE_TRIPLE)
            found = tuple(islice(dict.fromkeys(self.applications(goal)), allowed + 1))
            complete = complete and len(found) <= allowed
            applications[goal] = found[:allowed]
            left -= len(applications[goal])
            waiting += [premise for application in applications[goal] for premise in application.all_premises]
        return Ground(applications, frozenset(filter(self.graph.is_asserted, applications)), complete)

    def applications(self, atom: Atom, but: frozenset[str] = frozenset()) -> Iterator[Application]:
        """The rule applications that conclude a triple, those of some rules left out, and those that begin with it."""
        for rule in self._rules.concluding(atom):
            if rule.name in but:
                continue
            bound = _unified(rule.conclusion, atom)
            if bound is not None:
                yield from self._applied(rule, atom, bound)

    def _applied(self, rule: BackwardRule, conclusion: Atom, bound: dict[int, int]) -> Iterator[Application]:
        for values in self._joined(rule, 0, bound):
            premises = tuple(_filled(premise, values) for premise in rule.premises)
            if conclusion not in premises:
                yield Application(rule.name, premises, rule.given)

    def _joined(self, rule: BackwardRule, place: int, bound: dict[int, int]) -> Iterator[dict[int, int]]:
        """The values of the variables for which all premises from a place in the order on hold."""
        if place == len(rule.order):
            yield bound
            return
        number = rule.order[place]
        premise = rule.premises[number]
        subject, predicate, object_ = (bound.get(part, part) for part in premise)
        for one, other in self.graph.matches(
            subject if subject >= 0 else None, predicate, object_ if object_ >= 0 else None
        ):
            values = bound | {subject: one} if subject < 0 else bound
            if object_ < 0:
                if values.get(object_, other) != other:
                    continue
                values = values | {object_: other}
            if not self._is_leap(rule.name, number, Atom(one, predicate, other)):
                yield from self._joined(rule, place + 1, values)

    def _is_leap(self, rule: str, number: int, premise: Atom) -> bool:
        """Whether going by this premise only shortens what is explained in steps."""
        stepwise = _STEPWISE.get(rule)
        if stepwise is None or stepwise[0] != number:
            return False
        key = premise, stepwise[1]
        if key not in self._leaps:
            own = self.graph.is_asserted(premise) or next(self.applications(premise, stepwise[1]), None) is not None
            self._leaps[key] = not own
        return self._leaps[key]


def _unified(pattern: Atom, atom: Atom) -> dict[int, int] | None:
    """The values of the variables by which a pattern becomes a triple, or None if nothing does that."""
    values: dict[int, int] = {}
    for place, number in zip(pattern, atom, strict=True):
        if place >= 0:
            if place != number:
                return None
        elif values.setdefault(place, number) != number:
            return None
    return values


def _filled(pattern: Atom, values: dict[int, int]) -> Atom:
    return Atom(*(values.get(place, place) for place in pattern))
