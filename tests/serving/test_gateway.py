from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest
from flask import Flask, Response, request, send_file

from preventiegraaf.errors import UsageError
from preventiegraaf.serving.exchange import FilePart, Incoming, Outgoing, Span
from preventiegraaf.serving.gateway import call

LONG = 5_000_000
ASKED = Incoming("GET", "/é/a%20b", "x=1", {"host": "a:1", "x-more": "1, 2"}, b"", "10.0.0.1", "127.0.0.1:80")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def never() -> bool:
    return False


def answer(application: Any, asked: Incoming = ASKED) -> Outgoing:
    return call(application, asked, never)


def checked(application: Application) -> Any:
    """The application under wsgiref's validator of PEP 3333."""
    return validator(application)


def plain(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = repr([environ["PATH_INFO"], environ["QUERY_STRING"], environ["wsgi.input"].read(100)]).encode()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body]


def test_a_valid_application_finds_a_valid_server() -> None:
    made = answer(checked(plain), replace(ASKED, method="POST", body=b"hello"))
    assert made.status == 200
    assert made.body == repr(["/é/a%20b".encode().decode("latin-1"), "x=1", b"hello"]).encode()
    assert made.header("content-length") == str(len(made.body))


def test_the_path_is_decoded_once() -> None:
    app = Flask("paths")
    app.add_url_rule("/<path:rest>", view_func=lambda rest: rest, endpoint="echo")
    assert answer(app).body == "é/a%20b".encode()


def test_headers_reach_the_application() -> None:
    def view() -> str:
        parts = (request.headers["X-More"], request.host, request.remote_addr, request.scheme, request.content_length)
        return "|".join(map(str, parts))

    app = Flask("headers")
    app.add_url_rule("/", view_func=view)
    asked = replace(ASKED, path="/", scheme="https", headers={**ASKED.headers, "transfer-encoding": "chunked"})
    assert answer(app, asked).body == b"1, 2|a:1|10.0.0.1|https|0"


def test_an_application_may_start_with_its_first_piece_and_is_closed() -> None:
    closed = []

    class Pieces:
        def __init__(self, start_response: Callable[..., Any]) -> None:
            self._start = start_response

        def __iter__(self) -> Iterator[bytes]:
            self._start("200 OK", [("Content-Type", "text/plain")])
            yield b"a"
            yield b"b"

        def close(self) -> None:
            closed.append(True)

    made = answer(lambda _, start_response: Pieces(start_response))
    assert (made.status, made.body) == (200, b"ab")
    assert closed == [True]


def test_what_is_written_comes_before_the_body() -> None:
    def old(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])(b"written ")
        return [b"returned"]

    assert answer(checked(old)).body == b"written returned"


def test_the_last_word_of_a_failing_application_counts() -> None:
    def failing(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        start_response("500 Oops", [("Content-Type", "text/html")], (ValueError, ValueError(), None))
        return [b"sorry"]

    made = answer(failing)
    assert (made.status, made.header("content-type")) == (500, "text/html")
    with pytest.raises(AssertionError, match="twice"):
        answer(lambda _, start: [start("200 OK", []), start("200 OK", [])])


def test_an_error_on_the_way_closes_the_body() -> None:
    closed = []

    class Broken:
        def __iter__(self) -> Iterator[bytes]:
            raise OSError("broken")

        def close(self) -> None:
            closed.append(True)

    with pytest.raises(OSError, match="broken"):
        answer(lambda _, __: Broken())
    assert closed == [True]


def test_a_long_body_of_pieces_goes_to_a_file() -> None:
    def long(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"x" * 100_000 for _ in range(LONG // 100_000))

    made = answer(long)
    assert isinstance(made.body, Span)
    assert (len(made.body), made.header("content-length")) == (LONG, str(LONG))
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> Flask:
    (tmp_path / "short").write_bytes(b"0123456789")
    (tmp_path / "long").write_bytes(bytes(LONG))
    (tmp_path / "middle").write_bytes(bytes(300_000))
    app = Flask("files")

    @app.get("/<name>")
    def serve(name: str) -> Response:
        response: Response = send_file(tmp_path / name, mimetype="text/plain", conditional=True)
        if "as-it-is" in request.args:
            response.headers["Cache-Control"] = "no-cache, no-transform"
        opened.append(response)
        return response

    opened = list[Response]()
    app.config["opened"] = opened
    return app


def test_a_short_file_is_read(files: Flask) -> None:
    assert answer(files, replace(ASKED, path="/short")).body == b"0123456789"


def test_a_long_file_is_sent_by_its_name(files: Flask, tmp_path: Path) -> None:
    made = answer(files, replace(ASKED, path="/long"))
    assert made.body == FilePart(str(tmp_path / "long"), 0, LONG, is_whole=True)
    assert made.header("content-length") == str(LONG)
    assert is_closed(files)


def is_closed(files: Flask) -> bool:
    """Whether the application's own hold of the file is gone."""
    body: Any = files.config["opened"][-1].response
    return bool(body.file.closed)


@pytest.mark.parametrize(("query", "kind"), [("x=1", bytes), ("as-it-is", FilePart)])
def test_a_file_to_be_left_as_it_is_is_not_read_unless_it_is_short(files: Flask, query: str, kind: type) -> None:
    assert isinstance(answer(files, replace(ASKED, path="/middle", query_string=query)).body, kind)
    assert answer(files, replace(ASKED, path="/short", query_string=query)).body == b"0123456789"


def test_a_long_range_of_a_file_is_sent_by_its_name(files: Flask, tmp_path: Path) -> None:
    ranged = {**ASKED.headers, "range": "bytes=10-4500009"}
    made = answer(files, replace(ASKED, path="/long", headers=ranged))
    assert made.status == 206
    assert made.body == FilePart(str(tmp_path / "long"), 10, 4_500_010)
    assert made.header("content-length") == "4500000"


def test_a_short_range_is_read(files: Flask) -> None:
    made = answer(files, replace(ASKED, path="/short", headers={**ASKED.headers, "range": "bytes=2-4"}))
    assert (made.status, made.body) == (206, b"234")


def test_the_application_tells_the_number_of_rows() -> None:
    def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["preventiegraaf.rows"] = 7
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    assert answer(counting).rows == 7


def test_the_application_learns_that_the_client_hung_up() -> None:
    def asking(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(environ["preventiegraaf.abandoned"]()).encode()]

    assert call(asking, ASKED, lambda: True).body == b"True"


def test_an_error_of_ours_in_a_body_is_for_the_application_to_tell() -> None:
    """What cannot be held by a format shows only as it is written."""
    met: list[object] = []

    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise UsageError("it cannot be held")

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        met.append(environ["preventiegraaf.met"])
        start_response("200 OK" if met == [None] else "400 Bad Request", [])
        return pieces() if met == [None] else [b"told"]

    made = answer(application)
    assert (made.status, made.body) == (400, b"told")
    assert [str(each) for each in met] == ["None", "it cannot be held"]
