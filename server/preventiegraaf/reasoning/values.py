"""The values of literals: what OWL 2 RL calls the value spaces of datatypes (OWL 2 Profiles, section 4.2).

The lexical forms and values of XML Schema are those of the library elementpath. Values are told apart by identity, as
OWL 2 wants it (Structural Specification, section 4): 0 and -0 of xsd:double differ, and so do two times that name one
moment in different time zones. The usual forms are recognised without the library, which is slow by comparison.
Datatypes beyond those of OWL 2 RL that XML Schema defines, such as xsd:date, are known as well; of others, such as
those of EDTF, nothing is known, so nothing is said.
"""

from __future__ import annotations

import math
import re
import struct
from typing import Any, NamedTuple

from preventiegraaf.namespaces import RDF, RDFS, XSD

_PLAIN = (RDF + "PlainLiteral", RDFS + "Literal")
_STRINGS = frozenset(
    XSD + name for name in ("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN")
)
_INTEGERS = frozenset(
    XSD + name
    for name in (
        *("integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long", "int"),
        *("short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_BINARY = (XSD + "float", XSD + "double")
_MOMENTS = (XSD + "dateTime", XSD + "dateTimeStamp")
_OTHERS = frozenset(
    XSD + name
    for name in (
        *("decimal", "boolean", "hexBinary", "base64Binary", "anyURI", "date", "time", "gYear", "gYearMonth", "gMonth"),
        *("gMonthDay", "gDay", "duration", "dayTimeDuration", "yearMonthDuration"),
    )
)
_IN_LIBRARY = _STRINGS | _INTEGERS | _OTHERS | {*_BINARY, *_MOMENTS}
_KNOWN = _IN_LIBRARY | {*_PLAIN, RDF + "langString", RDF + "XMLLiteral"}

_LARGEST_FLOAT = 3.4028235677973366e38
"""Of xsd:float; what is larger rounds to INF."""
_DATE = r"[12]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_FORMS = {
    **dict.fromkeys(_INTEGERS, re.compile(r"[+-]?\d+", re.ASCII)),
    **dict.fromkeys(_BINARY, re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)),
}
"""Forms that the library takes too widely, with digits of other scripts or underscores."""
_USUAL = {
    XSD + "integer": re.compile(r"0|-?[1-9]\d*", re.ASCII),
    XSD + "nonNegativeInteger": re.compile(r"0|[1-9]\d*", re.ASCII),
    XSD + "positiveInteger": re.compile(r"[1-9]\d*", re.ASCII),
    XSD + "decimal": re.compile(r"-?(?:0|[1-9]\d*)\.\d*[1-9]", re.ASCII),
    XSD + "date": re.compile(_DATE, re.ASCII),
    XSD + "dateTime": re.compile(_DATE + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?", re.ASCII),
    XSD + "gYear": re.compile(r"[12]\d{3}", re.ASCII),
    XSD + "gYearMonth": re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])", re.ASCII),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "anyURI": re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII),
}
"""Forms that are right and, in their datatype, the only one of their value."""


class IllTypedError(ValueError):
    """The lexical form is none of its datatype."""


class Value(NamedTuple):
    """A value: the space that it is from, whose values differ from those of other spaces, and its one form there."""

    space: str
    form: str


def value_of(lexical: str, datatype: str) -> Value | None:
    """The value of a literal without language, None where the datatype is not known; raises IllTypedError."""
    if datatype in _STRINGS:
        return Value(XSD + "string", _string(lexical, datatype))
    usual = _USUAL.get(datatype)
    if usual is not None and usual.fullmatch(lexical):
        return Value(XSD + "decimal" if datatype in _INTEGERS else datatype, lexical)
    return _by_library(lexical, datatype)


def is_in_space(lexical: str, datatype: str, language: str | None, space: str) -> bool:
    """Whether the value of a literal is in the value space of a datatype; raises IllTypedError."""
    if language is not None:
        return space in (*_PLAIN, RDF + "langString")
    value = value_of(lexical, datatype)
    if datatype == space or space == RDFS + "Literal":
        return True
    if value is None:
        return False
    if value.space == XSD + "string":
        return space == RDF + "PlainLiteral" or (space in _STRINGS and _is_form_of(value.form, space))
    if value.space == XSD + "decimal":
        return space == XSD + "decimal" or (space in _INTEGERS and _is_form_of(value.form, space))
    return value.space == XSD + "dateTime" and space in _MOMENTS and _is_form_of(value.form, space)


def is_known(datatype: str) -> bool:
    """Whether the value space of a datatype is known."""
    return datatype in _KNOWN


def _is_form_of(form: str, datatype: str) -> bool:
    try:
        return value_of(form, datatype) is not None
    except IllTypedError:
        return False


def _string(lexical: str, datatype: str) -> str:
    if datatype == XSD + "string":
        return lexical
    if datatype == XSD + "normalizedString":
        if re.search(r"[\t\n\r]", lexical):
            raise IllTypedError(lexical)
        return lexical
    if lexical != " ".join(lexical.split()):
        raise IllTypedError(lexical)
    return str(_parsed(lexical, datatype))


def _by_library(lexical: str, datatype: str) -> Value | None:
    if datatype not in _IN_LIBRARY:
        return None
    form = _FORMS.get(datatype)
    if lexical != lexical.strip() or (form is not None and not form.fullmatch(lexical)):
        raise IllTypedError(lexical)
    if datatype in _BINARY:
        return Value(datatype, repr(_binary(float(lexical), datatype)))
    return _canonical(_parsed(lexical, datatype), datatype)


def _parsed(lexical: str, datatype: str) -> Any:
    # only here: a graph with none but the usual forms need not wait for the library
    from elementpath.datatypes import builtin_atomic_types

    kind: Any = builtin_atomic_types[f"xs:{datatype.removeprefix(XSD)}"]
    try:
        return kind.fromstring(lexical) if hasattr(kind, "fromstring") else kind(lexical)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise IllTypedError(lexical) from error


def _canonical(value: Any, datatype: str) -> Value:
    if datatype in _INTEGERS:
        return Value(XSD + "decimal", str(value))
    if datatype == XSD + "decimal":
        return Value(datatype, _decimal(f"{value:f}"))
    if datatype in (XSD + "hexBinary", XSD + "base64Binary"):
        return Value(datatype, value.decode().hex())
    form = str(value).lower() if isinstance(value, bool) else str(value)
    return Value(XSD + "dateTime" if datatype in _MOMENTS else datatype, form)


def _decimal(form: str) -> str:
    shorter = form.rstrip("0").rstrip(".") if "." in form else form
    return "0" if shorter in ("-0", "") else shorter


def _binary(value: float, datatype: str) -> float:
    if datatype == XSD + "double" or math.isnan(value):
        return value
    if abs(value) >= _LARGEST_FLOAT:
        return math.copysign(math.inf, value)
    return float(struct.unpack("f", struct.pack("f", value))[0])
