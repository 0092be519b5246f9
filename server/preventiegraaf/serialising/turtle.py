"""Turtle and TriG: subject by subject, IRIs shortened by the prefixes that the part needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from pyoxigraph import NamedNode, Quad, RdfFormat

from preventiegraaf.columns import Kind, Triples
from preventiegraaf.columns.packing import distinct
from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.formats import SAMPLE, Format, without_first, written
from preventiegraaf.serialising.rows import Pieces, Rows, joined, ordered, step_table
from preventiegraaf.serialising.terms import Table, Terms

_BEFORE, _AFTER = len("<x:a> <x:p> "), len(" .")


def turtle_of(parts: Sequence[Triples], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The triples of some parts, which have one dictionary, as Turtle, with those of the prefixes that are of use."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return
    dictionary = filled[0].dictionary
    terms = Terms(dictionary, distinct(np.concatenate([column for part in filled for column in part.columns])))
    rows = ordered(terms, [[terms.ranks(column) for column in part.columns] for part in filled])
    spelled = turtle_terms(terms, prefixes)
    named = np.concatenate((rows.subjects, rows.predicates[rows.predicates != terms.type], rows.objects))
    used = _prefixes_in(spelled[np.unique(named)].tolist())
    chosen = {name: space for name, space in prefixes.items() if name in used}
    yield from Turtle(terms, rows, spelled).blocks(chosen, rows)


def _prefixes_in(terms: Iterable[bytes]) -> set[str]:
    """The prefixes of names and datatypes of terms as Turtle writes them."""
    types = (term.rpartition(b'"^^')[2] if term.startswith(b'"') else term for term in terms)
    return {name.partition(b":")[0].decode() for name in types if b":" in name and not name.startswith((b"<", b'"'))}


def turtle_terms(terms: Terms, prefixes: Mapping[str, str] = PREFIXES) -> Table:
    """All terms as Turtle writes them with these prefixes; triples among them in full."""
    table = terms.spelled(partial(_spelled, prefixes), but=Kind.TRIPLE)
    in_full = np.flatnonzero(terms.kinds == Kind.TRIPLE)
    table[in_full] = [terms.texts[rank] for rank in in_full.tolist()]
    return table


def _spelled(prefixes: Mapping[str, str], statements: list[Quad]) -> list[bytes]:
    text = written(statements, RdfFormat.TURTLE, prefixes)
    return [line[_BEFORE:-_AFTER] for line in text.split(b"\n")[len(prefixes) : -1]]


class Turtle(Format):
    """The triples of a part, each once."""

    suffix, media_type = "ttl", "text/turtle"
    _indent = ""

    def __init__(self, terms: Terms, every: Rows, spelled: Table) -> None:
        """Take the terms, the rows of which all parts have some, and the terms as Turtle writes them."""
        self._objects = spelled
        subjects, predicates = np.unique(every.subjects), np.unique(every.predicates)
        self._end = f" .\n{self._indent}".encode()
        self._subjects = terms.table(subjects, [self._end + text for text in spelled[subjects].tolist()])
        names = [b"a" if rank == terms.type else spelled[rank] for rank in predicates.tolist()]
        self._steps = step_table(terms, predicates, (" %b ", f" ;\n{self._indent}\t%b ", " , "), names)

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """Prefixes, a blank line, and a block for each subject."""
        yield from self.blocks(content.prefixes, rows)

    def blocks(self, prefixes: Mapping[str, str], rows: Rows) -> Iterator[bytes]:
        """Prefixes, a blank line, and a block for each subject; nothing for no rows."""
        if len(rows):
            yield _head(prefixes)
            yield from self._blocks(rows)
            yield b" .\n"

    def _blocks(self, rows: Rows) -> Iterator[bytes]:
        pieces: list[Pieces] = [
            (self._subjects, rows.first_subjects),
            (self._steps, rows.steps()),
            (self._objects, rows.objects),
        ]
        return without_first(joined(len(rows), pieces), len(self._end))


class TriG(Turtle):
    """The triples of a part in its named graphs."""

    suffix, media_type, named_graphs = "trig", "application/trig", True
    _indent = "\t"

    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """Prefixes, a blank line, and for each graph a block for each subject."""
        filled = [graph for graph in content.graphs if len(graph.rows)]
        if filled:
            yield _head(content.prefixes)
        for graph in filled:
            yield _graph_name(graph.name, content.prefixes) + b" {\n\t"
            yield from self._blocks(graph.rows)
            yield b" .\n}\n"


def _head(prefixes: Mapping[str, str]) -> bytes:
    lines = sorted(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items())
    return "".join([*lines, "\n"] if lines else []).encode()


def _graph_name(name: NamedNode, prefixes: dict[str, str]) -> bytes:
    text = written([Quad(SAMPLE.subject, SAMPLE.predicate, SAMPLE.object, name)], RdfFormat.TRIG, prefixes)
    return text.split(b" {\n")[0].rpartition(b"\n")[2]
