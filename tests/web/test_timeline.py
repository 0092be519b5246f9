from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from preventiegraaf.querying.things.times import Bounds
from preventiegraaf.web.presentation.timeline import Scale

A, B, C, D = date(2010, 1, 1), date(2012, 1, 1), date(2014, 1, 1), date(2016, 12, 31)
SCALE = Scale(2010, 2016)


@pytest.mark.parametrize(
    ("bounds", "kinds"),
    [
        (Bounds(A, B, C, D), ["possible", "certain", "possible"]),
        (Bounds(A, A, D, D), ["certain"]),
        (Bounds(None, B, C, None), ["before", "certain", "after"]),
        (Bounds(None, B, B, None), ["before", "certain", "after"]),
        (Bounds(A, D, A, D), ["possible"]),
        (Bounds(A, B, None, None), ["possible", "after"]),
        (Bounds(None, B, None, None), ["before", "after"]),
        (Bounds(None, None, A, B), ["before", "possible"]),
        (Bounds(None, C, B, None), ["before", "possible", "after"]),
        (Bounds(), []),
    ],
)
def test_what_is_certain_possible_and_open_is_drawn_apart(bounds: Bounds, kinds: list[str]) -> None:
    assert [stretch.kind for stretch in SCALE.bar(bounds)] == kinds


@pytest.mark.parametrize("bounds", [Bounds(A, B, C, D), Bounds(None, B, C, None), Bounds(A, B), Bounds(None, C, B)])
def test_the_stretches_of_a_bar_join_and_stay_inside(bounds: Bounds) -> None:
    bar = SCALE.bar(bounds)
    assert bar[0].x >= 0
    assert bar[-1].x + bar[-1].width <= 100
    for left, right in pairwise(bar):
        assert left.x + left.width == pytest.approx(right.x, abs=0.02)


def test_a_single_certain_day_can_be_seen() -> None:
    (day,) = SCALE.bar(Bounds(B, B, B, B))
    assert day.kind == "certain"
    assert day.width >= 0.5


def test_the_axis_names_years_and_not_too_many() -> None:
    scale = Scale.of([Bounds(date(1950, 3, 1)), Bounds(None, None, None, date(2020, 1, 1))])
    assert scale is not None
    ticks = scale.ticks()
    assert 3 <= len(ticks) <= 6
    assert ticks[0].label == "1950"
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


def test_there_is_no_axis_without_a_day() -> None:
    assert Scale.of([Bounds(), Bounds()]) is None
