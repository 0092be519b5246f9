"""Rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms.

Terms are decoded and written in pieces of some thousand rows, each different term of a piece once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise, repeat
from json import dumps
from typing import cast

import numpy as np
from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import Column, Dictionary, Kind, term_of
from preventiegraaf.formats.answers import Table, Term
from preventiegraaf.formats.tables import (
    JSON_TAIL,
    XML_TAIL,
    csv_field,
    json_head,
    json_term,
    plain,
    tsv_term,
    xml_head,
    xml_term,
)
from preventiegraaf.namespaces import XSD
from preventiegraaf.querying.columnar.bindings import UNBOUND
from preventiegraaf.querying.columnar.evaluation import Found

_PIECE = 1 << 13
_INTEGER = NamedNode(XSD + "integer")


@dataclass(frozen=True)
class Form:
    """A format of rows: how it writes a term, and what it writes around terms and rows.

    `around` gives for a variable what stands before and after its value; where `keeps_places` is false, a value that is
    lacking is left out with that. `iri` is what stands before and after an IRI that does not have the sign `care`, and
    `literal` writes a literal without a backslash from its N-Triples text.
    """

    head: Callable[[Sequence[str], bool], str]
    tail: str
    term: Callable[[Term], str]
    around: Callable[[str], tuple[str, str]]
    row: tuple[bytes, bytes]
    between: bytes
    between_rows: bytes
    keeps_places: bool
    iri: tuple[bytes, bytes] = (b"", b"")
    care: bytes = b""
    literal: Callable[[bytes], bytes] | None = None


def _json_literal(text: bytes) -> bytes:
    value, _, kind = text.rpartition(b'"')
    if not kind:
        return b'{"type":"literal","value":%b}' % text
    if kind.startswith(b"^^"):
        return b'{"type":"literal","value":%b","datatype":"%b"}' % (value, kind[3:-1])
    language, _, direction = kind[1:].partition(b"--")
    told = b',"its:dir":"%b"' % direction if direction else b""
    return b'{"type":"literal","value":%b","xml:lang":"%b"%b}' % (value, language, told)


FORMS: Mapping[str, Form] = {
    "json": Form(
        head=json_head,
        tail=JSON_TAIL,
        term=json_term,
        around=lambda name: (f"{dumps(name, ensure_ascii=False)}:", ""),
        row=(b"{", b"}"),
        between=b",",
        between_rows=b",",
        keeps_places=False,
        iri=(b'{"type":"uri","value":"', b'"}'),
        literal=_json_literal,
    ),
    "xml": Form(
        head=lambda names, _: xml_head(names),
        tail=XML_TAIL,
        term=xml_term,
        around=lambda name: (f'<binding name="{escape(name)}">', "</binding>"),
        row=(b"<result>", b"</result>"),
        between=b"",
        between_rows=b"",
        keeps_places=False,
        iri=(b"<uri>", b"</uri>"),
        care=b"&",
    ),
    "csv": Form(
        head=lambda names, _: ",".join(map(csv_field, names)) + "\r\n",
        tail="",
        term=lambda term: csv_field(plain(term)),
        around=lambda _: ("", ""),
        row=(b"", b"\r\n"),
        between=b",",
        between_rows=b"",
        keeps_places=True,
        care=b",",
    ),
    "tsv": Form(
        head=lambda names, _: "\t".join(f"?{name}" for name in names) + "\n",
        tail="",
        term=tsv_term,
        around=lambda _: ("", ""),
        row=(b"", b"\n"),
        between=b"\t",
        between_rows=b"",
        keeps_places=True,
        iri=(b"<", b">"),
    ),
}
"""The formats that rows of numbers are written in without being made rows of terms first."""


def write_rows(found: Found, form: Form, dictionary: Dictionary, truncated: bool) -> Iterator[bytes]:
    """The rows in a format, in pieces."""
    yield form.head(found.names, truncated).encode()
    writer = _Writer(found, form, dictionary)
    for begin in range(0, len(found.rows), _PIECE):
        rows = writer.rows(slice(begin, begin + _PIECE))
        yield form.between_rows + rows if begin else rows
    yield form.tail.encode()


def as_table(found: Found, dictionary: Dictionary, truncated: bool) -> Table:
    """The rows as rows of terms."""
    columns = []
    for name in found.names:
        numbers, places = np.unique(found.rows.columns[name], return_inverse=True)
        is_count = name in found.numbers
        terms = [_count(number) if is_count else _term(number, dictionary) for number in numbers.tolist()]
        columns.append([terms[place] for place in places.tolist()])
    rows: list[tuple[Term | None, ...]] = list(zip(*columns, strict=True)) if columns else [()] * len(found.rows)
    return Table(found.names, rows, truncated)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)


def _term(number: int, dictionary: Dictionary) -> Term | None:
    return None if number == UNBOUND else dictionary.term(number)


@dataclass
class _Cells:
    """The values of a variable in some rows, None where one is lacking, and what stands before and after each."""

    before: bytes
    values: Sequence[bytes | None]
    after: bytes
    is_whole: bool

    def apart(self, lead: bytes, lacking: bytes | None) -> list[bytes | None]:
        """The values with what stands around each, and something before that; and what to write for one lacking."""
        before, after = lead + self.before, self.after
        return [lacking if value is None else b"%b%b%b" % (before, value, after) for value in self.values]

    def valued(self) -> Iterable[bytes]:
        """The values, nothing where one is lacking."""
        return cast("Sequence[bytes]", self.values) if self.is_whole else [value or b"" for value in self.values]


class _Writer:
    """Writes pieces of rows."""

    def __init__(self, found: Found, form: Form, dictionary: Dictionary) -> None:
        self._found, self._form, self._dictionary = found, form, dictionary

    def rows(self, part: slice) -> bytes:
        """Some of the rows."""
        begin, end = self._form.row
        between_rows = end + self._form.between_rows + begin
        cells = [self._cells(name, part) for name in self._found.names]
        if not cells or not (self._form.keeps_places or cells[0].is_whole):
            return begin + between_rows.join(self._gapped(cells, part)) + end
        cells[1:] = map(self._following, cells[1:])
        between_rows = cells[-1].after + between_rows + cells[0].before
        return begin + cells[0].before + between_rows.join(_lines(cells)) + cells[-1].after + end

    def _following(self, cells: _Cells) -> _Cells:
        """The values of a variable that is not the first, with what parts them from the value before."""
        between = self._form.between
        if cells.is_whole or self._form.keeps_places:
            return _Cells(between + cells.before, cells.values, cells.after, cells.is_whole)
        return _Cells(b"", cells.apart(between, b""), b"", is_whole=True)

    def _gapped(self, cells: list[_Cells], part: slice) -> Iterable[bytes]:
        """The rows, where the first value may be left out."""
        if not cells:
            return [b""] * len(range(*part.indices(len(self._found.rows))))
        between, columns = self._form.between, [column.apart(b"", None) for column in cells]
        return [between.join([value for value in row if value is not None]) for row in zip(*columns, strict=True)]

    def _cells(self, name: str, part: slice) -> _Cells:
        column = self._found.rows.columns[name][part]
        before, after = (text.encode() for text in self._form.around(name))
        if name in self._found.numbers:
            return _Cells(before, self._counts(column), after, is_whole=True)
        return self._iris(column, before, after) or self._terms(column, before, after)

    def _iris(self, column: Column, before: bytes, after: bytes) -> _Cells | None:
        """The values of a variable that has nothing but IRIs whose signs need no care, else None."""
        has_value = column != UNBOUND
        is_whole = bool(has_value.all())
        numbers = column if is_whole else column[has_value]
        if not (self._dictionary.kinds[numbers] == Kind.IRI).all():
            return None
        texts = self._dictionary.texts(numbers, 1)
        if self._form.care and any(self._form.care in text for text in texts):
            return None
        values = np.full(len(column), None, dtype=np.object_)
        values[has_value] = texts
        around = self._form.iri
        return _Cells(before + around[0], texts if is_whole else values.tolist(), around[1] + after, is_whole)

    def _counts(self, column: Column) -> list[bytes]:
        numbers, places = np.unique(column, return_inverse=True)
        written = [self._form.term(_count(number)).encode() for number in numbers.tolist()]
        return [written[place] for place in places.tolist()]

    def _terms(self, column: Column, before: bytes, after: bytes) -> _Cells:
        """Values of any kind, each different one written once."""
        numbers, places = np.unique(column, return_inverse=True)
        valued = numbers[numbers != UNBOUND]
        written: list[bytes | None] = [None] * (len(numbers) - len(valued))  # -1 comes before all others
        is_whole = not written
        written += [write_term(text, self._form) for text in self._dictionary.texts(valued)]
        return _Cells(before, [written[place] for place in places.tolist()], after, is_whole)


def write_term(text: bytes, form: Form) -> bytes:
    """A term in a format, from its N-Triples text."""
    if text.startswith(b"<") and not text.startswith(b"<<") and (not form.care or form.care not in text):
        return b"%b%b%b" % (form.iri[0], text[1:-1], form.iri[1])
    if form.literal is not None and text.startswith(b'"') and b"\\" not in text:
        return form.literal(text)
    return form.term(term_of(text)).encode()


def _lines(cells: list[_Cells]) -> Iterable[bytes]:
    """The rows without what stands around their first and last values; what all rows share is written once."""
    if len(cells) == 1:
        return cells[0].valued()
    texts: list[Iterable[bytes]] = [cells[0].valued()]
    for left, right in pairwise(cells):
        texts += [repeat(left.after + right.before), right.valued()]
    return map(b"".join, zip(*texts, strict=False))
