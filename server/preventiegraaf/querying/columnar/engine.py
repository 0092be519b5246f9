"""The engine over columns: answers the queries of its fragment, and leaves all others to the store."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from preventiegraaf.columns import Dictionary, GraphColumns, Relations
from preventiegraaf.errors import AnswerTooLargeError
from preventiegraaf.formats import FORMATS, Verdict, write
from preventiegraaf.querying.columnar.algebra import Ask, NotAdmittedError, Select
from preventiegraaf.querying.columnar.deadline import Bounds
from preventiegraaf.querying.columnar.evaluation import Evaluator, Found
from preventiegraaf.querying.columnar.parsing import parse
from preventiegraaf.querying.columnar.sorted_pairs import Indexes
from preventiegraaf.querying.columnar.writing import FORMS, as_table, write_rows
from preventiegraaf.querying.gathering import gather
from preventiegraaf.querying.task import Limits, Task, Written

COLUMNS, STORE, REMOTE = "columns", "store", "remote"
"""The engines that answer, by name."""
_SHARE_OF_MEMORY = 8
_LEAST = 64


class Columnar:
    """Answers queries over the columns of a graph."""

    def __init__(
        self, dictionary: Dictionary, relations: Mapping[bool, Relations], limits: Limits, least: int = 0
    ) -> None:
        """`relations` are the triples of the default graph with and without what is inferred.

        A query with a given thing that has fewer than `least` triples is left to the store, which finds so few faster.
        """
        self._least = least
        self._dictionary, self._limits = dictionary, limits
        self._indexes = {infer: Indexes(relations[infer]) for infer in (True, False)}

    @classmethod
    def at(cls, folder: Path, limits: Limits, least: int = _LEAST) -> Columnar | None:
        """The engine over the columns in a folder, which it keeps mapped, or None if there are none."""
        if not folder.is_dir():
            return None
        columns = GraphColumns(folder)
        return cls(columns.dictionary, {True: columns.served, False: columns.asserted}, limits, least)

    def answer(self, task: Task, most: int) -> Written | None:
        """The answer to a task with at most so many rows, or None if the task is for the store.

        Raises QueryTimeoutError and AnswerTooLargeError.
        """
        begin = time.perf_counter()
        query = admitted(task)
        if isinstance(query, NotAdmittedError) or ("table", task.format) not in FORMATS:
            return None
        evaluator, bounds = self._evaluator(task)
        try:
            evaluator.check_worth(query.where, self._least)
            if isinstance(query, Ask):
                verdict = write(Verdict(evaluator.ask(query)), FORMATS["table", task.format])
                return Written(verdict, 1, False, time.perf_counter() - begin, COLUMNS)
            found = evaluator.select(query, most + 1)
        except NotAdmittedError:
            return None
        finally:
            self._indexes[task.infer].trim()
        truncated = len(found.rows) > most
        if truncated:
            found = found.first(most)
        content = self._written(found, task.format, truncated, bounds)
        return Written(content, len(found.rows), truncated, time.perf_counter() - begin, COLUMNS)

    def plan(self, task: Task, most: int) -> dict[str, Any]:
        """How a task is answered: by which engine, in which steps with how many rows, or why not over columns."""
        begin = time.perf_counter()
        query = admitted(task)
        if isinstance(query, NotAdmittedError):
            return {"engine": STORE, "because": str(query)}
        evaluator, _ = self._evaluator(task)
        try:
            evaluator.check_worth(query.where, self._least)
            rows = 1 if isinstance(query, Ask) else min(len(evaluator.select(query, most + 1).rows), most)
            if isinstance(query, Ask):
                evaluator.ask(query)
        except NotAdmittedError as error:
            return {"engine": STORE, "because": str(error)}
        finally:
            self._indexes[task.infer].trim()
        milliseconds = round(1_000 * (time.perf_counter() - begin), 3)
        return {"engine": COLUMNS, "rows": rows, "milliseconds": milliseconds, "plans": evaluator.plans()}

    def _evaluator(self, task: Task) -> tuple[Evaluator, Bounds]:
        seconds = self._limits.seconds if task.seconds is None else min(task.seconds, self._limits.seconds)
        bounds = Bounds(seconds, self._limits.memory // _SHARE_OF_MEMORY)
        return Evaluator(self._dictionary, self._indexes[task.infer], bounds), bounds

    def _written(self, found: Found, format_: str, truncated: bool, bounds: Bounds) -> bytes | IO[bytes]:
        """The rows as they are sent. Raises AnswerTooLargeError as soon as they are too many, and QueryTimeoutError."""
        form, most = FORMS.get(format_), self._limits.size
        if form is None:
            return _within(write(as_table(found, self._dictionary, truncated), FORMATS["table", format_]), most)
        return gather(_watched(write_rows(found, form, self._dictionary, truncated), bounds, most))


def admitted(task: Task) -> Select | Ask | NotAdmittedError:
    """The algebra of the query of a task, or why columns do not answer it."""
    if task.default_graphs or task.named_graphs:
        return NotAdmittedError("it chooses graphs")
    if task.leaving_out:
        return NotAdmittedError("it chooses sources")
    if task.bindings:
        return NotAdmittedError("it has parameters")
    return parse(task.query)


def told(plan: dict[str, Any]) -> Written:
    """A plan as JSON to be read."""
    content = (json.dumps(plan, indent=2, ensure_ascii=False) + "\n").encode()
    return Written(content, 0, False, 0.0, plan["engine"])


def _watched(pieces: Iterable[bytes], bounds: Bounds, most: int) -> Iterator[bytes]:
    """The pieces, as long as there is time and they are at most so many bytes together."""
    size = 0
    for piece in pieces:
        bounds.check()
        size += len(piece)
        if size > most:
            raise _too_large(most)
        yield piece


def _within(content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise _too_large(most)
    return content


def _too_large(most: int) -> AnswerTooLargeError:
    return AnswerTooLargeError(
        f"The answer has more than {most} bytes, and that is the limit. Ask for less, or add a LIMIT."
    )
