"""The cells of tables: what is shown of a thing and of the values to which its paths lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from pyoxigraph import NamedNode

from preventiegraaf.columns import Column as Numbers
from preventiegraaf.columns import GraphColumns, Kind, lexical_form
from preventiegraaf.columns.packing import matches
from preventiegraaf.namespaces import DESCRIPTION, LABEL, PREF_LABEL, TITLE, shorten
from preventiegraaf.snapshot.downloads.columns import Column, Show, Table
from preventiegraaf.snapshot.downloads.values import PathValues

SEPARATOR = " | "
Row = tuple[str, ...]

_NAMES = (PREF_LABEL, LABEL, TITLE, DESCRIPTION)
_LANGUAGE = "nl"


class TableMaker:
    """Fills tables from the columns of a graph, with what is asserted and inferred."""

    def __init__(self, graph: GraphColumns) -> None:
        self._dictionary, self._relations = graph.dictionary, graph.served
        self._paths = PathValues(graph)
        self._names: dict[int, str] = {}

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, by the IRI of the thing; several values in a cell have `SEPARATOR` between them."""
        members = self._paths.members(table.member_of)
        columns = [self._cells(members, column) for column in table.columns]
        return zip(*columns, strict=True)

    def _cells(self, members: Numbers, column: Column) -> list[str]:
        if column.show is Show.THING:
            return [text.decode().strip("<>").removeprefix("_:") for text in self._dictionary.texts(members)]
        rows, values = self._paths.reached(members, column.path, column.show)
        numbers, places = np.unique(values, return_inverse=True)
        shown = self._shown(numbers, column.show)
        cells = defaultdict[int, list[str]](list)
        for row, place in zip(rows.tolist(), places.tolist(), strict=True):
            if (text := shown[place]) is not None:
                cells[row].append(text)
        return [SEPARATOR.join(dict.fromkeys(cells[row])) if row in cells else "" for row in range(len(members))]

    def _shown(self, numbers: Numbers, show: Show) -> list[str | None]:
        """What a column shows of each value, None where nothing."""
        texts = self._dictionary.texts(numbers)
        kinds = self._dictionary.kinds[numbers]
        if show in (Show.NAME, Show.KINDS):
            names = self._named(numbers[kinds == Kind.IRI])
            return [names.get(number) for number in numbers.tolist()]
        if show is Show.IRI:
            iris = (kinds == Kind.IRI).tolist()
            return [text[1:-1].decode() if iri else None for text, iri in zip(texts, iris, strict=True)]
        literals = (kinds == Kind.LITERAL).tolist()
        return [
            lexical_form(text) if literal and (show in (Show.VALUE, Show.WORDS) or _is_in(text, show)) else None
            for text, literal in zip(texts, literals, strict=True)
        ]

    def _named(self, numbers: Numbers) -> dict[int, str]:
        """The names of things in Dutch, else in another language, else their short IRIs, as pages have them."""
        missing = np.array([number for number in numbers.tolist() if number not in self._names], dtype=np.int64)
        for predicate in _NAMES:
            named = self._names_by(predicate, missing)
            self._names.update(named)
            missing = np.array([number for number in missing.tolist() if number not in named], dtype=np.int64)
        iris = self._dictionary.texts(missing, within=1)
        self._names.update((number, shorten(iri.decode())) for number, iri in zip(missing.tolist(), iris, strict=True))
        return {number: self._names[number] for number in numbers.tolist()}

    def _names_by(self, predicate: NamedNode, things: Numbers) -> dict[int, str]:
        number = self._dictionary.number_of(predicate)
        if number is None:
            return {}
        rows, values = matches(self._relations.pairs(number), things)
        literal = self._dictionary.kinds[values] == Kind.LITERAL
        texts = self._dictionary.texts(values[literal])
        found = defaultdict[int, list[tuple[bool, str]]](list)
        for thing, text in zip(things[rows[literal]].tolist(), texts, strict=True):
            found[thing].append((not _is_in(text, _LANGUAGE), lexical_form(text)))
        return {thing: min(names)[1] for thing, names in found.items()}


def _is_in(text: bytes, language: str) -> bool:
    """Whether a literal is in a language, by its N-Triples text."""
    return text[text.rindex(b'"') + 1 :].partition(b"--")[0] == b"@%b" % language.encode()
