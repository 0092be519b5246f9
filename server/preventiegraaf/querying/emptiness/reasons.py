"""Why a query has no rows: which part of its pattern emptied it, and what would change that.

The parts of the pattern are tried in the order of the query: each triple pattern alone, then one more of them each
time, then the filters. Each try is an ASK on the dataset of the query. There are at most a few more
than the query has parts, and none is begun when the time is up; who asks bounds each of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pyoxigraph import QueryBoolean, QuerySolutions

from preventiegraaf.querying.dataset import Chosen
from preventiegraaf.querying.emptiness.nearness import Absent, Miswritten, Nearness
from preventiegraaf.querying.emptiness.patterns import Kind, Part, UnreadableError, parts_of, where_of
from preventiegraaf.querying.engine import run
from preventiegraaf.querying.syntax.binding import bind, term
from preventiegraaf.querying.syntax.forms import form, prologue
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.querying.task import Task

EXPLAINING_SECONDS = 1.5
"""How long the explanation of an empty answer may take, unless the task tells."""
_SHARE = 2 / 3
"""The share of that time after which nothing more is tried."""
_LONGEST, _MOST_PARTS = 20_000, 60
_MOST_LANGUAGES = 10


@dataclass(frozen=True)
class Emptiness:
    """Why a query has no rows.

    `cause` is `pattern` (nothing matches that part), `together` (it matches, but not with what stands before it, in
    particular not with `other`), `filter` (it lets nothing through), `modifiers` (LIMIT, OFFSET or HAVING leave
    nothing) or `unknown`. `part` is the text of the part. `absent` are terms that do not occur, `miswritten` literals
    that occur otherwise, `languages` those of the texts that a filter on LANG refuses. `with_inference` and
    `with_all_graphs` tell whether there are rows with what is inferred, and with all documents and graphs; None where
    these take part already.
    """

    cause: str
    part: str | None = None
    other: str | None = None
    absent: tuple[Absent, ...] = ()
    miswritten: tuple[Miswritten, ...] = ()
    languages: tuple[str, ...] = ()
    with_inference: bool | None = None
    with_all_graphs: bool | None = None


def explain_emptiness(choose: Callable[[Task], Chosen], task: Task) -> Emptiness:
    """Why a query that has no rows has none. Raises what `run` raises."""
    values = {name: term(text) for name, text in task.bindings.items()}
    if len(task.query) > _LONGEST:
        return Emptiness("unknown")
    query = bind(task.query, values) if form(task.query) in ("SELECT", "ASK") else task.query
    try:
        return _Search(choose, task, query).explanation()
    except (UnreadableError, TimeoutError, RecursionError):
        return Emptiness("unknown")


class _Probe:
    """Asks whether a group has solutions in a dataset, until the time is up."""

    def __init__(self, chosen: Chosen, declared: str, tail: str, seconds: float) -> None:
        self.chosen, self._declared, self._tail = chosen, declared, tail
        self._end = time.monotonic() + seconds

    def holds(self, *groups: str) -> bool:
        """Whether the groups together have a solution. Raises TimeoutError."""
        if time.monotonic() > self._end:
            raise TimeoutError
        found = self._run(f"ASK {{ {' '.join(groups)} }} {self._tail}")
        return isinstance(found, QueryBoolean) and bool(found)

    def values(self, expression: str, group: str, most: int) -> list[object]:
        """Different values of an expression over a group, at most `most`."""
        found = self._run(f"SELECT DISTINCT ({expression} AS ?found) {{ {group} }} LIMIT {most}")
        return [row["found"] for row in found] if isinstance(found, QuerySolutions) else []

    def _run(self, query: str) -> object:
        return run(self.chosen.store, f"{self._declared}\n{query}", None, self.chosen.dataset)


class _Search:
    """Looks for the part that emptied one query."""

    def __init__(self, choose: Callable[[Task], Chosen], task: Task, query: str) -> None:
        self._choose, self._task, self._query = choose, task, query
        self._declared = prologue(query)
        where = where_of(query)
        self._group = where.group if where else ""
        self._tail = _values(where.tail) if where else ""
        self._probe = self._probing(task)

    def _probing(self, task: Task) -> _Probe:
        seconds = EXPLAINING_SECONDS if self._task.seconds is None else self._task.seconds
        return _Probe(self._choose(task), self._declared, self._tail, _SHARE * seconds)

    def explanation(self) -> Emptiness:
        parts = parts_of(self._group)
        if not parts or len(parts) > _MOST_PARTS:
            return Emptiness("unknown")
        found = self._cause(parts, lambda group: group) or Emptiness("modifiers")
        inferred, everything = self._wider()
        absent = self._absent(parts, found.absent)
        return replace(found, absent=absent, with_inference=inferred, with_all_graphs=everything)

    def _cause(self, parts: Sequence[Part], within: Callable[[str], str]) -> Emptiness | None:
        """What empties a group; `within` puts what surrounds it around a text. None if it is not empty."""
        filters = [part for part in parts if part.kind is Kind.FILTER]
        others = [part for part in parts if part.kind is not Kind.FILTER]
        return self._alone(others, within) or self._joined(others, within) or self._filtered(others, filters, within)

    def _alone(self, parts: Sequence[Part], within: Callable[[str], str]) -> Emptiness | None:
        """The first part that has no solution by itself."""
        for part in parts:
            if part.kind in (Kind.OPTIONAL, Kind.MINUS, Kind.ASSIGNMENT) or self._probe.holds(within(part.written)):
                continue
            if part.kind is Kind.TRIPLE:
                return self._of_triple(part, within)
            return self._inside(part, within) or Emptiness("pattern", within(part.text))
        return None

    def _of_triple(self, part: Part, within: Callable[[str], str]) -> Emptiness:
        near = self._nearness()
        return Emptiness(
            "pattern",
            within(part.text),
            absent=tuple(near.absent([part])),
            miswritten=tuple(near.miswritten(part, lambda group, most: self._found(within(group), most))),
        )

    def _found(self, group: str, most: int) -> list[object]:
        return self._probe.values("?found_here", group, most)

    def _inside(self, part: Part, within: Callable[[str], str]) -> Emptiness | None:
        """What empties a nested pattern: for a union, what empties its first branch."""
        for group in part.groups:
            where = where_of(group) if part.kind is Kind.SELECT else None
            opening = part.text[: part.text.index("{")].rstrip() if part.kind is Kind.GRAPH else ""
            found = self._cause(
                parts_of(where.group if where else group),
                lambda text, opening=opening: within(f"{opening} {{ {text} }}" if opening else text),  # type: ignore[misc]
            )
            if found is not None:
                return found
        return None

    def _joined(self, parts: Sequence[Part], within: Callable[[str], str]) -> Emptiness | None:
        """The first part that leaves no solution of those before it."""
        for count in range(2, len(parts) + 1):
            if self._probe.holds(within(" ".join(part.written for part in parts[:count]))):
                continue
            last = parts[count - 1]
            clash = (
                part.text for part in parts[: count - 1] if not self._probe.holds(within(part.written), last.written)
            )
            miswritten = self._of_triple(last, within).miswritten if last.kind is Kind.TRIPLE else ()
            return Emptiness("together", last.text, next(clash, None), miswritten=miswritten)
        return None

    def _filtered(
        self, parts: Sequence[Part], filters: Sequence[Part], within: Callable[[str], str]
    ) -> Emptiness | None:
        """The first filter that leaves no solution."""
        group = " ".join(part.written for part in parts)
        for part in filters:
            if not self._probe.holds(within(f"{group} {part.written}")):
                return Emptiness("filter", part.text, languages=self._languages(part, within(group)))
            group = f"{group} {part.written}"
        return None

    def _languages(self, part: Part, group: str) -> tuple[str, ...]:
        """The languages of the texts whose language a filter asks for."""
        found = [token for token in tokens(part.text) if token.kind != "skip"]
        asked = [found[place + 2].text for place, token in enumerate(found[:-2]) if token.text.upper() == "LANG"]
        tags = self._probe.values(f"LANG({asked[0]})", group, _MOST_LANGUAGES) if asked else []
        return tuple(sorted({tag.value for tag in tags if hasattr(tag, "value")} - {""}))

    def _absent(self, parts: Sequence[Part], found: tuple[Absent, ...]) -> tuple[Absent, ...]:
        """The terms that do not occur, of the part that emptied the query and of the other patterns that it needs."""
        others = self._nearness().absent([part for part in parts if part.kind is Kind.TRIPLE])
        return tuple(dict.fromkeys(chain(found, others)))

    def _nearness(self) -> Nearness:
        whole = Task(self._task.query, self._task.format)
        return Nearness(self._probe.chosen.store, self._choose(replace(whole, query="ASK {}")).store, self._declared)

    def _wider(self) -> tuple[bool | None, bool | None]:
        """Whether there are rows with what is inferred, and with all graphs."""
        task = self._task
        inferred = self._probing(replace(task, infer=True)).holds(self._group) if not task.infer else None
        is_narrow = bool(task.leaving_out or self._probe.chosen.dataset)
        everything = Task("ASK {}", task.format, task.infer)
        widened = self._probing(everything).holds(self._group) if is_narrow else None
        return inferred, widened


def _values(tail: str) -> str:
    """The VALUES clause after the pattern of a query, if there is one."""
    found = next((token for token in tokens(tail) if token.kind == "word" and token.text.upper() == "VALUES"), None)
    return tail[found.start :] if found else ""
