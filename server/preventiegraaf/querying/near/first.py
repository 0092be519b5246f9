"""The server process answers what takes little work, and asks another engine for all else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from preventiegraaf.querying.columnar import told
from preventiegraaf.querying.near import Near, plan_of
from preventiegraaf.querying.remote.engine import RemoteEngine
from preventiegraaf.querying.task import Task, Written
from preventiegraaf.querying.workers.pool import Pool

_BECAUSE = "it takes so little work that the server itself does it, one thing at a time"


class NearFirst:
    """An engine that answers in this process what takes little work, and hands the rest to another engine."""

    def __init__(self, near: Near, engine: Pool | RemoteEngine) -> None:
        self._near, self._engine = near, engine

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = lambda: False) -> Written:
        """The answer to a task. Raises what the other engine raises."""
        if task.only_plan:
            found = self._near.answer(replace(task, only_plan=False))
            if found is not None:
                return told(plan_of(found, _BECAUSE))
        answer = self._near.answer(task)
        return answer if answer is not None else self._engine.answer(task, client, abandoned)
