"""The engine of the server process itself: answers what takes little work for certain, and gives up on all else.

A query is answered if it is in the fragment that columns answer, but for HAVING, order and sub-selects, or besides has
any predicate, UNION, a path of one predicate, a condition on languages or CONSTRUCT, and if what it asks about has few
triples. It is evaluated one thing at a time within a budget of looks into sorted columns; when that is spent, a worker
process is asked instead.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, Literal

from preventiegraaf.columns import Dictionary, GraphColumns, Relations
from preventiegraaf.columns.ties import Ties
from preventiegraaf.formats import FORMATS, Verdict, write
from preventiegraaf.querying.columnar import COLUMNS
from preventiegraaf.querying.columnar.algebra import Ask, Construct, Text
from preventiegraaf.querying.columnar.writing import FORMS
from preventiegraaf.querying.near.budget import Budget, TooMuchError
from preventiegraaf.querying.near.evaluation import ABSENT, Evaluator
from preventiegraaf.querying.near.matching import Row, Solution
from preventiegraaf.querying.near.plans import Plan, is_iri, read_plan
from preventiegraaf.querying.near.results import Graphs, Texts, rows_of, write_triples
from preventiegraaf.querying.near.rows import Writing
from preventiegraaf.querying.near.skeletons import Key, Skeleton, skeleton_of
from preventiegraaf.querying.task import Limits, Task, Written

MOST_WORK = 1_000
"""What a query may take: looks into a column, triples, solutions, hundreds of bytes; a microsecond or two for each."""
_KEPT = 1_000
"""How many queries are known without their constants, and how many numbers of constants."""


class Near:
    """Answers queries over the columns of one snapshot."""

    def __init__(
        self,
        dictionary: Dictionary,
        relations: Mapping[bool, Relations],
        limits: Limits,
        most_work: int = MOST_WORK,
        *,
        with_limit: bool = True,
    ) -> None:
        """`relations` are the triples of the default graph with and without what is inferred.

        `with_limit` tells whether queries that have a LIMIT are answered too.
        """
        self._limits, self._most_work, self._with_limit = limits, most_work, with_limit
        self._number = lru_cache(_KEPT)(partial(_number, dictionary))
        self._text_of = dictionary.reader()
        self._writings = {name: Writing(form, self._text_of) for name, form in FORMS.items()}
        self._ties = {infer: Ties(relations[infer]) for infer in (True, False)}
        self._plans = OrderedDict[Key, Plan | Literal[False]]()

    @classmethod
    def over(
        cls, columns: GraphColumns, limits: Limits, most_work: int = MOST_WORK, *, with_limit: bool = True
    ) -> Near:
        """The engine over the columns of a snapshot."""
        relations = {True: columns.served, False: columns.asserted}
        return cls(columns.dictionary, relations, limits, most_work, with_limit=with_limit)

    def answer(self, task: Task) -> Written | None:
        """The answer to a task, or None if it is for a worker, which then tells every error too."""
        if task.default_graphs or task.named_graphs or task.bindings or task.leaving_out or task.triple:
            return None
        if task.explaining or task.only_plan or task.only_read:
            return None
        return self.few(task.query, task.format, task.infer, task.rows)

    def few(self, query: str, name: str, infer: bool = True, rows: int | None = None) -> Written | None:
        """The answer to a query in a format, of so many rows at most, or None if it is for a worker."""
        most = self._limits.rows if rows is None else min(rows, self._limits.rows)
        begin = time.perf_counter()
        skeleton = skeleton_of(query)
        plan = self._plan(skeleton) if skeleton is not None else None
        if skeleton is None or plan is None or (plan.kind, name) not in FORMATS:
            return None
        if plan.has_limit and not self._with_limit:
            return None
        try:
            found = self._found(plan, plan.terms(skeleton.constants), name, infer, most)
        except (TooMuchError, KeyError, ValueError):
            return None  # too much, a prefix that is not declared, or an IRI that is none
        if found is not None:
            found.seconds = time.perf_counter() - begin
        return found

    def _found(self, plan: Plan, terms: Mapping[Text, Text], name: str, infer: bool, most: int) -> Written | None:
        """The answer to a query whose constants have these texts."""
        budget, asked = Budget(self._most_work), plan.asked
        given: Solution = {text: self._number(term) for text, term in terms.items()}
        read = budget.paying(self._text_of)
        evaluator = Evaluator(self._ties[infer], budget, read, terms)
        if isinstance(asked, Construct):
            triples = Graphs(terms, read).triples_of(asked, evaluator.solutions(asked.where, given), budget)
            return self._graph(triples, name, most)
        if isinstance(asked, Ask):
            verdict = Verdict(bool(evaluator.solutions(asked.where, given)))
            return self._within(write(verdict, FORMATS["table", name]), 1, False)
        rows = rows_of(asked, plan.is_plain, evaluator, given, budget)
        return self._table(rows, asked.names, name, most, budget)

    def _plan(self, skeleton: Skeleton) -> Plan | None:
        """What a query asks, kept for those like it; False is kept for one that is not answered here."""
        key = skeleton.key
        found = self._plans.get(key)  # in one look: another thread may let go of it meanwhile
        if found is None:
            found = self._plans[key] = read_plan(skeleton) or False
            if len(self._plans) > _KEPT:
                self._plans.popitem(last=False)
        return found or None

    def _graph(self, triples: list[Texts], name: str, most: int) -> Written | None:
        """A graph, or None for one with too many triples or bytes."""
        return self._within(write_triples(triples, name), len(triples), False) if len(triples) <= most else None

    def _table(self, rows: list[Row], names: tuple[str, ...], name: str, most: int, budget: Budget) -> Written | None:
        """A table, cut at `most` rows; None for one with too many bytes, or a workbook."""
        writing = self._writings.get(name)
        if writing is None:
            return None
        truncated, rows = len(rows) > most, rows[:most]
        content = writing.write(names, rows, truncated, budget.spend)
        return self._within(content, len(rows), truncated)

    def _within(self, content: bytes, rows: int, truncated: bool) -> Written | None:
        return None if len(content) > self._limits.size else Written(content, rows, truncated, 0.0, COLUMNS)


def plan_of(found: Written, because: str) -> dict[str, Any]:
    """How a task was answered by this engine, and why, as JSON."""
    return {"engine": COLUMNS, "rows": found.rows, "milliseconds": round(1_000 * found.seconds, 3), "because": because}


def _number(dictionary: Dictionary, term: Text) -> int:
    """The number of a term. Raises ValueError for what is between angle brackets and no IRI."""
    found = dictionary.number(term)
    if found is None and term[:1] == b"<" and not is_iri(term):
        raise ValueError(term)
    return ABSENT if found is None else found
