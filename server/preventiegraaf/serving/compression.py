"""Content codings of answers: zstd and gzip (RFC 9110, section 8.4)."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

import zstandard

from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing, Span
from preventiegraaf.serving.gateway import spooled

_LEAST, _MOST = 1_000, 50_000_000
_CHUNK = 262_144
_TEXTUAL = re.compile(r"text/|image/svg|application/(.*\+)?(json|xml|javascript)|application/(n-triples|n-quads|trig)")
_LEVELS = {"zstd": 3, "gzip": 5}
_GZIP_WINDOW = 31
_BARE_IDENTITY = 0.0001
"""The liking for no coding where the client says nothing of it: acceptable, but less than any coding that it names."""


def coding(request: Incoming) -> str | None:
    """The coding that the client likes best of those that we have, or None for the content as it is."""
    asked = request.headers.get("accept-encoding")
    if not asked:
        return None
    wishes = dict(_wish(element) for element in asked.lower().split(","))
    rest = wishes.get("*", 0.0)
    liking = {name: wishes.get(name, rest) for name in _LEVELS}
    best = max(liking, key=lambda name: liking[name])
    return best if liking[best] > 0 and liking[best] >= wishes.get("identity", _BARE_IDENTITY) else None


def _wish(element: str) -> tuple[str, float]:
    """A coding and its weight; a weight that cannot be read counts as none given."""
    name, *parameters = (part.strip() for part in element.split(";"))
    weights = [part[2:] for part in parameters if part.startswith("q=")]
    known = weights and re.fullmatch(r"[01](\.\d*)?", weights[0])
    return name, float(weights[0]) if known else 1.0


def uncoded(request: Incoming) -> Incoming:
    """The request with the tags of If-None-Match as the application knows them."""
    tags = request.headers.get("if-none-match")
    if tags is None:
        return request
    plain = ", ".join(_plain(tag) for tag in tags.split(","))
    return replace(request, headers={**request.headers, "if-none-match": plain})


def _plain(tag: str) -> str:
    """A tag without the coding that `_tagged` put into it."""
    tag = tag.strip()
    ending = next((ending for ending in (f'-{name}"' for name in _LEVELS) if tag.endswith(ending)), None)
    return tag if ending is None else tag.removesuffix(ending) + '"'


def compressed(answer: Outgoing, chosen: str | None) -> Outgoing:
    """The answer in the coding chosen, with a tag of its own, where that is worth while."""
    if not _is_worth(answer):
        return answer
    varying = replace(answer, headers=[*answer.headers, ("Vary", "Accept-Encoding")])
    if chosen is None:
        return varying
    content = _encoded(answer, chosen)
    dropped = ("content-length", "accept-ranges")
    kept = [(name, _tagged(name, value, chosen)) for name, value in varying.headers if name.lower() not in dropped]
    own = [("Content-Encoding", chosen), ("Content-Length", str(len(content)))]
    return replace(answer, headers=[*kept, *own], body=content)


def unchanged(answer: Outgoing, request: Incoming) -> Outgoing:
    """A 304 with the tag by which this client knows the content, and with what the full answer would vary by."""
    known = {_plain(tag): tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    headers = [(name, known.get(value, value) if name.lower() == "etag" else value) for name, value in answer.headers]
    return replace(answer, headers=[*headers, ("Vary", "Accept-Encoding")])


def _is_worth(answer: Outgoing) -> bool:
    """Whether the body is worth a coding: text, neither short nor huge, not coded yet, and no prepared file.

    An answer that asks to be left as it is (`no-transform`; RFC 9111, section 5.2.2.6) is left so.
    """
    if answer.status != 200 or isinstance(answer.body, FilePart) or not _LEAST <= len(answer.body) <= _MOST:
        return False
    textual = _TEXTUAL.match(answer.header("content-type") or "") is not None
    is_left = "no-transform" in (answer.header("cache-control") or "")
    return textual and not is_left and answer.header("content-encoding") is None


def _encoded(answer: Outgoing, chosen: str) -> bytes | Span:
    if isinstance(answer.body, bytes):
        level = _LEVELS[chosen]
        zstd = chosen == "zstd"
        return zstandard.compress(answer.body, level) if zstd else gzip.compress(answer.body, level, mtime=0)
    if isinstance(answer.body, FilePart):
        raise TypeError(answer.body)  # no body that is worth a coding
    try:
        return spooled(_stream(answer.body, chosen))
    finally:
        answer.close()


def _stream(span: Span, chosen: str) -> Iterator[bytes]:
    """The coded bytes of a long body, a chunk at a time."""
    gzipping = zlib.compressobj(_LEVELS["gzip"], wbits=_GZIP_WINDOW)
    coder = zstandard.ZstdCompressor(_LEVELS["zstd"]).compressobj() if chosen == "zstd" else gzipping
    span.file.seek(span.start)
    while chunk := span.file.read(_CHUNK):
        yield coder.compress(chunk)
    yield coder.flush()


def _tagged(name: str, value: str, chosen: str) -> str:
    """An entity tag with the coding in it, for other bytes need another tag; other headers as they are."""
    return f'{value[:-1]}-{chosen}"' if name.lower() == "etag" and value.endswith('"') else value
