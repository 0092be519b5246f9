"""How a rule of the W3C tables is written down, and what it can be asked.

A rule is *if all premises hold, so do all conclusions*; without conclusions it is a false-rule: if all premises hold,
the graph contradicts itself. Premises and conclusions are patterns of triples. In the text of a rule `?x` is a
variable, `owl:sameAs` a term, and `"1"^^xsd:nonNegativeInteger` stands for its value in whatever form that is written.

Where W3C writes `LIST[?x, ?c1, ..., ?cn]`, the rule has a `ListPremise`: the head of the list, the variable of its
members, and which members it speaks of. Variables that go with a member have an index between brackets:

- *every*: the patterns hold for each `i` from 1 to `n`, as in `?u[i] ?p[i] ?u[i+1]` for a chain; outside these patterns
  `?u[1]` and `?u[n+1]` are its ends;
- *one*: for any single member `?c[i]`;
- *two*: for any two members in different places, `?c[i]` and `?c[j]`, `i` before `j`; a premise each says the same of
  them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import Term
from preventiegraaf.namespaces import PREFIXES


class Variable(NamedTuple):
    """A variable; `place` is empty, or with which member of a list it goes: `i`, `j`, `i+1`, `n+1` or a number."""

    name: str
    place: str = ""


class Pattern(NamedTuple):
    """A pattern of a triple."""

    subject: Variable | Term
    predicate: Variable | Term
    object: Variable | Term

    def variables(self) -> Iterator[Variable]:
        """The variables, in order of place."""
        return (place for place in self if isinstance(place, Variable))

    def filled(self, values: Mapping[Variable, Variable | Term]) -> Pattern:
        """The pattern with its variables replaced, as far as they have a value."""
        return Pattern(*(values.get(place, place) if isinstance(place, Variable) else place for place in self))


class Choice(StrEnum):
    """Of which members of a list a rule speaks."""

    EVERY = "every"
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True)
class ListPremise:
    """LIST[?head, ?member1, ..., ?membern]; `patterns` are the premises that are repeated, only where it is *every*."""

    head: Variable
    member: str
    choice: Choice
    patterns: tuple[Pattern, ...] = ()

    def values(self, members: Sequence[Variable | Term]) -> Iterator[Mapping[Variable, Variable | Term]]:
        """What the member variables can stand for, given the members of the list."""
        if self.choice is Choice.ONE:
            yield from ({Variable(self.member, "i"): member} for member in members)
        elif self.choice is Choice.TWO:
            for one, other in combinations(members, 2):
                yield {Variable(self.member, "i"): one, Variable(self.member, "j"): other}
        elif members:
            yield {Variable(self.member, str(place)): member for place, member in enumerate(members, start=1)}


class Test(StrEnum):
    """What must hold of the values of literals."""

    IN_SPACE = "the value of the first is in the value space of the second, a datatype"
    NOT_IN_SPACE = "the first has no value, or one that is not in the value space of the second, a datatype"
    SAME_VALUE = "both have the same value"
    OTHER_VALUE = "both have a value, and not the same"


@dataclass(frozen=True)
class Condition:
    """A condition on literals: a test, and the variables whose terms it is put to."""

    test: Test
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class Rule:
    """A rule of OWL 2 RL/RDF under its W3C name; a false-rule has no conclusions."""

    name: str
    premises: tuple[Pattern, ...]
    conclusions: tuple[Pattern, ...]
    lists: tuple[ListPremise, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def is_false(self) -> bool:
        """Whether what the premises say is a contradiction."""
        return not self.conclusions

    def for_members(self, members: Sequence[Variable | Term]) -> Iterator[Rule]:
        """The rules without a list premise for which this rule, which has one, stands if the list has these members."""
        (premise,) = self.lists
        for values in premise.values(members):
            repeated = [
                _placed(pattern, str(place), "") for place in range(1, len(members) + 1) for pattern in premise.patterns
            ]
            ends = (_placed(pattern, "", str(len(members) + 1)) for pattern in self.conclusions)
            yield replace(
                self,
                premises=tuple(pattern.filled(values) for pattern in (*self.premises, *repeated)),
                conclusions=tuple(pattern.filled(values) for pattern in ends),
                lists=(),
            )


def rule(
    name: str,
    given: str,
    then: str,
    *,
    every: tuple[str, str, str] | None = None,
    one: tuple[str, str] | None = None,
    two: tuple[str, str] | None = None,
    where: tuple[Test, str] | None = None,
) -> Rule:
    """A rule from its text: patterns separated by ` . `, `then` empty for a false-rule.

    `every`, `one` and `two` make the list premise: head, member and, for every member, patterns.
    """
    lists = []
    for choice, text in ((Choice.EVERY, every), (Choice.ONE, one), (Choice.TWO, two)):
        if text is not None:
            head, member, *repeated = text
            lists.append(ListPremise(_variable(head), member[1:], choice, _patterns("".join(repeated))))
    conditions = (Condition(where[0], tuple(map(_variable, where[1].split()))),) if where else ()
    return Rule(name, _patterns(given), _patterns(then), tuple(lists), conditions)


def _patterns(text: str) -> tuple[Pattern, ...]:
    triples = (pattern.split() for pattern in text.split(" . ") if pattern)
    return tuple(Pattern(_part(subject), _part(predicate), _part(object_)) for subject, predicate, object_ in triples)


def _part(text: str) -> Variable | Term:
    if text.startswith("?"):
        return _variable(text)
    if text.startswith('"'):
        lexical, _, datatype = text[1:].partition('"^^')
        return Literal(lexical, datatype=named(datatype))
    return named(text)


def _variable(text: str) -> Variable:
    found = re.fullmatch(r"\?(\w+)(?:\[([\w+]+)\])?", text)
    if found is None:
        raise ValueError(text)
    return Variable(found[1], found[2] or "")


def named(text: str) -> NamedNode:
    """The IRI of a name such as `owl:Thing`."""
    prefix, _, name = text.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def _placed(pattern: Pattern, place: str, end: str) -> Pattern:
    """The pattern with the indices `i` and `i+1` at a place of a list, and `n+1` at its end."""
    numbers = {"i": place, "i+1": str(int(place) + 1)} if place else {"n+1": end}
    placed = {found: found._replace(place=numbers.get(found.place, found.place)) for found in pattern.variables()}
    return pattern.filled(placed)
