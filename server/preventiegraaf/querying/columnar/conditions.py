"""Conditions of FILTER and HAVING: on the identity of terms, on having a value, and on counts."""

from __future__ import annotations

from collections.abc import Callable

from preventiegraaf.querying.columnar.algebra import (
    Bound,
    Compared,
    Condition,
    InLanguage,
    Node,
    Not,
    NotAdmittedError,
    Same,
    Several,
    Text,
)
from preventiegraaf.querying.columnar.cursor import Cursor
from preventiegraaf.querying.columnar.names import Names

_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_CALLS = ("BOUND", "LANGMATCHES", "SAMETERM")
_DEEPEST = 16


class ConditionReader:
    """Reads conditions; `count` reads a COUNT where one may stand, and gives the name that it has."""

    def __init__(self, cursor: Cursor, names: Names, count: Callable[[], str] | None = None) -> None:
        self._cursor, self._names, self._count = cursor, names, count
        self._depth = 0

    def constraint(self) -> Condition:
        """The condition between parentheses, or the call, that must stand here (production Constraint)."""
        if self._cursor.word in _CALLS:
            return self._call()
        self._cursor.expect("(")
        return self._rest_of_parentheses()

    def _rest_of_parentheses(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotAdmittedError("its conditions are nested deeply")
        condition = self._any()
        self._cursor.expect(")")
        self._depth -= 1
        return condition

    def _any(self) -> Condition:
        found = [self._all()]
        while self._cursor.passes("||"):
            found.append(self._all())
        return found[0] if len(found) == 1 else Several(tuple(found), is_all=False)

    def _all(self) -> Condition:
        found = [self._one()]
        while self._cursor.passes("&&"):
            found.append(self._one())
        return found[0] if len(found) == 1 else Several(tuple(found), is_all=True)

    def _one(self) -> Condition:
        if self._cursor.passes("!"):
            return Not(self._primary())
        if self._cursor.sign == "(" or self._cursor.word in _CALLS:
            return self._primary()
        return self._relation()

    def _primary(self) -> Condition:
        if self._cursor.passes("("):
            return self._rest_of_parentheses()
        return self._call()

    def _call(self) -> Condition:
        if self._cursor.passes("BOUND"):
            self._cursor.expect("(")
            name = self._cursor.variable()
            self._cursor.expect(")")
            return Bound(name)
        if self._cursor.passes("LANGMATCHES"):
            self._cursor.expect("(")
            name = self._language()
            self._cursor.expect(",")
            tag = self._tag()
            self._cursor.expect(")")
            return InLanguage(name, tag, is_range=True)
        self._cursor.expect("SAMETERM")
        self._cursor.expect("(")
        left = self._operand()
        self._cursor.expect(",")
        right = self._operand()
        self._cursor.expect(")")
        return Same(left, right)

    def _language(self) -> str:
        """The variable whose language is asked for here."""
        self._cursor.expect("LANG")
        self._cursor.expect("(")
        name = self._cursor.variable()
        self._cursor.expect(")")
        return name

    def _tag(self) -> Text:
        """The simple literal that must stand here."""
        if self._cursor.token.kind != "string":
            raise self._cursor.stranger()
        found = self._names.literal(self._cursor)
        if not found.endswith(b'"'):
            raise NotAdmittedError("it compares a language with a literal that has one")
        return found

    def _operand(self) -> Node:
        if self._cursor.token.kind == "variable":
            return self._cursor.variable()
        return self._names.constant(self._cursor)

    def _relation(self) -> Condition:
        if self._count is not None and self._cursor.word == "COUNT":
            return self._compared(self._count())
        if self._cursor.word == "LANG":
            return self._in_language()
        if self._names.is_iri(self._cursor):
            left: Node = self._names.iri(self._cursor)
            if self._cursor.sign not in ("=", "!="):
                raise self._cursor.stranger()
            return self._equality(left, self._cursor.next().text)
        return self._of_variable(self._cursor.variable())

    def _of_variable(self, name: str) -> Condition:
        if self._cursor.passes("IN"):
            return self._member(name)
        if self._cursor.word == "NOT":
            self._cursor.next()
            self._cursor.expect("IN")
            return Not(self._member(name))
        sign = self._cursor.sign
        if sign not in _SIGNS:
            raise self._cursor.stranger()
        self._cursor.next()
        if self._cursor.token.kind == "number":
            return Compared(name, sign, self._cursor.number())
        if sign not in ("=", "!="):
            raise self._cursor.stranger()
        return self._equality(name, sign)

    def _in_language(self) -> Condition:
        name, sign = self._language(), self._cursor.sign
        if sign not in ("=", "!="):
            raise self._cursor.stranger()
        self._cursor.next()
        found = InLanguage(name, self._tag(), is_range=False)
        return found if sign == "=" else Not(found)

    def _compared(self, name: str) -> Condition:
        sign = self._cursor.sign
        if sign not in _SIGNS:
            raise self._cursor.stranger()
        self._cursor.next()
        return Compared(name, sign, self._cursor.number())

    def _equality(self, left: Node, sign: str) -> Condition:
        right: Node = self._cursor.variable() if self._cursor.token.kind == "variable" else self._iri()
        same = Same(left, right, by_value=isinstance(left, str) and isinstance(right, str))
        return same if sign == "=" else Not(same)

    def _member(self, name: str) -> Condition:
        self._cursor.expect("(")
        members = [self._iri()]
        while self._cursor.passes(","):
            members.append(self._iri())
        self._cursor.expect(")")
        return Several(tuple(Same(name, member) for member in members), is_all=False)

    def _iri(self) -> Text:
        return self._names.iri(self._cursor)
