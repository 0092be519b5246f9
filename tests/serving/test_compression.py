from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
import zstandard

from preventiegraaf.serving.compression import coding, compressed, unchanged, uncoded
from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing, Span
from preventiegraaf.serving.gateway import spooled

TEXT = b"Preventie is beter dan genezen. " * 100
LENGTH = str(len(TEXT))
ANSWER = Outgoing(200, [("Content-Type", "text/turtle"), ("Content-Length", LENGTH), ("ETag", '"x"')], TEXT, rows=3)


def decoded(content: bytes, by: str) -> bytes:
    if by == "gzip":
        return gzip.decompress(content)
    return bytes(zstandard.ZstdDecompressor().decompressobj().decompress(content))


def asking(**headers: str) -> Incoming:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Incoming("GET", "/", "", named, b"", "::1", "a:1")


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip ; q=0.5 , zstd ; q=0.9", "zstd"),
        ("gzip; q=0", None),
        ("gzip;q=0.000, zstd", "zstd"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("*;q=0, gzip", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("br", None),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=nonsense", "gzip"),
        ("gzip;level=3;q=0.2, zstd;q=0.1", "gzip"),
        (",,;q=", None),
    ],
)
def test_the_client_gets_the_coding_that_it_likes_best(wish: str, chosen: str | None) -> None:
    assert coding(asking(accept_encoding=wish)) == chosen


def test_a_client_that_says_nothing_gets_no_coding() -> None:
    assert coding(asking()) is None


@pytest.mark.parametrize("chosen", ["gzip", "zstd"])
def test_text_is_compressed_and_says_so(chosen: str) -> None:
    made = compressed(ANSWER, chosen)
    assert isinstance(made.body, bytes)
    assert decoded(made.body, chosen) == TEXT
    assert made.header("content-encoding") == chosen
    assert made.header("content-length") == str(len(made.body))
    assert made.header("etag") == f'"x-{chosen}"'
    assert ("Vary", "Accept-Encoding") in made.headers
    assert len([name for name, _ in made.headers if name.lower() == "content-length"]) == 1
    assert made.rows == 3


@pytest.mark.parametrize("chosen", ["gzip", "zstd"])
def test_a_long_answer_is_compressed_a_piece_at_a_time(chosen: str) -> None:
    long = replace(ANSWER, body=spooled([TEXT] * 1_000))
    made = compressed(long, chosen)
    assert isinstance(made.body, Span)
    made.body.file.seek(0)
    content = made.body.file.read()
    assert decoded(content, chosen) == TEXT * 1_000
    assert made.header("content-length") == str(len(content)) == str(len(made.body))
    assert isinstance(long.body, Span)
    assert long.body.file.closed
    made.close()


def test_the_same_answer_has_the_same_bytes() -> None:
    assert compressed(ANSWER, "gzip") == compressed(ANSWER, "gzip")


def test_what_could_have_been_compressed_says_so_too() -> None:
    made = compressed(ANSWER, None)
    assert (made.body, made.header("etag")) == (TEXT, '"x"')
    assert ("Vary", "Accept-Encoding") in made.headers


def test_a_weak_tag_stays_weak() -> None:
    weak = replace(ANSWER, headers=[("Content-Type", "text/css"), ("ETag", 'W/"x"')])
    assert compressed(weak, "gzip").header("etag") == 'W/"x-gzip"'


def test_compressed_bytes_offer_no_ranges_of_the_plain_ones() -> None:
    ranged = replace(ANSWER, headers=[*ANSWER.headers, ("Accept-Ranges", "bytes")])
    assert compressed(ranged, "gzip").header("accept-ranges") is None
    assert compressed(ranged, None).header("accept-ranges") == "bytes"


@pytest.mark.parametrize(
    "answer",
    [
        replace(ANSWER, body=b"short"),
        replace(ANSWER, status=206),
        replace(ANSWER, status=404),
        replace(ANSWER, headers=[("Content-Type", "image/png")]),
        replace(ANSWER, headers=[("Content-Type", "application/vnd.ms-excel")]),
        replace(ANSWER, headers=[("Content-Type", "text/turtle"), ("Content-Encoding", "br")]),
        replace(ANSWER, headers=[("Content-Type", "text/turtle"), ("Cache-Control", "no-cache, no-transform")]),
    ],
    ids=["short", "range", "error", "image", "workbook", "coded already", "a download"],
)
def test_what_is_not_worth_it_stays_as_it_is(answer: Outgoing) -> None:
    assert compressed(answer, "gzip") is answer


def test_a_long_prepared_file_is_sent_as_it_was_prepared() -> None:
    prepared = replace(ANSWER, body=FilePart("graph.ttl", 0, len(TEXT)))
    assert compressed(prepared, "gzip") is prepared


def test_the_application_sees_its_own_tags() -> None:
    asked = uncoded(asking(if_none_match='"a-gzip", W/"b-zstd", "c", *'))
    assert asked.headers["if-none-match"] == '"a", W/"b", "c", *'


def test_a_client_hears_that_what_it_has_is_unchanged_by_the_tag_that_it_knows() -> None:
    said = Outgoing(304, [("ETag", '"x"'), ("Vary", "Accept")], b"")
    made = unchanged(said, asking(if_none_match='"y-gzip", "x-zstd"', accept_encoding="gzip"))
    assert made.header("etag") == '"x-zstd"'
    assert ("Vary", "Accept-Encoding") in made.headers
    assert unchanged(said, asking(if_none_match="*")).header("etag") == '"x"'


@pytest.mark.parametrize(
    ("sent", "asked"), [('"a-zstd"', '"a"'), ('W/"a-gzip"', 'W/"a"'), ('"a-br"', '"a-br"'), ("*", "*")]
)
def test_the_application_is_asked_with_its_own_tags(sent: str, asked: str) -> None:
    assert uncoded(asking(if_none_match=f"{sent}, {sent}")).headers["if-none-match"] == f"{asked}, {asked}"
