"""SERVICE clauses: which a query has, and which of them are allowed.

A SERVICE clause makes the engine ask another server, so it must be found wherever the engine would find one. The
engine has no separate tokens: to it `SERVICESILENT<…>{}`, `SERVICE:x{}` and `a:.SERVICE<…>{}` are clauses, and whether
`<` opens an IRI or compares two numbers, and so where strings and comments begin, depends on the grammar around it. So
nothing is tokenised here: every place in the text where the letters of a clause stand counts as one, in strings too,
unless it is certain that they are part of a name or of a line of comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from preventiegraaf.errors import QueryTooComplexError, ServiceRefusedError
from preventiegraaf.querying.syntax.forms import SKIP

_CLAUSE = re.compile(
    rf"""SERVICE{SKIP}(?:SILENT{SKIP})?
    (?:<(?P<iri>[^<>\s]*)> | (?:\\.|[^\s{{}}\#\\])++)
    {SKIP}\{{""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_WORD = re.compile("SERVICE", re.IGNORECASE | re.ASCII)
_MOST_WORDS = 200
"""How often the letters may stand in a query: from each on, the text may have to be read to its end."""
_NAME_SIGN = re.compile(r"[\w\-·\u0300-\u036f\u203f\u2040]")
_COMMENT = re.compile(r"[ \t]*#[^\"']*")
"""A line up to a place in it that can be nothing but a comment, or else part of a long string."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_services(query: str, allowed: Collection[str] = ()) -> None:
    """Raise ServiceRefusedError if the query has a SERVICE clause whose endpoint is not one of those allowed.

    An endpoint is allowed only if it is written as an IRI in full, exactly as the operator wrote it. Raises
    QueryTooComplexError as `services` does.
    """
    for endpoint in services(query):
        if endpoint not in allowed:
            raise ServiceRefusedError(sorted(allowed))


def services(query: str) -> Iterator[str | None]:
    """The endpoint of each SERVICE clause: an IRI, or None where it is a variable or a prefixed name.

    SPARQL resolves code point escapes before all else (section 19.2); the engine does so only in strings and IRIs.
    Both readings count. Raises QueryTooComplexError if the letters SERVICE stand in the query too often.
    """
    unescaped = _ESCAPE.sub(_character, query)
    for text in [query] if unescaped == query else [query, unescaped]:
        if sum(1 for _ in islice(_WORD.finditer(text), _MOST_WORDS + 1)) > _MOST_WORDS:
            raise QueryTooComplexError(
                f"The query has the word SERVICE more than {_MOST_WORDS} times. Make it simpler."
            )
        for match in _CLAUSE.finditer(text):
            if not (_in_name(text, match.start()) or _in_comment(text, match.start())):
                yield match["iri"]


def _in_name(text: str, place: int) -> bool:
    """Whether the letters from this place on belong to a variable or to the local part of a prefixed name."""
    while place and _NAME_SIGN.match(text[place - 1]):
        place -= 1
    return place > 0 and text[place - 1] in "?$:"


def _in_comment(text: str, place: int) -> bool:
    begin = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return _COMMENT.fullmatch(text, begin, place) is not None


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
