"""From a query to an HTTP answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import IO

from flask import Response, render_template, request
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results
from werkzeug.wsgi import wrap_file

from preventiegraaf.errors import UsageError
from preventiegraaf.formats import GRAPH_FORMATS, HTML, TABLE_FORMATS, Format, choose
from preventiegraaf.querying import Question, Task, Written, builds_graph
from preventiegraaf.querying.labels import label
from preventiegraaf.web.language import language
from preventiegraaf.web.selecting import sources_kept
from preventiegraaf.web.served import served

_YES, _NO = {"", "true", "1", "on", "yes"}, {"false", "0", "off", "no"}
_PAGE_ROWS = 1_000
"""The most rows or triples that a page shows; the other formats give all that the limits allow."""


@dataclass(frozen=True)
class Asked:
    """A query, its dataset and the values of its parameters, as the reader asked it."""

    query: str
    infer: bool = True
    question: Question | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, str] = field(default_factory=dict)
    leaving_out: tuple[str, ...] = ()

    def task(self, format_: str) -> Task:
        """The task for the engine."""
        return Task(
            self.query,
            format_,
            self.infer,
            self.default_graphs,
            self.named_graphs,
            self.bindings,
            leaving_out=self.leaving_out,
        )


@dataclass(frozen=True)
class Cell:
    """A value in a table: what the reader sees, and the IRI that it links to."""

    text: str
    iri: str | None = None


def infer_asked() -> bool:
    """Whether inferred triples take part: the request parameter `infer`, true by default.

    Raises UsageError for a value that is neither true nor false.
    """
    value = request.values.get("infer", "").lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise UsageError(f"infer={value} is neither true nor false; give infer=true or infer=false.")


def respond(asked: Asked, suffix: str | None = None) -> Response:
    """The answer in the format of the suffix, else in the one that the client wants best; 304 if it has it already."""
    is_graph = builds_graph(asked.query)
    named = suffix or request.values.get("format")
    chosen = choose(request.headers.get("Accept"), named, GRAPH_FORMATS if is_graph else TABLE_FORMATS)
    response = Response(content_type=chosen.content_type)
    response.vary.update(["Accept", "Accept-Language"])
    page = (language(), request.full_path) if chosen is HTML else ()
    response.set_etag(entity_tag(served().snapshot.digest, asked.task(chosen.name), *page))
    if request.method in ("GET", "HEAD"):
        response.make_conditional(request)
    if response.status_code != 304:
        _fill(response, asked, chosen, is_graph)
    return response


def _fill(response: Response, asked: Asked, chosen: Format, is_graph: bool) -> None:
    if chosen is HTML:
        task = replace(asked.task("ttl" if is_graph else "json"), rows=_PAGE_ROWS)
        written = _answer(task)
        response.set_data(_page(asked, written, is_graph))
    else:
        written = _answer(asked.task(chosen.name))
        _set_content(response, written.content)
    if written.truncated:
        response.headers["X-Truncated"] = f"rows={written.rows}"


def _answer(task: Task) -> Written:
    abandoned: Callable[[], bool] = request.environ.get("preventiegraaf.abandoned", lambda: False)
    written = served().engine.answer(task, request.remote_addr or "", abandoned)
    request.environ["preventiegraaf.rows"] = written.rows
    return written


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
    return hashlib.sha256("\0".join((digest, repr(task), *page)).encode()).hexdigest()[:32]


def _page(asked: Asked, written: Written, is_graph: bool) -> str:
    content = _bytes(written.content)
    if is_graph:
        return _rendered(asked, turtle=content.decode(), truncated=written.truncated)
    result = parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(result, QueryBoolean):
        return _rendered(asked, verdict=bool(result))
    return _table_page(asked, result, written.truncated)


def _bytes(content: bytes | IO[bytes]) -> bytes:
    if isinstance(content, bytes):
        return content
    with content:
        return content.read()


def _table_page(asked: Asked, result: QuerySolutions, truncated: bool) -> str:
    names = [variable.value for variable in result.variables]
    rows = [[_cell(value) for value in solution] for solution in result]
    return _rendered(asked, names=names, rows=rows, truncated=truncated)


def _rendered(asked: Asked, **found: object) -> str:
    return render_template("answer.html", asked=asked, sources=sources_kept(asked.leaving_out), **found)


def _cell(term: object) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(label(served().snapshot.inferred, term, language()), term.value)
    if isinstance(term, Literal):
        return Cell(term.value)
    return Cell("" if term is None else str(term))
