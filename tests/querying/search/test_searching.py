"""Searching the real graph: `searches.tsv` has a text, how high a thing must come, the thing, and why it is a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from preventiegraaf.namespaces import BASE
from preventiegraaf.querying.search import SearchIndex, Sought, find, suggest
from preventiegraaf.snapshot import Snapshot

_LINES = Path(__file__).with_name("searches.tsv").read_text(encoding="utf-8").splitlines()
_SEARCHES = [line.split("\t") for line in _LINES]


@pytest.fixture(scope="session")
def index(snapshot: Snapshot) -> SearchIndex:
    return snapshot.search


def _iris(index: SearchIndex, text: str, count: int = 20, **chosen: list[str]) -> list[str]:
    return [hit.iri.removeprefix(BASE) for hit in find(index, Sought(text, chosen, 0, count)).hits]


def test_there_are_searches() -> None:
    assert len(_SEARCHES) > 20


@pytest.mark.parametrize(("text", "place", "thing", "why"), _SEARCHES, ids=[line[3] for line in _SEARCHES])
def test_a_search_finds_what_is_meant(index: SearchIndex, text: str, place: str, thing: str, why: str) -> None:
    assert thing in _iris(index, text, int(place))


@pytest.mark.parametrize("text", ["twen", "menz", "binnenmars a"])
def test_suggestions_are_the_first_hits(index: SearchIndex, text: str) -> None:
    assert list(suggest(index, text, 5)) == list(find(index, Sought(text, count=5)).hits)


def test_nothing_typed_suggests_nothing_and_finds_all(index: SearchIndex) -> None:
    assert suggest(index, " ,", 5) == ()
    assert find(index, Sought()).total == len(index.entries)


def test_all_words_must_be_found_if_something_has_them_all(index: SearchIndex) -> None:
    both, one, other = (find(index, Sought(text)).total for text in ("menzis twente", "menzis", "twente"))
    assert 0 < both < min(one, other)


def test_where_nothing_has_all_words_those_with_some_are_found_and_the_answer_says_so(index: SearchIndex) -> None:
    found = find(index, Sought("binnenmars xyzzyx"))
    assert found.partial
    assert found.unknown == {"xyzzyx": ()}
    assert found.hits[0].iri.endswith("/jan-binnenmars")


def test_a_word_that_nothing_fits_comes_with_words_that_begin_alike(index: SearchIndex) -> None:
    found = find(index, Sought("twentenaarsverbond"))
    assert found.total == 0
    assert any(word.startswith("twent") for word in found.unknown["twentenaarsverbond"])


def test_a_compound_that_is_unknown_comes_with_the_part_that_is_known(index: SearchIndex) -> None:
    assert find(index, Sought("valpreventie")).unknown == {"valpreventie": ("preventie",)}
    alike = find(index, Sought("gezondheidsbevordering")).unknown["gezondheidsbevordering"]
    assert alike
    assert all(index.words.find(word) is not None for word in alike)


@pytest.mark.parametrize("text", ["leefstijl", "heer"])
def test_a_word_is_not_taken_for_quite_another_one(index: SearchIndex, text: str) -> None:
    assert find(index, Sought(text)).corrections == {}


def test_a_slip_of_the_pen_is_told(index: SearchIndex) -> None:
    assert find(index, Sought("binenmars")).corrections == {"binenmars": ("binnenmars",)}
    assert find(index, Sought("binnenmars")).corrections == {}


def test_pages_follow_each_other_without_repetition(index: SearchIndex) -> None:
    whole = find(index, Sought("gemeente", count=60)).hits
    pages = [find(index, Sought("gemeente", first=first, count=20)).hits for first in (0, 20, 40)]
    assert tuple(hit for page in pages for hit in page) == whole
    assert len(set(whole)) == 60


def test_a_count_is_what_choosing_the_value_gives(index: SearchIndex) -> None:
    facets = find(index, Sought("gezondheid")).facets
    assert [facet.dimension for facet in facets] == ["kind", "theme", "region", "document", "role", "year"]
    for facet in facets:
        for value in facet.values:
            narrowed = find(index, Sought("gezondheid", {facet.dimension: [value.value]}, count=500))
            assert narrowed.total == value.count
            if value.certain is not None:
                assert sum(1 for hit in narrowed.hits if hit.certain) == value.certain


def test_values_of_one_dimension_are_alternatives_and_dimensions_narrow(index: SearchIndex) -> None:
    persons, places = (find(index, Sought("", {"kind": [kind]})).total for kind in ("person", "place"))
    assert find(index, Sought("", {"kind": ["person", "place"]})).total == persons + places
    narrowed = find(index, Sought("", {"kind": ["person"], "role": [f"{BASE}concept/role/alderman"]}))
    assert 0 < narrowed.total < persons
    assert {value.value: value.count for value in narrowed.facets[0].values}["person"] == narrowed.total


def test_what_is_chosen_leaves_the_counts_of_its_alternatives(index: SearchIndex) -> None:
    free = find(index, Sought("twente"))
    chosen = find(index, Sought("twente", {"kind": ["place"]}))
    counts = [{value.value: value.count for value in found.facets[0].values} for found in (free, chosen)]
    assert counts[0] == counts[1]
    assert chosen.total == counts[1]["place"] < free.total


def test_a_value_that_nothing_has_finds_nothing(index: SearchIndex) -> None:
    assert find(index, Sought("", {"kind": ["nope"]})).total == 0


def test_a_broader_theme_holds_what_its_narrower_ones_hold(index: SearchIndex) -> None:
    theme = f"{BASE}concept/theme/"
    narrow, broad = (set(_iris(index, "", 5000, theme=[theme + name])) for name in ("informal-care", "care"))
    assert narrow
    assert narrow < broad


def test_a_year_tells_who_was_certainly_there(index: SearchIndex) -> None:
    found = find(index, Sought("binnenmars", {"kind": ["person"], "year": ["2010"]}))
    assert [hit.certain for hit in found.hits] == [True]
    assert all(hit.certain is None for hit in find(index, Sought("binnenmars")).hits)
