"""From the result of a query to an HTTP answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Response, render_template, request
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat

from preventiegraaf.errors import UsageError
from preventiegraaf.formats import HTML, Format, choose, formats_for, write
from preventiegraaf.querying import Question, Result
from preventiegraaf.querying.labels import label
from preventiegraaf.serialising import serialized
from preventiegraaf.web.language import language
from preventiegraaf.web.served import served

_YES, _NO = {"", "true", "1", "on", "yes"}, {"false", "0", "off", "no"}


@dataclass(frozen=True)
class Asked:
    """A query as a page shows it: its text, whether inference was on, and the question that it is, if one."""

    query: str
    infer: bool
    question: Question | None = None


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


def respond(result: Result, asked: Asked) -> Response:
    """The answer in the format that the client wants best."""
    chosen = choose(request.headers.get("Accept"), request.values.get("format"), formats_for(result))
    content = _page(result, asked) if chosen is HTML else write(result, chosen)
    response = Response(content, content_type=chosen.content_type)
    response.vary.update(["Accept", "Accept-Language"])
    response.set_etag(_etag(chosen, asked))
    response.make_conditional(request)
    return response


def _etag(chosen: Format, asked: Asked) -> str:
    parts = (
        served().snapshot.digest,
        asked.query,
        str(asked.infer),
        chosen.name,
        language(),
        request.query_string.decode(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _page(result: Result, asked: Asked) -> str:
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        rows = [[_cell(solution[name]) for name in names] for solution in result]
        return render_template("answer.html", asked=asked, names=names, rows=rows)
    if isinstance(result, QueryBoolean):
        return render_template("answer.html", asked=asked, verdict=bool(result))
    turtle = serialized(sorted(set(result), key=str), RdfFormat.TURTLE)
    return render_template("answer.html", asked=asked, turtle=turtle.decode())


def _cell(term: object) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(label(served().snapshot.inferred, term, language()), term.value)
    if isinstance(term, Literal):
        return Cell(term.value)
    return Cell("" if term is None else str(term))
