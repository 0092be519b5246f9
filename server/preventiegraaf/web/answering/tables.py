"""The table of an answer as a reader sees it: names instead of IRIs, headings in words, sorted by any column."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request
from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from preventiegraaf.namespaces import EDTF, TYPE, XSD
from preventiegraaf.querying import Question
from preventiegraaf.querying.things.times import Bounds, in_short
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.answering.columns import heading
from preventiegraaf.web.answering.quoting import Part, parts_of
from preventiegraaf.web.common.language import here, language
from preventiegraaf.web.common.links import describe, why
from preventiegraaf.web.common.served import served
from preventiegraaf.web.texts import TEXTS

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_BOOLEAN = XSD + "boolean"
_DATES = {
    XSD + "date",
    XSD + "gYearMonth",
    EDTF + "EDTF",
    f"{EDTF}EDTF-level0",
    f"{EDTF}EDTF-level1",
    f"{EDTF}EDTF-level2",
}
_TRIPLE = ("thing", "property", "value")
"""The columns of a triple."""
_DATED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


@dataclass(frozen=True)
class Cell:
    """A value: what the reader sees, where it leads, what kind of text it is and its language, if it has one.

    `order` is what it is sorted by where that is not its text; `parts` are the words of sources in it; `why` leads to
    the reason for it.
    """

    text: str
    href: str | None = None
    kind: str = ""
    language: str | None = None
    order: str = ""
    parts: Sequence[Part] = ()
    why: str | None = None


@dataclass(frozen=True)
class Column:
    """A column: its heading, the address of the table sorted by it, and its order now (a value of `aria-sort`)."""

    heading: str
    href: str
    order: str | None


@dataclass(frozen=True)
class Shown:
    """A table on a page."""

    columns: list[Column]
    rows: list[list[Cell]]


def shown(result: QuerySolutions, question: Question | None) -> Shown:
    """The table, sorted as the request parameter `sort` says: `name` for ascending, `-name` for descending.

    The columns of a question's parameters are left out: what was asked stands above the answer.
    """
    asked = {parameter.name for parameter in question.parameters} if question else set()
    every = [variable.value for variable in result.variables]
    names = [name for name in every if name not in asked] or every
    cells = writer()
    rows = [_row(cells, row, names, every) for row in result]
    by = request.args.get("sort", "")
    if by.removeprefix("-") in names:
        place = names.index(by.removeprefix("-"))
        rows.sort(key=lambda row: _rank(row[place]), reverse=by.startswith("-"))
    return Shown([_column(name, by, question is not None) for name in names], rows)


def writer() -> Writer:
    """What makes cells in the language of the reader."""
    return Writer(Wording(served().snapshot.asserted_values, language()))


def _row(cells: Writer, row: QuerySolution, shown: list[str], every: list[str]) -> list[Cell]:
    """The cells of the shown columns; the value of a triple that stands whole in the row leads to why it holds."""
    document = row["document"] if "document" in every else None
    found = [cells.cell(name, row[name], document) for name in shown]
    if "value" in shown and set(_TRIPLE) <= set(every):
        place = shown.index("value")
        found[place] = replace(found[place], why=why(*(row[name] for name in _TRIPLE)))
    return found


def _column(name: str, by: str, is_question: bool) -> Column:
    order = {name: "ascending", f"-{name}": "descending"}.get(by)
    following = f"-{name}" if order == "ascending" else name
    return Column(heading(name, language()) if is_question else f"?{name}", here(sort=following), order)


def _rank(cell: Cell) -> tuple[bool, float, str]:
    """Numbers by value, texts by letter; what is absent comes last."""
    try:
        number = float(cell.order) if cell.kind == "number" else 0.0
    except ValueError:
        number = 0.0
    return not cell.text, number, cell.order or cell.text.casefold()


class Writer:
    """Makes cells of terms."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._language = wording.language

    def cell(self, column: str, term: object, document: object = None) -> Cell:
        """The cell of a term in a column; words are those of a document if one is given."""
        if term == TYPE:
            return Cell(TEXTS["is_a"][self._language], describe(TYPE.value, self._language))
        if isinstance(term, NamedNode):
            return Cell(self._wording.name(term), describe(term.value, self._language))
        if not isinstance(term, Literal):
            return Cell("" if term is None else str(term))
        datatype = term.datatype.value
        if datatype == _BOOLEAN:
            return Cell(TEXTS["yes_word" if term.value in ("true", "1") else "no_word"][self._language])
        day = _period(term)
        if day is not None:
            return Cell(in_short(day, self._language), order=term.value)
        if column == "words":
            parts = parts_of(term.value, document, self._language)
            return Cell(term.value, None, "words", "nl" if self._language != "nl" else None, parts=parts)
        if datatype in _NUMBERS:
            comma = term.value.replace(".", ",") if self._language == "nl" else term.value
            return Cell(comma, kind="number", order=term.value)
        return Cell(term.value, language=term.language if term.language != self._language else None)


def _period(term: Literal) -> Bounds | None:
    """The day or month that a literal names; None if it names none."""
    match = _DATED.fullmatch(term.value) if term.datatype.value in _DATES else None
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        first = date(year, month, day or 1)
        last = first if day else date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
    return Bounds(first, last, first, last)


def names_of(iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each IRI the name of what it stands for and the address that describes it; what is no IRI is left out."""
    wording = Wording(served().snapshot.asserted_values, language())
    found = {}
    for iri in iris:
        try:
            found[iri] = {"name": wording.name(NamedNode(iri)), "href": describe(iri, language())}
        except ValueError:
            continue
    return found
