"""Tables and verdicts as SPARQL JSON, XML, CSV, TSV and as an Excel workbook.

Sources: SPARQL 1.1 Query Results JSON Format, XML Format (second edition), and CSV and TSV Formats. The JSON head of a
table that was cut has a member `truncated`, which the JSON format allows (section 3.1) and other formats do not.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.formats.answers import Table, Term, Verdict
from preventiegraaf.namespaces import XSD

_STRING = XSD + "string"
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double")}
_BARE = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_EXCEL_ROWS, _EXCEL_CHARACTERS = 1_048_575, 32_767


def as_json(answer: Table | Verdict) -> bytes:
    """SPARQL results in JSON."""
    if isinstance(answer, Verdict):
        return b'{"head":{},"boolean":true}' if answer.value else b'{"head":{},"boolean":false}'
    head: dict[str, object] = {"vars": list(answer.variables)}
    if answer.truncated:
        head["truncated"] = True
    term = cache(_json_term)
    keys = [json.dumps(name) + ":" for name in answer.variables]
    rows = (
        "{" + ",".join(key + term(value) for key, value in zip(keys, row, strict=True) if value is not None) + "}"
        for row in answer.rows
    )
    body = f'{{"head":{json.dumps(head, separators=(",", ":"))},"results":{{"bindings":[{",".join(rows)}]}}}}'
    return body.encode()


def _json_term(term: Term) -> str:
    return json.dumps(_json_value(term), ensure_ascii=False, separators=(",", ":"))


def _json_value(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_value(part) for name, part in parts.items()}}
    literal: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        literal["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        literal["datatype"] = term.datatype.value
    return literal


def as_xml(answer: Table | Verdict) -> bytes:
    """SPARQL results in XML; characters that XML 1.0 cannot hold become U+FFFD."""
    if isinstance(answer, Verdict):
        return f"{_XML_HEAD}<head/><boolean>{str(answer.value).lower()}</boolean></sparql>".encode()
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.variables)
    term = cache(_xml_term)
    rows = (
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{term(value)}</binding>"
            for name, value in zip(answer.variables, row, strict=True)
            if value is not None
        )
        + "</result>"
        for row in answer.rows
    )
    return f"{_XML_HEAD}<head>{head}</head><results>{''.join(rows)}</results></sparql>".encode()


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts.items())}</triple>"
    kind = ""
    if term.language is not None:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def as_csv(answer: Table | Verdict) -> bytes:
    """SPARQL results in CSV: values without their types, lines that end in CR LF."""
    if isinstance(answer, Verdict):
        return str(answer.value).lower().encode()
    term = cache(lambda value: _csv_field(plain(value)))
    lines = (",".join(map(term, row)) for row in answer.rows)
    return "".join(line + "\r\n" for line in _with_head(",".join(map(_csv_field, answer.variables)), lines)).encode()


def plain(term: Term | None) -> str:
    """A value as text without its type: an IRI, a lexical form, `_:name` for a blank node, nothing for no value."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _csv_field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text


def as_tsv(answer: Table | Verdict) -> bytes:
    """SPARQL results in TSV: terms as in Turtle, lines that end in LF."""
    if isinstance(answer, Verdict):
        return str(answer.value).lower().encode()
    term = cache(_tsv_term)
    lines = ("\t".join(map(term, row)) for row in answer.rows)
    return "".join(
        line + "\n" for line in _with_head("\t".join(f"?{name}" for name in answer.variables), lines)
    ).encode()


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS and _BARE.fullmatch(term.value):
        return term.value
    return str(term).replace("\t", "\\t")


def _with_head(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines


def as_xlsx(answer: Table | Verdict) -> bytes:
    """An Excel workbook with the table on one sheet, headings frozen; numbers as numbers, all else as text."""
    table = Table(("answer",), [(Literal(answer.value),)]) if isinstance(answer, Verdict) else answer
    content = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("answer")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, table.variables, book.add_format({"bold": True}))
        for number, row in enumerate(table.rows[:_EXCEL_ROWS], 1):
            for column, value in enumerate(row):
                _write_cell(sheet.write_number, sheet.write_string, number, column, value)
    return content.getvalue()


def _write_cell(
    write_number: Callable[[int, int, float], object],
    write_string: Callable[[int, int, str], object],
    row: int,
    column: int,
    value: Term | None,
) -> None:
    text = plain(value)
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS and _BARE.fullmatch(text):
        write_number(row, column, float(text))
    elif text:
        write_string(row, column, text[:_EXCEL_CHARACTERS])
