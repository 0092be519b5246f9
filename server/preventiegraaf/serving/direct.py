"""The short way for the most frequent requests: a GET of the SPARQL endpoint with a query and perhaps a format.

What takes little work for certain (see querying.near) is answered in the front itself: no thread, no worker process, no
Flask. Any other query goes to the engine without Flask. The answer is the one that the application would give; whatever
is out of the ordinary, errors among it, is left to the application.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from preventiegraaf.errors import NotAcceptableError
from preventiegraaf.formats import GRAPH_FORMATS, HTML, TABLE_FORMATS, Format, choose
from preventiegraaf.querying import Task, Written, builds_graph
from preventiegraaf.querying.near import Near
from preventiegraaf.serving.exchange import Incoming, Outgoing
from preventiegraaf.serving.gateway import held
from preventiegraaf.web.answering.answers import plain_tag
from preventiegraaf.web.app import HEADERS
from preventiegraaf.web.common.served import Engine

_LONGEST = 30_000
"""The longest query string; the application tells what is too long."""
_PLAIN = {"query", "format"}
_HALF_CODED = re.compile("%(?![0-9A-Fa-f]{2})")
_CONDITIONS = {"if-none-match", "if-modified-since", "range", "content-length", "transfer-encoding"}
"""Headers with which a request is for the application: conditions, and what tells that it has a body."""
_FIXED = [*HEADERS.items(), ("Vary", "Accept, Accept-Language")]


class Plain(NamedTuple):
    """A query, and the format of its answer."""

    query: str
    chosen: Format


class Direct:
    """Answers requests for one snapshot without the application."""

    def __init__(self, near: Near, engine: Engine, digest: str) -> None:
        self._near, self._engine, self._digest = near, engine, digest

    def at_once(self, plain: Plain) -> tuple[Outgoing | None, Plain | None]:
        """The answer to a query that takes little work for certain, if it is one; else what is to ask of the engine.

        Neither if the application has to explain the answer.
        """
        written = self._near.few(plain.query, plain.chosen.name)
        return (None, plain) if written is None else (self._outgoing(plain, written), None)

    def ask(self, plain: Plain, request: Incoming, gone: Callable[[], bool]) -> Outgoing | None:
        """The answer of the engine, or None if the application has to explain it. Raises errors of ours.

        `gone` tells whether the client hung up.
        """
        task = Task(plain.query, plain.chosen.name)
        return self._outgoing(plain, self._engine.answer(task, request.client, gone))

    def _outgoing(self, plain: Plain, written: Written) -> Outgoing | None:
        if not written.rows and plain.chosen.name == "json":
            return None  # the application explains it
        body = written.content if isinstance(written.content, bytes) else held(written.content)
        tag = plain_tag(self._digest, plain.query, plain.chosen.name)
        own = [("Content-Type", plain.chosen.content_type), ("ETag", f'"{tag}"'), ("Content-Length", str(len(body)))]
        cut = [("X-Truncated", f"rows={written.rows}")] if written.truncated else []
        return Outgoing(200, own + cut + _FIXED, body, written.rows, written.engine, written.truncated)


def read_plain(request: Incoming) -> Plain | None:
    """What a request asks, or None if it is for the application."""
    is_plain = request.path == "/sparql" and request.method in ("GET", "HEAD") and len(request.query_string) <= _LONGEST
    if not is_plain or not _CONDITIONS.isdisjoint(request.headers):
        return None
    found = read_form(request.query_string)
    if found is None or "query" not in found:
        return None
    chosen = _chosen(request.headers.get("accept"), found.get("format"), builds_graph(found["query"]))
    return None if chosen is None else Plain(found["query"], chosen)


def read_form(query_string: str) -> dict[str, str] | None:
    """The fields of a query string, or None where they are others than the plain ones, or one comes twice."""
    found: dict[str, str] = {}
    for part in query_string.split("&"):
        name, _, value = part.partition("=")
        if name not in _PLAIN or name in found:
            return None
        if not (value.isascii() and value.isprintable()) or " " in value or _HALF_CODED.search(value):
            return None
        try:
            found[name] = decoded(value)
        except ValueError:
            return None
    return found


def decoded(value: str) -> str:
    """The text of a value of a form, with a plus or a percent sign and two digits for what may not stand in it.

    Quoted-printable (RFC 2045, section 6.7) is the same but for its sign, and Python reads it 30 times as fast. Raises
    ValueError for what is not UTF-8.
    """
    quoted = value.replace("=", "%3D").replace("+", " ").replace("%", "=")
    return a2b_qp(quoted).decode()


@lru_cache(maxsize=256)
def _chosen(accept: str | None, name: str | None, is_graph: bool) -> Format | None:
    """The format of an answer; None for a page, and where none can be made."""
    try:
        chosen = choose(accept, name, GRAPH_FORMATS if is_graph else TABLE_FORMATS)
    except NotAcceptableError:
        return None
    return None if chosen is HTML else chosen
