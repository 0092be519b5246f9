"""OWL 2 RL by our own engine: the axioms compiled into rules, and these run over columns of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.columns.packing import objects_of, subjects_of
from preventiegraaf.reasoning import vocabulary as v
from preventiegraaf.reasoning.cleaning import lean
from preventiegraaf.reasoning.closure import Closure
from preventiegraaf.reasoning.compiler import compile_rules
from preventiegraaf.reasoning.consistency import contradictions
from preventiegraaf.reasoning.equality import Names
from preventiegraaf.reasoning.fixpoint import Facts
from preventiegraaf.reasoning.schema import Schema, Term


class ColumnarReasoner:
    """Closes triples under the rules of OWL 2 RL/RDF."""

    name = "columnar"

    def close(self, asserted: Sequence[Triple]) -> Closure:
        """The triples that follow from the asserted ones, cleaned, and every contradiction."""
        names = Names()
        run = _Run(names.rewritten(asserted))
        while names.unite(run.equal_things()):
            run = _Run(names.rewritten(asserted))
        closed = list(names.in_full(run.triples()))
        known = set(asserted)
        store = Store()
        store.bulk_extend(Quad(*triple) for triple in known.union(closed))
        inferred = dict.fromkeys(triple for triple in closed if triple not in known)
        return Closure(tuple(lean(inferred, asserted)), tuple(contradictions(store, tuple(asserted))))


class _Run:
    """One closure of triples in which each thing has one name."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self._numbers: dict[Term, int] = {}
        self._terms: list[Term] = []
        self._schema = Schema(asserted)
        self._facts = Facts(self._number(v.TYPE))
        self._compile()
        self._facts.add(self._numbered(asserted))
        while self._take_new_axioms():
            self._compile()
            self._facts.reconsider()

    def triples(self) -> Iterator[Triple]:
        """All that is asserted or follows and is RDF."""
        for subject, predicate, object_ in self._facts.triples():
            found, relation = self._terms[subject], self._terms[predicate]
            if isinstance(relation, NamedNode) and not isinstance(found, Literal | Triple):
                yield Triple(found, relation, self._terms[object_])
        yield from self._schema.conclusions()

    def equal_things(self) -> Iterator[tuple[Term, Term]]:
        """The pairs of different names, none of them literals, that stand for one thing."""
        pairs = self._facts.pairs(self._number(v.SAME))
        for subject, object_ in zip(subjects_of(pairs).tolist(), objects_of(pairs).tolist(), strict=True):
            one, other = self._terms[subject], self._terms[object_]
            if subject != object_ and not (isinstance(one, Literal) or isinstance(other, Literal)):
                yield one, other

    def _number(self, term: Term) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._terms)
            self._terms.append(term)
        return number

    def _numbered(self, triples: Iterable[Triple]) -> Iterator[tuple[int, int, int]]:
        number = self._number
        for triple in triples:
            yield number(triple.subject), number(triple.predicate), number(triple.object)

    def _compile(self) -> None:
        rules = compile_rules(self._schema, self._number)
        self._facts.rule_by(rules)
        heads = (rule.head for rule in rules if not rule.body)
        self._facts.add((head.subject, head.predicate, head.object) for head in heads)

    def _take_new_axioms(self) -> bool:
        """Let the schema have the axioms among the conclusions, and tell whether there were any that it lacked."""
        before = set(self._schema.conclusions())
        axioms = [triple for triple in self.triples() if triple.predicate in v.SCHEMA_PREDICATES or _is_kind(triple)]
        kinds = {(triple.subject, triple.object) for triple in axioms if _is_kind(triple)}
        known = {(term, kind) for kind in v.SCHEMA_TYPES for term in self._schema.of_kind(kind)}
        self._schema.add(axioms)
        return set(self._schema.conclusions()) != before or not kinds <= known


def _is_kind(triple: Triple) -> bool:
    return triple.predicate == v.TYPE and triple.object in v.SCHEMA_TYPES
