"""Searching backwards: the rule applications that conclude a triple, and all that lies behind a triple."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pyoxigraph import NamedNode

from preventiegraaf.columns import Kind
from preventiegraaf.namespaces import OWL, TYPE
from preventiegraaf.reasoning.explanation.backward import BackwardRule, BackwardRules
from preventiegraaf.reasoning.explanation.closed import Atom, ClosedGraph
from preventiegraaf.reasoning.explanation.valued import have_one_value, is_of_type
from preventiegraaf.reasoning.rules import RULES

_OF_ONE_TRIPLE = 500
"""The most rule applications that are looked at for one triple."""
_KEPT = 20_000
"""The most triples of which the rule applications are kept."""
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


Opening: TypeAlias = tuple[BackwardRule, int, dict[int, int]]
"""A rule, how many of its premises in their order hold already, and the values of variables for which they do."""


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
        self._type, self._same = map(graph.dictionary.number_of, (TYPE, NamedNode(OWL + "sameAs")))
        self._kept: dict[Atom, tuple[Application, ...]] = {}
        self._opened: dict[tuple[int, int], list[Opening]] = {}
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
            found = self._found(goal)
            complete = complete and len(found) <= allowed
            applications[goal] = found[:allowed]
            left -= len(applications[goal])
            waiting += [premise for application in applications[goal] for premise in application.all_premises]
        return Ground(applications, frozenset(filter(self.graph.is_asserted, applications)), complete)

    def _found(self, goal: Atom) -> tuple[Application, ...]:
        """The first rule applications that conclude a triple, one more than are looked at; kept for the next time."""
        if goal not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[goal] = tuple(islice(dict.fromkeys(self.applications(goal)), _OF_ONE_TRIPLE + 1))
        return self._kept[goal]

    def applications(self, atom: Atom, but: frozenset[str] = frozenset()) -> Iterator[Application]:
        """The rule applications that conclude a triple, those of some rules left out, and those that begin with it."""
        by_value = self._by_value(atom)
        if by_value is not None:
            yield Application(by_value, ())
        for rule, place, values in self._openings(atom):
            if rule.name in but:
                continue
            bound = _unified(rule.conclusion, atom, values)
            if bound is not None and not self._leaps_in(rule, place, bound):
                yield from self._applied(rule, place, atom, bound)

    def _by_value(self, atom: Atom) -> str | None:
        """The rule on the values of literals that concludes a triple, or None; it has no premises."""
        if atom.predicate not in (self._type, self._same) or atom.subject == atom.object:
            return None
        kinds = self.graph.dictionary.kinds
        if kinds[atom.subject] != Kind.LITERAL:
            return None
        subject, _, object_ = self.graph.terms(atom)
        if atom.predicate == self._type:
            return "dt-type2" if is_of_type(subject, object_) else None
        return "dt-eq" if have_one_value(subject, object_) else None

    def _openings(self, atom: Atom) -> list[Opening]:
        """The rules that may conclude a triple, each with what its first premises give if only the relation is known.

        The relation is the predicate and, with rdf:type, the class: what these give holds for all triples of it.
        """
        key = atom.predicate, atom.object if atom.predicate == self._type else -1
        if key not in self._opened:
            self._opened[key] = [
                (rule, place, values)
                for rule in self._rules.concluding(atom)
                for place, bound in [self._opening(rule, *key)]
                for values in self._joined(rule, 0, bound, place)
            ]
        return self._opened[key]

    def _opening(self, rule: BackwardRule, predicate: int, class_: int) -> tuple[int, dict[int, int]]:
        """How many premises of a rule speak of its relation alone, and the values that the relation gives variables."""
        known = {rule.conclusion.predicate: predicate}
        if class_ >= 0:
            known[rule.conclusion.object] = class_
        open_ends = {rule.conclusion.subject, rule.conclusion.object} - known.keys()
        of_ends = (not open_ends.isdisjoint(rule.premises[number]) for number in rule.order)
        place = next((place for place, is_of_end in enumerate(of_ends) if is_of_end), len(rule.order))
        return place, {variable: value for variable, value in known.items() if variable < 0}

    def _leaps_in(self, rule: BackwardRule, end: int, bound: dict[int, int]) -> bool:
        return rule.name in _STEPWISE and any(
            self._is_leap(rule.name, number, _filled(rule.premises[number], bound)) for number in rule.order[:end]
        )

    def _applied(
        self, rule: BackwardRule, place: int, conclusion: Atom, bound: dict[int, int]
    ) -> Iterator[Application]:
        for values in self._joined(rule, place, bound):
            premises = tuple(_filled(premise, values) for premise in rule.premises)
            if conclusion not in premises:
                yield Application(rule.name, premises, rule.given)

    def _joined(
        self, rule: BackwardRule, place: int, bound: dict[int, int], end: int | None = None
    ) -> Iterator[dict[int, int]]:
        """The values of the variables for which the premises from a place in the order on, up to another, hold.

        Leaps are left out where premises are looked at to the last.
        """
        if place == (len(rule.order) if end is None else end):
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
            if end is not None or not self._is_leap(rule.name, number, Atom(one, predicate, other)):
                yield from self._joined(rule, place + 1, values, end)

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


def _unified(pattern: Atom, atom: Atom, known: dict[int, int]) -> dict[int, int] | None:
    """The values of the variables by which a pattern becomes a triple, or None if nothing does that."""
    values = dict(known)
    for place, number in zip(pattern, atom, strict=True):
        if place >= 0:
            if place != number:
                return None
        elif values.setdefault(place, number) != number:
            return None
    return values


def _filled(pattern: Atom, values: dict[int, int]) -> Atom:
    return Atom(*(values.get(place, place) for place in pattern))
