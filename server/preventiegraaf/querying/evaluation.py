"""Evaluate a task on a store and write the answer, within the limits on rows and bytes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from itertools import islice

from pyoxigraph import QueryBoolean, QueryTriples, Triple

from preventiegraaf.errors import AnswerTooLargeError, UsageError
from preventiegraaf.formats import FORMATS, Answer, Format, Graph, Table, Verdict, write
from preventiegraaf.querying.columnar import STORE, told
from preventiegraaf.querying.columns import Columns
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.emptiness.reasons import explain_emptiness
from preventiegraaf.querying.engine import Result, answering, check, refuse, run
from preventiegraaf.querying.prepared import prepare
from preventiegraaf.querying.syntax.binding import term
from preventiegraaf.querying.task import Limits, Task, Written

_WITHOUT_COLUMNS = {"engine": STORE, "because": "there are no columns"}


def answer_task(
    choose: Callable[[Task], Chosen], task: Task, limits: Limits, columns: Columns | None = None
) -> Written:
    """The answer to a task, written; at most `limits.rows` rows or triples, marked if there were more.

    `columns` answer what they can, and the store all else. Raises AnswerTooLargeError if the bytes are more than
    `limits.size`, and what `run` raises.
    """
    begin = time.perf_counter()
    if task.only_read:
        return Written(prepare(task, limits.services), 0, False, time.perf_counter() - begin)
    if task.explaining:
        content = json.dumps(asdict(explain_emptiness(choose, task)), ensure_ascii=False).encode()
        return Written(content, 0, False, time.perf_counter() - begin)
    rows = limits.rows if task.rows is None else min(task.rows, limits.rows)
    if task.only_plan:
        refuse(task.query, limits.services)
        check(task.query)
        return columns.plan(task, rows) if columns is not None else told(_WITHOUT_COLUMNS)
    found = columns.answer(task, rows) if columns is not None else None
    if found is not None:
        return found
    bindings = {name: term(text) for name, text in task.bindings.items()}
    chosen = choose(task)
    answer = collect(run(chosen.store, task.query, bindings, chosen.dataset, limits.services), rows)
    return written(answer, task.format, limits, begin)


def written(answer: Answer, format_: str, limits: Limits, begin: float) -> Written:
    """An answer as bytes in the format of that short name; `begin` is when the query began, by `perf_counter`.

    Raises AnswerTooLargeError if the bytes are more than `limits.size`, UsageError for a format that cannot be.
    """
    content = write(answer, _format(answer, format_))
    if len(content) > limits.size:
        raise AnswerTooLargeError(
            f"The answer has {len(content)} bytes, and {limits.size} is the limit. Ask for less, or add a LIMIT."
        )
    count, truncated = _extent(answer)
    return Written(content, count, truncated, time.perf_counter() - begin)


def collect(result: Result, limit: int) -> Answer:
    """The result as values, at most `limit` rows or triples of it. Raises QueryRefusedError where the engine fails."""
    with answering():
        if isinstance(result, QueryBoolean):
            return Verdict(bool(result))
        if isinstance(result, QueryTriples):
            return graph_of(result, limit)
        variables = tuple(variable.value for variable in result.variables)
        rows = [tuple(solution) for solution in islice(result, limit + 1)]
        return Table(variables, rows[:limit], len(rows) > limit)


def graph_of(result: Iterable[Triple], limit: int) -> Graph:
    """At most `limit` triples, each once, though the engine may give some more than once."""
    found: dict[Triple, None] = {}
    for triple in result:
        if len(found) == limit and triple not in found:
            return Graph(sorted(found, key=str), truncated=True)
        found[triple] = None
    return Graph(sorted(found, key=str))


def _format(answer: Answer, name: str) -> Format:
    kind = "graph" if isinstance(answer, Graph) else "table"
    try:
        return FORMATS[kind, name]
    except KeyError:
        raise UsageError(f"The answer is a {kind}, which cannot be written as {name}.") from None


def _extent(answer: Answer) -> tuple[int, bool]:
    if isinstance(answer, Verdict):
        return 1, False
    return (len(answer.triples) if isinstance(answer, Graph) else len(answer.rows)), answer.truncated
