"""From the derivations of a triple to an account of it: where each leaf stands, and whose words support it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode, Store, Triple

from preventiegraaf.errors import NotHeldError
from preventiegraaf.namespaces import EVIDENCE, EXACT
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.explanation.account import Account, Origin, Proof, Statement, Step, Words
from preventiegraaf.querying.things.linking import in_order
from preventiegraaf.reasoning.explanation import Atom, ClosedGraph, Derivation, Explainer


class Accountant:
    """Gives account of the triples of one graph.

    `asserted` is the store with what all files say, a named graph for each; `closed` is the same graph, closed;
    `documents` are the named graphs of documents: what the others say is given.
    """

    def __init__(self, asserted: Store, closed: ClosedGraph, documents: Collection[str]) -> None:
        self._asserted = asserted
        self._documents = frozenset(documents)
        self._graph = closed
        self._explainer = Explainer(closed)

    def account(self, triple: Triple, limit: int, leaving_out: Collection[str] = ()) -> Account:
        """Why a triple holds, by at most `limit` derivations, from what is in other graphs than those left out.

        Raises NotHeldError for a triple that does not hold, or would not without those graphs; it says nothing more.
        """
        away = set(leaving_out)
        allowed = (lambda leaf: bool(self._graphs(leaf) - away)) if away else None
        explanation = self._explainer.explain(triple, limit, allowed)
        if explanation is None or not explanation.derivations:
            raise NotHeldError
        support = self._explainer.support(triple, self._sources)
        writer = _Writer(self._graph, explanation.goal)
        proofs = tuple(writer.proof(derivation) for derivation in explanation.derivations)
        statements = tuple(self._statement(atom, away) for atom in writer.atoms)
        sets = tuple(tuple(sorted(one)) for one in support.sets if away.isdisjoint(one)) if support else ()
        return Account(statements, proofs, explanation.complete, sets, bool(support and support.complete))

    def _statement(self, atom: Atom, away: set[str]) -> Statement:
        subject, predicate, object_ = (self._graph.dictionary.text(number).decode() for number in atom)
        origins = () if not self._graph.is_asserted(atom) else tuple(self._origins(self._graph.triple(atom), away))
        return Statement(subject, predicate, object_, origins)

    def _origins(self, triple: Triple, away: set[str]) -> Iterator[Origin]:
        """The graphs that assert a triple, each with its own passages for the subject."""
        for graph in sorted(self._graphs(triple) - away):
            found = self._asserted.quads_for_pattern(triple.subject, EVIDENCE, None, NamedNode(graph))
            passages = sorted((quad.object for quad in found if isinstance(quad.object, NamedNode)), key=in_order)
            yield Origin(graph, tuple(Words(passage.value, self._exact(passage)) for passage in passages))

    def _exact(self, passage: NamedNode) -> str:
        quads = self._asserted.quads_for_pattern(selector_of(passage), EXACT, None, None)
        return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), "")

    def _graphs(self, triple: Triple) -> set[str]:
        quads = self._asserted.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}

    def _sources(self, triple: Triple) -> set[str]:
        """The graphs of documents that assert a triple; none for what ontology, register or questions say."""
        graphs = self._graphs(triple)
        return graphs if graphs <= self._documents else set()


class _Writer:
    """Writes derivations with the triples in one list, the triple that is explained first."""

    def __init__(self, graph: ClosedGraph, goal: Atom) -> None:
        self._graph = graph
        self._places = {goal: 0}

    @property
    def atoms(self) -> list[Atom]:
        """The triples in the order of their places."""
        return list(self._places)

    def proof(self, derivation: Derivation) -> Proof:
        """A derivation, its triples told by their places."""
        steps = tuple(
            Step(one.rule, self._place(conclusion), self._all(one.premises), self._all(one.given))
            for conclusion, one in derivation.steps.items()
        )
        return Proof(steps, self._all(derivation.leaves))

    def _all(self, atoms: Collection[Atom]) -> tuple[int, ...]:
        return tuple(map(self._place, atoms))

    def _place(self, atom: Atom) -> int:
        return self._places.setdefault(atom, len(self._places))
