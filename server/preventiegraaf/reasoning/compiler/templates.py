"""The table's rules in numbers, their premises divided into those about the schema and those about things.

A premise is about the schema if its predicate is a term, and its class too where that predicate is rdf:type: what it
says is known when rules are compiled. A premise about things has a variable in one of those places, which the schema
fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from preventiegraaf.columns import Term
from preventiegraaf.reasoning.compiled import ANY, Numbered
from preventiegraaf.reasoning.compiler.vocabulary import Vocabulary
from preventiegraaf.reasoning.rules import Pattern, Rule, Variable

BUILT_IN = frozenset(
    {
        *("eq-ref", "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", "eq-diff1", "eq-diff2", "eq-diff3"),
        *("dt-type2", "dt-eq", "dt-diff", "dt-not-type"),
    }
)
"""The rules of equality and of values, which representatives and the value spaces of literals stand for."""
_MEMBER = "member"
_FILLED = -1000
"""Variables that the schema fills have numbers from here down; others count down from -2 in each rule."""


@dataclass(frozen=True)
class Template:
    """A rule without a list premise, or with one whose members are variables that are filled as the schema's are."""

    name: str
    schema: tuple[Numbered, ...]
    things: tuple[Numbered, ...]
    conclusions: tuple[Numbered, ...]


class Templates:
    """The rules of a table but those that are built in."""

    def __init__(self, table: Sequence[Rule], words: Vocabulary) -> None:
        self._words = words
        self._filled: dict[Variable, int] = {}
        self._known: dict[tuple[str, int], tuple[Template, ...]] = {}
        self.rules = tuple(rule for rule in table if rule.name not in BUILT_IN)
        self._table = {rule.name: self._divided(rule, of_list=bool(rule.lists)) for rule in self.rules}

    def of(self, rule: Rule) -> Template:
        """A rule as it stands in the table, with its premises divided."""
        return self._table[rule.name]

    def of_length(self, rule: Rule, length: int) -> tuple[Template, ...]:
        """What a rule says of a list with that many members."""
        known = self._known.get((rule.name, length))
        if known is None:
            instances = rule.for_members(_members(length))
            known = tuple(self._divided(instance, of_list=True) for instance in instances)
            self._known[rule.name, length] = known
        return known

    def halves(self, rule: Rule, length: int) -> list[Numbered]:
        """What a rule that speaks of any two members of a list says of each, if the list has that many."""
        return [self._half(rule, variable) for variable in _members(length)]

    def list_head(self, rule: Rule) -> int | None:
        """The variable of the list of which a rule speaks, if it does."""
        return self._filling(rule.lists[0].head) if rule.lists else None

    def members(self, length: int) -> list[int]:
        """The variables of the members of a list of a length."""
        return [self._filling(variable) for variable in _members(length)]

    def _divided(self, rule: Rule, *, of_list: bool) -> Template:
        schema = [premise for premise in rule.premises if self._is_schema(premise)]
        things = [premise for premise in rule.premises if not self._is_schema(premise)]
        filled = {variable for premise in schema for variable in premise.variables()} if things or of_list else set()
        free: dict[Variable, int] = {}

        def number(place: Variable | Term) -> int:
            if not isinstance(place, Variable):
                return self._words.number(place)
            if place in filled or place.name == _MEMBER:
                return self._filling(place)
            return free.setdefault(place, ANY - 1 - len(free))

        def numbered(patterns: Iterable[Pattern]) -> tuple[Numbered, ...]:
            return tuple(
                (number(subject), number(predicate), number(object_)) for subject, predicate, object_ in patterns
            )

        return Template(rule.name, numbered(schema), numbered(things), numbered(rule.conclusions))

    def _half(self, rule: Rule, member: Variable) -> Numbered:
        listed = Variable(rule.lists[0].member, "i")
        ((subject, predicate, object_),) = (premise for premise in rule.premises if listed in premise)
        ends = iter((ANY - 1, ANY - 2))

        def number(place: Variable | Term) -> int:
            if place == listed:
                return self._filling(member)
            return next(ends) if isinstance(place, Variable) else self._words.number(place)

        return number(subject), number(predicate), number(object_)

    def _filling(self, variable: Variable) -> int:
        return self._filled.setdefault(variable, _FILLED - len(self._filled))

    def _is_schema(self, premise: Pattern) -> bool:
        _, predicate, object_ = premise
        if isinstance(predicate, Variable):
            return False
        return self._words.number(predicate) != self._words.type or not isinstance(object_, Variable)


def _members(length: int) -> list[Variable]:
    return [Variable(_MEMBER, str(place)) for place in range(1, length + 1)]
