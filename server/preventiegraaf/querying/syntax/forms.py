"""What a text asks for: the word with which it begins, after its prologue.

The engine reads keywords without looking at what follows them (`ASKWHERE{}` is a query to it), and so does this.
"""

from __future__ import annotations

import re

SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
"""White space and comments, in a regular expression."""
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
"""The words with which a read query begins, after its prologue."""
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_PROLOGUE = re.compile(
    rf"""{SKIP}(?:(?:
        BASE{SKIP}<[^>]*+>
        | PREFIX{SKIP}[^\s:<>\#]*+:{SKIP}<[^>]*+>
        | VERSION{SKIP}(?:"[^"\r\n]*+"|'[^'\r\n]*+')
    ){SKIP})*+""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def builds_graph(query: str) -> bool:
    """Whether the answer is a graph: the query form is CONSTRUCT or DESCRIBE."""
    return form(query) in ("CONSTRUCT", "DESCRIBE")


def is_update(query: str) -> bool:
    """Whether the text is a SPARQL update: it begins with the word of an update."""
    return form(query) in _UPDATES


def prologue(query: str) -> str:
    """The BASE and PREFIX declarations before the query form, with their comments."""
    match = _PROLOGUE.match(query)
    return match.group() if match else ""


def form(query: str) -> str:
    """The word with which a query or update begins after its prologue, in capitals, or nothing."""
    if query.startswith(FORMS[0]):
        return FORMS[0]
    begin = query[len(prologue(query)) :][:9].upper()
    return next((word for word in (*FORMS, *_UPDATES) if begin.startswith(word)), "")
