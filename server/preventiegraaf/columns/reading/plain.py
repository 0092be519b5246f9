"""Terms that are written in N-Triples as pyoxigraph would write them, and surely are right."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAFE = rb"-A-Za-z0-9._~!$&'()*+,;=:@"
_HOST = rb"(?://[A-Za-z0-9.-]++(?::[0-9]{1,4})?(?=[/?#>])|(?!//))"
_REST = rb"[%s/]*+(?:\?[%s/?]*+)?(?:#[%s/?]*+)?" % (_SAFE, _SAFE, _SAFE)
_IRI = rb"<[A-Za-z][A-Za-z0-9+.-]*+:%s%s>" % (_HOST, _REST)
_BLANK = rb"_:[A-Za-z0-9](?:[A-Za-z0-9_-]*+)"
_WORDS = rb'"[^"\\\x00-\x1f\x7f]*+(?:\\["\\nrtbf][^"\\\x00-\x1f\x7f]*+)*+"'
_LANGUAGE = rb"@[a-z]{2,3}(?:-[a-z]{2})?"
_NORMALISED = rb"http://www\.w3\.org/(?:2001/XMLSchema#string|1999/02/22-rdf-syntax-ns#(?:langString|dirLangString))>"
_TERM = rb"(?:%s|%s|%s(?:%s|\^\^(?!<%s)%s)?)" % (_IRI, _BLANK, _WORDS, _LANGUAGE, _NORMALISED, _IRI)
_TERMS = re.compile(rb"(?:%s\n)*+" % _TERM)
_RARE = ("\ufffe", "\uffff")


def not_plain(terms: list[bytes]) -> Iterator[int]:
    """The places of those terms that are not plain; what is not UTF-8 is not plain either.

    Plain are IRIs of ASCII without percent signs, blank nodes whose name has no full stop, and literals with the
    escapes that pyoxigraph writes, a language of the usual form, or a datatype that it writes.
    """
    joined = b"\n".join([*terms, b""])
    if not _is_usual_text(joined):
        yield from (place for place, term in enumerate(terms) if not (_is_usual_text(term) and _is_plain(term)))
        return
    place, position = 0, 0
    while (end := _matched(joined, position)) < len(joined):
        place += joined.count(b"\n", position, end)
        yield place
        place += 1
        position = joined.index(b"\n", end) + 1


def _matched(joined: bytes, position: int) -> int:
    match = _TERMS.match(joined, position)
    return position if match is None else match.end()


def _is_plain(term: bytes) -> bool:
    return _matched(term + b"\n", 0) == len(term) + 1


def _is_usual_text(text: bytes) -> bool:
    """Whether bytes are UTF-8 without the code points that are no characters, which pyoxigraph writes with escapes."""
    if text.isascii():
        return True
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        return False
    return not any(rare in decoded for rare in _RARE)
