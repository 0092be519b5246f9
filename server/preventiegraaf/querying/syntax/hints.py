"""What a person should have written where a query breaks off: for messages only, the engine is the judge."""

from __future__ import annotations

from preventiegraaf.querying.syntax.forms import FORMS
from preventiegraaf.querying.syntax.tokens import Token, tokens

_TERMS = {"variable", "iri", "name", "string", "number"}
_BEGIN = "PREFIX, BASE, SELECT, ASK, CONSTRUCT or DESCRIBE"


def expected(query: str, offset: int) -> str:
    """What was expected at a code point of a query that is not SPARQL, or "" if that cannot be told."""
    found = [token for token in tokens(query) if token.kind != "skip"]
    if not any(token.kind == "word" and token.text.upper() in FORMS for token in found):
        return _BEGIN
    if any(token.text in "\"'" for token in found):
        return "the closing quotation mark of a string"
    before = [token for token in found if token.start < offset]
    if sum(_depth(token) for token in found) > 0 and offset >= len(query.rstrip()):
        return _next_term(before) or "} (a { is not closed)"
    while before and before[-1].text in ("}", "]", ")"):
        before.pop()
    return _next_term(before)


def _depth(token: Token) -> int:
    return {"{": 1, "}": -1}.get(token.text, 0)


def _next_term(before: list[Token]) -> str:
    """Which term of a triple pattern is missing after these tokens."""
    count = 0
    for token in reversed(before):
        if token.kind in _TERMS or token.text == "a":
            count += 1
        elif token.text in ("{", ".", ";", ","):
            count += {";": 1, ",": 2}.get(token.text, 0)
            break
        else:
            return ""
    return {1: "a predicate and an object", 2: "an object"}.get(count, "")
