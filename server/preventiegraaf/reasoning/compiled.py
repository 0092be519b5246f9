"""Compiled rules: the table's rules specialised to the axioms of a graph, in numbers.

A term is its number in the dictionary, a variable a negative number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Numbered: TypeAlias = tuple[int, int, int]
"""A triple or a pattern of one in numbers."""
Key: TypeAlias = tuple[int, int]
"""Which relation: a predicate and ANY; that of rdf:type is cut up by class: rdf:type and the number of a class."""
ANY = -1


class Atom(NamedTuple):
    """A pattern over one relation; of a relation of a class only the subject matters."""

    key: Key
    subject: int
    object: int

    @property
    def is_unary(self) -> bool:
        """Whether the relation is a class."""
        return self.key[1] != ANY

    def variables(self) -> frozenset[int]:
        """The variables of the pattern."""
        return frozenset(term for term in (self.subject, self.object) if term < 0)


@dataclass(frozen=True)
class CompiledRule:
    """If all of the body holds, so does the head; a false-rule has no head.

    Of `any_two` the atoms are not to hold together: that two of them hold of the same is what contradicts.
    `schema` are the premises about the schema, and `filling` what the compiler found that their variables stand for.
    """

    name: str = field(compare=False)
    body: tuple[Atom, ...]
    head: Atom | None
    any_two: bool = False
    schema: tuple[Numbered, ...] = field(default=(), compare=False)
    filling: Mapping[int, int] = field(default_factory=dict, compare=False)

    @property
    def axioms(self) -> list[Numbered]:
        """The premises about the schema, filled."""
        return [filled(premise, self.filling) for premise in self.schema]


def filled(pattern: Numbered, filling: Mapping[int, int]) -> Numbered:
    """The pattern with its variables, and terms known under other numbers, replaced."""
    subject, predicate, object_ = pattern
    return filling.get(subject, subject), filling.get(predicate, predicate), filling.get(object_, object_)
