"""Rows of numbers as SPARQL results, the same bytes that `formats` writes for the same rows of terms.

Terms are decoded and written in pieces of some thousand rows, each different term of a piece once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from json import dumps

import numpy as np
from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import Column, Dictionary, term_of
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
_ORDINARY = b"<"


@dataclass(frozen=True)
class Form:
    """A format of rows: how it writes a term, and what it writes around terms and rows.

    `around` gives for a variable what stands before and after its value; a value that is lacking is left out with
    that. `iri` is what stands before and after an IRI whose characters need no care, or None if each needs it.
    """

    head: Callable[[Sequence[str], bool], str]
    tail: str
    term: Callable[[Term], str]
    around: Callable[[str], tuple[str, str]]
    row: tuple[str, str]
    between: str
    between_rows: str
    iri: tuple[bytes, bytes] | None
    keeps_places: bool


FORMS: Mapping[str, Form] = {
    "json": Form(
        head=json_head,
        tail=JSON_TAIL,
        term=json_term,
        around=lambda name: (f"{dumps(name, ensure_ascii=False)}:", ""),
        row=("{", "}"),
        between=",",
        between_rows=",",
        iri=(b'{"type":"uri","value":"', b'"}'),
        keeps_places=False,
    ),
    "xml": Form(
        head=lambda names, _: xml_head(names),
        tail=XML_TAIL,
        term=xml_term,
        around=lambda name: (f'<binding name="{escape(name)}">', "</binding>"),
        row=("<result>", "</result>"),
        between="",
        between_rows="",
        iri=None,
        keeps_places=False,
    ),
    "csv": Form(
        head=lambda names, _: ",".join(map(csv_field, names)) + "\r\n",
        tail="",
        term=lambda term: csv_field(plain(term)),
        around=lambda _: ("", ""),
        row=("", "\r\n"),
        between=",",
        between_rows="",
        iri=None,
        keeps_places=True,
    ),
    "tsv": Form(
        head=lambda names, _: "\t".join(f"?{name}" for name in names) + "\n",
        tail="",
        term=tsv_term,
        around=lambda _: ("", ""),
        row=("", "\n"),
        between="\t",
        between_rows="",
        iri=(b"<", b">"),
        keeps_places=True,
    ),
}
"""The formats that rows of numbers are written in without being made rows of terms first."""


def write_rows(found: Found, form: Form, dictionary: Dictionary, truncated: bool) -> Iterator[bytes]:
    """The rows in a format, in pieces."""
    yield form.head(found.names, truncated).encode()
    writer = _Writer(found, form, dictionary)
    for begin in range(0, len(found.rows), _PIECE):
        rows = writer.rows(slice(begin, begin + _PIECE))
        yield (form.between_rows.encode() if begin else b"") + rows
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


class _Writer:
    """Writes pieces of rows."""

    def __init__(self, found: Found, form: Form, dictionary: Dictionary) -> None:
        self._found, self._form, self._dictionary = found, form, dictionary
        self._between = form.between.encode()

    def rows(self, part: slice) -> bytes:
        """Some of the rows."""
        form = self._form
        begin, between_rows, end = form.row[0].encode(), form.between_rows.encode(), form.row[1].encode()
        lines = self._lines(part)
        return begin + (end + between_rows + begin).join(lines) + end

    def _lines(self, part: slice) -> list[bytes]:
        """The rows without what stands around each."""
        names = self._found.names
        cells = [self._cells(name, part) for name in names]
        if not cells:
            return [b""] * len(range(*part.indices(len(self._found.rows))))
        if len(cells) == 1:
            return [cell or b"" for cell in cells[0]]
        if self._form.keeps_places:
            return [self._between.join([cell or b"" for cell in row]) for row in zip(*cells, strict=True)]
        if any(None in column for column in cells):
            return [self._between.join([cell for cell in row if cell is not None]) for row in zip(*cells, strict=True)]
        return list(map(self._between.join, zip(*cells, strict=True)))

    def _cells(self, name: str, part: slice) -> list[bytes | None]:
        """The values of a variable as they stand in the rows, None for one that is lacking."""
        column = self._found.rows.columns[name][part]
        before, after = (text.encode() for text in self._form.around(name))
        numbers, places = _different(column)
        if name in self._found.numbers:
            written: list[bytes | None] = [self._form.term(_count(number)).encode() for number in numbers.tolist()]
        else:
            written = self._terms(numbers)
        if before or after:
            written = [None if text is None else b"%b%b%b" % (before, text, after) for text in written]
        return written if places is None else [written[place] for place in places.tolist()]

    def _terms(self, numbers: Column) -> list[bytes | None]:
        valued = numbers[numbers != UNBOUND]
        written: list[bytes | None] = [None] * (len(numbers) - len(valued))  # -1 comes before all others
        texts = self._dictionary.texts(valued)
        if self._form.iri is None:
            written += [self._slowly(text) for text in texts]
            return written
        before, after = self._form.iri
        written += [
            b"%b%b%b" % (before, text[1:-1], after)
            if text[:1] == _ORDINARY and text[1:2] != _ORDINARY
            else self._slowly(text)
            for text in texts
        ]
        return written

    def _slowly(self, text: bytes) -> bytes:
        return self._form.term(term_of(text)).encode()


def _different(column: Column) -> tuple[Column, Column | None]:
    """The different numbers of a column, ascending, and for each row the place of its number; None if all differ."""
    if (column[1:] > column[:-1]).all():
        return column, None
    numbers, places = np.unique(column, return_inverse=True)
    return numbers, places
