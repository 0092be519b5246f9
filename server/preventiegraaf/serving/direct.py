"""The shortest way for the most frequent request: a GET of the SPARQL endpoint about a given thing.

Such a query is cheap for certain (see querying.points), so it is answered in the front itself: no thread, no worker
process, no Flask. The answer is the one that the application would give; whatever is out of the ordinary is left to it.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.formats import HTML, TABLE_FORMATS, Format, choose
from preventiegraaf.querying import Task
from preventiegraaf.querying.points import Points
from preventiegraaf.serving.exchange import Incoming, Outgoing
from preventiegraaf.web.answers import entity_tag
from preventiegraaf.web.app import HEADERS

_MOST_ROWS = 100
_PLAIN = {"query", "format"}
_CONDITIONS = {"if-none-match", "if-modified-since", "range"}
_FIXED = [*HEADERS.items(), ("Vary", "Accept, Accept-Language")]


class Direct:
    """Answers requests for one snapshot in the front."""

    def __init__(self, points: Points, digest: str) -> None:
        self._points, self._digest = points, digest

    def answer(self, request: Incoming) -> Outgoing | None:
        """The answer to a request, or None if it is for the application."""
        if request.method != "GET" or request.path != "/sparql" or not _CONDITIONS.isdisjoint(request.headers):
            return None
        try:
            fields = parse_qsl(request.query_string, keep_blank_values=True, errors="strict")
        except ValueError:
            return None
        found = dict(fields)
        if len(found) != len(fields) or not found.keys() <= _PLAIN or "query" not in found:
            return None
        try:
            chosen = _chosen(request.headers.get("accept"), found.get("format"))
            return None if chosen is HTML else self._written(found["query"], chosen)
        except PreventiegraafError:
            return None

    def _written(self, query: str, chosen: Format) -> Outgoing | None:
        task = Task(query, chosen.name)
        written = self._points.answer(task, _MOST_ROWS)
        if written is None or written.truncated or not isinstance(written.content, bytes):
            return None
        if written.rows == 0 and chosen.name == "json":
            return None  # the application explains it
        tag = entity_tag(self._digest, task)
        length = str(len(written.content))
        own = [("Content-Type", chosen.content_type), ("ETag", f'"{tag}"'), ("Content-Length", length)]
        return Outgoing(200, own + _FIXED, written.content, written.rows)


@lru_cache(maxsize=256)
def _chosen(accept: str | None, name: str | None) -> Format:
    return choose(accept, name, TABLE_FORMATS)
