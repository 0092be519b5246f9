"""A strict parser of the fragment of SPARQL that columns answer: when in doubt, the query is not admitted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from preventiegraaf.querying.columnar.admission import admit, surely_bound
from preventiegraaf.querying.columnar.algebra import (
    Ask,
    Condition,
    Construct,
    Count,
    Group,
    NotAdmittedError,
    Order,
    Rows,
    Select,
    variables_in,
)
from preventiegraaf.querying.columnar.conditions import ConditionReader
from preventiegraaf.querying.columnar.cursor import Cursor, refuse_at_a_glance
from preventiegraaf.querying.columnar.names import Names
from preventiegraaf.querying.columnar.triples import TriplesReader

_DEEPEST = 6


@lru_cache(maxsize=256)
def parse(query: str) -> Select | Ask | NotAdmittedError:
    """The algebra of a query, or why it is outside the fragment."""
    try:
        refuse_at_a_glance(query)
        found = read(query)
        if isinstance(found, Construct):
            raise NotAdmittedError("it builds a graph")
        admit(found)
        return found
    except NotAdmittedError as error:
        return NotAdmittedError(str(error))  # without the frames of the parser


def read(query: str) -> Select | Ask | Construct:
    """The algebra of a query, of which only the grammar is sure. Raises NotAdmittedError."""
    return _Parser(query).query()


def prefixes_of(prologue: str) -> Mapping[str, str]:
    """What each prefix stands for after a prologue. Raises NotAdmittedError."""
    names = Names()
    names.declare(Cursor(prologue))
    return names.prefixes


class _Parser:
    """Reads one query."""

    def __init__(self, query: str) -> None:
        self._cursor, self._names = Cursor(query), Names()
        self._depth = 0

    def query(self) -> Select | Ask | Construct:
        self._names.declare(self._cursor)
        if self._cursor.passes("ASK"):
            self._cursor.passes("WHERE")
            asked: Select | Ask | Construct = Ask(self._group())
        elif self._cursor.passes("CONSTRUCT"):
            asked = self._construct()
        else:
            self._cursor.expect("SELECT")
            asked = self._select()
        self._cursor.end()
        return asked

    def _construct(self) -> Construct:
        """What follows the word CONSTRUCT: a template and a group, or one group for both."""
        reader = TriplesReader(self._cursor, self._names, is_template=True)
        is_short = self._cursor.sign != "{"
        if is_short:
            self._cursor.expect("WHERE")
        self._cursor.expect("{")
        reader.block()
        self._cursor.expect("}")
        self._names.end_block()
        if not is_short:
            self._cursor.passes("WHERE")
        template = tuple(reader.patterns)
        where = Group(template) if is_short else self._group()
        if any(node.startswith(".") for pattern in template for node in pattern.variables):
            raise NotAdmittedError("it makes blank nodes")
        return Construct(template, where, *self._slice())

    def _select(self) -> Select:
        """What follows the word SELECT."""
        head = _Head(self._cursor)
        distinct = self._cursor.passes("DISTINCT")
        names = head.read()
        self._cursor.passes("WHERE")
        where = self._group()
        grouped, having, order = self._solution_modifiers(head)
        limit, offset = self._slice()
        if names is None and (grouped is not None or head.counts):
            raise NotAdmittedError("it selects everything of groups")
        if names is None:
            names = sorted(name for name in variables_in(where) if not name.startswith("."))
        if grouped is None and head.counts:
            grouped = ()
        return Select(tuple(names), where, head.counts, grouped, having, order, distinct, limit, offset)

    def _solution_modifiers(
        self, head: _Head
    ) -> tuple[tuple[str, ...] | None, tuple[Condition, ...], tuple[Order, ...]]:
        grouped = self._grouped()
        having: list[Condition] = []
        if self._cursor.passes("HAVING"):
            reader = ConditionReader(self._cursor, self._names, head.hidden)
            having.append(reader.constraint())
            while self._cursor.sign == "(":
                having.append(reader.constraint())
        return grouped, tuple(having), tuple(self._order(head))

    def _grouped(self) -> tuple[str, ...] | None:
        if not self._cursor.passes("GROUP"):
            return None
        self._cursor.expect("BY")
        names = [self._cursor.variable()]
        while self._cursor.token.kind == "variable":
            names.append(self._cursor.variable())
        return tuple(dict.fromkeys(names))

    def _order(self, head: _Head) -> list[Order]:
        found: list[Order] = []
        if not self._cursor.passes("ORDER"):
            return found
        self._cursor.expect("BY")
        while self._cursor.word in ("ASC", "DESC") or self._cursor.token.kind == "variable" or not found:
            descending = self._cursor.word == "DESC"
            if self._cursor.word not in ("ASC", "DESC"):
                found.append(Order(self._cursor.variable(), descending=False))
                continue
            self._cursor.next()
            self._cursor.expect("(")
            name = head.hidden() if self._cursor.word == "COUNT" else self._cursor.variable()
            self._cursor.expect(")")
            found.append(Order(name, descending))
        return found

    def _slice(self) -> tuple[int | None, int]:
        found: dict[str, int] = {}
        while (word := self._cursor.word) in ("LIMIT", "OFFSET") and word not in found:
            self._cursor.next()
            found[word] = self._cursor.number()
        return found.get("LIMIT"), found.get("OFFSET", 0)

    def _group(self) -> Group:
        self._cursor.expect("{")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotAdmittedError("it is nested deeply")
        group = self._subselect() if self._cursor.word == "SELECT" else self._elements()
        self._cursor.expect("}")
        self._depth -= 1
        self._names.end_block()
        return group

    def _subselect(self) -> Group:
        self._cursor.next()
        return Group(selects=(self._select(),))

    def _elements(self) -> Group:
        triples = TriplesReader(self._cursor, self._names)
        conditions = ConditionReader(self._cursor, self._names)
        rows: list[Rows] = []
        selects: list[Select] = []
        unions: list[tuple[Group, ...]] = []
        optionals: list[Group] = []
        found: list[Condition] = []
        preceding: list[frozenset[str]] = []
        triples.block()
        while self._cursor.sign != "}":
            if self._cursor.passes("FILTER"):
                found.append(conditions.constraint())
            elif self._cursor.passes("VALUES"):
                rows.append(self._values())
            elif self._cursor.passes("OPTIONAL"):
                self._names.end_block()
                preceding.append(
                    surely_bound(Group(tuple(triples.patterns), tuple(rows), tuple(selects), tuple(unions)))
                )
                optionals.append(self._group())
            else:
                self._nested(selects, unions)
            self._names.end_block()
            self._cursor.passes(".")
            triples.block()
        required = tuple(triples.patterns), tuple(rows), tuple(selects), tuple(unions)
        return Group(*required, tuple(optionals), tuple(found), tuple(preceding))

    def _nested(self, selects: list[Select], unions: list[tuple[Group, ...]]) -> None:
        """Read nested groups with UNION between them, or one by itself, which may hold a sub-select and no more."""
        self._names.end_block()
        groups = [self._group()]
        while self._cursor.passes("UNION"):
            self._names.end_block()
            groups.append(self._group())
        if len(groups) == len(groups[0].selects) == 1 and groups[0] == Group(selects=groups[0].selects):
            selects += groups[0].selects
        else:
            unions.append(tuple(groups))

    def _values(self) -> Rows:
        if self._cursor.token.kind == "variable":
            names, is_listed = [self._cursor.variable()], False
        else:
            self._cursor.expect("(")
            names, is_listed = [], True
            while not self._cursor.passes(")"):
                names.append(self._cursor.variable())
        rows = []
        self._cursor.expect("{")
        while not self._cursor.passes("}"):
            rows.append(self._row(len(names)) if is_listed else (self._names.constant(self._cursor),))
        if not names or len(set(names)) < len(names):
            raise NotAdmittedError("it has unusual VALUES")
        return Rows(tuple(names), tuple(rows))

    def _row(self, width: int) -> tuple[bytes, ...]:
        self._cursor.expect("(")
        row = [self._names.constant(self._cursor) for _ in range(width)]
        self._cursor.expect(")")
        return tuple(row)


class _Head:
    """The head of a SELECT, and the counts that it, HAVING and ORDER BY have."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.counts: dict[str, Count] = {}

    def read(self) -> list[str] | None:
        """The names of the columns, None for a star."""
        if self._cursor.passes("*"):
            return None
        names: list[str] = []
        while self._cursor.token.kind == "variable" or self._cursor.sign == "(" or not names:
            names.append(self._aliased() if self._cursor.passes("(") else self._cursor.variable())
        if len(set(names)) < len(names):
            raise NotAdmittedError("it selects a variable twice")
        return names

    def hidden(self) -> str:
        """The name of the COUNT that stands here, in HAVING or ORDER BY."""
        name = f".count{len(self.counts)}"
        self.counts[name] = self._count()
        return name

    def _aliased(self) -> str:
        count = self._count()
        self._cursor.expect("AS")
        name = self._cursor.variable()
        self._cursor.expect(")")
        if name in self.counts:
            raise NotAdmittedError("it selects a variable twice")
        self.counts[name] = count
        return name

    def _count(self) -> Count:
        self._cursor.expect("COUNT")
        self._cursor.expect("(")
        distinct = self._cursor.passes("DISTINCT")
        name = None if self._cursor.passes("*") else self._cursor.variable()
        self._cursor.expect(")")
        if distinct and name is None:
            raise NotAdmittedError("it counts distinct solutions")
        return Count(name, distinct)
