"""The rules on the values of literals (OWL 2 Profiles, section 4.3, table 8), asked of given literals."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import Term
from preventiegraaf.reasoning.values import IllTypedError, is_in_space, value_of


def have_one_value(one: Term, other: Term) -> bool:
    """Whether two literals have the same value (dt-eq)."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)) or one.language or other.language:
        return False
    try:
        value = value_of(one.value, one.datatype.value)
        return value is not None and value == value_of(other.value, other.datatype.value)
    except IllTypedError:
        return False


def is_of_type(literal: Term, datatype: Term) -> bool:
    """Whether the value of a literal is in the value space of a datatype (dt-type2)."""
    if not (isinstance(literal, Literal) and isinstance(datatype, NamedNode)):
        return False
    try:
        return is_in_space(literal.value, literal.datatype.value, literal.language, datatype.value)
    except IllTypedError:
        return False
