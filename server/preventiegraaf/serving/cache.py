"""A cache of answers of one snapshot, in front of the application.

Most requests that come again come sign for sign as before; their answer is found without reading them.

A snapshot never changes, so an answer that has an entity tag is right for as long as its snapshot is served; with a
new snapshot comes a new cache. The key holds all of the request on which an answer may depend.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing

_BYPASSING = frozenset(("authorization", "if-match", "if-modified-since", "if-range", "if-unmodified-since", "range"))
"""Requests with one of these are for the application: the answer depends on more than the cache knows."""
_SHORT_FILE = 2_000_000
"""A file of at most so many bytes is sent faster from memory; reading it each time costs a longer one little."""
_PIECE = 500_000
"""While one piece of so many bytes is sent the next one is handed over."""
_LARGEST_SHARE = 16
"""An answer is kept if it takes at most this part of the cache."""
_OVERHEAD = 1_000
"""What an answer takes beside its bytes, counted rather too high: its key, and the objects of its headers."""
_MOST_SENT, _LONGEST_SENT = 2_000, 4_000
"""How many requests are known sign for sign, and how many characters such a one may have."""

Sent = tuple[str, ...]
"""A GET request as it was sent: scheme, host in its first line, path, query string, and names and values of headers."""


class AnswerCache:
    """The answers that were asked last, within a number of bytes.

    Of one in a file the place of the file is kept, and its bytes too if it is asked again and is short.
    """

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
        if key is None or found is None:
            return None
        self._answers.move_to_end(key)
        body = found.body
        if isinstance(body, FilePart) and body.is_whole and not body.pieces and len(body) <= _SHORT_FILE:
            return self._in_memory(key, found, body)
        return found

    def _in_memory(self, key: bytes, answer: Outgoing, body: FilePart) -> Outgoing:
        """The answer with the bytes of its file, if the file can be read and they may be kept."""
        with suppress(OSError), Path(body.path).open("rb") as file:
            pieces = tuple(iter(partial(file.read, _PIECE), b""))
            filled = replace(answer, body=replace(body, pieces=pieces))
            if self._put(key, filled):
                return filled
        return answer

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
        if _is_for_cache(request):
            self._put(request.key, answer)

    def _put(self, key: bytes, answer: Outgoing) -> bool:
        """Keep an answer unless it takes too much; tell whether it is kept."""
        size = _size(answer)
        if size * _LARGEST_SHARE > self._capacity:
            return False
        self._drop(key)
        self._answers[key] = answer
        self._size += size
        while self._size > self._capacity:
            self._drop(next(iter(self._answers)))
        return True

    def _drop(self, key: bytes) -> None:
        dropped = self._answers.pop(key, None)
        if dropped is not None:
            self._size -= _size(dropped)


def _size(answer: Outgoing) -> int:
    own = sum(map(len, answer.body.pieces)) if isinstance(answer.body, FilePart) else len(answer.body)
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
