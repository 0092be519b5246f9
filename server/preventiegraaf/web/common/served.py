"""What an application serves, and how its views reach it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from flask import current_app

from preventiegraaf.querying import Question, Task, Written
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.texts import Text

_KEY = "preventiegraaf"


class Engine(Protocol):
    """Answers queries within limits."""

    def answer(self, task: Task, client: str = "", abandoned: Callable[[], bool] = ...) -> Written:
        """The answer to a task for a client; `abandoned` tells whether the client hung up. Raises errors of ours."""


@dataclass(frozen=True)
class Served:
    """A snapshot, the engine that answers queries on it, its questions, and the address that readers know.

    `contact` is the page or e-mail address at which they reach whoever runs the server; `texts` are the documents'
    texts that may be shown, by their SHA-256. `chooses_sources` tells whether the engine knows what follows from some
    documents alone.
    """

    snapshot: Snapshot
    engine: Engine
    questions: Mapping[str, Question]
    public_url: str | None = None
    contact: str | None = None
    texts: Mapping[str, Text] = field(default_factory=dict)
    chooses_sources: bool = True

    @cached_property
    def edition(self) -> str:
        """What differs where pages of the same snapshot differ, because of the texts that they show."""
        return hashlib.sha256("\0".join(sorted(self.texts)).encode()).hexdigest() if self.texts else ""


def attach(extensions: dict[str, object], served: Served) -> None:
    """Give an application what it serves."""
    extensions[_KEY] = served


def served() -> Served:
    """What the current application serves."""
    found = current_app.extensions[_KEY]
    if not isinstance(found, Served):
        raise TypeError(_KEY)
    return found
