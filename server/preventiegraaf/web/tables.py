"""The table of an answer as a reader sees it: names instead of IRIs, headings in words, sorted by any column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from pyoxigraph import Literal, NamedNode, QuerySolutions

from preventiegraaf.namespaces import XSD
from preventiegraaf.querying.wording import Wording
from preventiegraaf.web.columns import heading
from preventiegraaf.web.language import here, language
from preventiegraaf.web.links import describe
from preventiegraaf.web.served import served
from preventiegraaf.web.texts import TEXTS

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_BOOLEAN = XSD + "boolean"


@dataclass(frozen=True)
class Cell:
    """A value: what the reader sees, where it leads, what kind of text it is and its language, if it has one."""

    text: str
    href: str | None = None
    kind: str = ""
    language: str | None = None


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


def shown(result: QuerySolutions, is_question: bool) -> Shown:
    """The table, sorted as the request parameter `sort` says: `name` for ascending, `-name` for descending."""
    names = [variable.value for variable in result.variables]
    writer = _Writer(Wording(served().snapshot.inferred, language()))
    rows = [[writer.cell(name, value) for name, value in zip(names, row, strict=True)] for row in result]
    by = request.args.get("sort", "")
    if by.removeprefix("-") in names:
        place = names.index(by.removeprefix("-"))
        rows.sort(key=lambda row: _rank(row[place]), reverse=by.startswith("-"))
    return Shown([_column(name, by, is_question) for name in names], rows)


def _column(name: str, by: str, is_question: bool) -> Column:
    order = {name: "ascending", f"-{name}": "descending"}.get(by)
    following = f"-{name}" if order == "ascending" else name
    return Column(heading(name, language()) if is_question else f"?{name}", here(sort=following), order)


def _rank(cell: Cell) -> tuple[bool, float, str]:
    """Numbers by value, texts by letter; what is absent comes last."""
    try:
        number = float(cell.text) if cell.kind == "number" else 0.0
    except ValueError:
        number = 0.0
    return not cell.text, number, cell.text.casefold()


class _Writer:
    """Makes cells of terms."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._language = wording.language

    def cell(self, column: str, term: object) -> Cell:
        if isinstance(term, NamedNode):
            return Cell(self._wording.name(term), describe(term.value, self._language))
        if not isinstance(term, Literal):
            return Cell("" if term is None else str(term))
        datatype = term.datatype.value
        if datatype == _BOOLEAN:
            return Cell(TEXTS["yes_word" if term.value in ("true", "1") else "no_word"][self._language])
        kind = "number" if datatype in _NUMBERS else "words" if column == "words" else ""
        other = term.language if term.language != self._language else None
        return Cell(term.value, None, kind, "nl" if kind == "words" and self._language != "nl" else other)


def names_of(iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each IRI the name of what it stands for and the address that describes it; what is no IRI is left out."""
    wording = Wording(served().snapshot.inferred, language())
    found = {}
    for iri in iris:
        try:
            found[iri] = {"name": wording.name(NamedNode(iri)), "href": describe(iri, language())}
        except ValueError:
            continue
    return found
