"""The dataset of a query: which graphs its default graph is made of, and which it reaches by GRAPH.

The engine's own default graph made of several graphs gives a triple once for each graph that has it; an RDF merge has
it once (SPARQL 1.1 Query Language, section 13.2). So such a dataset is copied into a store of its own.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from preventiegraaf.errors import QueryRefusedError, UnknownGraphError, UsageError
from preventiegraaf.namespaces import BASE, INFERRED_GRAPH, PREFIXES
from preventiegraaf.querying.engine import Dataset
from preventiegraaf.querying.syntax.forms import prologue
from preventiegraaf.querying.syntax.tokens import tokens
from preventiegraaf.querying.task import Graphs, Task

_KEPT = 2
_FROM = re.compile(
    r"""(?: (?<![\w:.-]) | (?<=ASK) | (?<=CONSTRUCT) ) FROM \s*+ (?P<named> NAMED \s*+ )?+
    (?: (?P<name> <[^<>]*+> | [^\s<>:(){}]*+ : [^\s<>(){}]*+ ) | [^\s<>:(){}]*+ )""",
    re.VERBOSE | re.IGNORECASE,
)
"""A dataset clause, or the word FROM with what stands there instead of a name, so that this is read once only."""
_PASSED_OVER = {"skip", "string", "variable"}
_OURS = f"BASE <{BASE}>\n" + "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())


@dataclass(frozen=True)
class Chosen:
    """A store, and the graphs of it that a query asks: None where the query decides."""

    store: Store
    dataset: Dataset | None = None


class Datasets:
    """Finds the store for a task, and keeps the few that were made last.

    `store_for` gives the store with or without inferred triples, `selected` that which leaves graphs out as well.
    """

    def __init__(
        self, store_for: Callable[[bool], Store], selected: Callable[[Graphs, bool], Store] | None = None
    ) -> None:
        self._store_for, self._selected = store_for, selected
        self._merged: OrderedDict[tuple[bool, Graphs, Graphs, Graphs], Chosen] = OrderedDict()

    def choose(self, task: Task) -> Chosen:
        """The store for a task. Raises UnknownGraphError for a graph that does not exist, UsageError for no IRI."""
        store = self._store(task)
        by_protocol = bool(task.default_graphs or task.named_graphs)
        default, named = _protocol_dataset(task) if by_protocol else declared_dataset(task.query)
        _refuse_unknown(store, (*default, *named), task.leaving_out)
        if len(default) > 1:
            return self._merge(store, task, default, named)
        if default or named:
            return Chosen(store, Dataset(tuple(map(NamedNode, default)), tuple(map(NamedNode, named))))
        return Chosen(store)

    def _store(self, task: Task) -> Store:
        if task.leaving_out and self._selected is not None:
            return self._selected(task.leaving_out, task.infer)
        return self._store_for(task.infer)

    def _merge(self, store: Store, task: Task, default: Graphs, named: Graphs) -> Chosen:
        key = (task.infer, task.leaving_out, tuple(sorted(default)), tuple(sorted(named)))
        if key not in self._merged:
            self._merged[key] = _merged(store, default, named)
            while len(self._merged) > _KEPT:
                self._merged.popitem(last=False)
        self._merged.move_to_end(key)
        return self._merged[key]


def _protocol_dataset(task: Task) -> tuple[Graphs, Graphs]:
    """The graphs that the request gives beside its query (SPARQL 1.1 Protocol, section 2.1.4), each once."""
    return tuple(dict.fromkeys(task.default_graphs)), tuple(dict.fromkeys(task.named_graphs))


def _refuse_unknown(store: Store, graphs: Graphs, leaving_out: Graphs) -> None:
    for iri in graphs:
        try:
            name = NamedNode(iri)
        except ValueError as error:
            raise UsageError(f"{iri} is not the IRI of a graph: {error}.") from error
        if iri in leaving_out:
            raise QueryRefusedError(
                f"The graph <{iri}> is not among the sources asked for; add its document to sources=."
            )
        if name != INFERRED_GRAPH and not store.contains_named_graph(name):
            raise UnknownGraphError(iri)


def _merged(store: Store, default: Graphs, named: Graphs) -> Chosen:
    """A store with the union of the default graphs as default graph, each triple once: in memory, if need be."""
    dataset = Dataset((DefaultGraph(),), tuple(map(NamedNode, named)))
    if {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)} <= set(default):
        return Chosen(store, dataset)
    merged = Store()
    for iri in default:
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    for name in dataset.named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
    return Chosen(merged, dataset)


def declared_dataset(query: str) -> tuple[Graphs, Graphs]:
    """The IRIs of the FROM and of the FROM NAMED clauses of a query, each once, those that can be resolved."""
    if "from" not in query.lower():
        return (), ()
    default: list[str] = []
    named: list[str] = []
    declared = prologue(query)
    for match in _FROM.finditer(_head(query[len(declared) :])):
        iri = resolve(declared, match["name"]) if match["name"] else None
        if iri is not None:
            (named if match["named"] else default).append(iri)
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def _head(text: str) -> str:
    """What stands in no braces, without strings, variables and comments: the dataset clauses are in it."""
    depth = 0
    kept = []
    for token in tokens(text):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            kept.append(" " if token.kind in _PASSED_OVER else token.text)
    return "".join(kept)


def resolve(declared: str, name: str) -> str | None:
    """The IRI that a name or a relative IRI stands for, by the declarations of the query and by our own prefixes."""
    document = f"{_OURS}{declared}\n{name} <urn:x-p> <urn:x-o> ."
    try:
        subject = next(iter(parse(document, format=RdfFormat.TURTLE))).subject
    except (SyntaxError, StopIteration):
        return None
    return subject.value if isinstance(subject, NamedNode) else None
