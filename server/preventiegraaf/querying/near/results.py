"""From the solutions of a query to what it asks for: its rows, or its triples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, Triple

from preventiegraaf.columns import term_of, text_of
from preventiegraaf.formats import FORMATS, Graph, write
from preventiegraaf.querying.columnar.algebra import Construct, Count, Node, Select, Text
from preventiegraaf.querying.near.budget import Budget
from preventiegraaf.querying.near.evaluation import Evaluator
from preventiegraaf.querying.near.matching import Row, Solution

Texts: TypeAlias = tuple[bytes, bytes, bytes]
"""The N-Triples texts of a triple."""


def rows_of(select: Select, is_plain: bool, evaluator: Evaluator, given: Solution, budget: Budget) -> list[Row]:
    """The rows of a SELECT about the terms that are given; `is_plain` tells that it asks for patterns and no more."""
    if is_plain:
        rows = evaluator.rows(select.names, select.where.patterns, given)
    else:
        found = evaluator.solutions(select.where, given)
        budget.spend(len(found) * (len(select.names) + len(select.counts)))
        rows = _rows(select, found)
    if select.distinct:
        rows = list(dict.fromkeys(rows))
    return rows[_part(select)]


def _rows(select: Select, found: Sequence[Solution]) -> list[Row]:
    if select.grouped is not None:
        return _grouped(select, select.grouped, found)
    return [tuple([solution.get(name) for name in select.names]) for solution in found]


def _grouped(select: Select, keys: tuple[str, ...], found: Sequence[Solution]) -> list[Row]:
    """A row for each group of solutions; without keys there is one group, which may be empty (section 18.5)."""
    groups: dict[Row, list[Solution]] = {} if keys else {(): []}
    for solution in found:
        groups.setdefault(tuple([solution.get(name) for name in keys]), []).append(solution)
    return [_row(select, dict(zip(keys, key, strict=True)), group) for key, group in groups.items()]


def _row(select: Select, key: Mapping[str, int | bytes | None], group: Sequence[Solution]) -> Row:
    counts = {name: text_of(Literal(_counted(count, group))) for name, count in select.counts.items()}
    return tuple([counts[name] if name in counts else key[name] for name in select.names])


def _counted(count: Count, group: Sequence[Solution]) -> int:
    if count.name is None:
        return len(group)
    values = [solution[count.name] for solution in group if count.name in solution]
    return len(set(values)) if count.distinct else len(values)


class Graphs:
    """Makes the triples of a CONSTRUCT; `terms` has the texts of its constants, `read` gives those of numbers."""

    def __init__(self, terms: Mapping[Text, Text], read: Callable[[int], bytes]) -> None:
        self._terms, self._read = terms, read

    def triples_of(self, construct: Construct, found: Sequence[Solution], budget: Budget) -> list[Texts]:
        """The triples, sorted, each once; those that lack a value, or would be no RDF, are left out (section 16.2)."""
        some = found[_part(construct)]
        budget.spend(len(some) * len(construct.template))
        columns = {node: self._column(node, some) for pattern in construct.template for node in pattern.nodes}
        made = set[Texts]()
        for subject, predicate, object_ in (pattern.nodes for pattern in construct.template):
            made.update(zip(columns[subject], columns[predicate], columns[object_], strict=True))
        return sorted(filter(_is_triple, made))

    def _column(self, node: Node, some: Sequence[Solution]) -> list[bytes]:
        """For each solution the text of a term, empty where a variable has no value."""
        if isinstance(node, bytes):
            return [self._terms[node]] * len(some)
        numbers = [solution.get(node) for solution in some]
        texts = {number: b"" if number is None else self._read(number) for number in set(numbers)}
        return [texts[number] for number in numbers]


def write_triples(triples: Sequence[Texts], name: str) -> bytes:
    """Triples in a format; N-Triples are what they are already."""
    if name == "nt":
        return b"".join([b"%b %b %b .\n" % texts for texts in triples])
    return write(Graph([Triple(*map(term_of, texts)) for texts in triples]), FORMATS["graph", name])  # type: ignore[arg-type]


def _is_triple(texts: Texts) -> bool:
    """Whether there are three terms, the first no literal and the second an IRI; neither may be a triple itself."""
    subject, predicate, object_ = texts
    is_thing = subject[:1] in (b"<", b"_") and subject[:2] != b"<<"
    return is_thing and predicate[:1] == b"<" and predicate[:2] != b"<<" and object_ != b""


def _part(asked: Select | Construct) -> slice:
    """The part of its rows or solutions that a query asks for."""
    return slice(asked.offset, None if asked.limit is None else asked.offset + asked.limit)
