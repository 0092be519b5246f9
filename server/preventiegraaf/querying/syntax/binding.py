"""Give variables of a query their values in its text, for an engine that takes nothing but text.

Inside the braces of a query a variable is replaced by its value, and a row of VALUES brings the variable itself back
where the head, GROUP BY, HAVING or ORDER BY speaks of it. A value is written as a term of N-Triples, which is a term of
SPARQL too; it is never read as text of the query. In a sub-select a variable that it does not select is another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from preventiegraaf.errors import QueryRefusedError, UsageError
from preventiegraaf.querying.syntax.tokens import Token, tokens

_DEPTH = {"{": 1, "}": -1, "(": 1, ")": -1}


def bind(query: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The text of a SELECT or ASK query with values for some variables, by name without `?`.

    Raises QueryRefusedError for another query form, and for a SELECT that lacks such a variable in its head.
    """
    if not values:
        return query
    return _Binder(tokens(query), {name: f" {value} " for name, value in values.items()}).query()


def term(text: str) -> NamedNode | Literal:
    """The IRI or literal that a text in N-Triples stands for. Raises UsageError."""
    try:
        found = next(iter(parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES))).object
    except (SyntaxError, StopIteration) as error:
        raise UsageError(f'{text} is no term of N-Triples, such as <https://example.org/> or "text"@nl.') from error
    if not isinstance(found, NamedNode | Literal):
        raise UsageError(f"{text} is neither an IRI nor a literal.")
    return found


class _Binder:
    """Writes the tokens of a query anew, from left to right; `values` are terms by the names of variables."""

    def __init__(self, found: Sequence[Token], values: dict[str, str]) -> None:
        self._tokens, self._values = found, values

    def query(self) -> str:
        form = next((place for place, token in enumerate(self._tokens) if _word(token) in ("SELECT", "ASK")), None)
        if form is None:
            raise QueryRefusedError("Only the variables of a SELECT or ASK query can be given values.")
        before = self._text(0, form)
        if _word(self._tokens[form]) == "SELECT":
            selected = self._selected(form, self._opening(form))
            missing = [name for name in self._values if selected is not None and name not in selected]
            if missing:
                raise QueryRefusedError(f"The query does not select ?{missing[0]}, which is to be given a value.")
            text, end = self._select(form, self._values)
        else:
            opening = self._opening(form)
            end = self._closing(opening)
            text = self._text(form, opening + 1) + self._group(opening + 1, end, self._values)
        return before + text + self._text(end, len(self._tokens))

    def _select(self, start: int, values: dict[str, str]) -> tuple[str, int]:
        """A SELECT from its first word up to the brace, or the end, that closes what is around it."""
        opening = self._opening(start)
        closing = self._closing(opening)
        end = self._closing(closing) if closing < len(self._tokens) else closing
        around = {_name(token) for token in (*self._tokens[start:opening], *self._tokens[closing:end])}
        everything = self._selected(start, opening) is None
        named = [name for name in values if everything or name in around]
        back = "".join(f" VALUES ?{name} {{{values[name]}}} " for name in named)
        body = self._group(opening + 1, closing, values)
        return self._text(start, opening + 1) + body + back + self._text(closing, end), end

    def _group(self, start: int, end: int, values: dict[str, str]) -> str:
        """What stands between two braces, with values instead of variables."""
        parts: list[str] = []
        place = start
        while place < end:
            if _word(self._tokens[place]) == "SELECT":
                text, place = self._select(place, self._passed_on(place, values))
            else:
                text, place = self._replaced(place, values)
            parts.append(text)
        return "".join(parts)

    def _replaced(self, place: int, values: dict[str, str]) -> tuple[str, int]:
        """One token, or one clause that names a variable without using its value, and the place after it."""
        token = self._tokens[place]
        if _word(token) == "BOUND" and (end := self._bound(place, values)):
            return " true ", end
        if _word(token) in ("AS", "VALUES"):
            end = self._after_variables(place + 1)
            return self._text(place, end), end
        return values.get(_name(token), token.text), place + 1

    def _bound(self, place: int, values: dict[str, str]) -> int:
        """The place after BOUND(?x) where x has a value, else 0."""
        found = [other for other in range(place + 1, len(self._tokens)) if self._tokens[other].kind != "skip"][:3]
        texts = [self._tokens[other].text for other in found]
        is_bound = len(found) == 3 and _name(self._tokens[found[1]]) in values and texts[::2] == ["(", ")"]
        return found[2] + 1 if is_bound else 0

    def _after_variables(self, place: int) -> int:
        """The place after the variable, or the list of variables between parentheses, that begins here."""
        listed = False
        while place < len(self._tokens):
            token = self._tokens[place]
            if token.text == "(" and not listed:
                listed = True
            elif token.kind == "variable" and not listed:
                return place + 1
            elif token.kind not in ("skip", "variable"):
                return place + (token.text == ")")
            place += 1
        return place

    def _passed_on(self, start: int, values: dict[str, str]) -> dict[str, str]:
        """The values that hold in a sub-select: those of the variables that it selects."""
        selected = self._selected(start, self._opening(start))
        return {name: value for name, value in values.items() if selected is None or name in selected}

    def _selected(self, start: int, opening: int) -> set[str] | None:
        """The variables in the head of a SELECT outside of expressions, or None for all."""
        depth, names = 0, set()
        for token in self._tokens[start:opening]:
            depth += _DEPTH.get(token.text, 0)
            if depth == 0 and token.text == "*":
                return None
            if depth == 0 and token.kind == "variable":
                names.add(_name(token))
        return names

    def _opening(self, start: int) -> int:
        """The place of the brace that opens the pattern of a query that begins at `start`."""
        depth = 0
        for place in range(start, len(self._tokens)):
            text = self._tokens[place].text
            if text == "{" and depth == 0:
                return place
            depth += _DEPTH.get(text, 0)
        return len(self._tokens)

    def _closing(self, start: int) -> int:
        """The place of the brace that closes the one at `start`, or the one around it if `start` closes one itself."""
        depth = 1
        for place in range(start + 1, len(self._tokens)):
            depth += _DEPTH.get(self._tokens[place].text, 0) if self._tokens[place].text in "{}" else 0
            if depth == 0:
                return place
        return len(self._tokens)

    def _text(self, start: int, end: int) -> str:
        return "".join(token.text for token in self._tokens[start:end])


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _name(token: Token) -> str:
    """The name of a variable, or "" for any other token."""
    return token.text[1:] if token.kind == "variable" else ""
