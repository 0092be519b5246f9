"""An explanation as the answer to a task: made where queries are answered, within their limits."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Literal, Store, Triple

from preventiegraaf.columns import GraphColumns
from preventiegraaf.errors import AnswerTooLargeError, NotHeldError, UsageError
from preventiegraaf.querying.explanation.account import Account
from preventiegraaf.querying.explanation.accounting import Accountant
from preventiegraaf.querying.explanation.naming import not_by_these, not_held
from preventiegraaf.querying.syntax.binding import term
from preventiegraaf.querying.task import Limits, Task, Written
from preventiegraaf.reasoning.explanation import ClosedGraph


class Explanations:
    """Explains the triples of one snapshot; its columns are opened when the first one is asked for.

    `stores` gives the store with or without inferred triples, `columns` is the folder of the columns.
    """

    def __init__(self, stores: Callable[[bool], Store], columns: Path) -> None:
        self._stores, self._columns = stores, columns
        self._made: dict[Collection[str], Accountant] = {}

    def account(self, task: Task, limit: int) -> Account:
        """Why the triple of a task holds. Raises NotHeldError, with what does hold, and UsageError."""
        subject, predicate, object_ = map(term, task.triple)
        if isinstance(subject, Literal) or isinstance(predicate, Literal):
            raise UsageError("The subject and the predicate of a triple are IRIs.")
        triple = Triple(subject, predicate, object_)
        try:
            return self._accountant(task.documents).account(triple, limit, task.leaving_out)
        except NotHeldError:
            raise NotHeldError(self._reason(task, triple)) from None

    def answer(self, task: Task, limits: Limits) -> Written:
        """The account of a triple in JSON. Raises what `account` raises, and AnswerTooLargeError."""
        begin = time.perf_counter()
        wanted = limits.derivations if task.rows is None else min(task.rows, limits.derivations)
        account = self.account(task, wanted)
        content = json.dumps(account.as_json(), ensure_ascii=False).encode()
        if len(content) > limits.size:
            raise AnswerTooLargeError(f"The explanation has {len(content)} bytes, and {limits.size} is the limit.")
        return Written(content, len(account.proofs), not account.complete, time.perf_counter() - begin)

    def _reason(self, task: Task, triple: Triple) -> str:
        """Why a triple has no account: it does not hold, or not by the sources of the task."""
        if task.leaving_out:
            with suppress(NotHeldError):
                return not_by_these(triple, self._accountant(task.documents).account(triple, 1).documents)
        return not_held(self._stores(True), *triple)

    def _accountant(self, documents: Collection[str]) -> Accountant:
        if documents not in self._made:
            columns = GraphColumns(self._columns)
            closed = ClosedGraph(columns.dictionary, columns.asserted, columns.served, columns.hidden)
            self._made[documents] = Accountant(self._stores(False), closed, documents)
        return self._made[documents]
