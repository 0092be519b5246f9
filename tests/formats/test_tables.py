"""Tables are read back by two other readers, pyoxigraph's and rdflib's, and must be what they were."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)
from rdflib import BNode, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.query import Result

from preventiegraaf.formats import FORMATS, Table, Term, Verdict, write
from preventiegraaf.namespaces import XSD

IRIS = st.sampled_from(["urn:a", "http://example.org/é?a=1&b=2#'x'", "http://example.org/𝄞", "urn:x:%20"]).map(
    NamedNode
)
BLANKS = st.sampled_from(["b0", "x.y", "é"]).map(BlankNode)
ALL_TEXTS = st.text(max_size=30) | st.sampled_from(
    ["\t\"'\\ \r\n\x00\x1f\x7f\ufffe\uffff\U0010ffff", "=1+1", " a ", ""]
)
XML_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30).map(
    str.strip
)
"""pyoxigraph's reader strips what it reads from XML, so white space at the ends has a test of its own."""
NUMBERS = {
    "integer": ["1", "-01", "+7", "١", "1.0", "", "12345678901234567890"],
    "decimal": ["1.0", "-.5", "1", "1.", "1e0"],
    "double": ["1", "1.0", "1e0", "-1.5E-7", ".5e9", "INF", "NaN", "1e999"],
    "boolean": ["true", "1"],
    "string": ["1", "true"],
    "date": ["2024-01-01", "never"],
}


def literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
    languages = st.sampled_from(["nl", "en-gb", "zh-hant-tw"])
    directed = st.builds(
        Literal, texts, language=languages, direction=st.sampled_from([BaseDirection.LTR, BaseDirection.RTL])
    )
    numbers = [Literal(form, datatype=NamedNode(XSD + kind)) for kind, forms in NUMBERS.items() for form in forms]
    return st.one_of(
        st.builds(Literal, texts),
        st.builds(Literal, texts, language=languages),
        directed,
        st.builds(Literal, texts, datatype=IRIS),
        st.sampled_from(numbers),
    )


def terms(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Term]:
    simple = IRIS | BLANKS | literals(texts)
    triples = st.builds(Triple, IRIS | BLANKS, IRIS, simple)
    return simple | triples | st.builds(Triple, IRIS, IRIS, triples)


VALUES = st.none() | terms(ALL_TEXTS)
XML_VALUES = st.none() | terms(XML_TEXTS)


@st.composite
def tables(draw: st.DrawFn, values: st.SearchStrategy[Term | None], least: int = 0) -> Table:
    variables = draw(st.lists(st.sampled_from(["a", "b", "naam", "é1"]), unique=True, min_size=least))
    row = st.tuples(*[values for _ in variables])
    return Table(tuple(variables), draw(st.lists(row, max_size=4)), draw(st.booleans()))


def written(answer: Table | Verdict, name: str) -> bytes:
    return write(answer, FORMATS["table", name])


def read(content: bytes, format_: QueryResultsFormat) -> Table:
    found = parse_query_results(content, format=format_)
    assert isinstance(found, QuerySolutions)
    return Table(tuple(variable.value for variable in found.variables), [tuple(row) for row in found])


def blanked(table: Table) -> Table:
    """The table without the names of blank nodes, which a reader need not keep."""
    return Table(table.variables, [tuple(_blanked(value) for value in row) for row in table.rows])


def _blanked(term: Term | None) -> Term | None:
    if isinstance(term, BlankNode):
        return BlankNode("x")
    if isinstance(term, Triple):
        subject, value = _blanked(term.subject), _blanked(term.object)
        assert isinstance(subject, NamedNode | BlankNode)
        assert value is not None
        return Triple(subject, term.predicate, value)
    return term


@given(tables(VALUES))
def test_json_is_read_back(table: Table) -> None:
    content = written(table, "json")
    assert blanked(read(content, QueryResultsFormat.JSON)) == blanked(table)
    assert json.loads(content)["head"].get("truncated", False) is table.truncated


@given(tables(XML_VALUES))
def test_xml_is_read_back(table: Table) -> None:
    assert blanked(read(written(table, "xml"), QueryResultsFormat.XML)) == blanked(table)


@given(tables(VALUES))
def test_xml_can_be_read_whatever_the_characters(table: Table) -> None:
    assert len(read(written(table, "xml"), QueryResultsFormat.XML).rows) == len(table.rows)


@given(tables(VALUES, least=1))
def test_tsv_is_read_back(table: Table) -> None:
    assert blanked(read(written(table, "tsv"), QueryResultsFormat.TSV)) == blanked(table)


@given(tables(VALUES, least=2))
def test_csv_has_the_values_of_all_terms_but_triples(table: Table) -> None:
    head, *rows = csv.reader(io.StringIO(written(table, "csv").decode(), newline=""), strict=True)
    assert head == list(table.variables)
    for row, values in zip(rows, table.rows, strict=True):
        for field, value in zip(row, values, strict=True):
            if not isinstance(value, Triple | BlankNode):
                assert field == ("" if value is None else value.value)


def test_whitespace_and_line_ends_live_through_xml() -> None:
    table = Table(("x",), [(Literal(" a\t\r\n\rb "),)])
    found = ElementTree.fromstring(written(table, "xml")).iter("{http://www.w3.org/2005/sparql-results#}literal")  # noqa: S314
    assert [element.text for element in found] == [" a\t\r\n\rb "]


def test_a_number_is_bare_in_tsv_only_where_its_form_tells_its_datatype() -> None:
    numbers: list[tuple[Term | None, ...]] = [
        (Literal(form, datatype=NamedNode(XSD + kind)),) for kind, forms in NUMBERS.items() for form in forms
    ]
    lines = written(Table(("x",), numbers), "tsv").decode().split("\n")
    bare = [line for line in lines[1:] if line and not line.startswith('"')]
    assert bare == ["1", "-01", "+7", "12345678901234567890", "1.0", "-.5", "1e0", "-1.5E-7", ".5e9", "1e999"]


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "xlsx"])
@pytest.mark.parametrize(
    "table", [Table((), []), Table((), [(), ()]), Table(("x",), []), Table(("x", "y"), [(None, None)])]
)
def test_tables_of_nothing(table: Table, name: str) -> None:
    content = written(table, name)
    if name in ("json", "xml"):
        assert read(content, QueryResultsFormat.JSON if name == "json" else QueryResultsFormat.XML) == table
    assert content


@pytest.mark.parametrize("value", [True, False])
def test_verdicts(value: bool) -> None:
    for name, format_ in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)):
        assert bool(parse_query_results(written(Verdict(value), name), format=format_)) is value
    assert written(Verdict(value), "csv") == written(Verdict(value), "tsv") == str(value).lower().encode()


def as_rdflib(term: Term | None) -> object:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode()
    assert isinstance(term, Literal)
    datatype = None if term.language or term.datatype.value == XSD + "string" else URIRef(term.datatype.value)
    return RdflibLiteral(term.value, lang=term.language, datatype=datatype, normalize=False)


ORDINARY = Table(
    ("x", "y"),
    [
        (NamedNode("http://example.org/a&b"), Literal('a "b" <c> & d\n\té 𝄞', language="nl")),
        (None, Literal("2024-01-01", datatype=NamedNode(XSD + "date"))),
        (Literal(""), Literal("1", datatype=NamedNode(XSD + "integer"))),
    ],
)


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_rdflib_reads_the_same(name: str) -> None:
    found = Result.parse(io.BytesIO(written(ORDINARY, name)), format=name)
    rows = [[row.get(variable) for variable in found.vars or []] for row in found.bindings]
    assert [str(variable) for variable in found.vars or []] == list(ORDINARY.variables)
    assert rows == [[None if value is None else as_rdflib(value) for value in row] for row in ORDINARY.rows]


@pytest.fixture(scope="module")
def many_rows() -> list[tuple[Term | None, ...]]:
    return [
        (NamedNode(f"http://example.org/{number}"), NamedNode("urn:p"), Literal(f"tekst {number}", language="nl"))
        for number in range(100_000)
    ]


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_big_table_is_written_whole(name: str, many_rows: list[tuple[Term | None, ...]]) -> None:
    """Were it written in more than linear time, it would take minutes."""
    content = written(Table(("s", "p", "o"), many_rows), name)
    assert [int(number) for number in re.findall(rb"tekst (\d+)", content)] == [*range(100_000)]
