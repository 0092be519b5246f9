"""Terms as bytes: the N-Triples text of a term in UTF-8, exactly as pyoxigraph writes it."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


class Kind(IntEnum):
    """What a term is; columns of kinds have these numbers as bytes."""

    IRI = 0
    BLANK_NODE = 1
    LITERAL = 2
    TRIPLE = 3


def text_of(term: Term) -> bytes:
    """The N-Triples text of a term."""
    text = f"<<( {term} )>>" if isinstance(term, Triple) else str(term)
    return text.encode()


def term_of(text: bytes) -> Term:
    """The term of an N-Triples text; raises SyntaxError where it is none."""
    kind = kind_of(text)
    if kind is Kind.IRI:
        return NamedNode(text[1:-1].decode())
    if kind is Kind.BLANK_NODE:
        return BlankNode(text[2:].decode())
    (quad,) = parse(b"<x:s> <x:p> %b ." % text, format=RdfFormat.N_TRIPLES)
    term: Term = quad.object
    return term


def lexical_form(text: bytes) -> str:
    """The lexical form of a literal by its N-Triples text."""
    if b"\\" not in text:
        return text[1 : text.rindex(b'"')].decode()
    term = term_of(text)
    return term.value if isinstance(term, Literal) else ""


def kind_of(text: bytes) -> Kind:
    """The kind of a term, told by how its text begins."""
    if text.startswith(b"<"):
        return Kind.TRIPLE if text.startswith(b"<<") else Kind.IRI
    return Kind.BLANK_NODE if text.startswith(b"_") else Kind.LITERAL


def renamed(term: Term, name: Callable[[str], str]) -> Term:
    """The term with another name if it is a blank node, and so for all within it if it is a triple."""
    if isinstance(term, BlankNode):
        return BlankNode(name(term.value))
    if isinstance(term, Triple):
        subject, object_ = (renamed(part, name) for part in (term.subject, term.object))
        return Triple(subject, term.predicate, object_)  # type: ignore[arg-type]
    return term
