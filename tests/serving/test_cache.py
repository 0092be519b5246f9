from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from preventiegraaf.serving.cache import AnswerCache
from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing

REQUEST = Incoming("GET", "/sparql", "query=ASK+%7B%7D", {"host": "a", "accept": "text/csv"}, b"", "::1", "a:1")
ANSWER = Outgoing(200, [("Content-Type", "text/csv"), ("Content-Length", "4"), ("ETag", '"x"')], b"true", rows=1)
MEGABYTE = 1_000_000


@pytest.fixture
def cache() -> AnswerCache:
    made = AnswerCache(MEGABYTE)
    made.keep(REQUEST, ANSWER)
    return made


def with_headers(**headers: str) -> Incoming:
    return replace(REQUEST, headers={**REQUEST.headers, **{n.replace("_", "-"): v for n, v in headers.items()}})


def test_the_same_request_has_the_same_answer(cache: AnswerCache) -> None:
    assert cache.find(REQUEST) == ANSWER
    assert cache.find(replace(REQUEST, client="10.0.0.1")) == ANSWER


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, method="POST"),
        replace(REQUEST, path="/query/x"),
        replace(REQUEST, query_string="query=ASK+%7B+%7D"),
        replace(REQUEST, scheme="https"),
        replace(REQUEST, body=b"query=ASK+%7B%7D"),
        with_headers(accept="text/html"),
        with_headers(accept_encoding="gzip"),
        with_headers(accept_language="en"),
        with_headers(content_type="application/sparql-query"),
        with_headers(cookie="a=b"),
        with_headers(host="b"),
        with_headers(origin="https://example.org"),
    ],
)
def test_whatever_may_decide_about_the_answer_is_in_the_key(cache: AnswerCache, other: Incoming) -> None:
    assert cache.find(other) is None


def test_parts_of_the_key_do_not_run_into_each_other() -> None:
    cache = AnswerCache(MEGABYTE)
    cache.keep(replace(REQUEST, path="/a", query_string="bc"), ANSWER)
    assert cache.find(replace(REQUEST, path="/ab", query_string="c")) is None


@pytest.mark.parametrize("name", ["range", "if_range", "if_match", "if_modified_since", "if_unmodified_since"])
def test_ranges_and_rare_conditions_are_for_the_application(cache: AnswerCache, name: str) -> None:
    asked = with_headers(**{name: "bytes=0-1"})
    assert cache.find(asked) is None
    emptied = AnswerCache(MEGABYTE)
    emptied.keep(asked, ANSWER)
    assert emptied.size == 0


def test_head_shares_the_answer_of_get(cache: AnswerCache) -> None:
    assert cache.find(replace(REQUEST, method="HEAD")) == ANSWER


@pytest.mark.parametrize("tags", ['"x"', 'W/"x"', '"y", "x"', "*"])
def test_a_client_that_has_the_answer_is_told_so(cache: AnswerCache, tags: str) -> None:
    found = cache.find(with_headers(if_none_match=tags))
    assert found is not None
    assert (found.status, found.body, found.header("etag")) == (304, b"", '"x"')
    assert found.header("content-length") is None


def test_a_client_that_has_another_answer_gets_this_one(cache: AnswerCache) -> None:
    assert cache.find(with_headers(if_none_match='"y"')) == ANSWER


def test_a_query_by_post_is_kept_and_never_unchanged() -> None:
    cache = AnswerCache(MEGABYTE)
    headers = with_headers(content_type="application/sparql-query", if_none_match='"x"')
    asked = replace(headers, method="POST", body=b"ASK {}")
    cache.keep(asked, ANSWER)
    assert cache.find(asked) == ANSWER
    assert cache.find(replace(asked, body=b"ASK { }")) is None


@pytest.mark.parametrize(
    "answer",
    [
        replace(ANSWER, status=404),
        replace(ANSWER, status=206),
        replace(ANSWER, headers=[("Content-Type", "text/csv")]),
        replace(ANSWER, headers=[*ANSWER.headers, ("Set-Cookie", "a=b")]),
        replace(ANSWER, headers=[*ANSWER.headers, ("Cache-Control", "no-store")]),
        replace(ANSWER, headers=[*ANSWER.headers, ("Vary", "*")]),
        replace(ANSWER, body=b"x" * (MEGABYTE // 16)),
    ],
    ids=["404", "206", "no tag", "cookie", "no-store", "vary *", "too large"],
)
def test_what_may_not_be_kept_is_not(answer: Outgoing) -> None:
    cache = AnswerCache(MEGABYTE)
    cache.keep(REQUEST, answer)
    assert cache.find(REQUEST) is None


def test_the_cache_stays_within_its_bytes_and_forgets_what_was_asked_longest_ago() -> None:
    cache = AnswerCache(MEGABYTE)
    requests = [replace(REQUEST, query_string=f"query={number}") for number in range(2_000)]
    for request in requests:
        cache.keep(request, ANSWER)
        cache.find(requests[0])
    assert 0 < cache.size <= MEGABYTE
    assert cache.find(requests[0]) is not None
    assert cache.find(requests[1]) is None
    assert cache.find(requests[-1]) is not None


def test_long_requests_take_no_more_room_than_short_ones(cache: AnswerCache) -> None:
    before = cache.size
    cache.keep(replace(REQUEST, query_string="query=" + "x" * 400_000), ANSWER)
    assert cache.size == 2 * before


def test_an_answer_that_is_kept_again_counts_once(cache: AnswerCache) -> None:
    before = cache.size
    cache.keep(REQUEST, ANSWER)
    assert cache.size == before


SENT = ("http", "", "/sparql", "query=ASK+%7B%7D", "host", "a", "accept", "text/csv")


def test_what_comes_again_sign_for_sign_is_known(cache: AnswerCache) -> None:
    assert cache.again(SENT) is None
    cache.find(REQUEST, SENT)
    assert cache.again(SENT) == ANSWER
    assert cache.again((*SENT, "accept-language", "nl")) is None


@pytest.mark.parametrize(
    "asked",
    [with_headers(if_none_match='"x"'), with_headers(range="bytes=0-1"), replace(REQUEST, body=b"query=ASK+%7B%7D")],
    ids=["condition", "range", "body"],
)
def test_what_depends_on_more_is_not_known_by_its_signs(cache: AnswerCache, asked: Incoming) -> None:
    cache.keep(asked, ANSWER)
    cache.find(asked, SENT)
    assert cache.again(SENT) is None


def test_what_is_no_longer_kept_is_not_found_again() -> None:
    cache = AnswerCache(20_000)
    cache.keep(REQUEST, ANSWER)
    cache.find(REQUEST, SENT)
    for number in range(30):
        cache.keep(replace(REQUEST, path=f"/{number}"), ANSWER)
    assert cache.again(SENT) is None


def test_what_comes_again_sign_for_sign_is_kept_longest() -> None:
    cache = AnswerCache(20_000)
    cache.keep(REQUEST, ANSWER)
    cache.find(REQUEST, SENT)
    for number in range(30):
        cache.keep(replace(REQUEST, path=f"/{number}"), ANSWER)
        assert cache.again(SENT) == ANSWER


def test_few_requests_are_known_by_their_signs_and_no_long_ones(
    cache: AnswerCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preventiegraaf.serving.cache._MOST_SENT", 2)
    for agent in ("1", "2", "3", "4" * 5_000):
        cache.find(REQUEST, (*SENT, "user-agent", agent))
    known = [cache.again((*SENT, "user-agent", agent)) is not None for agent in ("1", "2", "3", "4" * 5_000)]
    assert known == [False, True, True, False]


def test_of_an_answer_in_a_file_only_the_place_is_kept(cache: AnswerCache) -> None:
    before, asked = cache.size, replace(REQUEST, path="/download/graph.ttl")
    prepared = replace(ANSWER, body=FilePart("graph.ttl", 0, 1_000 * MEGABYTE))
    cache.keep(asked, prepared)
    assert cache.find(asked) == prepared
    assert cache.size - before == before - len(b"true")


def prepared(path: Path, length: int) -> Outgoing:
    path.write_bytes(b"x" * length)
    return replace(ANSWER, body=FilePart(str(path), 0, length, is_whole=True))


def asked_often(cache: AnswerCache, answer: Outgoing) -> Outgoing | None:
    """What a request gets that has come before, sign for sign."""
    asked = replace(REQUEST, path="/download/graph.ttl")
    cache.keep(asked, answer)
    assert cache.find(asked, SENT) == answer
    cache.again(SENT)
    return cache.again(SENT)


@pytest.mark.parametrize("length", [1_000_000, 2_000_000])
def test_a_short_file_that_is_asked_again_is_kept_in_memory(tmp_path: Path, length: int) -> None:
    cache = AnswerCache(64 * MEGABYTE)
    found = asked_often(cache, prepared(tmp_path / "graph.ttl", length))
    assert found is not None
    assert isinstance(found.body, FilePart)
    assert b"".join(found.body.pieces) == b"x" * length
    assert len(found.body.pieces) == length // 500_000
    assert cache.again(SENT) is found
    assert length < cache.size < length + 5_000


def test_a_longer_file_or_one_that_takes_much_of_the_cache_is_not(tmp_path: Path) -> None:
    for megabytes, length in ((64, 2_000_001), (8, 600_000)):
        answer = prepared(tmp_path / "graph.ttl", length)
        assert asked_often(AnswerCache(megabytes * MEGABYTE), answer) == answer


def test_a_part_of_a_file_or_one_that_is_away_is_not(tmp_path: Path) -> None:
    answer = prepared(tmp_path / "graph.ttl", 1_000)
    part = replace(answer, body=FilePart(str(tmp_path / "graph.ttl"), 0, 900))
    assert asked_often(AnswerCache(64 * MEGABYTE), part) == part
    (tmp_path / "graph.ttl").unlink()
    assert asked_often(AnswerCache(64 * MEGABYTE), answer) == answer
