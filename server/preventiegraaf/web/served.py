"""What an application serves, and how its views reach it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from preventiegraaf.querying import Question
from preventiegraaf.snapshot import Snapshot

_KEY = "preventiegraaf"


@dataclass(frozen=True)
class Served:
    """A snapshot, the questions that come with it, and the address by which readers know this server."""

    snapshot: Snapshot
    questions: Mapping[str, Question]
    public_url: str | None = None


def attach(extensions: dict[str, object], served: Served) -> None:
    """Give an application what it serves."""
    extensions[_KEY] = served


def served() -> Served:
    """What the current application serves."""
    found = current_app.extensions[_KEY]
    if not isinstance(found, Served):
        raise TypeError(_KEY)
    return found
