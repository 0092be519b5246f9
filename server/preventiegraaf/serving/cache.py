"""A cache of answers of one snapshot, in front of the application.

Most requests that come again come sign for sign as before; their answer is found without reading them.

A snapshot never changes, so an answer that has an entity tag is right for as long as its snapshot is served; with a
new snapshot comes a new cache. The key holds all of the request on which an answer may depend.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from itertools import chain

from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing

_BYPASSING = frozenset(("authorization", "if-match", "if-modified-since", "if-range", "if-unmodified-since", "range"))
"""Requests with one of these are for the application: the answer depends on more than the cache knows."""
_LARGEST_SHARE = 16
"""An answer is kept if it takes at most this part of the cache."""
_OVERHEAD = 1_000
"""What an answer takes beside its bytes, counted rather too high: its key, and the objects of its headers."""


_MOST_SENT, _LONGEST_SENT = 2_000, 4_000
"""How many requests are known sign for sign, and how many characters such a one may have."""

Sent = tuple[str, ...]
"""A GET request as it was sent: scheme, path, query string, and names and values of its headers."""


class AnswerCache:
    """The answers that were asked last, within a number of bytes; of one in a file, the place of the file."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._sent: dict[Sent, bytes] = {}
        self._size = 0
        self._answers: OrderedDict[bytes, Outgoing] = OrderedDict()

    @property
    def size(self) -> int:
        """The bytes that the answers take."""
        return self._size

    def again(self, sent: Sent) -> Outgoing | None:
        """The answer to a request that was sent before, sign for sign, if it is still here."""
        key = self._sent.get(sent)
        found = self._answers.get(key) if key is not None else None
        if key is not None and found is not None:
            self._answers.move_to_end(key)
        return found

    def find(self, request: Incoming, sent: Sent = ()) -> Outgoing | None:
        """The answer to a request, from what was kept; 304 if the client has it already.

        `sent` is the request as it was sent, by which it is known the next time.
        """
        if not _is_for_cache(request):
            return None
        key = request.key
        found = self._answers.get(key)
        if found is None:
            return None
        self._answers.move_to_end(key)
        if sent and not request.body and "if-none-match" not in request.headers:
            self._note(sent, key)
        return _for_client(found, request)

    def _note(self, sent: Sent, key: bytes) -> None:
        if sum(map(len, sent)) > _LONGEST_SENT:
            return
        self._sent[sent] = key
        if len(self._sent) > _MOST_SENT:
            del self._sent[next(iter(self._sent))]

    def keep(self, request: Incoming, answer: Outgoing) -> None:
        """Keep an answer, if it is one that may be kept."""
        if _may_be_kept(answer):
            self.keep_query(request, answer)

    def keep_query(self, request: Incoming, answer: Outgoing) -> None:
        """Keep an answer to a query, which may be kept, and let go of the oldest ones beyond the capacity."""
        key, size = request.key, _size(answer)
        if size * _LARGEST_SHARE > self._capacity or not _is_for_cache(request):
            return
        self._drop(key)
        self._answers[key] = answer
        self._size += size
        while self._size > self._capacity:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: bytes) -> None:
        dropped = self._answers.pop(key, None)
        if dropped is not None:
            self._size -= _size(dropped)


def _size(answer: Outgoing) -> int:
    own = 0 if isinstance(answer.body, FilePart) else len(answer.body)
    return own + sum(map(len, chain.from_iterable(answer.headers))) + _OVERHEAD


def _is_for_cache(request: Incoming) -> bool:
    return request.method in ("GET", "HEAD", "POST") and _BYPASSING.isdisjoint(request.headers)


def _may_be_kept(answer: Outgoing) -> bool:
    return (
        answer.status == 200
        and isinstance(answer.body, bytes | FilePart)
        and answer.header("etag") is not None
        and answer.header("set-cookie") is None
        and "no-store" not in (answer.header("cache-control") or "")
        and answer.header("vary") != "*"
    )


def _for_client(answer: Outgoing, request: Incoming) -> Outgoing:
    tags = request.headers.get("if-none-match")
    if tags is None or request.method == "POST" or not _names(tags, answer.header("etag") or ""):
        return answer
    dropped = ("content-encoding", "content-length", "content-type")
    headers = [(name, value) for name, value in answer.headers if name.lower() not in dropped]
    return replace(answer, status=304, headers=headers, body=b"")


def _names(tags: str, tag: str) -> bool:
    """Whether a list of entity tags names this one, compared weakly (RFC 9110, section 8.8.3.2)."""
    return tags.strip() == "*" or tag.removeprefix("W/") in {
        known.strip().removeprefix("W/") for known in tags.split(",")
    }
