"""Blocks of triple patterns: predicate and object lists, nested blank nodes, and paths that are only abbreviations.

A sequence or inverse path stands for triple patterns (SPARQL 1.1, section 18.2.2.4); other paths are not admitted.
"""

from __future__ import annotations

from typing import TypeAlias

from preventiegraaf.columns import text_of
from preventiegraaf.namespaces import TYPE
from preventiegraaf.querying.columnar.algebra import Node, NotAdmittedError, Pattern
from preventiegraaf.querying.columnar.cursor import Cursor
from preventiegraaf.querying.columnar.names import Names

_DEEPEST = 8

Step: TypeAlias = tuple[Node, bool, str]
"""A step of a path: its predicate, whether it is followed backwards, and its reach."""


class TriplesReader:
    """Reads blocks of triples; what it has read stands in `patterns`."""

    def __init__(self, cursor: Cursor, names: Names, is_template: bool = False) -> None:
        self._cursor, self._names, self._is_template = cursor, names, is_template
        self.patterns: list[Pattern] = []

    def is_here(self) -> bool:
        """Whether the subject of a triple pattern stands here."""
        return self._cursor.token.kind in ("variable", "iri", "name") or self._cursor.sign == "["

    def block(self) -> None:
        """Read triples with the same subject, as long as full stops and subjects follow."""
        while self.is_here():
            self._same_subject()
            if not self._cursor.passes("."):
                return

    def _same_subject(self) -> None:
        is_nested, before = self._cursor.sign == "[", len(self.patterns)
        subject = self._node(0)
        if is_nested and len(self.patterns) > before and not self._verb_follows():
            return
        self._properties(subject, 0)

    def _properties(self, subject: Node, depth: int) -> None:
        while True:
            steps = self._path()
            self._objects(subject, steps, depth)
            if self._cursor.sign != ";":
                return
            while self._cursor.passes(";"):
                pass
            if not self._verb_follows():
                return

    def _objects(self, subject: Node, steps: list[Step], depth: int) -> None:
        while True:
            self._connect(subject, steps, self._node(depth))
            if not self._cursor.passes(","):
                return

    def _connect(self, subject: Node, steps: list[Step], object_: Node) -> None:
        for place, (predicate, inverse, reach) in enumerate(steps):
            following = object_ if place == len(steps) - 1 else self._names.fresh()
            ends = (following, subject) if inverse else (subject, following)
            self.patterns.append(Pattern(ends[0], predicate, ends[1], reach))
            subject = following

    def _verb_follows(self) -> bool:
        token = self._cursor.token
        return token.text in ("a", "^") or token.kind == "variable" or self._names.is_iri(self._cursor)

    def _path(self) -> list[Step]:
        """The predicates of a path, each with whether it is followed backwards; or the variable in their place."""
        if self._cursor.token.kind == "variable":
            return [(self._cursor.variable(), False, "")]
        steps: list[Step] = [self._step()]
        while self._cursor.passes("/"):
            steps.append(self._step())
        if self._is_template and [step[1:] for step in steps] != [(False, "")]:
            raise NotAdmittedError("it has a path in a template")
        if self._cursor.touches and self._cursor.token.kind == "variable":
            raise self._cursor.stranger()  # a question mark here may be a variable's or the path's
        return steps

    def _step(self) -> Step:
        inverse = self._cursor.passes("^")
        if self._cursor.token.text == "a":
            self._cursor.next()
            return text_of(TYPE), inverse, self._reach()
        return self._names.iri(self._cursor), inverse, self._reach()

    def _reach(self) -> str:
        sign = self._cursor.sign
        if sign not in ("+", "*"):
            return ""
        self._cursor.next()
        if self._cursor.touches and self._cursor.token.kind == "number":
            raise self._cursor.stranger()  # the plus may be the number's
        return sign

    def _node(self, depth: int) -> Node:
        if not self._cursor.passes("["):
            return self._names.node(self._cursor)
        if depth == _DEEPEST:
            raise self._cursor.stranger()
        node = self._names.fresh()
        if self._cursor.sign != "]":
            self._properties(node, depth + 1)
        self._cursor.expect("]")
        return node
