"""What a reader may fill in for a parameter of a question: the things that have an answer, and others of that kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, islice

from flask import current_app, request
from pyoxigraph import DefaultGraph, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from preventiegraaf.errors import BusyError, PreventiegraafError, TooManyQueriesError
from preventiegraaf.namespaces import TYPE, XSD
from preventiegraaf.querying import Parameter, Question, Task
from preventiegraaf.querying.explanation.naming import called
from preventiegraaf.querying.syntax.binding import bind, term
from preventiegraaf.querying.syntax.forms import prologue
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.answerable import pattern_of
from preventiegraaf.web.common.language import language
from preventiegraaf.web.common.served import served

_KEPT = "preventiegraaf.candidates"
_MOST = 400
"""A list that is longer helps nobody; the field then takes a name."""
_LOOKED_AT = 10_000
_SECONDS = 1.0
_FIELDS = {XSD + "date": "date", XSD + "integer": "number"}


@dataclass(frozen=True)
class Choice:
    """A thing that may be chosen."""

    iri: str
    name: str


@dataclass(frozen=True)
class Field:
    """The field of a parameter: its value now, and the choices with and without an answer, if it has choices.

    Where there are none, `type` is the type of the field in HTML.
    """

    name: str
    label: str
    value: str
    type: str
    answered: list[Choice]
    others: list[Choice]

    @property
    def is_thing(self) -> bool:
        """Whether a reader writes the name of a thing."""
        return self.type == "search"


def fields_of(question: Question, bindings: Mapping[str, str]) -> list[Field]:
    """The fields of a question, given the terms that were asked for, in N-Triples by parameter."""
    return [_field(question, parameter, term(bindings[parameter.name])) for parameter in question.parameters]


def _field(question: Question, parameter: Parameter, value: NamedNode | Literal) -> Field:
    label = parameter.labels[language()]
    if isinstance(value, Literal):
        return Field(parameter.name, label, value.value, _FIELDS.get(value.datatype.value, "text"), [], [])
    answered, others = _choices(question, parameter)
    known = {choice.iri for choice in (*answered, *others)}
    name = Wording(served().snapshot.asserted_values, language()).name(value)
    if not known:
        return Field(parameter.name, label, called(served().snapshot.inferred, value, name), "search", [], [])
    if value.value not in known:
        others = [Choice(value.value, name), *others]
    return Field(parameter.name, label, value.value, "text", answered, others)


def _choices(question: Question, parameter: Parameter) -> tuple[list[Choice], list[Choice]]:
    """The things with and without an answer, kept for as long as the snapshot is served."""
    kept = current_app.extensions.setdefault(_KEPT, {})
    key = question.name, parameter.name, language()
    if key not in kept:
        try:
            answered = _answered(question, parameter)
        except (BusyError, TooManyQueriesError):
            return [], []
        except PreventiegraafError:  # too much for a list: asked once, not for each reader
            kept[key] = [], []
            return [], []
        others = _alike(parameter) - answered
        few = len(answered) + len(others) <= _MOST
        kept[key] = (_named(answered), _named(others)) if few else ([], [])
    found: tuple[list[Choice], list[Choice]] = kept[key]
    return found


def _answered(question: Question, parameter: Parameter) -> set[NamedNode]:
    """The values for which the question has an answer (an ASK: yes), the other parameters at their defaults."""
    others = {other.name: other.default for other in question.parameters if other is not parameter}
    query = bind(question.query, others)
    every = f"{prologue(query)}SELECT DISTINCT ?{parameter.name} {{ {pattern_of(query)} }}"
    written = served().engine.answer(Task(every, "json", rows=_MOST + 1, seconds=_SECONDS), request.remote_addr or "")
    content = written.content if isinstance(written.content, bytes) else written.content.read()
    result = parse_query_results(content, format=QueryResultsFormat.JSON)
    if not isinstance(result, QuerySolutions):
        raise TypeError(every)
    return {value for row in result if isinstance(value := row[parameter.name], NamedNode)}


def _alike(parameter: Parameter) -> set[NamedNode]:
    """The things that have a class, be it an inferred one, and the beginning of their IRI in common with the default.

    Of a class so many are looked at.
    """
    snapshot = served().snapshot
    if not isinstance(parameter.default, NamedNode):
        return set()
    space = parameter.default.value.rpartition("/")[0]
    kinds = Wording(snapshot.inferred_values, language()).kinds(parameter.default)
    found = (snapshot.inferred.quads_for_pattern(None, TYPE, kind, DefaultGraph()) for kind in kinds)
    quads = chain.from_iterable(islice(quads, _LOOKED_AT) for quads in found)
    alike = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return {thing for thing in alike if thing.value.rpartition("/")[0] == space}


def _named(things: set[NamedNode]) -> list[Choice]:
    wording = Wording(served().snapshot.asserted_values, language())
    return sorted((Choice(thing.value, wording.name(thing)) for thing in things), key=lambda c: c.name.casefold())
