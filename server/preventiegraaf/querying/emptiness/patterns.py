"""The parts of a group graph pattern: enough to explain why a query has no rows, not to evaluate it.

Source: SPARQL 1.1 Query Language, section 19.8, rules 53 to 107. What this does not know is an UnreadableError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from preventiegraaf.querying.syntax.forms import FORMS
from preventiegraaf.querying.syntax.tokens import Token, tokens

_CLOSING = {"{": "}", "(": ")", "[": "]"}
_MODIFIERS = ("*", "+", "?")


class UnreadableError(Exception):
    """The pattern is not of a form that is read here."""


class Kind(StrEnum):
    """What a part of a group does."""

    TRIPLE = "triple"
    FILTER = "filter"
    OPTIONAL = "optional"
    MINUS = "minus"
    GRAPH = "graph"
    ASSIGNMENT = "assignment"
    GROUP = "group"
    SELECT = "select"


@dataclass(frozen=True)
class Part:
    """A triple pattern, a filter or a nested pattern: its text, and for a triple pattern its three terms.

    `groups` are the texts within the braces of a nested pattern: several for a union.
    """

    kind: Kind
    text: str
    terms: tuple[str, str, str] | None = None
    groups: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The text as it stands in a group."""
        return f"{self.text} ." if self.kind is Kind.TRIPLE else self.text


@dataclass(frozen=True)
class Where:
    """The pattern of a query: what stands before it, within its braces and after it."""

    head: str
    group: str
    tail: str


def where_of(query: str) -> Where | None:
    """The pattern of a query, or None if it has none (as DESCRIBE may). Raises UnreadableError."""
    reader = _Reader(tokens(query))
    form = next((place for place, token in enumerate(reader.tokens) if _word(token) in FORMS), None)
    if form is None:
        raise UnreadableError
    place = form + 1
    if _word(reader.tokens[form]) == "CONSTRUCT" and reader.sign(place) == "{":
        place = reader.closed(place)
    while place < len(reader.tokens) and reader.sign(place) != "{":
        place = reader.closed(place) if reader.sign(place) == "(" else place + 1
    if place >= len(reader.tokens):
        return None
    end = reader.closed(place)
    whole, inner = reader.tokens, reader.text(place + 1, end - 1)
    return Where(query[: whole[place].start], inner, query[whole[end - 1].start + 1 :])


def parts_of(group: str) -> list[Part]:
    """The parts of a group in their order; a list of predicates or objects is one triple pattern each.

    Raises UnreadableError.
    """
    reader = _Reader(tokens(group))
    if reader.tokens and _word(reader.tokens[0]) == "SELECT":
        return [Part(Kind.SELECT, f"{{ {group} }}", groups=(group,))]
    return list(reader.parts())


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


class _Reader:
    """Reads a group from left to right; places are numbers of tokens, white space and comments left out."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = [token for token in found if token.kind != "skip"]

    def sign(self, place: int) -> str:
        """The text of a token, or nothing beyond the end."""
        return self.tokens[place].text if place < len(self.tokens) else ""

    def word(self, place: int) -> str:
        return _word(self.tokens[place]) if place < len(self.tokens) else ""

    def text(self, start: int, end: int) -> str:
        """The tokens of a stretch, with single spaces where there was space."""
        joined, last = [], None
        for token in self.tokens[start:end]:
            joined.append(" " if last is not None and token.start > last else "")
            joined.append(token.text)
            last = token.start + len(token.text)
        return "".join(joined)

    def closed(self, place: int) -> int:
        """The place after the bracket that closes the one here."""
        wanted: list[str] = []
        for there in range(place, len(self.tokens)):
            sign = self.tokens[there].text
            if sign in _CLOSING:
                wanted.append(_CLOSING[sign])
            elif wanted and sign == wanted[-1]:
                wanted.pop()
                if not wanted:
                    return there + 1
        raise UnreadableError

    def parts(self) -> Iterator[Part]:
        place = 0
        while place < len(self.tokens):
            if self.sign(place) == ".":
                place += 1
                continue
            found, place = self._part(place)
            yield from found

    def _part(self, place: int) -> tuple[list[Part], int]:
        word = self.word(place)
        if word == "FILTER":
            return self._whole(Kind.FILTER, place, self._constraint(place + 1))
        if word in ("BIND", "VALUES"):
            return self._whole(Kind.ASSIGNMENT, place, self._assigned(place))
        if word in ("OPTIONAL", "MINUS"):
            return self._nested(Kind(word.lower()), place, place + 1)
        if word == "GRAPH":
            return self._nested(Kind.GRAPH, place, place + 2)
        if word == "SERVICE":
            raise UnreadableError
        return self._union(place) if self.sign(place) == "{" else self._triples(place)

    def _whole(self, kind: Kind, start: int, end: int) -> tuple[list[Part], int]:
        return [Part(kind, self.text(start, end))], end

    def _constraint(self, place: int) -> int:
        """The end of FILTER: of its parentheses, of EXISTS and its group, or of a call."""
        while self.word(place) or self.tokens[place].kind in ("name", "iri"):
            place += 1
        return self.closed(place)

    def _assigned(self, place: int) -> int:
        """The end of BIND (…), VALUES ?x {…} or VALUES (?x ?y) {…}."""
        if self.word(place) == "BIND":
            return self.closed(place + 1)
        after = self.closed(place + 1) if self.sign(place + 1) == "(" else place + 2
        return self.closed(after)

    def _nested(self, kind: Kind, start: int, opening: int) -> tuple[list[Part], int]:
        end = self.closed(opening)
        return [Part(kind, self.text(start, end), groups=(self.text(opening + 1, end - 1),))], end

    def _union(self, start: int) -> tuple[list[Part], int]:
        groups, place = [], start
        while True:
            end = self.closed(place)
            groups.append(self.text(place + 1, end - 1))
            if self.word(end) != "UNION":
                return [Part(Kind.GROUP, self.text(start, end), groups=tuple(groups))], end
            place = end + 1

    def _triples(self, place: int) -> tuple[list[Part], int]:
        """The triple patterns of one subject."""
        found: list[Part] = []
        begin = place
        place = self._node(place)
        subject = self.text(begin, place)
        while self.sign(place) not in ("", ".", "}") and not self._begins_part(place):
            middle = self._path(place)
            path = self.text(place, middle)
            place = self._objects(subject, path, middle, found)
            while self.sign(place) == ";":
                place += 1
        if not found and subject[:1] in "[(":
            found = [Part(Kind.TRIPLE, subject)]
        if not found:
            raise UnreadableError
        return found, place

    def _begins_part(self, place: int) -> bool:
        return self.word(place) in ("FILTER", "BIND", "VALUES", "OPTIONAL", "MINUS", "GRAPH") or self.sign(place) == "{"

    def _objects(self, subject: str, path: str, place: int, found: list[Part]) -> int:
        """The place after the objects of a predicate, one triple pattern for each."""
        while True:
            end = self._node(place)
            value = self.text(place, end)
            found.append(Part(Kind.TRIPLE, f"{subject} {path} {value}", (subject, path, value)))
            if self.sign(end) != ",":
                return end
            place = end + 1

    def _node(self, place: int) -> int:
        """The place after a term: a variable, name, IRI, literal, or what stands between brackets."""
        if place >= len(self.tokens):
            raise UnreadableError
        token = self.tokens[place]
        if token.text in ("[", "("):
            return self.closed(place)
        if token.text in ("+", "-"):
            return place + 2
        if token.kind == "string":
            return self._after_string(place + 1)
        if token.kind in ("variable", "name", "iri", "number") or token.text in ("true", "false"):
            return place + 1
        raise UnreadableError

    def _after_string(self, place: int) -> int:
        if place < len(self.tokens) and self.tokens[place].kind == "tag":
            return place + 1
        return place + 3 if self.sign(place) == "^" and self.sign(place + 1) == "^" else place

    def _path(self, place: int) -> int:
        """The place after a predicate or property path."""
        if place < len(self.tokens) and self.tokens[place].kind == "variable":
            return place + 1
        while True:
            place += len(list(takewhile(lambda there: self.sign(there) in ("^", "!"), range(place, len(self.tokens)))))
            if self.sign(place) == "(":
                place = self.closed(place)
            elif place < len(self.tokens) and (self.tokens[place].kind in ("name", "iri") or self.sign(place) == "a"):
                place += 1
            else:
                raise UnreadableError
            place += self.sign(place) in _MODIFIERS
            if self.sign(place) not in ("/", "|"):
                return place
            place += 1
