"""A query made ready for another engine: read, checked, its values and prefixes written into its text.

All that looks at the text of a query is done here, in a process that may be killed: no text can be so long, so deep or
so cunning that it holds up the server or reaches the other engine unread.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from itertools import pairwise

from preventiegraaf.namespaces import PREFIXES
from preventiegraaf.querying.dataset import declared_dataset
from preventiegraaf.querying.engine import check, refuse
from preventiegraaf.querying.syntax.binding import bind, term
from preventiegraaf.querying.syntax.forms import prologue
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.querying.syntax.weight import refuse_unwieldy
from preventiegraaf.querying.task import Graphs, Task


@dataclass(frozen=True)
class Prepared:
    """A query as another engine takes it, and the graphs of its FROM and FROM NAMED clauses."""

    query: str
    default: Graphs
    named: Graphs


def prepare(task: Task, services: Collection[str]) -> bytes:
    """The query of a task, prepared, as JSON.

    Raises QuerySyntaxError for what is not SPARQL 1.1, QueryRefusedError for what this server does not do,
    QueryTooComplexError for what is too much for an engine to read, and UsageError for a value that is no term.
    """
    refuse(task.query, services)
    refuse_unwieldy(task.query)
    check(task.query)
    values = {name: term(text) for name, text in task.bindings.items()}
    query = _with_prefixes(_without_dataset(bind(task.query, values)))
    return json.dumps(asdict(Prepared(query, *declared_dataset(task.query)))).encode()


def read_prepared(content: bytes) -> Prepared:
    """What `prepare` made."""
    fields = json.loads(content)
    return Prepared(fields["query"], tuple(fields["default"]), tuple(fields["named"]))


def _without_dataset(query: str) -> str:
    """The query without FROM and FROM NAMED, which are sent beside it: some engines would add the one to the other."""
    depth, in_clause, kept = 0, False, []
    for token in tokens(query):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "word" and token.text.upper() == "FROM":
            in_clause = True
        elif not in_clause:
            kept.append(token.text)
        elif token.kind in ("iri", "name"):
            in_clause = False
            kept.append(" ")
        elif token.kind == "skip":
            kept.append(token.text)
    return "".join(kept)


def _with_prefixes(query: str) -> str:
    """The query with those of our prefixes that it lacks, in its first line, so that its lines keep their numbers."""
    found = [token for token in tokens(prologue(query)) if token.kind != "skip"]
    declared = {name.text for word, name in pairwise(found) if word.text.upper() == "PREFIX"}
    lacking = ((f"{name}:", space) for name, space in PREFIXES.items() if f"{name}:" not in declared)
    return "".join(f"PREFIX {name} <{space}> " for name, space in lacking if name in query) + query
