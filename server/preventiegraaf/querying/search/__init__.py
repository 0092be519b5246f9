"""Search: things, documents and passages by the words that a reader types; knows no HTTP."""

from preventiegraaf.querying.search.analysis import Stemmer, folded, words_of
from preventiegraaf.querying.search.highlighting import Highlighter, Piece
from preventiegraaf.querying.search.index import SearchIndex
from preventiegraaf.querying.search.searching import Facet, Found, Hit, Sought, Value, find, suggest

__all__ = [
    "Facet",
    "Found",
    "Highlighter",
    "Hit",
    "Piece",
    "SearchIndex",
    "Sought",
    "Stemmer",
    "Value",
    "find",
    "folded",
    "suggest",
    "words_of",
]
