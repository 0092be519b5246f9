from __future__ import annotations

from datetime import date

import pytest

from preventiegraaf.querying.things.times import Bounds, day_of, in_words


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("bounds", "dutch", "english"),
    [
        (("", "", "", ""), "", ""),
        (("2018-12-01", "2018-12-31") * 2, "in december 2018", "in December 2018"),
        (("2018-01-01", "2018-12-31") * 2, "in 2018", "in 2018"),
        (("2019-01-16", "2019-01-16") * 2, "op 16 januari 2019", "on 16 January 2019"),
        (
            ("2017-06-01", "2018-12-31") * 2,
            "tussen 1 juni 2017 en 31 december 2018",
            "between 1 June 2017 and 31 December 2018",
        ),
        (("", "2019-01-16", "2019-01-16", ""), "zeker op 16 januari 2019", "certainly on 16 January 2019"),
        (
            ("", "2021-12-31", "2022-06-29", ""),
            "zeker van 31 december 2021 tot en met 29 juni 2022",
            "certainly from 31 December 2021 to 29 June 2022",
        ),
        (("", "2017-12-31", "2017-01-01", ""), "op enig moment in 2017", "at some time in 2017"),
        (
            ("2006-01-01", "2006-12-31", "2018-01-01", "2018-12-31"),
            "begonnen in 2006; geëindigd in 2018",
            "began in 2006; ended in 2018",
        ),
        (("2018-12-01", "", "", ""), "niet begonnen vóór 1 december 2018", "did not begin before 1 December 2018"),
        (("", "2006-12-31", "", ""), "uiterlijk op 31 december 2006 begonnen", "began by 31 December 2006"),
        (("", "", "2017-01-01", ""), "niet geëindigd vóór 1 januari 2017", "did not end before 1 January 2017"),
        (("", "", "", "2020-02-29"), "uiterlijk op 29 februari 2020 geëindigd", "ended by 29 February 2020"),
    ],
)
def test_bounds_in_words(bounds: tuple[str, ...], dutch: str, english: str) -> None:
    given = Bounds(*map(day, bounds))
    assert (in_words(given, "nl"), in_words(given, "en")) == (dutch, english)


@pytest.mark.parametrize("text", ["", "2020", "gisteren", "2021-02-30", "20200101", "2020-W01-1", "2020-01-01Z"])
def test_what_writes_no_day_is_none(text: str) -> None:
    assert day_of("2020-01-01") == date(2020, 1, 1)
    assert day_of(text) is None
