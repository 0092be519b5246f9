"""Content negotiation: the cases have the names of what they show."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preventiegraaf.errors import NotAcceptableError
from preventiegraaf.formats import GRAPH_FORMATS, TABLE_FORMATS, Format, choose

CASES = {
    "none": (None, TABLE_FORMATS, "json"),
    "empty": ("", TABLE_FORMATS, "json"),
    "any": ("*/*", TABLE_FORMATS, "json"),
    "exact": ("text/csv", TABLE_FORMATS, "csv"),
    "case_is_ignored": ("Text/CSV", TABLE_FORMATS, "csv"),
    "other_name_of_the_type": ("application/json", TABLE_FORMATS, "json"),
    "type_wildcard": ("text/*", TABLE_FORMATS, "csv"),
    "order_by_q": ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", TABLE_FORMATS, "xml"),
    "exact_before_any": ("*/*, text/csv", TABLE_FORMATS, "csv"),
    "excluded_by_q_0": ("application/sparql-results+json;q=0, */*", TABLE_FORMATS, "xml"),
    "specific_range_decides_q": ("text/*;q=0.9, text/csv;q=0.1, application/*;q=0.5", TABLE_FORMATS, "tsv"),
    "parameters": ("text/turtle;charset=utf-8;q=0.8, application/n-triples;q=0.7", GRAPH_FORMATS, "ttl"),
    "browser": ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TABLE_FORMATS, "html"),
    "rubbish_is_passed_over": ("rubbish, text/csv", TABLE_FORMATS, "csv"),
}


@pytest.mark.parametrize(("accept", "offered", "expected"), CASES.values(), ids=CASES.keys())
def test_choose(accept: str | None, offered: tuple[Format, ...], expected: str) -> None:
    assert choose(accept, None, offered).name == expected


@pytest.mark.parametrize("accept", ["image/png", "application/sparql-results+json;q=0", "rubbish", "text/csv;q=x"])
def test_nothing_acceptable(accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        choose(accept, None, TABLE_FORMATS)


def test_the_name_goes_before_the_header() -> None:
    assert choose("text/html", "csv", TABLE_FORMATS).name == "csv"
    assert choose("text/html", "text/csv", TABLE_FORMATS).name == "csv"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("turtle", "ttl"),
        ("n3", "ttl"),
        ("rdf+xml", "rdf"),
        ("rdf xml", "rdf"),
        ("json-ld", "jsonld"),
        ("json", "jsonld"),
    ],
)
def test_the_names_that_known_clients_use(name: str, short: str) -> None:
    assert choose("*/*", name, GRAPH_FORMATS).name == short


def test_an_unknown_name_is_refused_with_what_is_on_offer() -> None:
    with pytest.raises(NotAcceptableError, match="csv"):
        choose(None, "docx", TABLE_FORMATS)


@given(st.text(max_size=200))
def test_no_header_breaks_the_choice(accept: str) -> None:
    with contextlib.suppress(NotAcceptableError):
        assert choose(accept, None, TABLE_FORMATS) in TABLE_FORMATS
