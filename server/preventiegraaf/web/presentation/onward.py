"""Where one who reads of a thing may go on: the questions that can be asked about it, and its place in the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from flask import url_for
from pyoxigraph import NamedNode

from preventiegraaf.querying import Question
from preventiegraaf.querying.things.network import KINDS, kind_of

_MOST = 6

Answerable: TypeAlias = Callable[[Sequence[tuple[Question, Mapping[str, NamedNode]]]], set[int]]
"""Tells the places, among questions with values for some of their parameters, of those that have an answer."""


@dataclass(frozen=True)
class Onward:
    """Titles of questions with the addresses at which they are asked about the thing, and its network's address."""

    questions: list[tuple[str, str]]
    network: str | None


def onward_of(thing: NamedNode, questions: Iterable[Question], language: str, answerable: Answerable) -> Onward:
    """Where to go on from a thing.

    A question is asked about it if its default is a thing of the same kind, and if it then has an answer,
    which `answerable` tells.
    """
    named = ((question, _parameter(question, _space(thing))) for question in questions)
    asked = [(question, {name: thing}) for question, name in named if name is not None]
    asked.sort(key=lambda one: one[0].titles[language])
    answered = answerable(asked)
    found = [
        (question.titles[language], _address(question, dict.fromkeys(values, thing.value), language))
        for place, (question, values) in enumerate(asked)
        if place in answered
    ]
    is_in_network = kind_of(thing) in KINDS
    network = url_for("network.network", about=thing.value, lang=language) if is_in_network else None
    return Onward(found[:_MOST], network)


def _address(question: Question, values: Mapping[str, str], language: str) -> str:
    asked = urlencode({**values, "lang": language}, safe=":/")
    return f"{url_for('questions.question', name=question.name)}?{asked}"


def _parameter(question: Question, space: str) -> str | None:
    """The first parameter whose default has an IRI in this space."""
    defaults = ((one.name, one.default) for one in question.parameters)
    fitting = (name for name, default in defaults if isinstance(default, NamedNode) and _space(default) == space)
    return next(fitting, None)


def _space(thing: NamedNode) -> str:
    return thing.value.rpartition("/")[0]
