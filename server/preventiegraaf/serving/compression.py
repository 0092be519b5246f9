"""Content codings of answers: zstd and gzip (RFC 9110, section 8.4)."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import zstandard

from preventiegraaf.serving.exchange import Incoming, Outgoing

_LEAST, _MOST = 1_000, 20_000_000
_TEXTUAL = re.compile(r"text/|application/(.*\+)?(json|xml)|application/(n-triples|n-quads|trig|sparql-)")
_LEVELS = {"zstd": 3, "gzip": 5}
_TAG = re.compile(r'^((?:W/)?".*)-(?:zstd|gzip)"$')


def coding(request: Incoming) -> str | None:
    """The coding that the client likes best of those that we have, or None."""
    wishes = {}
    for element in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = element.strip().partition(";q=")
        wishes[name] = 0.0 if re.fullmatch(r"0(\.0*)?", quality) else 1.0
    liked = [name for name in _LEVELS if wishes.get(name, wishes.get("*", 0.0)) > 0]
    return liked[0] if liked else None


def uncoded(request: Incoming) -> Incoming:
    """The request with the tags of If-None-Match as the application knows them."""
    tags = request.headers.get("if-none-match")
    if tags is None:
        return request
    plain = ", ".join(_TAG.sub(r'\1"', tag.strip()) for tag in tags.split(","))
    return replace(request, headers={**request.headers, "if-none-match": plain})


def compressed(answer: Outgoing, chosen: str | None) -> Outgoing:
    """The answer in the coding chosen, with a tag of its own, where that is worth while."""
    if answer.status == 304 and chosen is not None:
        return _tagged(answer, chosen)
    if not isinstance(answer.body, bytes) or not _is_worth(answer, len(answer.body)):
        return answer
    varying = Outgoing(answer.status, [*answer.headers, ("Vary", "Accept-Encoding")], answer.body)
    if chosen is None:
        return varying
    content = _encode(answer.body, chosen)
    kept = [(name, value) for name, value in varying.headers if name.lower() != "content-length"]
    added = [("Content-Encoding", chosen), ("Content-Length", str(len(content)))]
    return _tagged(Outgoing(answer.status, [*kept, *added], content), chosen)


def _is_worth(answer: Outgoing, size: int) -> bool:
    """Whether a body of this size is worth a coding: text, neither short nor huge, and not coded yet."""
    textual = _TEXTUAL.match(answer.header("content-type") or "") is not None
    return textual and answer.status == 200 and answer.header("content-encoding") is None and _LEAST <= size <= _MOST


def _encode(content: bytes, chosen: str) -> bytes:
    if chosen == "zstd":
        return zstandard.compress(content, _LEVELS["zstd"])
    return gzip.compress(content, _LEVELS["gzip"], mtime=0)


def _tagged(answer: Outgoing, chosen: str) -> Outgoing:
    """The answer with the coding in its entity tag, for other bytes need another tag."""
    headers = [
        (name, f'{value[:-1]}-{chosen}"' if name.lower() == "etag" and value.endswith('"') else value)
        for name, value in answer.headers
    ]
    return Outgoing(answer.status, headers, answer.body)
