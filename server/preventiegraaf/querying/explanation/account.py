"""An explanation with all that a reader needs: each triple with the graphs that assert it and the words behind it.

The triples stand in one list and are told by their place in it, so that what several derivations share is given once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from preventiegraaf.querying.syntax.binding import term

Term: TypeAlias = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Words:
    """A passage: its IRI and the words."""

    passage: str
    exact: str


@dataclass(frozen=True)
class Origin:
    """A named graph that asserts a triple, and the passages that it gives for the subject of the triple."""

    graph: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Statement:
    """A triple, its terms in N-Triples, and the graphs that assert it: none for one that only follows."""

    subject: str
    predicate: str
    object: str
    origins: tuple[Origin, ...] = ()

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """The terms of the triple."""
        subject, predicate, object_ = (_term(text) for text in (self.subject, self.predicate, self.object))
        return subject, predicate, object_


@dataclass(frozen=True)
class Step:
    """A rule applied: its W3C name, and the places of its conclusion, its premises, and the triples of its list."""

    rule: str
    conclusion: int
    premises: tuple[int, ...]
    given: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proof:
    """A derivation: its steps, premises before conclusions, and the places of the asserted triples it starts from."""

    steps: tuple[Step, ...]
    leaves: tuple[int, ...]


@dataclass(frozen=True)
class Account:
    """Why a triple holds: its proofs, the shortest first, and the minimal sets of documents on which it rests.

    The triple is the first statement. `complete` and `documents_complete` are false where the search was cut. A set of
    documents is told by the IRIs of their graphs.
    """

    statements: tuple[Statement, ...]
    proofs: tuple[Proof, ...]
    complete: bool
    documents: tuple[tuple[str, ...], ...]
    documents_complete: bool

    def as_json(self) -> dict[str, Any]:
        """The account as a JSON object, from which `read_account` makes it again."""
        return asdict(self)


def read_account(fields: Mapping[str, Any]) -> Account:
    """The account that `as_json` gave."""
    return Account(
        tuple(_statement(one) for one in fields["statements"]),
        tuple(_proof(one) for one in fields["proofs"]),
        fields["complete"],
        tuple(tuple(graphs) for graphs in fields["documents"]),
        fields["documents_complete"],
    )


def _statement(fields: Mapping[str, Any]) -> Statement:
    origins = (Origin(one["graph"], tuple(Words(**words) for words in one["words"])) for one in fields["origins"])
    return Statement(fields["subject"], fields["predicate"], fields["object"], tuple(origins))


def _proof(fields: Mapping[str, Any]) -> Proof:
    steps = (
        Step(one["rule"], one["conclusion"], tuple(one["premises"]), tuple(one["given"])) for one in fields["steps"]
    )
    return Proof(tuple(steps), tuple(fields["leaves"]))


def _term(text: str) -> Term:
    if text.startswith("_:"):
        return BlankNode(text[2:])
    found = term(text)
    if not isinstance(found, NamedNode | Literal):
        raise TypeError(text)
    return found
