"""Which questions have an answer when they are asked about a given thing, all in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.querying import Question, Task
from preventiegraaf.querying.syntax.binding import bind
from preventiegraaf.querying.syntax.forms import form, prologue
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.web.common.served import served

_PLACE = "placeAmongTheQuestions"
"""A variable that no question has."""
_SECONDS = 0.5
"""What a page may wait for it; if it takes longer, no question is known to have an answer."""


def answerable(asked: Sequence[tuple[Question, Mapping[str, NamedNode]]]) -> set[int]:
    """The places, among questions with values for some of their parameters, of those that have an answer.

    The other parameters have their defaults. A table has an answer if it has a row, an ASK if it is true.
    """
    if not asked:
        return set()
    queries = [
        bind(question.query, {**{one.name: one.default for one in question.parameters}, **values})
        for question, values in asked
    ]
    parts = [
        f"{{ SELECT ({place} AS ?{_PLACE}) {{ {pattern_of(query)} }} LIMIT 1 }}" for place, query in enumerate(queries)
    ]
    together = f"{''.join(map(prologue, queries))}SELECT ?{_PLACE} {{ {' UNION '.join(parts)} }}"
    try:
        written = served().engine.answer(Task(together, "json", seconds=_SECONDS), request.remote_addr or "")
    except PreventiegraafError:  # too busy, or too much to know: the page is complete without
        return set()
    content = written.content if isinstance(written.content, bytes) else written.content.read()
    return set(_places(content))


def _places(content: bytes) -> list[int]:
    result = parse_query_results(content, format=QueryResultsFormat.JSON)
    if not isinstance(result, QuerySolutions):
        raise TypeError(content)
    return [int(place.value) for row in result if isinstance(place := row[_PLACE], Literal)]


def pattern_of(query: str) -> str:
    """A query as a pattern that has a solution if the query has an answer."""
    declared = prologue(query)
    if form(query) == "SELECT":
        return f"{{ {query[len(declared) :]}\n}}"
    return query[next(token.start for token in tokens(query) if token.text == "{") :]
