"""When a time in EDTF can begin and end."""

from __future__ import annotations

from datetime import date

import pytest

from preventiegraaf.checking.times import Window, windows

ALWAYS = (date.min, date.max)


@pytest.mark.parametrize(
    ("expression", "begin", "end"),
    [
        ("2018-12", (date(2018, 12, 1), date(2018, 12, 31)), (date(2018, 12, 1), date(2018, 12, 31))),
        ("2006/2018", (date(2006, 1, 1), date(2006, 12, 31)), (date(2018, 1, 1), date(2018, 12, 31))),
        ("2014/..", (date(2014, 1, 1), date(2014, 12, 31)), ALWAYS),
        ("../2019-01-16", ALWAYS, (date(2019, 1, 16), date(2019, 1, 16))),
        ("/2018", ALWAYS, (date(2018, 1, 1), date(2018, 12, 31))),
        ("[2014,2015]", (date(2014, 1, 1), date(2015, 12, 31)), (date(2014, 1, 1), date(2015, 12, 31))),
        ("2018~", (date(2017, 1, 1), date(2019, 12, 31)), (date(2017, 1, 1), date(2019, 12, 31))),
    ],
)
def test_window(expression: str, begin: tuple[date, date], end: tuple[date, date]) -> None:
    assert windows(expression) == (Window(*begin), Window(*end))


@pytest.mark.parametrize("expression", ["", "2018-13", "2018-02-30", "eind 2017", "2018/2019/2020", "2018/13"])
def test_not_edtf(expression: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        windows(expression)
