"""From axioms to rules about the things of one graph: a partial evaluator of the table of rules.

The premises of a rule about the schema are matched against the facts; each match fills the rest of the rule, which
becomes a compiled rule: `cax-sco` with `A rdfs:subClassOf B` becomes *x is an A, so x is a B*. A rule that speaks of
the schema alone, as those of table 9 do, is compiled as it stands. What was compiled from axioms that are still the
same is not compiled again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from preventiegraaf.reasoning.compiled import ANY, Atom, CompiledRule, Key, Numbered, filled
from preventiegraaf.reasoning.compiler.templates import Template, Templates
from preventiegraaf.reasoning.compiler.vocabulary import Vocabulary
from preventiegraaf.reasoning.relations.facts import Facts
from preventiegraaf.reasoning.relations.joins import evaluate
from preventiegraaf.reasoning.rules import Choice, Rule

Filling: TypeAlias = dict[int, int]
"""What a term or a variable of a template stands for; what is not in it stands for itself."""
State: TypeAlias = tuple[int, ...]
"""Sizes of relations; as long as they are the same, so are the facts."""


class Compiler:
    """Specialises the table's rules to the facts; `current` gives the number under which the facts have a term."""

    def __init__(self, table: Sequence[Rule], words: Vocabulary, facts: Facts, current: Callable[[int], int]) -> None:
        self._facts, self._current, self._words = facts, current, words
        self._templates = Templates(table, words)
        self._made: dict[str, tuple[State, list[CompiledRule]]] = {}
        self._terms: Filling = {}
        self._times_forgotten = 0

    def forget(self) -> None:
        """Compile all anew when next asked, because axioms are known under other numbers."""
        self._made.clear()
        self._times_forgotten += 1
        self._terms = self._terms_now()

    def keep_up(self) -> None:
        """Forget if the facts have a term of a rule under another number than before."""
        if self._terms_now() != self._terms:
            self.forget()

    def _terms_now(self) -> Filling:
        return {term: current for term in self._words.numbers if (current := self._current(term)) != term}

    def lasting_rules(self) -> list[CompiledRule]:
        """The rules that no axiom bears on: those that speak of the schema alone, and what holds without premises."""
        return [rule for table_rule in self._templates.rules for rule in self._lasting(table_rule)]

    def rules(self) -> list[CompiledRule]:
        """All rules, each once; of false-rules also those that different axioms make."""
        special = (rule for table_rule in self._templates.rules for rule in self._specialised(table_rule))
        made = [*self.lasting_rules(), *special]
        found = dict.fromkeys(made)
        false = {(rule, rule.name, *rule.axioms): rule for rule in made if rule.head is None}
        kept = [*(rule for rule in found if rule.head is not None), *false.values()]
        return [rule for rule in kept if not self._says_too_little(rule, found)]

    def state(self) -> State:
        """What stays the same as long as the same rules are compiled."""
        sizes = (size for rule in self._templates.rules for size in self._state_of(rule))
        return (self._times_forgotten, *sizes)

    def _state_of(self, rule: Rule) -> State:
        keys = [self._key(predicate, object_) for _, predicate, object_ in self._templates.of(rule).schema]
        lists = [self._words.first, self._words.rest] if rule.lists else []
        return tuple(len(self._facts.relations[key]) for key in keys + lists)

    def _lasting(self, rule: Rule) -> list[CompiledRule]:
        template = self._templates.of(rule)
        return [] if rule.lists or template.things else self._compiled(template, template.schema, self._terms, ())

    def _specialised(self, rule: Rule) -> list[CompiledRule]:
        template = self._templates.of(rule)
        if not (rule.lists or template.things):
            return []
        state = self._state_of(rule)
        known = self._made.get(rule.name)
        if known is None or known[0] != state:
            known = self._made[rule.name] = (state, list(self._matched(rule, template)))
        return known[1]

    def _matched(self, rule: Rule, template: Template) -> Iterator[CompiledRule]:
        head = self._templates.list_head(rule)
        for filling in self._matches(template.schema):
            if head is None:
                yield from self._compiled(template, template.things, filling, template.schema)
            else:
                yield from self._of_list(rule, filling, head)

    def _of_list(self, rule: Rule, filling: Filling, head: int) -> Iterator[CompiledRule]:
        members = self._facts.members(
            filling[head], self._words.first, self._words.rest, self._current(self._words.nil)
        )
        if members is None:
            return
        with_members = {**filling, **dict(zip(self._templates.members(len(members)), members, strict=True))}
        if rule.lists[0].choice is Choice.TWO:
            yield self._of_any_two(rule, len(members), with_members)
            return
        for template in self._templates.of_length(rule, len(members)):
            yield from self._compiled(template, template.things, with_members, template.schema)

    def _of_any_two(self, rule: Rule, length: int, filling: Filling) -> CompiledRule:
        """One rule for all pairs of members, of which a long list has very many."""
        atoms = tuple(self._atom(filled(half, filling)) for half in self._templates.halves(rule, length))
        return CompiledRule(rule.name, atoms, None, True, self._templates.of(rule).schema, filling)

    def _matches(self, premises: Iterable[Numbered]) -> Iterator[Filling]:
        table = evaluate([self._atom(filled(premise, self._terms)) for premise in premises], self._facts.relations)
        names = list(table.columns)
        for values in zip(*(column.tolist() for column in table.columns.values()), strict=True):
            yield self._terms | dict(zip(names, values, strict=True))

    def _compiled(
        self, template: Template, body: Iterable[Numbered], filling: Filling, schema: tuple[Numbered, ...]
    ) -> list[CompiledRule]:
        """The rules of a template, without those that conclude what they ask."""
        atoms = tuple([self._atom(filled(premise, filling)) for premise in body])
        if not template.conclusions:
            return [CompiledRule(template.name, atoms, None, schema=schema, filling=filling)]
        heads = [self._atom(filled(conclusion, filling)) for conclusion in template.conclusions]
        rules = (CompiledRule(template.name, atoms, head, schema=schema, filling=filling) for head in heads)
        return [rule for rule in rules if rule.head not in atoms]

    def _atom(self, pattern: Numbered) -> Atom:
        subject, predicate, object_ = pattern
        return Atom(self._key(predicate, object_), subject, object_)

    def _key(self, predicate: int, object_: int) -> Key:
        return (predicate, object_) if predicate == self._facts.whole_type[0] and object_ >= 0 else (predicate, ANY)

    def _says_too_little(self, rule: CompiledRule, others: Iterable[CompiledRule]) -> bool:
        """Whether a rule asks that something is an owl:Thing where another says the same without."""
        thing = self._words.thing
        if all(atom.key != thing for atom in rule.body):
            return False
        rest = tuple(atom for atom in rule.body if atom.key != thing)
        return CompiledRule(rule.name, rest, rule.head) in others
