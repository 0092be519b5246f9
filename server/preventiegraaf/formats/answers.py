"""What a query gives: a table, a verdict or a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: a value, or None, for each variable in each row; `truncated` if there were more rows."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    truncated: bool = False


@dataclass(frozen=True)
class Verdict:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True)
class Graph:
    """The answer to a CONSTRUCT or DESCRIBE: triples, each once; `truncated` if there were more."""

    triples: list[Triple]
    truncated: bool = False


Answer: TypeAlias = Table | Verdict | Graph
