"""A query as the reader asked it."""

from __future__ import annotations

from dataclasses import dataclass, field

from preventiegraaf.querying import Question, Task


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
