"""Tables and verdicts as SPARQL JSON, XML, CSV and TSV.

Sources: SPARQL 1.1 Query Results JSON Format, XML Format (second edition), and CSV and TSV Formats; SPARQL 1.2 for
triple terms and base directions. The JSON head of a table that was cut has a member `truncated`, which the JSON format
allows (section 3.1) and other formats do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from json.encoder import encode_basestring as _quoted
from typing import TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.formats.answers import Table, Term, Verdict
from preventiegraaf.namespaces import XSD

_STRING = XSD + "string"
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
}
"""The lexical forms of numbers that Turtle writes without their datatype, as the datatype follows from the form."""
JSON_TAIL = "]}}"
"""What stands after the rows of a table in JSON."""
_CSV_SIGNS = re.compile('[",\r\n]')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_SIGNS = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
XML_TAIL = "</results></sparql>"
"""What stands after the rows of a table in XML."""
_XML_DIRECTION = ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" its:dir="{}"'


def as_json(answer: Table | Verdict) -> bytes:
    """SPARQL results in JSON."""
    if isinstance(answer, Verdict):
        return b'{"head":{},"boolean":true}' if answer.value else b'{"head":{},"boolean":false}'
    keys = [_quoted(name) + ":" for name in answer.variables]
    rows = (
        "{" + ",".join(key + json_term(value) for key, value in zip(keys, row, strict=True) if value is not None) + "}"
        for row in answer.rows
    )
    return (json_head(answer.variables, answer.truncated) + ",".join(rows) + JSON_TAIL).encode()


def json_head(variables: Sequence[str], truncated: bool) -> str:
    """What stands before the rows of a table in JSON."""
    head: dict[str, object] = {"vars": list(variables)}
    if truncated:
        head["truncated"] = True
    return f'{{"head":{json.dumps(head, separators=(",", ":"))},"results":{{"bindings":['


def json_term(term: Term) -> str:
    """A value in JSON."""
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{_quoted(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{_quoted(term.value)}}}'
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        members = ",".join(f'"{name}":{json_term(part)}' for name, part in parts.items())
        return f'{{"type":"triple","value":{{{members}}}}}'
    return f'{{"type":"literal","value":{_quoted(term.value)}{_json_kind(term)}}}'


def _json_kind(literal: Literal) -> str:
    if literal.language is not None:
        direction = f',"its:dir":"{literal.direction}"' if literal.direction is not None else ""
        return f',"xml:lang":{_quoted(literal.language)}{direction}'
    datatype = literal.datatype.value
    return "" if datatype == _STRING else f',"datatype":{_quoted(datatype)}'


def as_xml(answer: Table | Verdict) -> bytes:
    """SPARQL results in XML; characters that XML 1.0 cannot hold become U+FFFD."""
    if isinstance(answer, Verdict):
        return f"{_XML_HEAD}<head/><boolean>{str(answer.value).lower()}</boolean></sparql>".encode()
    rows = (
        "<result>"
        + "".join(
            f'<binding name="{escape(name)}">{xml_term(value)}</binding>'
            for name, value in zip(answer.variables, row, strict=True)
            if value is not None
        )
        + "</result>"
        for row in answer.rows
    )
    return (xml_head(answer.variables) + "".join(rows) + XML_TAIL).encode()


def xml_head(variables: Sequence[str]) -> str:
    """What stands before the rows of a table in XML."""
    head = "".join(f'<variable name="{escape(name)}"/>' for name in variables)
    return f"{_XML_HEAD}<head>{head}</head><results>"


def xml_term(term: Term) -> str:
    """A value in XML."""
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{xml_term(part)}</{name}>' for name, part in parts.items())}</triple>"
    kind = ""
    if term.language is not None:
        kind = f' xml:lang="{escape(term.language)}"'
        if term.direction is not None:
            kind += _XML_DIRECTION.format(term.direction)
    elif term.datatype.value != _STRING:
        kind = f' datatype="{escape(term.datatype.value)}"'
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    if not _XML_SIGNS.search(text):
        return text
    return escape(readable(text), quote=False).replace("\r", "&#13;")


def readable(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def as_csv(answer: Table | Verdict) -> bytes:
    """SPARQL results in CSV: values without their types, lines that end in CR LF."""
    if isinstance(answer, Verdict):
        return str(answer.value).lower().encode()
    lines = (",".join([csv_field(plain(value)) for value in row]) for row in answer.rows)
    return "".join(line + "\r\n" for line in _with_head(",".join(map(csv_field, answer.variables)), lines)).encode()


def plain(term: Term | None) -> str:
    """A value as text without its type: an IRI, a lexical form, `_:name` for a blank node, nothing for no value."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else _turtle(term)


def csv_field(text: str) -> str:
    """A text as a field of CSV, quoted where it must be."""
    return '"' + text.replace('"', '""') + '"' if _CSV_SIGNS.search(text) else text


def as_tsv(answer: Table | Verdict) -> bytes:
    """SPARQL results in TSV: terms as in Turtle, lines that end in LF."""
    if isinstance(answer, Verdict):
        return str(answer.value).lower().encode()
    lines = ("\t".join(map(tsv_term, row)) for row in answer.rows)
    return "".join(
        line + "\n" for line in _with_head("\t".join(f"?{name}" for name in answer.variables), lines)
    ).encode()


def tsv_term(term: Term | None) -> str:
    """A value as a field of TSV."""
    if term is None:
        return ""
    return term.value if is_bare_number(term) else _turtle(term)


def _turtle(term: Term) -> str:
    """A term as in Turtle, written in full."""
    if isinstance(term, Triple):
        return f"<<( {_turtle(term.subject)} {_turtle(term.predicate)} {_turtle(term.object)} )>>"
    return str(term)


def is_bare_number(term: Term | None) -> TypeGuard[Literal]:
    """Whether the term is a number that Turtle writes without its datatype."""
    if not isinstance(term, Literal):
        return False
    form = _BARE.get(term.datatype.value)
    return form is not None and form.fullmatch(term.value) is not None


def _with_head(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines
