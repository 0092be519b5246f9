"""From axioms to rules about the things of one graph: a partial evaluator of the table of rules.

The premises of a rule about the schema are matched against the facts; each match fills the rest of the rule, which
becomes a compiled rule: `cax-sco` with `A rdfs:subClassOf B` becomes *x is an A, so x is a B*. A rule that speaks of
the schema alone, as those of table 9 do, is compiled as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from preventiegraaf.reasoning.compiled import ANY, Atom, CompiledRule, Key
from preventiegraaf.reasoning.facts import Facts
from preventiegraaf.reasoning.joins import evaluate
from preventiegraaf.reasoning.rules import Rule
from preventiegraaf.reasoning.templates import Numbered, Template, Templates
from preventiegraaf.reasoning.vocabulary import Vocabulary

Filling = Mapping[int, int]


class Compiler:
    """Specialises the table's rules to the facts; `representative` gives the number under which a number is known."""

    def __init__(
        self, table: Sequence[Rule], vocabulary: Vocabulary, facts: Facts, representative: Callable[[int], int]
    ) -> None:
        self._facts, self._representative = facts, representative
        self._words = vocabulary
        self._templates = Templates(table, vocabulary.number)

    def lasting_rules(self) -> list[CompiledRule]:
        """The rules that no axiom bears on: those that speak of the schema alone, and what holds without premises."""
        found = (rule for table_rule in self._templates.rules for rule in self._lasting(table_rule))
        return [rule for rule in found if rule.head not in rule.body]

    def rules(self) -> list[CompiledRule]:
        """All rules, each once."""
        special = (rule for table_rule in self._templates.rules for rule in self._specialised(table_rule))
        found = dict.fromkeys([*self.lasting_rules(), *(rule for rule in special if rule.head not in rule.body)])
        return [rule for rule in found if not self._says_too_little(rule, found)]

    def state(self) -> tuple[int, ...]:
        """Numbers that stay the same as long as the same rules are compiled."""
        keys = {self._key(premise) for rule in self._templates.rules for premise in self._templates.of(rule).schema}
        keys |= {self._words.first, self._words.rest}
        return tuple(len(self._facts.relations[key]) for key in sorted(keys))

    def _lasting(self, rule: Rule) -> Iterator[CompiledRule]:
        template = self._templates.of(rule)
        if not (rule.lists or template.things):
            yield from self._compiled(template, template.schema, {}, ())

    def _specialised(self, rule: Rule) -> Iterator[CompiledRule]:
        if not (rule.lists or self._templates.of(rule).things):
            return
        for filling in self._matches(self._templates.of(rule).schema):
            for template, filled in self._with_members(rule, filling):
                axioms = tuple(_filled(premise, filled) for premise in template.schema)
                yield from self._compiled(template, template.things, filled, axioms)

    def _matches(self, premises: Iterable[Numbered]) -> Iterator[Filling]:
        table = evaluate([self._atom(premise) for premise in premises], self._facts.relations)
        names = list(table.columns)
        for values in zip(*(column.tolist() for column in table.columns.values()), strict=True):
            yield dict(zip(names, values, strict=True))

    def _with_members(self, rule: Rule, filling: Filling) -> Iterator[tuple[Template, Filling]]:
        head = self._templates.list_head(rule)
        members: list[int] | None = []
        if head is not None:
            words = self._words
            members = self._facts.members(filling[head], words.first, words.rest, self._representative(words.nil))
        if members is not None:
            filled = {**filling, **dict(zip(self._templates.members(len(members)), members, strict=True))}
            yield from ((template, filled) for template in self._templates.of_length(rule, len(members)))

    def _compiled(
        self, template: Template, body: Iterable[Numbered], filling: Filling, axioms: tuple[Numbered, ...]
    ) -> Iterator[CompiledRule]:
        names: dict[int, int] = {}
        atoms = tuple(self._atom(_filled(premise, filling), names) for premise in body)
        for conclusion in template.conclusions:
            yield CompiledRule(template.name, atoms, self._atom(_filled(conclusion, filling), names), axioms)
        if not template.conclusions:
            yield CompiledRule(template.name, atoms, None, axioms)

    def _atom(self, pattern: Numbered, names: dict[int, int] | None = None) -> Atom:
        """The pattern over its relation, its variables renamed in the order in which they are met."""
        subject, _, object_ = (self._term(term, names) for term in pattern)
        return Atom(self._key(pattern), subject, object_)

    def _term(self, term: int, names: dict[int, int] | None) -> int:
        if term >= 0:
            return self._representative(term)
        return term if names is None else names.setdefault(term, ANY - 1 - len(names))

    def _key(self, pattern: Numbered) -> Key:
        predicate, object_ = self._representative(pattern[1]), pattern[2]
        if predicate == self._facts.whole_type[0] and object_ >= 0:
            return predicate, self._representative(object_)
        return predicate, ANY

    def _says_too_little(self, rule: CompiledRule, others: Iterable[CompiledRule]) -> bool:
        """Whether a rule asks that something is an owl:Thing where another says the same without."""
        thing = self._words.thing
        rest = tuple(atom for atom in rule.body if atom.key != thing)
        return len(rest) < len(rule.body) and CompiledRule(rule.name, rest, rule.head) in others


def _filled(pattern: Numbered, filling: Filling) -> Numbered:
    subject, predicate, object_ = pattern
    return filling.get(subject, subject), filling.get(predicate, predicate), filling.get(object_, object_)
