"""Conditions of FILTER and HAVING: on the identity of terms, on their words, on having a value, and on counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from pyoxigraph import Literal

from preventiegraaf.columns import text_of
from preventiegraaf.querying.columnar.algebra import (
    Bound,
    Case,
    Compared,
    Condition,
    HasText,
    InLanguage,
    Node,
    Not,
    NotAdmittedError,
    Place,
    Same,
    Several,
    Text,
)
from preventiegraaf.querying.columnar.cursor import Cursor
from preventiegraaf.querying.columnar.names import Names

_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_PLACES: Mapping[str, Place] = {"CONTAINS": "anywhere", "STRSTARTS": "start", "STRENDS": "end"}
_CALLS = ("BOUND", "LANGMATCHES", "REGEX", "SAMETERM", *_PLACES)
_CASES: Mapping[str, Case] = {"LCASE": "lower", "UCASE": "upper"}
_PLAIN = re.compile(r"""\"(?P<start>\^?)(?P<text>[\w ,'/-]+)(?P<end>\$?)\"""")
"""A literal whose signs mean themselves in a regular expression; not so the names of constants that are left out."""
_ANCHORED: Mapping[tuple[bool, bool], Place] = {
    (False, False): "anywhere",
    (True, False): "start",
    (False, True): "end",
    (True, True): "whole",
}
_NO_FLAGS, _FOLDED = b'""', b'"i"'
_DEEPEST = 16
_Read = TypeVar("_Read")


class _Words(NamedTuple):
    """Whose words are asked for, what is made of them before, and whether they are those that STR gives."""

    name: str
    case: Case
    of_any: bool


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
        word = self._cursor.word
        if word not in _CALLS:
            raise self._cursor.stranger()
        self._cursor.next()
        self._cursor.expect("(")
        found = self._called(word)
        self._cursor.expect(")")
        return found

    def _called(self, word: str) -> Condition:
        """The call of a word, without its parentheses."""
        if word == "BOUND":
            return Bound(self._cursor.variable())
        if word == "LANGMATCHES":
            return InLanguage(self._language(), self._after_comma(self._simple), is_range=True)
        if word == "SAMETERM":
            return Same(self._operand(), self._after_comma(self._operand))
        if word == "REGEX":
            return self._regex()
        words = self._words()
        return HasText(words.name, self._after_comma(self._simple), _PLACES[word], words.case, words.of_any)

    def _after_comma(self, read: Callable[[], _Read]) -> _Read:
        self._cursor.expect(",")
        return read()

    def _words(self) -> _Words:
        """A variable whose words are asked for here, or STR of one; perhaps in small or capital letters."""
        case = _CASES.get(self._cursor.word, "")
        if case:
            self._cursor.next()
            self._cursor.expect("(")
        of_any = self._cursor.passes("STR")
        if of_any:
            self._cursor.expect("(")
        name = self._cursor.variable()
        for _ in range(bool(case) + of_any):
            self._cursor.expect(")")
        return _Words(name, case, of_any)

    def _regex(self) -> HasText:
        """REGEX with letters that mean themselves, at the start or end if it says so."""
        words, pattern = self._words(), self._after_comma(self._simple)
        flags = self._after_comma(self._simple) if self._cursor.sign == "," else _NO_FLAGS
        plain = _PLAIN.fullmatch(pattern.decode())
        is_folded = flags == _FOLDED
        if not plain or not (is_folded or flags == _NO_FLAGS) or (is_folded and (words.case or not pattern.isascii())):
            raise NotAdmittedError("it has a regular expression")
        wanted = plain["text"].lower() if is_folded else plain["text"]
        place = _ANCHORED[bool(plain["start"]), bool(plain["end"])]
        return HasText(words.name, text_of(Literal(wanted)), place, "folded" if is_folded else words.case, words.of_any)

    def _language(self) -> str:
        """The variable whose language is asked for here."""
        self._cursor.expect("LANG")
        self._cursor.expect("(")
        name = self._cursor.variable()
        self._cursor.expect(")")
        return name

    def _simple(self) -> Text:
        """The simple literal that must stand here."""
        if self._cursor.token.kind != "string":
            raise self._cursor.stranger()
        found = self._names.literal(self._cursor)
        if not found.endswith(b'"'):
            raise NotAdmittedError("it compares words with a literal that has a language")
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
        if self._cursor.word in ("STR", *_CASES):
            return self._is_text()
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
        found = InLanguage(name, self._simple(), is_range=False)
        return found if sign == "=" else Not(found)

    def _is_text(self) -> Condition:
        """The words of any term held against a string; those of strings alone are not equal to it in each language."""
        words, sign = self._words(), self._cursor.sign
        if sign not in ("=", "!=") or not words.of_any:
            raise self._cursor.stranger()
        self._cursor.next()
        found = HasText(words.name, self._simple(), "whole", words.case, of_any=True)
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
