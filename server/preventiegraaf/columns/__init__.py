"""Triples as columns of numbers: dictionary, packed pairs, relations; knows no rules, no queries and no HTTP.

A term is its N-Triples text in UTF-8 as pyoxigraph writes it, and has one number in a `Dictionary`. `Triples` are three
columns of numbers; `Relations` are the same triples by predicate, as sorted pairs in both directions.
"""

from preventiegraaf.columns.dictionary import Dictionary
from preventiegraaf.columns.graph import GraphColumns, write_graph
from preventiegraaf.columns.packing import EMPTY, Column, Mask
from preventiegraaf.columns.relations import Relations
from preventiegraaf.columns.terms import Kind, Term, kind_of, lexical_form, term_of, text_of
from preventiegraaf.columns.triples import Triples

__all__ = [
    "EMPTY",
    "Column",
    "Dictionary",
    "GraphColumns",
    "Kind",
    "Mask",
    "Relations",
    "Term",
    "Triples",
    "kind_of",
    "lexical_form",
    "term_of",
    "text_of",
    "write_graph",
]
