"""The dataset of a query: which graphs its default graph is made of, and which it reaches by GRAPH.

The engine's own default graph made of several graphs gives a triple once for each graph that has it; an RDF merge has
it once (SPARQL 1.1 Query Language, section 13.2). So such a dataset is copied into a store of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from preventiegraaf.errors import QueryRefusedError
from preventiegraaf.namespaces import INFERRED_GRAPH, PREFIXES
from preventiegraaf.querying.task import Task
from preventiegraaf.querying.tokens import FORMS, Token, tokens

_KEPT = 4
_UNCHOSEN: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True)
class Chosen:
    """A store, and the graphs of it that a query may see: None where the query decides."""

    store: Store
    named: tuple[NamedNode, ...] | None = None


class Datasets:
    """Finds the store for a task, and keeps the few that were made last."""

    def __init__(self, store_for: Callable[[bool], Store]) -> None:
        self._store_for = store_for
        self._merged: OrderedDict[tuple[bool, tuple[str, ...], tuple[str, ...]], Chosen] = OrderedDict()

    def choose(self, task: Task) -> Chosen:
        """The store for a task. Raises QueryRefusedError for a graph that does not exist."""
        store = self._store_for(task.infer)
        declared = declared_dataset(task.query)
        from_protocol = (task.default_graphs, task.named_graphs)
        default, named = from_protocol if from_protocol != _UNCHOSEN else declared
        for iri in (*default, *named):
            if not (store.contains_named_graph(NamedNode(iri)) or iri == INFERRED_GRAPH.value):
                raise QueryRefusedError(f"There is no graph <{iri}> here, and graphs of other servers are not fetched.")
        if from_protocol == _UNCHOSEN and len(default) <= 1:
            return Chosen(store)
        return self._merge(store, task.infer, default, named)

    def _merge(self, store: Store, infer: bool, default: tuple[str, ...], named: tuple[str, ...]) -> Chosen:
        key = (infer, default, named)
        if key not in self._merged:
            self._merged[key] = _merged(store, default, named)
            while len(self._merged) > _KEPT:
                self._merged.popitem(last=False)
        self._merged.move_to_end(key)
        return self._merged[key]


def _merged(store: Store, default: tuple[str, ...], named: tuple[str, ...]) -> Chosen:
    """A store in memory with the union of the default graphs as default graph, each triple once."""
    merged = Store()
    for iri in default:
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    for iri in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    return Chosen(merged, tuple(map(NamedNode, named)))


def declared_dataset(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The IRIs of the FROM and of the FROM NAMED clauses of a query, those that can be resolved."""
    found = [token for token in tokens(query) if token.kind != "skip"]
    prefixes = {**PREFIXES, **_prologue(found)}
    default: list[str] = []
    named: list[str] = []
    formed = False
    for place, token in enumerate(found[:-1]):
        word = token.text.upper() if token.kind == "word" else token.text
        formed = formed or word in FORMS
        if word == "WHERE" or (word == "{" and "CONSTRUCT" not in _words(found[:place])):
            break
        if formed and word == "FROM":
            follower = found[place + 1]
            is_named = follower.text.upper() == "NAMED" and place + 2 < len(found)
            iri = _resolve(found[place + 2] if is_named else follower, prefixes)
            if iri is not None:
                (named if is_named else default).append(iri)
    return tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))


def _words(found: list[Token]) -> set[str]:
    return {token.text.upper() for token in found if token.kind == "word"}


def _prologue(found: list[Token]) -> dict[str, str]:
    """The prefixes that the query declares."""
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


def _resolve(token: Token, prefixes: dict[str, str]) -> str | None:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, name = token.text.partition(":")
    return prefixes[prefix] + name if token.kind == "name" and prefix in prefixes else None
