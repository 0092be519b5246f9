"""Contradictions: the false-rules of the table over a closed graph, in its columns.

The false-rules are compiled as all rules are. Two kinds of conclusion contradict by themselves: that two literals of
different values are one (prp-fp and its like, with dt-diff and eq-diff1), and that a literal has a type in which it has
no value (dt-not-type). Those are found by the rules that would conclude them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
from pyoxigraph import BlankNode, NamedNode, Triple

from preventiegraaf.columns import Column, Kind
from preventiegraaf.columns.packing import EMPTY, contains, distinct, matches, objects_of, pack, starts, subjects_of
from preventiegraaf.reasoning.closure import Contradiction
from preventiegraaf.reasoning.compiled import Atom, CompiledRule, Key, Numbered
from preventiegraaf.reasoning.conclusions.wording import Wording
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.materialisation.twins import Twin, twin_of
from preventiegraaf.reasoning.relations.joins import Table, evaluate, instances
from preventiegraaf.reasoning.relations.shapes import is_class


def contradictions(engine: Engine) -> list[Contradiction]:
    """Every contradiction, those of table 4 first, those of table 8 last."""
    check = _Check(engine)
    found = [*check.of_equality()]
    for rule in engine.rules.false:
        found += check.of(rule)
    return list(dict.fromkeys([*found, *check.of_values(), *check.of_types()]))


class _Check:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._relations = engine.facts.relations
        self._wording = Wording(engine)
        self._is_literal = engine.dictionary.kinds == Kind.LITERAL
        self._values = self._values_of_things()

    def _values_of_things(self) -> Column:
        """For each number the literal that it is or is the same as, -1 where there is none."""
        found = np.where(self._is_literal, np.arange(len(self._is_literal)), -1)
        for first, group in self._engine.names.groups().items():
            literals = (name for name in group if self._is_literal[name])
            found[first] = next(filter(self._engine.literals.has_value, literals), found[first])
        return found

    def of(self, rule: CompiledRule) -> Iterator[Contradiction]:
        """The values for which all that a false-rule asks holds, each set of triples once."""
        seen = set()
        found = self._of_two(rule) if rule.any_two else self._of_all(rule)
        for triples in found:
            if frozenset(triples) not in seen:
                seen.add(frozenset(triples))
                yield self._contradiction(rule.name, triples)

    def _of_all(self, rule: CompiledRule) -> Iterator[list[Numbered]]:
        table = self._table(rule)
        return self._premises(rule, table, range(table.rows))

    def _of_two(self, rule: CompiledRule) -> Iterator[list[Numbered]]:
        """For each two atoms of a rule that hold of the same, the axioms of the rule and these two, filled."""
        columns = [self._relations[atom.key].column for atom in rule.body]
        values = np.concatenate([EMPTY, *columns])
        places = np.repeat(np.arange(len(columns)), [len(column) for column in columns])
        order = np.argsort(values, kind="stable")
        values, places = values[order], places[order]
        for value in distinct(values[~starts(values)]).tolist():
            begin, end = np.searchsorted(values, [value, value + 1])
            for one, other in combinations(places[begin:end].tolist(), 2):
                yield [*rule.axioms, *(_said(rule.body[place], value) for place in (one, other))]

    def of_equality(self) -> Iterator[Contradiction]:
        """Things that are one and said to be different: eq-diff1, eq-diff2, eq-diff3."""
        words, names = self._engine.words, self._engine.said_names
        for column in self._different():
            ones, others = subjects_of(column), objects_of(column)
            one_thing = names.of(ones) == names.of(others)
            for one, other in zip(ones[one_thing].tolist(), others[one_thing].tolist(), strict=True):
                same, different = ((one, key[0], other) for key in (words.same, words.different))
                yield self._contradiction("eq-diff1", [same, different])
        yield from self._all_different("eq-diff2", words.members)
        yield from self._all_different("eq-diff3", words.distinct_members)

    def _different(self) -> Iterator[Column]:
        """The pairs that are asserted to be different, and those that follow under no asserted pair's names."""
        key, names = self._engine.words.different, self._engine.names
        asserted = distinct(np.concatenate([EMPTY, *self._engine.asserted.get(key, [])]))
        known = distinct(pack(names.of(subjects_of(asserted)), names.of(objects_of(asserted))))
        column = self._relations[key].column
        yield from (asserted, column[~contains(known, column)])

    def of_values(self) -> Iterator[Contradiction]:
        """Literals of different values that would be one: dt-diff."""
        for rule in self._engine.rules.rules:
            if rule.head is not None and rule.head.key == self._engine.words.same:
                yield from self._equated(rule)
        for first, group in self._engine.names.groups().items():
            two = self._engine.literals.two_of(name for name in group if self._is_literal[name])
            if two is not None:
                same = [(first, self._engine.words.same[0], name) for name in two]
                yield self._contradiction("dt-diff", same if not self._is_literal[first] else self._saying(two))

    def _saying(self, literals: Iterable[int]) -> list[Numbered]:
        """For each literal a triple that is asserted with it."""
        columns = [
            (key[0], column) for key, each in self._engine.asserted.items() if not is_class(key) for column in each
        ]
        found = ((name, key, column[objects_of(column) == name]) for name in literals for key, column in columns)
        return list({name: (int(hits[0] >> 32), key, name) for name, key, hits in found if len(hits)}.values())

    def of_types(self) -> Iterator[Contradiction]:
        """Literals without a value in their own datatype, or in one that follows: dt-not-type."""
        yield from self._ill_typed()
        yield from self._of_one_datatype()
        for key, columns in self._engine.asserted.items():
            for thing in sorted(self._misfits(key, *columns)) if is_class(key) else ():
                yield self._contradiction("dt-not-type", [(thing, *key), *self._value_named(thing)])
        wrong: dict[Key, set[int]] = {}
        for rule in self._engine.rules.rules:
            if rule.head is None or not is_class(rule.head.key) or not rule.body:
                continue
            key = rule.head.key
            if key not in wrong:
                wrong[key] = self._misfits(key, self._relations[key].column)
            table = self._table(rule) if wrong[key] else Table({}, 0)
            things = instances(rule.head, table) if table.rows else EMPTY
            rows = [row for row, thing in enumerate(things.tolist()) if thing in wrong[key]]
            for row, triples in zip(rows, self._premises(rule, table, rows), strict=True):
                yield self._contradiction("dt-not-type", [*triples, *self._value_named(int(things[row]))])

    def _of_one_datatype(self) -> Iterator[Contradiction]:
        """For each two datatypes that are one a literal of the one that has no value in the other."""
        engine = self._engine
        datatypes = {class_ for _, class_ in engine.words.datatypes}
        for group in engine.names.groups().values():
            for one, other in permutations(sorted(datatypes.intersection(group)), 2):
                for literal in engine.literals.outside(engine.literals.in_space(one), other)[:1].tolist():
                    same, typed = (one, engine.words.same[0], other), (literal, engine.words.type, other)
                    yield self._contradiction("dt-not-type", [same, typed])

    def _misfits(self, key: Key, *columns: Column) -> set[int]:
        """Those of the members of a class, if it is a datatype, that have a value outside it."""
        if not self._engine.literals.is_space(key[1]):
            return set()
        things = np.concatenate([EMPTY, *columns])
        values = self._values[self._engine.names.of(things)]
        wrong = self._engine.literals.outside(distinct(values[values >= 0]), key[1])
        return set(things[contains(wrong, values)].tolist())

    def _value_named(self, thing: int) -> list[Numbered]:
        """That a thing is the same as its value, if it is no literal itself."""
        value = int(self._values[self._engine.names.representative(thing)])
        return [] if value in (-1, thing) else [(thing, self._engine.words.same[0], value)]

    def _ill_typed(self) -> Iterator[Contradiction]:
        wrong = np.array(sorted(self._engine.literals.ill_typed), dtype=np.int64)
        for key, columns in self._engine.asserted.items() if len(wrong) else ():
            for column in columns if not is_class(key) else ():
                hits = column[contains(wrong, objects_of(column))]
                for subject, object_ in zip(subjects_of(hits).tolist(), objects_of(hits).tolist(), strict=True):
                    yield self._contradiction("dt-not-type", [(subject, key[0], object_)])

    def _all_different(self, name: str, key: Key) -> Iterator[Contradiction]:
        words, facts = self._engine.words, self._engine.facts
        nodes = self._relations[words.all_different].column
        rows, lists = matches(self._relations[key].column, nodes)
        groups = self._engine.said_names.groups()
        for node, list_ in zip(nodes[rows].tolist(), lists.tolist(), strict=True):
            members = facts.members(list_, words.first, words.rest, words.nil) or []
            things = [self._engine.said_names.representative(member) for member in members]
            for thing in sorted(thing for thing, count in Counter(things).items() if count > 1):
                one, other, *_ = [*groups.get(thing, [thing]), thing]
                axioms = [(node, words.type, words.all_different[1]), (node, key[0], list_)]
                yield self._contradiction(name, [*axioms, (one, words.same[0], other)])

    def _equated(self, rule: CompiledRule) -> Iterator[Contradiction]:
        """The rows by which a rule makes two literals one."""
        twin = twin_of(rule)
        if twin is None:
            table = self._table(rule)
            yield from self._clashing(rule, table)
            return
        half = replace(rule, body=twin.half, head=None)
        table = self._table(half)
        if not table.rows:
            return
        table = self._valued(table, twin)
        things = table.columns[twin.one]
        for one, other in zip(*(rows.tolist() for rows in twin.neighbours(table)), strict=True):
            triples = [triple for each in self._premises(half, table, (one, other)) for triple in each]
            yield from self._clash(int(things[one]), int(things[other]), triples)

    def _valued(self, table: Table, twin: Twin) -> Table:
        """The rows that share something with others and whose one is a value, whatever stands between them."""
        table = table.where(self._values[table.columns[twin.one]] >= 0)
        rows = distinct(np.concatenate(twin.neighbours(table)))
        values = self._values[table.columns[twin.one][rows]].tolist()
        return table.taken(rows[[self._engine.literals.has_value(value) for value in values]])

    def _clashing(self, rule: CompiledRule, table: Table) -> Iterator[Contradiction]:
        if rule.head is None or not table.rows:
            return
        pairs = instances(rule.head, table)
        ones, others = subjects_of(pairs), objects_of(pairs)
        rows = np.flatnonzero((self._values[ones] >= 0) & (self._values[others] >= 0)).tolist()
        for row, triples in zip(rows, self._premises(rule, table, rows), strict=True):
            yield from self._clash(int(ones[row]), int(others[row]), triples)

    def _clash(self, one: int, other: int, triples: list[Numbered]) -> Iterator[Contradiction]:
        """What triples contradict by which two things are one, if these have different values."""
        if self._engine.literals.differ(int(self._values[one]), int(self._values[other])):
            named = [*self._value_named(one), *self._value_named(other)]
            yield self._contradiction("dt-diff", list(dict.fromkeys([*triples, *named])))

    def _table(self, rule: CompiledRule) -> Table:
        if any(not len(self._relations[atom.key]) for atom in rule.body):
            return Table({}, 0)
        return evaluate(rule.body, self._relations)

    def _premises(self, rule: CompiledRule, table: Table, rows: Iterable[int]) -> Iterator[list[Numbered]]:
        """For each row the axioms of a rule and its body, filled."""
        for row in rows:
            values = {name: int(column[row]) for name, column in table.columns.items()}
            body = [
                (values.get(atom.subject, atom.subject), atom.key[0], values.get(atom.object, atom.object))
                for atom in rule.body
            ]
            yield [*rule.axioms, *body]

    def _contradiction(self, rule: str, triples: Sequence[Numbered]) -> Contradiction:
        """A contradiction in RDF: for what would have a literal as subject stands a triple that is asserted with it."""
        said = self._wording.of(triples)
        literals = dict.fromkeys(subject for subject, _, _ in said if self._is_literal[subject])
        told = [*said, *self._saying(literals)] if literals else said
        return Contradiction(rule, tuple(dict.fromkeys(self._in_rdf(told))))

    def _in_rdf(self, triples: Sequence[Numbered]) -> Iterator[Triple]:
        for triple in triples:
            subject, predicate, object_ = map(self._engine.dictionary.term, triple)
            if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
                yield Triple(subject, predicate, object_)


def _said(atom: Atom, value: int) -> Numbered:
    """A fact of the relation of an atom as a triple."""
    if atom.is_unary:
        return value, *atom.key
    return value >> 32, atom.key[0], value & 0xFFFF_FFFF
