"""Uncertain periods as a picture: what is certain solid, what is only possible faded, what is open without an edge.

Places and widths are percentages of the width of the picture, so that it fits any screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from preventiegraaf.querying.things.times import Bounds

_EDGE = 6.0
"""The part of the picture, at either side, that is for what lies before and after all known days."""
_MOST_TICKS = 6
_NARROWEST = 0.8


@dataclass(frozen=True)
class Stretch:
    """A part of a bar: `certain`, `possible`, `before` (since an unknown day) or `after` (until an unknown day)."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Tick:
    """A mark on the axis."""

    x: float
    label: str


class Scale:
    """Years from left to right: from the first to the last that some periods name."""

    def __init__(self, first: int, last: int) -> None:
        self._begin = date(first, 1, 1).toordinal()
        self._days = date(last, 12, 31).toordinal() + 1 - self._begin
        self._years = range(first, last + 2)

    @classmethod
    def of(cls, periods: Iterable[Bounds]) -> Scale | None:
        """The scale for some periods, or None if none of them names a day."""
        days = [day for period in periods for day in _known(period)]
        return cls(min(days).year, max(days).year) if days else None

    def ticks(self) -> list[Tick]:
        """The years to write at the axis, not too many; each stands at its first day."""
        step = -(-len(self._years) // _MOST_TICKS)
        return [Tick(self._x(date(year, 1, 1).toordinal()), str(year)) for year in self._years[::step]]

    def bar(self, period: Bounds) -> list[Stretch]:
        """The stretches of a period, from left to right; none if it names no day."""
        points = [day.toordinal() for day in (period.earliest_begin, period.latest_begin) if day is not None]
        points += [day.toordinal() + 1 for day in (period.earliest_end, period.latest_end) if day is not None]
        return [stretch for stretch in self._stretches(period, points) if stretch.width > 0] if points else []

    def _stretches(self, period: Bounds, points: list[int]) -> Iterator[Stretch]:
        first, last = min(points), max(points)
        if period.earliest_begin is None:
            yield Stretch("before", 0.0, self._x(first))
        begun, going = period.latest_begin, period.earliest_end
        if begun is not None and going is not None and begun <= going:
            sure_from, sure_to = begun.toordinal(), going.toordinal() + 1
            yield self._between("possible", first, sure_from)
            yield self._between("certain", sure_from, sure_to)
            yield self._between("possible", sure_to, last)
        else:
            yield self._between("possible", first, last)
        if period.latest_end is None:
            yield Stretch("after", self._x(last), round(100.0 - self._x(last), 2))

    def _between(self, kind: str, first: int, last: int) -> Stretch:
        width = round(self._x(last) - self._x(first), 2)
        return Stretch(kind, self._x(first), max(width, _NARROWEST) if kind == "certain" else width)

    def _x(self, day: int) -> float:
        return round(_EDGE + (day - self._begin) / self._days * (100 - 2 * _EDGE), 2)


def _known(period: Bounds) -> list[date]:
    days = (period.earliest_begin, period.latest_begin, period.earliest_end, period.latest_end)
    return [day for day in days if day is not None]
