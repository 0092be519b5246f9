"""The access log: a line of JSON for each request."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from typing import TextIO
from urllib.parse import parse_qs

from preventiegraaf.serving.exchange import Incoming, Outgoing


class AccessLog:
    """Writes to a file, to standard output for `-`, or nowhere."""

    def __init__(self, name: str | None) -> None:
        self._file: TextIO | None = None
        if name == "-":
            self._file = sys.stdout
        elif name:
            self._file = open(name, "a", encoding="utf-8", buffering=1)  # noqa: PTH123, SIM115

    def note(self, request: Incoming, answer: Outgoing, seconds: float, cached: bool) -> None:
        """Write when, who, what, and how it ended; a query by its digest, never by its text."""
        if self._file is None:
            return
        entry = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": request.client.rpartition(":")[0],
            "method": request.method,
            "path": request.path,
            "query": _digest(request),
            "status": answer.status,
            "bytes": int(answer.header("content-length") or 0),
            "truncated": answer.header("x-truncated") is not None,
            "cached": cached,
            "milliseconds": round(seconds * 1_000, 1),
        }
        self._file.write(json.dumps({name: value for name, value in entry.items() if value != ""}) + "\n")


def _digest(request: Incoming) -> str:
    """The first 16 digits of the SHA-256 of the query that the request carries."""
    if request.headers.get("content-type", "").startswith("application/sparql-query"):
        text = request.body
    else:
        fields = parse_qs(request.query_string or request.body.decode("latin-1"))
        text = fields.get("query", [""])[0].encode()
    return hashlib.sha256(text).hexdigest()[:16] if text else ""
