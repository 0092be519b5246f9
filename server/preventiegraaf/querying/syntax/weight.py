"""How unwieldy a query is to read: other engines than our own processes cannot be killed for each query that is.

Many engines read a query by recursion, and one that nests or strings together enough takes the whole engine down
(Oxigraph's server ends at some 700 nested function calls, or 10,000 UNIONs). No query of a person comes near that.
"""

from __future__ import annotations

from preventiegraaf.errors import QueryTooComplexError
from preventiegraaf.querying.syntax.tokens import Token, tokens

_DEEPEST = 100
_MOST_JOINTS = 4_000
_FLAT = (".", ",", ";", "(", ")", "[", "]")
"""Signs that lists and tables are made of; however many there are, they are read one after the other."""


def refuse_unwieldy(query: str) -> None:
    """Raise QueryTooComplexError if the query nests too deeply or has too many words, operators and groups."""
    depth = deepest = joints = 0
    for token in tokens(query):
        depth = max(0, depth + _opened(token))
        deepest = max(deepest, depth)
        joints += token.kind in ("word", "other") and token.text not in _FLAT
    if deepest > _DEEPEST or joints > _MOST_JOINTS:
        raise QueryTooComplexError("The query is nested too deeply, or too long, to be read. Make it simpler.")


def _opened(token: Token) -> int:
    """How many brackets a token opens, less those that it closes; `<` may compare, so all that an IRI opens counts."""
    if token.kind == "iri":
        return sum(map(token.text.count, "(["))
    return {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0) if token.kind == "other" else 0
