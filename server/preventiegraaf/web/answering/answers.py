"""From a query to an HTTP answer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import IO

from flask import Response, request
from werkzeug.wsgi import wrap_file

from preventiegraaf.formats import GRAPH_FORMATS, HTML, TABLE_FORMATS, Format, choose
from preventiegraaf.querying import Task, builds_graph
from preventiegraaf.web.answering.answer_page import page_of_answer
from preventiegraaf.web.answering.asked import Asked, answer, content_of
from preventiegraaf.web.answering.emptiness import explained
from preventiegraaf.web.answering.named import MOST, with_names
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.parameters import told
from preventiegraaf.web.common.served import served

_PAGE_ROWS = 1_000
"""The most rows or triples that a page shows; the other formats give all that the limits allow."""


def infer_asked() -> bool:
    """Whether inferred triples take part: the request parameter `infer`, true by default.

    Raises UsageError for a value that is neither true nor false.
    """
    return told("infer", "")


def plan_asked() -> bool:
    """Whether not the answer is asked for, but how it is found: the request parameter `plan`. Raises UsageError."""
    return told("plan", "false")


def names_asked() -> bool:
    """Whether a file has names instead of IRIs: the request parameter `names`, false by default. Raises UsageError."""
    return told("names", "false")


def respond(asked: Asked, suffix: str | None = None) -> Response:
    """The answer in the format of the suffix, else in the one that the client wants best; 304 if it has it already."""
    is_graph = builds_graph(asked.query)
    named = suffix or request.values.get("format")
    chosen = choose(request.headers.get("Accept"), named, GRAPH_FORMATS if is_graph else TABLE_FORMATS)
    response = Response(content_type=chosen.content_type)
    response.vary.update(["Accept", "Accept-Language"])
    if chosen is HTML:
        response.content_language.add(language())
    page = (language(), request.full_path) if chosen is HTML else ()
    shown = (*page, "names", language()) if names_asked() else page
    response.set_etag(entity_tag(served().snapshot.digest, asked.task(chosen.name), *shown))
    if request.method in ("GET", "HEAD"):
        response.make_conditional(request)
    if response.status_code != 304:
        _fill(response, asked, chosen, is_graph)
    return response


def respond_with_plan(asked: Asked) -> Response:
    """Which engine answers a query, in which steps with how many rows, as JSON; it is run for that."""
    written = answer(replace(asked.task("json"), only_plan=True))
    response = Response(content_of(written), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _fill(response: Response, asked: Asked, chosen: Format, is_graph: bool) -> None:
    if chosen is HTML:
        task = replace(asked.task("ttl" if is_graph else "json"), rows=_PAGE_ROWS)
        written = answer(task)
        response.set_data(page_of_answer(asked, written, is_graph))
    elif names_asked():
        written = answer(replace(asked.task("ttl" if is_graph else "json"), rows=MOST))
        response.set_data(with_names(content_of(written), written.truncated, chosen))
    else:
        written = answer(asked.task(chosen.name))
        if not written.rows and chosen.name == "json":
            written.content = explained(asked, content_of(written))
        _set_content(response, written.content)
    if written.truncated:
        response.headers["X-Truncated"] = f"rows={written.rows}"


def _set_content(response: Response, content: bytes | IO[bytes]) -> None:
    if isinstance(content, bytes):
        response.set_data(content)
        return
    response.content_length = content.seek(0, 2)
    content.seek(0)
    response.response = wrap_file(request.environ, content)
    response.direct_passthrough = True


def entity_tag(digest: str, task: Task, *page: str) -> str:
    """A tag that differs for all that makes the bytes of an answer differ: snapshot, task and, for a page, its own."""
    rest = replace(task, query="", format="")
    more = repr((rest, page)) if page or rest != Task("", "") else ""
    return plain_tag(digest, task.query, task.format, more)


def plain_tag(digest: str, query: str, name: str, more: str = "") -> str:
    """The tag of an answer to a query in a format, about which nothing more decides."""
    return hashlib.sha256("\0".join((digest, name, more, query)).encode()).hexdigest()[:32]
