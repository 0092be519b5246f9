"""A query as the reader asked it, and its answer from the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import request

from preventiegraaf.querying import Question, Task, Written
from preventiegraaf.web.common.served import served

_ALWAYS = ("infer", "sources", "format", "names", "lang", "sort")
"""The parameters that every question has."""


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


def parameters_of(question: Question) -> tuple[str, ...]:
    """The names of the parameters that a request for a question may have: its own first."""
    return (*(parameter.name for parameter in question.parameters), *_ALWAYS)


def answer(task: Task) -> Written:
    """The answer of the engine, for as long as the reader waits for it. Raises what the engine raises."""
    abandoned: Callable[[], bool] = request.environ.get("preventiegraaf.abandoned", lambda: False)
    written = served().engine.answer(task, request.remote_addr or "", abandoned)
    request.environ["preventiegraaf.rows"] = written.rows
    request.environ["preventiegraaf.engine"] = written.engine
    return written


def content_of(written: Written) -> bytes:
    """All bytes of an answer."""
    if isinstance(written.content, bytes):
        return written.content
    with written.content:
        return written.content.read()
