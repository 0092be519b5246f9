"""Parameters of requests that several pages have."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request

from preventiegraaf.web.common.faults import fault

_FURTHEST = 999_999
_YES, _NO = {"", "true", "1", "on", "yes"}, {"false", "0", "off", "no"}


def number_asked(name: str) -> int:
    """The number of the page or part that is asked for, 1 if none is. Raises UsageError."""
    asked = request.args.get(name, "1")
    number = number_from(asked, 0, _FURTHEST)
    if number is None:
        raise fault("number", name=name, value=asked)
    return number


def told(name: str, default: str) -> bool:
    """Whether a parameter of the request says yes; an empty one does. Raises UsageError for neither yes nor no."""
    value = request.values.get(name, default).lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise fault("yes_or_no", name=name, value=value)


def strange(known: Iterable[str]) -> list[str]:
    """The names of parameters in the address that are not among those known."""
    return sorted(set(request.args).difference(known))


def number_from(text: str, least: int, most: int) -> int | None:
    """The number that a text writes, if it is in this range and has no more digits than `most`; else None."""
    is_short = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if is_short and least <= int(text) <= most else None
