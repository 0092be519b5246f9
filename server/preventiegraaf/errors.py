"""Every error that Preventiegraaf raises on purpose.

PreventiegraafError            the one class to catch
 ├─ UsageError                 what the caller gave cannot be used: a flag, a setting, a folder
 │   ├─ UnknownNameError       a name that nothing here has; carries names that are like it
 │   │   ├─ UnknownPropertyError   a name that no property has
 │   │   └─ UnknownKindError       a name that no kind of thing has
 │   ├─ UnknownSourceError     a source that is no document; carries those that are
 │   └─ AmbiguousNameError     a name that several things have; carries their IRIs
 ├─ CorpusError                a file of the graph cannot be read: path, line and column
 ├─ InconsistentError          the graph contradicts itself; carries the contradictions
 ├─ SnapshotError              a snapshot cannot be written or opened
 ├─ QuerySyntaxError           the query is not SPARQL: line, column and what was expected
 ├─ QueryRefusedError          the query is SPARQL, but asks for what this server does not do
 │   ├─ UpdateRefusedError     it would change the graph
 │   ├─ ServiceRefusedError    it would ask another server
 │   ├─ SourcesRefusedError    it asks what follows from some sources, of an engine that cannot tell
 │   └─ UnknownGraphError      it asks a graph that is not here
 ├─ NotHeldError               a triple that is to be explained does not hold
 ├─ GatewayError               the SPARQL engine behind this server cannot be reached, or gives no proper answer
 │   └─ GatewayTimeoutError    it does not respond in time
 ├─ NotAcceptableError         none of the formats that the client accepts can be made
 └─ LimitError                 the answer would cost more than this server gives
     ├─ QueryTimeoutError      the query took too long
     ├─ QueryMemoryError       the query needed too much memory
     ├─ QueryTooComplexError   the query is nested too deeply, or too long, to be read
     ├─ AnswerTooLargeError    the answer has too many bytes
     ├─ TooManyQueriesError    a client has too many queries under way
     ├─ BusyError              all workers are busy
     ├─ EngineError            the process that answered was lost, through no fault of the query
     └─ QueryAbandonedError    the client hung up before its answer was there
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MARK = "\ufeff"
"""What some editors put before a text in UTF-8 (Unicode, section 23.8)."""
_OVERFLOW = "Reached the buffer maximal size"
"""How pyoxigraph begins to say that a token is longer than it holds."""


class PreventiegraafError(Exception):
    """An error with a message that says what is wrong and how to mend it."""


class UsageError(PreventiegraafError):
    """A flag, setting or folder that the caller gave cannot be used.

    `texts` has the message by language, where it is meant for readers of pages.
    """

    def __init__(self, message: str = "", texts: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.texts = texts or {}

    def of(self, parameter: str) -> UsageError:
        """The same error, with a message that names the parameter of which it tells."""
        self.args = (f"{parameter}: {self}",)
        return self


class UnknownNameError(UsageError):
    """Nothing has the name; `like` are names that something has, those most like it first."""

    _nothing, _example = "Nothing", "person:jan-binnenmars"

    def __init__(self, name: str, like: Sequence[str]) -> None:
        hint = f" Did you mean ‘{'’ or ‘'.join(like)}’?" if like else ""
        how = f"Give a label, an IRI, or a short IRI such as {self._example}."
        super().__init__(f"{self._nothing} here is called ‘{name}’. {how}{hint}")
        self.name, self.like = name, tuple(like)


class UnknownPropertyError(UnknownNameError):
    """No property has the name, though a thing may."""

    _nothing, _example = "No property", "pg:chairs"


class UnknownKindError(UnknownNameError):
    """No kind of thing has the name, though a thing may."""

    _nothing, _example = "No kind of thing", "foaf:Person"


class AmbiguousNameError(UsageError):
    """Several things have the name; `meant` are their IRIs, each with its short form."""

    def __init__(self, name: str, meant: Mapping[str, str]) -> None:
        super().__init__(f"‘{name}’ is the name of {' and of '.join(meant.values())}. Give one of these instead.")
        self.name, self.meant = name, tuple(meant)


@dataclass
class UnknownSourceError(UsageError):
    """A source that is asked for is no document; `known` are the slugs of those that are."""

    unknown: Sequence[str]
    known: Sequence[str]

    def __str__(self) -> str:
        known = ", ".join(self.known) or "none"
        return f"There is no document {', '.join(self.unknown)}. The sources may be, joined by commas: {known}."


@dataclass
class CorpusError(PreventiegraafError):
    """A file of the graph cannot be read; `line` and `column` count from 1 and are 0 where unknown."""

    path: Path
    message: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.path}{place}: {self.message}"


@contextmanager
def faults_told(path: Path, format_: str, lines: int = 0) -> Iterator[None]:
    """Raise CorpusError where pyoxigraph's parser gives up; so many lines of the file come before those that it saw."""
    try:
        yield
    except SyntaxError as error:
        place = lines + (error.lineno or 1), error.offset or 1
        raise CorpusError(path, f"not {format_}: {_reason(error)}", *place) from error
    except MemoryError as error:
        if not str(error).startswith(_OVERFLOW):
            raise
        raise CorpusError(
            path, f"a text, comment or line is longer than 16 MiB, which is more than can be read of {format_}"
        ) from error


def _reason(error: SyntaxError) -> str:
    reason = error.msg.split(": ", 1)[-1]
    if reason.startswith(_MARK):
        return "it begins with a byte order mark; save it as UTF-8 without one"
    return f"{reason}; what begins here is not closed" if reason.startswith("Unexpected end of file") else reason


@dataclass
class InconsistentError(PreventiegraafError):
    """The graph contradicts itself; `explanations` holds one readable text for each contradiction."""

    explanations: Sequence[str]

    def __str__(self) -> str:
        head = f"The graph contradicts itself in {len(self.explanations)} place(s); mend the data or the axiom:"
        return "\n\n".join([head, *self.explanations])


class SnapshotError(PreventiegraafError):
    """A snapshot cannot be written or opened."""


@dataclass
class QuerySyntaxError(PreventiegraafError):
    """The query is not SPARQL 1.1; `line` and `column` count from 1."""

    message: str
    line: int
    column: int
    expected: str

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.message}"


class QueryRefusedError(PreventiegraafError):
    """The query asks for something that this server does not do."""


@dataclass
class UpdateRefusedError(QueryRefusedError):
    """The request would change the graph, which is not done over HTTP."""

    def __str__(self) -> str:
        return (
            "This is an update, and this endpoint only answers questions: the graph is changed in its Turtle files, "
            "which are then built anew."
        )


@dataclass
class ServiceRefusedError(QueryRefusedError):
    """The query has a SERVICE clause for an endpoint that is not one of those `allowed`."""

    allowed: Sequence[str] = ()

    def __str__(self) -> str:
        if self.allowed:
            return f"SERVICE is allowed only with these endpoints, written in full: {', '.join(self.allowed)}."
        return "SERVICE is not allowed: this endpoint asks no other servers."


@dataclass
class SourcesRefusedError(QueryRefusedError):
    """What follows from some sources only is asked where another engine answers the queries."""

    def __str__(self) -> str:
        return (
            "This server hands its queries to another engine, which cannot tell what follows from some sources only. "
            "Leave out sources=, or ask FROM the graphs of those documents, where inferred triples play no part."
        )


@dataclass
class UnknownGraphError(QueryRefusedError):
    """The query or the request asks a graph, by its IRI, that is not here."""

    graph: str

    def __str__(self) -> str:
        return f"There is no graph <{self.graph}> here, and graphs of other servers are not fetched."


class NotHeldError(PreventiegraafError):
    """A triple that is to be explained is in no file, and does not follow."""


class GatewayError(PreventiegraafError):
    """The SPARQL engine behind this server cannot be reached, or gives an answer that is none."""


class GatewayTimeoutError(GatewayError):
    """The SPARQL engine behind this server does not respond in time."""


@dataclass
class NotAcceptableError(PreventiegraafError):
    """None of the formats that the client accepts can be made; `offered` lists those that can."""

    offered: Sequence[str]

    def __str__(self) -> str:
        return "None of the formats asked for can be made. On offer: " + ", ".join(self.offered) + "."


class LimitError(PreventiegraafError):
    """The answer would cost more than this server gives."""


class QueryTimeoutError(LimitError):
    """The query took longer than the limit and was stopped."""


class QueryMemoryError(LimitError):
    """The query needed more memory than the limit and was stopped."""


class QueryTooComplexError(LimitError):
    """The query is nested too deeply, or too long, to be read."""


class AnswerTooLargeError(LimitError):
    """The answer has more bytes than the limit."""


class TooManyQueriesError(LimitError):
    """One client has as many queries under way as it may have."""


class BusyError(LimitError):
    """All workers are busy, and the queue is full or took too long."""


class EngineError(LimitError):
    """The process that answered a query was lost, through no fault of the query."""


class QueryAbandonedError(LimitError):
    """The client hung up before its answer was there."""
