"""Compiled rules: the table's rules specialised to the axioms of a graph, in numbers.

A term is its number in the dictionary, a variable a negative number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

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

    `axioms` are the premises about the schema that the compiler found to hold, as triples of numbers.
    """

    name: str = field(compare=False)
    body: tuple[Atom, ...]
    head: Atom | None
    axioms: tuple[tuple[int, int, int], ...] = field(default=(), compare=False)
