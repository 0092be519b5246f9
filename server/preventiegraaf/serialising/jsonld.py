"""JSON-LD, expanded: an object for each subject."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pyoxigraph import Quad, RdfFormat

from preventiegraaf.columns import Kind, Mask
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.formats import SAMPLE, Format, without_first, written
from preventiegraaf.serialising.rows import Pieces, Rows, joined, step_table
from preventiegraaf.serialising.terms import Terms

_BEGIN, _BETWEEN, _END = b'[{"@id":"x:', b']},{"@id":"x:', b"]}]"
_BEFORE = len('a","x:p":[')
_ID = len('{"@id":')
_SAMPLE = b'{"@id":"x:s","x:p":[{"@id":"x:o"}]}'


def _spelled(statements: list[Quad]) -> list[bytes]:
    """Signs of JSON stand between objects only: within a string each quotation mark has a backslash before it."""
    text = written(statements, RdfFormat.JSON_LD)
    return [piece[_BEFORE:] for piece in text[len(_BEGIN) : -len(_END)].split(_BETWEEN)]


class JsonLd(Format):
    """The triples of a part, each once."""

    suffix, media_type = "jsonld", "application/ld+json"

    def __init__(self, terms: Terms, every: Rows) -> None:
        """Take the terms, and the rows of which all parts have some."""
        self._kinds = terms.kinds
        self._objects = terms.spelled(_spelled, but=Kind.TRIPLE)
        subjects, predicates = np.unique(every.subjects), np.unique(every.predicates)
        self._subjects = terms.table(subjects, [b"]}," + text[:-1] for text in self._objects[subjects].tolist()])
        names = [text[_ID:-1] for text in self._objects[predicates].tolist()]
        self._steps = step_table(terms, predicates, (",%b:[", "],%b:[", ","), names)

    def fits(self, rows: Rows) -> Mask | None:
        """JSON-LD knows no triple as object."""
        fitting: Mask = self._kinds[rows.objects] != Kind.TRIPLE
        return fitting

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """The objects of all subjects."""
        sample = written([SAMPLE], RdfFormat.JSON_LD, content.prefixes)
        head, tail = sample.split(_SAMPLE)
        yield head
        pieces: list[Pieces] = [
            (self._subjects, rows.first_subjects),
            (self._steps, rows.steps()),
            (self._objects, rows.objects),
        ]
        yield from without_first(joined(len(rows), pieces), len("]},"))
        yield b"]}" + tail if len(rows) else tail
