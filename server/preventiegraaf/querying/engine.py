"""Run one read query on a store."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from preventiegraaf.errors import QueryRefusedError, QuerySyntaxError, UpdateRefusedError
from preventiegraaf.namespaces import BASE, PREFIXES
from preventiegraaf.querying.syntax.federation import refuse_services
from preventiegraaf.querying.syntax.forms import is_update
from preventiegraaf.querying.syntax.hints import expected

Result: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_PREFIX = re.compile(r"(?<![<\w])([A-Za-z][\w.-]*):[\w-]*$")
_IRI = re.compile(r"<[^<>\s]*>$")
_LONGEST_NAME = 200
_NOISE = {"LATERAL", "SERVICE"}
"""Tokens that the engine knows and this endpoint does not offer."""


@dataclass(frozen=True)
class Dataset:
    """The graphs of a store whose triples make the default graph, and those that GRAPH reaches."""

    default: tuple[DefaultGraph | NamedNode, ...]
    named: tuple[NamedNode, ...]


def run(
    store: Store,
    query: str,
    bindings: Mapping[str, NamedNode | Literal] | None = None,
    dataset: Dataset | None = None,
    services: Collection[str] = (),
) -> Result:
    """The result of a SELECT, ASK, CONSTRUCT or DESCRIBE query; our own prefixes and base need no declaration.

    `bindings` gives terms for variables of the query, by name without `?`; a SELECT must have them in its head.
    `dataset`, if given, goes before the dataset clauses of the query. `services` are the endpoints that it may ask.
    Raises QuerySyntaxError for what is not SPARQL 1.1, QueryRefusedError for updates and federated queries.
    """
    refuse(query, services)
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): term for name, term in (bindings or {}).items()
    }
    try:
        with answering():
            return store.query(
                query,
                base_iri=BASE,
                prefixes=_prefixes_in(query),
                substitutions=substitutions or None,
                default_graph=list(dataset.default) if dataset else None,
                named_graphs=list(dataset.named) if dataset else None,
            )
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from error


def _prefixes_in(query: str) -> dict[str, str]:
    """Those of our prefixes that the query may use: the engine takes as long to declare all as to answer a lookup."""
    return {name: space for name, space in PREFIXES.items() if f"{name}:" in query}


def check(query: str) -> None:
    """Read a query without evaluating it. Raises QuerySyntaxError if it is not SPARQL 1.1.

    The engine refuses a value for a variable that the query does not have: after reading it, before all else.
    """
    stranger = Variable(f"stranger{token_hex(8)}")
    try:
        Store().query(query, prefixes=PREFIXES, substitutions={stranger: Literal("")})
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from error
    except RuntimeError:
        return


@contextmanager
def answering() -> Iterator[None]:
    """What the engine cannot do, found when a query is begun or when its rows are fetched, is a QueryRefusedError."""
    try:
        yield
    except SyntaxError:
        raise
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryRefusedError(f"The query cannot be answered: {error}") from error


def refuse(query: str, services: Collection[str] = ()) -> None:
    """Raise QueryRefusedError for an update, and for a query that would ask other endpoints than those allowed."""
    if is_update(query):
        raise UpdateRefusedError
    refuse_services(query, services)


def _syntax_error(query: str, message: str) -> QuerySyntaxError:
    match = _PLACE.match(message)
    if match is None:
        return QuerySyntaxError(message, 1, 1, "")
    line, column = int(match[1]), int(match[2])
    rows = query.split("\n")
    if "IRI parsing failed" in match[3] or "Prefix not found" in match[3]:
        message, wanted = _unreadable_name(rows[line - 1][: column - 1])
        return QuerySyntaxError(message, line, column, wanted)
    rest = rows[line - 1][column - 1 :].split() if line <= len(rows) else []
    found = f"‘{rest[0][:40]}’ does not fit here" if rest else "the query ends too soon"
    offset = sum(len(row) + 1 for row in rows[: line - 1]) + column - 1
    wanted = expected(query, offset) or _readable(match[3])
    return QuerySyntaxError(f"{found}; expected {wanted or 'something else'}.", line, column, wanted)


def _unreadable_name(before: str) -> tuple[str, str]:
    """What is wrong with the name that ends here, and what was expected in its place."""
    end = before.rstrip()[-_LONGEST_NAME:]
    prefix, iri = _PREFIX.search(end), _IRI.search(end)
    if prefix is not None:
        return f"The prefix {prefix[1]}: is not declared; add a line PREFIX {prefix[1]}: <…>.", "a declared prefix"
    if iri is not None:
        return f"{iri[0]} is no IRI.", "an IRI"
    return "An IRI here cannot be read, or its prefix is not declared; write it in full between < and >.", "an IRI"


def _readable(expected: str) -> str:
    """The engine's expected tokens without the character classes of its grammar."""
    tokens = re.findall(r'"[^"]+"|[A-Za-z][A-Za-z ]+', re.sub(r"\[[^\]]*\]|\\u\{\w+\}", "", expected))
    return " ".join(dict.fromkeys(token.strip('"') for token in tokens if token not in _NOISE))
