"""Minimal sets: the fewest leaves, or documents, from which a triple follows, by a fixpoint over what lies behind it.

A set is a number with a bit for each element. What supports a triple are sets none of which holds another; where two
ways give sets of which one holds the other, the larger is absorbed. So the fixpoint exists whatever circles there are:
going round a circle only gives larger sets.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from preventiegraaf.reasoning.explanation.closed import Atom
from preventiegraaf.reasoning.explanation.search import Application, Ground

Sets: TypeAlias = tuple[int, ...]


class MinimalSets:
    """The minimal sets of every triple that lies behind one, at most `limit` of each triple, the smallest first."""

    def __init__(self, ground: Ground, own: Mapping[Atom, Sets], limit: int) -> None:
        """`own` gives the sets that a triple has by itself, because it is asserted."""
        self.complete = ground.complete
        self._limit = limit
        self._sets: dict[Atom, Sets] = {atom: own.get(atom, ()) for atom in ground.applications}
        self._users: dict[Atom, set[Atom]] = defaultdict(set)
        for conclusion, applications in ground.applications.items():
            for application in applications:
                for premise in application.all_premises:
                    self._users[premise].add(conclusion)
        self._settle(ground.applications)

    def of(self, atom: Atom) -> Sets:
        """The minimal sets of a triple, the smallest first."""
        return self._sets.get(atom, ())

    def _settle(self, applications: Mapping[Atom, tuple[Application, ...]]) -> None:
        waiting = deque(reversed(list(applications)))
        queued = set(waiting)
        while waiting:
            atom = waiting.popleft()
            queued.discard(atom)
            found = self._sets[atom]
            for application in applications[atom]:
                found = self._absorbed((*found, *self._together(application)))
            if found != self._sets[atom]:
                self._sets[atom] = found
                news = self._users[atom] - queued
                waiting += sorted(news)
                queued |= news

    def _together(self, application: Application) -> Sets:
        """The sets of the premises taken together, one of each."""
        found: Sets = (0,)
        for premise in dict.fromkeys(application.all_premises):
            sets = self._sets.get(premise, ())
            found = self._absorbed(one | other for one in found for other in sets)
            if not found:
                break
        return found

    def _absorbed(self, sets: Iterable[int]) -> Sets:
        """The sets that hold no other, the smallest first; at most as many as are kept."""
        kept: list[int] = []
        for candidate in sorted(set(sets), key=lambda one: (one.bit_count(), one)):
            if not any(other & candidate == other for other in kept):
                if len(kept) == self._limit:
                    self.complete = False
                    break
                kept.append(candidate)
        return tuple(kept)
