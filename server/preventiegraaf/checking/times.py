"""Time: EDTF that is EDTF, bounds in their order and inside what the EDTF says, and no year as a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from time import struct_time
from typing import Any

from edtf import EDTFParseException, parse_edtf
from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import Statement
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import DEF, XSD, shorten

_EDTF = NamedNode(DEF + "edtf")
_YEAR = NamedNode(XSD + "gYear")
_ORDERED = (
    ("earliestBegin", "latestBegin"),
    ("earliestEnd", "latestEnd"),
    ("earliestBegin", "latestEnd"),
)
_BOUNDS = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")

Found = Iterator[tuple[str, str]]
"""What is wrong, how to mend it."""


@dataclass(frozen=True)
class Window:
    """The first and the last day that a part of an EDTF expression can mean; `date.min`, `date.max` if open."""

    first: date
    last: date


def check_times(material: Material) -> Iterator[Problem]:
    """Each time that cannot be, or that says one thing in EDTF and another in bounds."""
    for file in material.sources.of_kind(Kind.REGISTER, Kind.DOCUMENT):
        for statement in file.statements:
            for message, mend in (*_years(statement), *_order(statement), *_agreement(statement)):
                subject = shorten(statement.subject) if statement.subject else "a thing"
                yield Problem(file.path, statement.line, "time", f"{subject} {message}", mend)


def _years(statement: Statement) -> Found:
    for triple in statement.triples:
        if isinstance(triple.object, Literal) and triple.object.datatype == _YEAR:
            mend = "write an EDTF year and xsd:date bounds; engines compare xsd:gYear and xsd:date differently"
            yield f"has the xsd:gYear {triple.object.value}", mend


def _order(statement: Statement) -> Found:
    bounds = _bounds(statement)
    for earlier, later in _ORDERED:
        if earlier in bounds and later in bounds and bounds[earlier] > bounds[later]:
            message = f"has pg:{earlier} {bounds[earlier]} after pg:{later} {bounds[later]}"
            yield message, "read the words again and correct the bounds"


def _bounds(statement: Statement) -> dict[str, date]:
    """The bounds that are dates; a value of another form is a matter for the shapes."""
    found = {}
    for triple in statement.triples:
        name = triple.predicate.value.removeprefix(DEF)
        if name in _BOUNDS and isinstance(triple.object, Literal):
            try:
                found[name] = date.fromisoformat(triple.object.value)
            except ValueError:
                continue
    return found


def _agreement(statement: Statement) -> Found:
    bounds = _bounds(statement)
    for expression in (_literal(triple) for triple in statement.triples if triple.predicate == _EDTF):
        try:
            begin, end = windows(expression)
        except ValueError:
            yield f"has {expression!r}, which is not EDTF", "write it as ISO 8601-2 asks, such as 2006/2018 or 2018-12"
            continue
        for name, day in bounds.items():
            window = begin if name.endswith("Begin") else end
            if not window.first <= day <= window.last:
                message = (
                    f"has pg:{name} {day}, outside {window.first} to {window.last}, which EDTF {expression} allows"
                )
                yield message, "correct the bound or the EDTF"


def _literal(triple: Triple) -> str:
    return triple.object.value if isinstance(triple.object, Literal) else ""


def windows(expression: str) -> tuple[Window, Window]:
    """When the time can begin and when it can end, as an EDTF expression says it.

    Raises ValueError if it is not EDTF.
    """
    try:
        parsed: Any = parse_edtf(expression)
    except EDTFParseException as error:
        raise ValueError(expression) from error
    if "/" not in expression:
        return _window(parsed), _window(parsed)
    begin, end = expression.split("/")
    return _side(begin), _side(end)


def _side(expression: str) -> Window:
    if expression in ("", ".."):
        return Window(date.min, date.max)
    return _window(parse_edtf(expression))


def _window(parsed: Any) -> Window:
    """The window of a parsed expression, its approximation taken into account."""
    return Window(_day(parsed.lower_fuzzy()), _day(parsed.upper_fuzzy()))


def _day(moment: struct_time | float) -> date:
    if not isinstance(moment, struct_time):
        return date.max if moment == inf else date.min
    return date(*moment[:3]) if 0 < moment[0] < date.max.year else (date.min if moment[0] <= 0 else date.max)
