"""The table's rules in numbers, their premises divided into those about the schema and those about things.

A premise is about the schema if its predicate is a term, and its class too where that predicate is rdf:type: what it
says is known when rules are compiled. A premise about things has a variable in one of those places, which the schema
fills.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode

from preventiegraaf.columns import Term
from preventiegraaf.namespaces import RDF
from preventiegraaf.reasoning.compiled import ANY
from preventiegraaf.reasoning.rules import Pattern, Rule, Variable

Numbered: TypeAlias = tuple[int, int, int]
"""A pattern of a triple in numbers; a variable is a negative number."""

BUILT_IN = frozenset(
    {
        *("eq-ref", "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", "eq-diff1", "eq-diff2", "eq-diff3"),
        *("dt-type2", "dt-eq", "dt-diff", "dt-not-type"),
    }
)
"""The rules of equality and of values, which representatives and the value spaces of literals stand for."""
TYPE = NamedNode(RDF + "type")


@dataclass(frozen=True)
class Template:
    """A rule without a list premise, or with one whose members are variables."""

    name: str
    schema: tuple[Numbered, ...]
    things: tuple[Numbered, ...]
    conclusions: tuple[Numbered, ...]


class Templates:
    """The rules of a table but those that are built in; `number` gives the number of a term."""

    def __init__(self, table: Sequence[Rule], number: Callable[[Term], int]) -> None:
        self._number = number
        self._type = number(TYPE)
        self._variables: dict[Variable, int] = {}
        self._known: dict[tuple[str, int], tuple[Template, ...]] = {}
        self.rules = tuple(rule for rule in table if rule.name not in BUILT_IN)
        self._table = {rule.name: self._divided(rule) for rule in self.rules}

    def of_length(self, rule: Rule, length: int) -> tuple[Template, ...]:
        """What a rule says of a list with that many members; the rule as it is if it speaks of no list."""
        known = self._known.get((rule.name, length))
        if known is None:
            instances = rule.for_members(_members(length)) if rule.lists else (rule,)
            known = self._known[rule.name, length] = tuple(map(self._divided, instances))
        return known

    def of(self, rule: Rule) -> Template:
        """A rule as it stands in the table, with its premises divided."""
        return self._table[rule.name]

    def _divided(self, rule: Rule) -> Template:
        premises = [self._numbered(pattern) for pattern in rule.premises]
        return Template(
            rule.name,
            tuple(premise for premise in premises if self._is_schema(premise)),
            tuple(premise for premise in premises if not self._is_schema(premise)),
            tuple(map(self._numbered, rule.conclusions)),
        )

    def list_head(self, rule: Rule) -> int | None:
        """The variable of the list of which a rule speaks, if it does."""
        return self._place(rule.lists[0].head) if rule.lists else None

    def members(self, length: int) -> list[int]:
        """The variables of the members of a list of a length."""
        return [self._place(variable) for variable in _members(length)]

    def _is_schema(self, premise: Numbered) -> bool:
        _, predicate, object_ = premise
        return predicate >= 0 and (predicate != self._type or object_ >= 0)

    def _numbered(self, pattern: Pattern) -> Numbered:
        subject, predicate, object_ = (self._place(place) for place in pattern)
        return subject, predicate, object_

    def _place(self, place: Variable | Term) -> int:
        if isinstance(place, Variable):
            return self._variables.setdefault(place, ANY - 1 - len(self._variables))
        return self._number(place)


def _members(length: int) -> list[Variable]:
    return [Variable("member", str(place)) for place in range(1, length + 1)]
