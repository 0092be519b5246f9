"""Uncertain periods in words, from the earliest and latest days on which they may begin and end."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_WORDS = {
    "nl": {
        "on": "op {}",
        "in": "in {}",
        "between": "tussen {} en {}",
        "certainly": "zeker op {}",
        "throughout": "zeker van {} tot en met {}",
        "sometime": "op enig moment {}",
        "began": "begonnen {}",
        "began after": "niet begonnen vóór {}",
        "began by": "uiterlijk op {} begonnen",
        "ended": "geëindigd {}",
        "ended after": "niet geëindigd vóór {}",
        "ended by": "uiterlijk op {} geëindigd",
        "from": "vanaf {}",
        "or": "{} of {}",
    },
    "en": {
        "on": "on {}",
        "in": "in {}",
        "between": "between {} and {}",
        "certainly": "certainly on {}",
        "throughout": "certainly from {} to {}",
        "sometime": "at some time {}",
        "began": "began {}",
        "began after": "did not begin before {}",
        "began by": "began by {}",
        "ended": "ended {}",
        "ended after": "did not end before {}",
        "ended by": "ended by {}",
        "from": "from {}",
        "or": "{} or {}",
    },
}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Bounds:
    """The first and last day on which something can have begun, and on which it can have ended; None if unknown."""

    earliest_begin: date | None = None
    latest_begin: date | None = None
    earliest_end: date | None = None
    latest_end: date | None = None


def day_of(text: str) -> date | None:
    """The day that a text writes as xsd:date does, without a time zone; None if it writes none."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:  # there is no such day
        return None


def in_words(bounds: Bounds, language: str) -> str:
    """What the bounds say, such as `in december 2018`; nothing if they say nothing. Languages: nl and en."""
    begin, end = (bounds.earliest_begin, bounds.latest_begin), (bounds.earliest_end, bounds.latest_end)
    if begin == end and None not in begin:
        return _window(*begin, language)
    if bounds.earliest_begin is None and bounds.latest_end is None and bounds.latest_begin and bounds.earliest_end:
        return _certain(bounds.latest_begin, bounds.earliest_end, language)
    parts = (_side("began", *begin, language), _side("ended", *end, language))
    return "; ".join(part for part in parts if part)


def in_short(bounds: Bounds, language: str) -> str:
    """When something was, such as `2006–2018` or `vanaf december 2018`; nothing where that takes more words."""
    begin = _short_window(bounds.earliest_begin, bounds.latest_begin, language)
    end = _short_window(bounds.earliest_end, bounds.latest_end, language)
    if begin and end:
        return begin if begin == end else f"{begin}–{end}"
    return _WORDS[language]["from"].format(begin) if begin and bounds.latest_end is None else ""


def _short_window(first: date | None, last: date | None, language: str) -> str:
    """The day, month, two months or year that a window of days is, without a preposition; nothing if it is none."""
    if first is None or last is None:
        return ""
    if first == last:
        return day_in_words(first, language)
    if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return str(first.year)
    months = [f"{_MONTHS[language][day.month - 1]} {day.year}" for day in (first, last)]
    apart = (last.year - first.year) * 12 + last.month - first.month
    return months[0] if apart == 0 else _WORDS[language]["or"].format(*months) if apart == 1 else ""


def _certain(first: date, last: date, language: str) -> str:
    """What follows from having begun by `first` and not having ended before `last`."""
    words = _WORDS[language]
    if first == last:
        return words["certainly"].format(day_in_words(first, language))
    if first < last:
        return words["throughout"].format(day_in_words(first, language), day_in_words(last, language))
    return words["sometime"].format(_window(last, first, language))


def _side(what: str, earliest: date | None, latest: date | None, language: str) -> str:
    words = _WORDS[language]
    if earliest is not None and latest is not None:
        return words[what].format(_window(earliest, latest, language))
    if earliest is not None:
        return words[f"{what} after"].format(day_in_words(earliest, language))
    return words[f"{what} by"].format(day_in_words(latest, language)) if latest is not None else ""


def _window(first: date | None, last: date | None, language: str) -> str:
    """The days from first to last by the shortest name that they have: a day, a month, a year."""
    words = _WORDS[language]
    if first is None or last is None:
        raise TypeError(first, last)
    if first == last:
        return words["on"].format(day_in_words(first, language))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return words["in"].format(first.year)
    month = (first.year, first.month) == (last.year, last.month)
    if month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return words["in"].format(f"{_MONTHS[language][first.month - 1]} {first.year}")
    return words["between"].format(day_in_words(first, language), day_in_words(last, language))


def day_in_words(day: date, language: str) -> str:
    """A day as people write it, such as `29 juni 2022`."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
