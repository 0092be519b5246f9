"""How requests are read; that they are answered over a real wire is for test_live.py."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from preventiegraaf.serving.wire import RequestRefusedError, read_request


@dataclass
class Headers:
    pairs: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.pairs


@dataclass
class Scope:
    headers: Headers
    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    client: str = "10.0.0.9:1234"
    server: str = "127.0.0.1:80"
    scheme: str = "http"
    authority: str | None = None
    proto: str = field(default="http")


def scope(*pairs: tuple[str, str], client: str = "10.0.0.9:1234") -> Scope:
    return Scope(Headers([("host", "a"), *pairs]), client=client)


def test_lines_of_the_same_header_are_one_list() -> None:
    lists = [("accept", "text/csv"), ("accept", "*/*"), ("cookie", "a=1"), ("cookie", "b=2")]
    read = read_request(scope(*lists, ("if-none-match", '"x"')), 0)
    assert read.headers["accept"] == "text/csv, */*"
    assert read.headers["cookie"] == "a=1; b=2"
    assert read.headers["if-none-match"] == '"x"'


@pytest.mark.parametrize("name", ["host", "content-type", "range", "if-range", "origin"])
def test_two_values_where_one_makes_sense_are_refused(name: str) -> None:
    with pytest.raises(RequestRefusedError, match=name) as refused:
        read_request(scope((name, "a"), (name, "b")), 0)
    assert refused.value.answer.status == 400


def test_headers_that_are_too_long_are_refused() -> None:
    read_request(scope(("accept", "a" * 3_000), ("referer", "a" * 30_000)), 0)
    with pytest.raises(RequestRefusedError) as refused:
        read_request(scope(("accept", "a" * 3_000), ("accept", "a" * 3_000)), 0)
    assert refused.value.answer.status == 431


def test_names_with_an_underscore_cannot_pass_for_others() -> None:
    read = read_request(scope(("x_forwarded_for", "1.1.1.1"), ("accept", "a")), 0)
    assert read.headers == {"host": "a", "accept": "a"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "1.1.1.1"),
        (1, "", "10.0.0.9"),
    ],
)
def test_a_proxy_is_believed_where_the_operator_says_so(proxies: int, forwarded: str, client: str) -> None:
    read = read_request(scope(("x-forwarded-for", forwarded), ("x-forwarded-proto", "https")), proxies)
    assert read.client == client
    assert read.scheme == ("https" if proxies else "http")


def test_the_address_of_the_client_has_no_port() -> None:
    assert read_request(scope(client="10.0.0.9:1234"), 0).client == "10.0.0.9"
    assert read_request(scope(client="[::1]:1234"), 0).client == "::1"
