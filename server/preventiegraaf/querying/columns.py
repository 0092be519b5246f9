"""The engines of a worker over the columns of a snapshot: columns joined as a whole, or one thing after the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from preventiegraaf.columns import GraphColumns
from preventiegraaf.querying.columnar import STORE, Columnar, told
from preventiegraaf.querying.near import Near, plan_of
from preventiegraaf.querying.task import Limits, Task, Written

_MOST_WORK = 20_000
"""What a query about given things may take here, in the units of `Near`: some hundredths of a second."""


class Columns:
    """Answers what asks about much from whole columns, and what asks about given things one thing at a time.

    The latter not for queries with a LIMIT: the store may need a few of their rows only.
    """

    def __init__(self, columnar: Columnar, near: Near) -> None:
        self._columnar, self._near = columnar, near

    @classmethod
    def at(cls, folder: Path, limits: Limits) -> Columns | None:
        """The engines over the columns in a folder, which are kept mapped, or None if there are none."""
        columnar = Columnar.at(folder, limits)
        if columnar is None:
            return None
        return cls(columnar, Near.over(GraphColumns(folder), limits, _MOST_WORK, with_limit=False))

    def answer(self, task: Task, most: int) -> Written | None:
        """The answer to a task with at most so many rows, or None if the task is for the store.

        Raises QueryTimeoutError and AnswerTooLargeError.
        """
        found = self._columnar.answer(task, most)
        return self._near.answer(task) if found is None else found

    def plan(self, task: Task, most: int) -> Written:
        """How a task is answered, as JSON: by which engine, in which steps with how many rows, or why by the store."""
        plan = self._columnar.plan(task, most)
        found = self._near.answer(replace(task, only_plan=False)) if plan["engine"] == STORE else None
        return told(plan) if found is None else told(plan_of(found, "it asks about given things that have few triples"))
