"""What is asked of the engine, within which limits, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TypeAlias

from preventiegraaf.settings import Settings

INLINE = 65_536
"""The longest answer, in bytes, that a worker sends as a message."""
OUT_OF_MEMORY = 77
"""The code with which a worker exits when Python finds no memory."""
_MEGABYTE = 1_000_000

Graphs: TypeAlias = tuple[str, ...]
"""IRIs of named graphs."""


@dataclass(frozen=True)
class Limits:
    """What one query may cost: seconds of time, bytes of memory, rows (or triples) and bytes of its answer.

    `services` are the endpoints that it may ask by SERVICE: none, unless the operator names them. An explanation gives
    at most so many `derivations`.
    """

    seconds: float = 10.0
    memory: int = 2_000_000_000
    rows: int = 100_000
    size: int = 100_000_000
    services: tuple[str, ...] = ()
    derivations: int = 10


@dataclass(frozen=True)
class Task:
    """A read query and the dataset that it asks.

    `default_graphs` and `named_graphs` are the IRIs of the protocol's dataset, which goes before that of the query
    (SPARQL 1.1 Protocol, section 2.1.4); both empty mean that the query's own dataset counts. `bindings` gives a term
    in N-Triples for variables by name. `leaving_out` are the graphs of documents that take no part, nor what follows
    from them (see querying.sources). `format` is the short name of the format of the answer. `only_read` asks for
    the query as another engine takes it, instead of its answer (see querying.prepared). `triple`, three terms in
    N-Triples, asks for an explanation in JSON instead of a query, by at most `rows` derivations; `documents` are then
    the graphs of documents. `explaining` asks for the reason why a query has no rows, as JSON (see querying.emptiness),
    `only_plan` for the way in which it is answered, as JSON (see querying.columnar). `seconds` may be less than the
    limit.
    """

    query: str
    format: str
    infer: bool = True
    default_graphs: Graphs = ()
    named_graphs: Graphs = ()
    bindings: dict[str, str] = field(default_factory=dict)
    rows: int | None = None
    only_read: bool = False
    leaving_out: Graphs = ()
    triple: tuple[str, ...] = ()
    documents: Graphs = ()
    explaining: bool = False
    seconds: float | None = None
    only_plan: bool = False


@dataclass
class Written:
    """An answer as bytes, in memory or in a file to be read from its start, whether it was cut, and who answered."""

    content: bytes | IO[bytes]
    rows: int
    truncated: bool
    seconds: float
    engine: str = "store"


def limits_of(settings: Settings) -> Limits:
    """The limits that the settings give."""
    return Limits(
        seconds=settings.query_seconds,
        memory=settings.query_memory * _MEGABYTE,
        rows=settings.query_rows,
        size=settings.query_megabytes * _MEGABYTE,
        services=settings.allow_service,
        derivations=settings.derivations,
    )
