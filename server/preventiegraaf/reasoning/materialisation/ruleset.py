"""The compiled rules at work: what they conclude from new facts, each conclusion drawn once from the same premises.

Semi-naive: one premise is taken from what is new, the others from all that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from preventiegraaf.columns.packing import Column, distinct
from preventiegraaf.reasoning.compiled import Atom, CompiledRule, Key
from preventiegraaf.reasoning.compiler.vocabulary import Vocabulary
from preventiegraaf.reasoning.materialisation.twins import Twin, twin_of
from preventiegraaf.reasoning.relations.facts import Candidates, Relations, carry
from preventiegraaf.reasoning.relations.joins import ONE_ROW, Table, evaluate, instances, joined
from preventiegraaf.reasoning.relations.relation import Relation
from preventiegraaf.reasoning.relations.shapes import Reach, Shape, reach_of, shape_of


class RuleSet:
    """The rules that hold now."""

    def __init__(self, words: Vocabulary, whole_type: Key) -> None:
        self._same, self._thing, self._whole_type = words.same, words.thing, whole_type
        self._rules: dict[CompiledRule, None] = {}
        self._uses: dict[Key, list[tuple[CompiledRule, int]]] = {}
        self._twins: dict[CompiledRule, Twin] = {}
        self.reach: Reach = {}
        self.read: frozenset[Key] = frozenset()
        """The relations that some rule reads."""
        self.unread: tuple[CompiledRule, ...] = ()
        """Rules that only conclude that something is an owl:Thing, while no rule asks for that."""
        self.false: tuple[CompiledRule, ...] = ()
        """The false-rules, which are not run but asked."""

    @property
    def rules(self) -> Iterable[CompiledRule]:
        """All rules."""
        return self._rules

    def replace(self, rules: Sequence[CompiledRule], relations: Relations) -> Candidates:
        """Go by these rules from now on; what the new ones among them conclude from all that is known."""
        before, reached = self._rules, self.reach
        self._choose(rules)
        self._sort()
        found: Candidates = defaultdict(list)
        for key, targets in self.reach.items():
            news = targets - reached.get(key, frozenset())
            if news and len(relations[key]):
                carry(relations[key].column, news, found)
        for rule in self._rules:
            if rule not in before and self._shape(rule) is None:
                self._conclude(rule, None, None, relations, found)
        return found

    def conclusions(self, news: Mapping[Key, Column], relations: Relations, found: Candidates) -> None:
        """Put what follows from new facts with the candidates; what is only carried over is not among it."""
        for key, column in news.items():
            for rule, place in self._uses.get(key, ()):
                self._conclude(rule, place, column, relations, found)

    def _choose(self, rules: Sequence[CompiledRule]) -> None:
        self.read = frozenset(atom.key for rule in rules for atom in rule.body)
        silent = () if {self._thing, self._whole_type} & self.read else (self._thing,)
        self.unread = tuple(rule for rule in rules if rule.head is not None and rule.head.key in silent)
        self.false = tuple(rule for rule in rules if rule.head is None)
        self._rules = dict.fromkeys(rule for rule in rules if rule.head is not None and rule.head.key not in silent)

    def _sort(self) -> None:
        uses: dict[Key, list[tuple[CompiledRule, int]]] = defaultdict(list)
        steps: list[tuple[Key, Key, Shape]] = []
        self._twins = {}
        for rule in self._rules:
            shape = self._shape(rule)
            assert rule.head is not None  # noqa: S101
            if shape is not None:
                steps.append((rule.body[0].key, rule.head.key, shape))
                continue
            twin = twin_of(rule) if rule.head.key == self._same else None
            if twin is not None:
                self._twins[rule] = twin
            for place, atom in enumerate(twin.half if twin else rule.body):
                uses[atom.key].append((rule, place))
        self._uses, self.reach = uses, reach_of(steps)

    def _shape(self, rule: CompiledRule) -> Shape | None:
        return shape_of(rule, (self._same, self._whole_type))

    def _conclude(
        self, rule: CompiledRule, place: int | None, news: Column | None, relations: Relations, found: Candidates
    ) -> None:
        assert rule.head is not None  # noqa: S101
        twin = self._twins.get(rule)
        body = twin.half if twin else rule.body
        if any(not len(relations[atom.key]) for atom in body):
            return
        table = _values(body, place, news, relations)
        if not table.rows:
            return
        if twin is None:
            column = distinct(instances(rule.head, table))
        else:
            column = distinct(twin.pairs(table if place is None else twin.around(table, relations)))
        if len(column):
            found[rule.head.key].append(column)


def _values(body: Sequence[Atom], place: int | None, news: Column | None, relations: Relations) -> Table:
    if place is None or news is None:
        return evaluate(body, relations)
    rest = [atom for other, atom in enumerate(body) if other != place]
    return evaluate(rest, relations, joined(ONE_ROW, body[place], Relation(news)))
