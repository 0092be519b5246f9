from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode

from preventiegraaf.errors import AnswerTooLargeError
from preventiegraaf.formats import FORMATS, Table, Term, Verdict, write
from preventiegraaf.namespaces import XSD


def sheet(answer: Table | Verdict) -> Any:
    return load_workbook(io.BytesIO(write(answer, FORMATS["table", "xlsx"]))).worksheets[0]


def number(form: str, kind: str) -> Literal:
    return Literal(form, datatype=NamedNode(XSD + kind))


def cell(term: Term) -> Any:
    return sheet(Table(("x",), [(term,)])).cell(2, 1).value


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (number("42", "integer"), 42),
        (number("-1.5", "decimal"), -1.5),
        (number("1e3", "double"), 1000),
        (number("12345678901234567", "integer"), "12345678901234567"),
        (number("1e999", "double"), "1e999"),
        (number("INF", "double"), "INF"),
        (number("2024-01-01", "date"), "2024-01-01"),
        (Literal("=1+1"), "=1+1"),
        (Literal("007"), "007"),
        (Literal("http://example.org/"), "http://example.org/"),
        (NamedNode("http://example.org/é"), "http://example.org/é"),
        (Literal("a\nb\tc", language="nl"), "a\nb\tc"),
        (Literal("a\x00b\ufffe𝄞"), "a\ufffdb\ufffd𝄞"),
    ],
)
def test_what_a_cell_holds(term: Term, value: object) -> None:
    assert cell(term) == value


def test_no_cell_is_a_formula() -> None:
    assert sheet(Table(("x",), [(Literal("=HYPERLINK(1)"),)])).cell(2, 1).data_type == "s"


def test_the_head_and_the_empty_cells() -> None:
    found = sheet(Table(("naam", "y"), [(None, Literal("b")), (Literal("a"), None)]))
    assert [[cell.value for cell in row] for row in found.iter_rows()] == [["naam", "y"], [None, "b"], ["a", None]]
    assert found.freeze_panes == "A2"


def test_a_cut_table_says_so() -> None:
    assert sheet(Table(("x",), [], truncated=True)).title == "answer (cut)"
    assert sheet(Table(("x",), [])).title == "answer"


@pytest.mark.parametrize("sign", ["x", "𝄞"])
def test_a_long_text_is_cut_visibly(sign: str) -> None:
    value = cell(Literal(sign * 40_000))
    assert value.endswith(" […]")
    assert len(value.encode("utf-16-le")) <= 2 * 32_767
    assert cell(Literal("x" * 32_767)) == "x" * 32_767


def test_a_table_that_excel_cannot_hold_is_refused() -> None:
    with pytest.raises(AnswerTooLargeError, match="CSV"):
        sheet(Table(tuple(f"v{number}" for number in range(20_000)), []))


def test_a_verdict_is_a_cell() -> None:
    assert sheet(Verdict(True)).cell(2, 1).value == "true"


def test_the_same_table_gives_the_same_bytes() -> None:
    table = Table(("x",), [(Literal("a"),)])
    assert write(table, FORMATS["table", "xlsx"]) == write(table, FORMATS["table", "xlsx"])


@given(st.text(max_size=30))
def test_any_text_can_be_opened(text: str) -> None:
    cell(Literal(text))
