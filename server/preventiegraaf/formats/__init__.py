"""Formats of answers: media types, writers, negotiation."""

from preventiegraaf.formats.answers import Answer, Graph, Table, Term, Verdict
from preventiegraaf.formats.negotiation import FORMATS, GRAPH_FORMATS, HTML, TABLE_FORMATS, Format, choose, write

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "HTML",
    "TABLE_FORMATS",
    "Answer",
    "Format",
    "Graph",
    "Table",
    "Term",
    "Verdict",
    "choose",
    "write",
]
