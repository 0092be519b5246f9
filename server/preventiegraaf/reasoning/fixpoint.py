"""Run compiled rules until nothing new follows: semi-naive, over columns.

Each round joins what the round before found (the delta) with all that is known, so that no conclusion is drawn twice
from the same premises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from preventiegraaf.columns.packing import EMPTY, Column, objects_of, pack, subjects_of
from preventiegraaf.reasoning.compiler import Atom, Rule
from preventiegraaf.reasoning.relations import Bindings, Relation, extend, length

Key: TypeAlias = tuple[int, int]
"""A relation by its predicate; that of rdf:type is cut up by class, elsewhere the second number is -1."""


class Facts:
    """The triples that are known, as relations, and the rules that bear on them."""

    def __init__(self, type_number: int) -> None:
        self._type = type_number
        self._relations: dict[Key, Relation] = defaultdict(Relation)
        self._rules: list[Rule] = []
        self._uses: dict[Key, list[tuple[Rule, int]]] = {}

    def rule_by(self, rules: Sequence[Rule]) -> None:
        """Take these rules from now on."""
        self._rules = list(rules)
        self._uses = defaultdict(list)
        for rule in self._rules:
            for place, atom in enumerate(rule.body):
                self._uses[self._key(atom)].append((rule, place))

    def add(self, triples: Iterable[tuple[int, int, int]]) -> None:
        """Take in triples of numbers and all that follows from them."""
        found: dict[Key, list[int]] = defaultdict(list)
        for subject, predicate, object_ in triples:
            found[self._key(Atom(subject, predicate, object_))].append((subject << 32) | object_)
        self._saturate({key: np.array(pairs, dtype=np.int64) for key, pairs in found.items()})

    def reconsider(self) -> None:
        """Draw the conclusions of rules that are new, from all that is known."""
        known = {key: relation.pairs for key, relation in self._relations.items()}
        self._run(known)

    def triples(self) -> Iterator[tuple[int, int, int]]:
        """All triples of numbers."""
        for (predicate, _), relation in self._relations.items():
            subjects, objects = subjects_of(relation.pairs).tolist(), objects_of(relation.pairs).tolist()
            for subject, object_ in zip(subjects, objects, strict=True):
                yield subject, predicate, object_

    def pairs(self, predicate: int) -> Column:
        """The pairs of a predicate other than rdf:type."""
        return self._relations[predicate, -1].pairs

    def _key(self, atom: Atom) -> Key:
        return (atom.predicate, atom.object if atom.predicate == self._type else -1)

    def _saturate(self, candidates: Mapping[Key, Column]) -> None:
        self._run(self._absorb(candidates))

    def _run(self, delta: dict[Key, Column]) -> None:
        while delta:
            found: dict[Key, list[Column]] = defaultdict(list)
            for key, pairs in delta.items():
                for rule, place in self._uses.get(key, []):
                    found[self._key(rule.head)].append(self._conclusions(rule, place, pairs))
            delta = self._absorb({key: np.concatenate(columns) for key, columns in found.items()})

    def _absorb(self, candidates: Mapping[Key, Column]) -> dict[Key, Column]:
        """Add what is new among the candidates, and return it."""
        delta = {}
        for key, pairs in candidates.items():
            new = self._relations[key].new(pairs) if len(pairs) else EMPTY
            if len(new):
                self._relations[key].add(new)
                delta[key] = new
        return delta

    def _conclusions(self, rule: Rule, place: int, delta: Column) -> Column:
        """What a rule concludes if the atom at a place holds of the delta and the others of all that is known."""
        first = rule.body[place]
        bindings = extend(None, first.subject, first.object, Relation(delta))
        rest = [atom for other, atom in enumerate(rule.body) if other != place]
        while rest and length(bindings):
            atom = max(rest, key=lambda candidate: _bound(candidate, bindings))
            rest.remove(atom)
            bindings = extend(bindings, atom.subject, atom.object, self._relations[self._key(atom)])
        return _instances(rule.head, bindings) if length(bindings) else EMPTY


def _bound(atom: Atom, bindings: Bindings) -> int:
    """How many ends of a pattern are known; constants count for less than what joins with the bindings."""
    return sum(2 if term in bindings else term >= 0 for term in (atom.subject, atom.object))


def _instances(head: Atom, bindings: Bindings) -> Column:
    rows = length(bindings)
    subject, object_ = (
        bindings[term] if term < 0 else np.full(rows, term, dtype=np.int64) for term in (head.subject, head.object)
    )
    return pack(subject, object_)
