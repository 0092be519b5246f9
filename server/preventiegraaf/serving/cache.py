"""A cache of answers of one snapshot, in front of the application.

A snapshot never changes, so an answer that has an entity tag is right for as long as its snapshot is served; with a
new snapshot comes a new cache. The key holds all of the request on which an answer may depend.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from preventiegraaf.serving.exchange import Incoming, Outgoing

_DECIDING = ("accept", "accept-encoding", "accept-language", "content-type", "host", "origin")
_LARGEST_SHARE = 16
"""An answer is kept if it takes at most this part of the cache."""


class AnswerCache:
    """The answers that were asked last, within a number of bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._answers: OrderedDict[tuple[str, ...], Outgoing] = OrderedDict()

    def find(self, request: Incoming) -> Outgoing | None:
        """The answer to a request, from what was kept; 304 if the client has it, without body for HEAD."""
        if "range" in request.headers:
            return None
        key = _key(request)
        found = self._answers.get(key)
        if found is None:
            return None
        self._answers.move_to_end(key)
        return _for_client(found, request)

    def keep(self, request: Incoming, answer: Outgoing) -> None:
        """Keep an answer, if it is one that may be kept, and let go of the oldest ones beyond the capacity."""
        if not isinstance(answer.body, bytes) or not _may_be_kept(request, answer):
            return
        if _size(answer) * _LARGEST_SHARE > self._capacity:
            return
        key = _key(request)
        self._drop(key)
        self._answers[key] = answer
        self._size += _size(answer)
        while self._size > self._capacity:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: tuple[str, ...]) -> None:
        dropped = self._answers.pop(key, None)
        if dropped is not None:
            self._size -= _size(dropped)


def _size(answer: Outgoing) -> int:
    body = len(answer.body) if isinstance(answer.body, bytes) else 0
    return body + sum(len(name) + len(value) for name, value in answer.headers)


def _key(request: Incoming) -> tuple[str, ...]:
    method = "GET" if request.method == "HEAD" else request.method
    deciding = [request.headers.get(name, "") for name in _DECIDING]
    body = hashlib.sha256(request.body).hexdigest() if request.body else ""
    return (method, request.path, request.query_string, request.scheme, *deciding, body)


def _may_be_kept(request: Incoming, answer: Outgoing) -> bool:
    conditional = "if-none-match" in request.headers or "range" in request.headers
    return (
        answer.status == 200
        and request.method in ("GET", "POST")
        and not (conditional or answer.header("etag") is None or answer.header("set-cookie") is not None)
    )


def _for_client(answer: Outgoing, request: Incoming) -> Outgoing:
    tags = request.headers.get("if-none-match")
    if tags is not None and request.method in ("GET", "HEAD") and _names(tags, answer.header("etag") or ""):
        kept = [(name, value) for name, value in answer.headers if not name.lower().startswith("content-")]
        return Outgoing(304, kept, b"")
    return Outgoing(answer.status, answer.headers, b"") if request.method == "HEAD" else answer


def _names(tags: str, tag: str) -> bool:
    """Whether a list of entity tags names this one, compared weakly (RFC 9110, section 8.8.3.2)."""
    return tags.strip() == "*" or tag.removeprefix("W/") in {
        known.strip().removeprefix("W/") for known in tags.split(",")
    }
