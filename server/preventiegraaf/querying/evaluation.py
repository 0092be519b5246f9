"""Evaluate a task on a store and write the answer, within the limits on rows and bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples, RdfFormat, parse

from preventiegraaf.errors import AnswerTooLargeError, UsageError
from preventiegraaf.formats import FORMATS, Answer, Graph, Table, Verdict, write
from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.engine import Result, run
from preventiegraaf.querying.task import Limits, Task, Written


def answer_task(choose: Callable[[Task], Chosen], task: Task, limits: Limits) -> Written:
    """The answer to a task, written; at most `limits.rows` rows or triples, marked if there were more.

    Raises AnswerTooLargeError if the bytes are more than `limits.size`, and what `run` raises.
    """
    begin = time.perf_counter()
    rows = limits.rows if task.rows is None else min(task.rows, limits.rows)
    bindings = {name: term(text) for name, text in task.bindings.items()}
    chosen = choose(task)
    answer = collect(run(chosen.store, task.query, bindings, chosen.named), rows)
    kind = "graph" if isinstance(answer, Graph) else "table"
    content = write(answer, FORMATS[kind, task.format])
    if len(content) > limits.size:
        raise AnswerTooLargeError(
            f"The answer has {len(content)} bytes, and {limits.size} is the limit. Ask for less, or add a LIMIT."
        )
    count, truncated = _extent(answer)
    return Written(content, count, truncated, time.perf_counter() - begin)


def collect(result: Result, limit: int) -> Answer:
    """The result as values, at most `limit` rows or triples of it."""
    if isinstance(result, QueryBoolean):
        return Verdict(bool(result))
    if isinstance(result, QueryTriples):
        triples = list(islice(result, limit + 1))
        return Graph(sorted(set(triples[:limit]), key=str), len(triples) > limit)
    variables = tuple(variable.value for variable in result.variables)
    rows = [tuple(solution) for solution in islice(result, limit + 1)]
    return Table(variables, rows[:limit], len(rows) > limit)


def term(text: str) -> NamedNode | Literal:
    """The IRI or literal that a text in N-Triples stands for. Raises UsageError."""
    try:
        found = next(iter(parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES))).object
    except (SyntaxError, StopIteration) as error:
        raise UsageError(f'{text} is no term of N-Triples, such as <https://example.org/> or "text"@nl.') from error
    if not isinstance(found, NamedNode | Literal):
        raise UsageError(f"{text} is neither an IRI nor a literal.")
    return found


def _extent(answer: Answer) -> tuple[int, bool]:
    if isinstance(answer, Verdict):
        return 1, False
    return (len(answer.triples) if isinstance(answer, Graph) else len(answer.rows)), answer.truncated
