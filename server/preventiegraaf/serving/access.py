"""The access log: a line of JSON for each request."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import time
from logging.handlers import WatchedFileHandler
from urllib.parse import parse_qs

from preventiegraaf.errors import UsageError
from preventiegraaf.serving.exchange import Incoming, Outgoing

_MOST_FIELDS = 1_000


class AccessLog:
    """Writes to a file, to standard output for `-`, or nowhere; a file that was renamed is begun anew.

    Raises UsageError if the file cannot be written.
    """

    def __init__(self, name: str | None) -> None:
        self._handler: logging.Handler | None = None
        try:
            if name:
                own = logging.StreamHandler(sys.stdout) if name == "-" else WatchedFileHandler(name, encoding="utf-8")
                self._handler = own
        except OSError as error:
            raise UsageError(f"Cannot write the access log {name}: {error.strerror}. Choose another.") from error

    @property
    def is_kept(self) -> bool:
        """Whether anything is written at all."""
        return self._handler is not None

    def close(self) -> None:
        """Let go of the file."""
        if self._handler is not None:
            self._handler.close()

    def note(self, request: Incoming, answer: Outgoing, seconds: float, cached: bool) -> None:
        """Write when, who, what, and how it ended; a query by its digest, never by its text."""
        if self._handler is None:
            return
        entry = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": request.client,
            "method": request.method,
            "path": request.path,
            "query": _digest(request),
            "status": answer.status,
            "outcome": _outcome(answer),
            "rows": answer.rows,
            "engine": answer.engine,
            "bytes": len(answer.body),
            "cached": cached,
            "milliseconds": round(seconds * 1_000, 1),
        }
        line = json.dumps({name: value for name, value in entry.items() if value is not None})
        self._handler.handle(logging.LogRecord("access", logging.INFO, "", 0, line, None, None))


def _outcome(answer: Outgoing) -> str:
    """How the request ended, in one word."""
    if answer.truncated:
        return "truncated"
    names = {304: "unchanged", 408: "timeout", 413: "too-large", 429: "too-many", 499: "abandoned", 503: "busy"}
    ranges = {2: "answered", 3: "redirected", 4: "refused"}
    return names.get(answer.status) or ranges.get(answer.status // 100, "failed")


def _digest(request: Incoming) -> str | None:
    """The first 16 digits of the SHA-256 of the query that the request carries."""
    kind = request.headers.get("content-type", "")
    text = request.body if kind.startswith("application/sparql-query") else _field(request.query_string)
    if not text and kind.startswith("application/x-www-form-urlencoded"):
        text = _field(request.body.decode("latin-1"))
    return hashlib.sha256(text).hexdigest()[:16] if text else None


def _field(form: str) -> bytes:
    """The field `query` of a form."""
    try:
        found = parse_qs(form, max_num_fields=_MOST_FIELDS).get("query", [""])[0]
    except ValueError:
        return b""
    return found.encode("utf-8", "surrogatepass")
