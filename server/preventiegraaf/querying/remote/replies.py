"""What another SPARQL engine replies, as an answer or as an error of ours."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from http import HTTPStatus
from http.client import HTTPException
from itertools import islice
from traceback import clear_frames

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from preventiegraaf.errors import BusyError, GatewayError, PreventiegraafError, QueryTimeoutError
from preventiegraaf.formats import Answer, Table, Verdict
from preventiegraaf.querying.evaluation import graph_of
from preventiegraaf.querying.remote.line import Reply

ACCEPT_TABLE = "application/sparql-results+json"
"""The formats in which a table or verdict is read."""
ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.5"
"""The formats in which a graph is read."""

_LOG = logging.getLogger(__name__)
_TABLE_TYPES = (ACCEPT_TABLE, "application/json")
_GRAPH_FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
}
_REFUSED = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_LATE = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_VERDICT = ("__ASK_RETVAL",)
"""The head of the table as which Virtuoso 7.2 gives a verdict."""
_EXCERPT = 2_000


class NotAcceptedError(Exception):
    """The engine does not accept the query; never leaves the package."""


def read_table(reply: Reply, limit: int) -> Answer:
    """The table or verdict in a reply, at most `limit` rows of it.

    Raises NotAcceptedError, GatewayError, BusyError or QueryTimeoutError, and what reading raises.
    """
    return _released(_table, reply, limit)


def read_graph(reply: Reply, limit: int) -> Answer:
    """The graph in a reply, at most `limit` triples of it. Raises what `read_table` raises."""
    return _released(_graph, reply, limit)


def _released(read: Callable[[Reply, int], Answer], reply: Reply, limit: int) -> Answer:
    """What `read` gives, with nothing left of how it was read.

    The parsers may only be let go of by the thread that made them. The traceback of an error would keep them for the
    garbage collector, which runs in any thread.
    """
    try:
        return read(reply, limit)
    except SyntaxError as error:
        clear_frames(error.__traceback__)
        raise _garbage(reply, str(error)) from error
    except (OSError, HTTPException, PreventiegraafError) as error:
        clear_frames(error.__traceback__)
        raise


def _table(reply: Reply, limit: int) -> Answer:
    _check(reply, _TABLE_TYPES)
    result = parse_query_results(reply, format=QueryResultsFormat.JSON)  # type: ignore[arg-type]
    if isinstance(result, QueryBoolean):
        return Verdict(bool(result))
    variables = tuple(variable.value for variable in result.variables)
    rows = [tuple(solution) for solution in islice(result, limit + 1)]
    if len(rows) <= limit:
        reply.read()
    if variables == _VERDICT:
        return Verdict(any(isinstance(value, Literal) and value.value == "1" for row in rows for value in row))
    return Table(variables, rows[:limit], len(rows) > limit)


def _graph(reply: Reply, limit: int) -> Answer:
    _check(reply, _GRAPH_FORMATS)
    quads = parse(reply, format=_GRAPH_FORMATS[reply.media_type])  # type: ignore[arg-type]
    answer = graph_of((quad.triple for quad in quads), limit)
    if not answer.truncated:
        reply.read()
    return answer


def _check(reply: Reply, media_types: Collection[str]) -> None:
    """Raise the error that the head of a reply means, if it means one."""
    if reply.status == HTTPStatus.OK:
        if reply.media_type not in media_types:
            raise _garbage(reply, f"media type {reply.media_type!r}")
        if not reply.delimited:
            raise _garbage(reply, "an answer whose end cannot be told")
        return
    excerpt = reply.read(_EXCERPT)
    if reply.status in _REFUSED:
        raise NotAcceptedError
    _LOG.warning("The engine replied %s: %r", reply.status, excerpt)
    if reply.status in _LATE:
        raise QueryTimeoutError("The query took longer than the engine behind this server gives it. Ask for less.")
    if reply.status in _BUSY:
        raise BusyError("The engine behind this server is busy. Try again in a moment.")
    raise GatewayError("The engine behind this server failed on this query. The operator can see why.")


def _garbage(reply: Reply, fault: str) -> GatewayError:
    _LOG.warning("The engine replied %s with what is no answer: %s", reply.status, fault)
    return GatewayError("The engine behind this server gave an answer that cannot be read.")
