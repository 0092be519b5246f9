"""The engine: keeps what is asserted and all that follows, and takes in more at the cost of what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from preventiegraaf.columns import Column, Dictionary, Kind, Triples
from preventiegraaf.columns.packing import distinct, objects_of, pack, subjects_of
from preventiegraaf.reasoning.compiled import ANY, Key
from preventiegraaf.reasoning.compiler.compiling import Compiler
from preventiegraaf.reasoning.compiler.vocabulary import Vocabulary
from preventiegraaf.reasoning.materialisation.literals import Literals
from preventiegraaf.reasoning.materialisation.names import Names
from preventiegraaf.reasoning.materialisation.ruleset import RuleSet
from preventiegraaf.reasoning.relations.facts import Candidates, Facts, by_relation, carry, sorted_columns
from preventiegraaf.reasoning.relations.shapes import is_class
from preventiegraaf.reasoning.rules import RULES, Rule


class Engine:
    """Closes triples of one dictionary under the rules of OWL 2 RL/RDF.

    Without `equality`, owl:sameAs is concluded and said, but what is said of one name does not hold for the other
    (eq-rep-s, eq-rep-p and eq-rep-o are off). Of `rules` those of equality and of values, tables 4 and 8, hold in any
    case. Terms that the rules speak of are added to the dictionary.
    """

    def __init__(self, dictionary: Dictionary, *, equality: bool = True, rules: Sequence[Rule] = RULES) -> None:
        self.dictionary = dictionary
        self._table = tuple(rules)
        self.equality = equality
        self.words = Vocabulary(dictionary, self._table)
        self._begin()

    def _begin(self) -> None:
        self.literals = Literals(self.dictionary)
        self.names = Names(self.words.rank, self.dictionary.__len__)
        """Names that are one inside."""
        self.said_names = self.names if self.equality else Names(self.words.rank, self.dictionary.__len__)
        """Names that are said to be one."""
        self.facts = Facts(self.words.type)
        self.asserted: Candidates = defaultdict(list)
        self.rules = RuleSet(self.words, self.facts.whole_type)
        self.compiler = Compiler(self._table, self.words, self.facts, self._current)
        self._state: tuple[int, ...] | None = None
        self._typed: dict[int, int] = {}

    def add(self, triples: Triples) -> None:
        """Take in triples and all that follows from them."""
        self._add(self._by_relation(triples))

    def remove(self, triples: Triples) -> None:
        """Take back triples that were asserted; all is concluded anew from what is left."""
        gone, asserted = sorted_columns(self._by_relation(triples)), sorted_columns(self.asserted)
        self._begin()
        self._add(
            {
                key: [np.setdiff1d(column, gone[key][0]) if key in gone else column]
                for key, (column,) in asserted.items()
            }
        )

    def _by_relation(self, triples: Triples) -> Candidates:
        if triples.dictionary is not self.dictionary:
            raise ValueError("the triples are numbered by another dictionary")
        return by_relation(triples, self.words.type)

    def _add(self, asserted: Candidates) -> None:
        for key, columns in asserted.items():
            self.asserted[key].extend(columns)
        objects = (objects_of(column) for key, columns in asserted.items() if not is_class(key) for column in columns)
        gone = self.names.unite(self.literals.meet(objects))
        self.compiler.keep_up()
        is_first = self._state is None  # then there is nothing yet under a name that is gone
        self._saturate(_together(self._renamed(asserted), self._typed_literals()), [] if is_first else gone)

    def _saturate(self, candidates: Candidates, gone: list[int]) -> None:
        candidates = candidates or self._reconsidered()
        while candidates:
            news, onward = self._take_in(candidates, gone)
            gone = []
            self.rules.conclusions(news, self.facts.relations, onward)
            candidates = onward or self._reconsidered()

    def _take_in(self, candidates: Candidates, gone: list[int]) -> tuple[dict[Key, Column], Candidates]:
        """What is new among the candidates, and what follows at once from rules that had to be compiled again.

        The rules are, when names are gone, or turn out to be, because others stand for them.
        """
        gone = [*gone, *self._equate(candidates)]
        if not gone:
            return self.facts.absorb(candidates, self.rules.reach), defaultdict(list)
        while gone:  # under other names a property may turn out to be owl:sameAs
            flags = np.zeros(len(self.dictionary), dtype=np.bool_)
            flags[gone] = True
            candidates = self._renamed(_together(candidates, self.facts.withdraw(flags)))
            gone = self._equate(candidates)
        # nothing may be carried over to a relation whose name is gone, so the rules come first
        news = self.facts.absorb(candidates, {})
        self.compiler.forget()
        onward = self._compiled()
        for key, column in news.items():
            carry(column, self.rules.reach.get(key, ()), onward)
        return news, onward

    def _equate(self, candidates: Candidates) -> list[int]:
        """Let those things be one that candidates say to be; return the names that are gone.

        Of what is one no more need be kept than that it is the same as itself.
        """
        same = candidates.pop(self.words.same, [])
        gone = self._unite(same)
        if same:
            candidates[self.words.same] = [self._selves(same)] if self.equality else same
        return gone

    def _selves(self, columns: list[Column]) -> Column:
        """For all that is in pairs that it is the same as itself, under the name that it has inside."""
        pairs = np.concatenate(columns)
        numbers = distinct(self.names.of(np.concatenate((subjects_of(pairs), objects_of(pairs)))))
        return pack(numbers, numbers)

    def _unite(self, columns: Iterable[Column]) -> list[int]:
        """Let each pair be one thing, but not two literals of different values; return the names that are gone."""
        pairs = [pair for column in columns for pair in _pairs(column)]
        if not pairs:
            return []
        is_literal = self.dictionary.kinds == Kind.LITERAL
        literals = {pair for pair in pairs if is_literal[pair[0]] and is_literal[pair[1]]}
        gone = self.said_names.unite(pair for pair in pairs if pair not in literals or not self.literals.clash(*pair))
        return gone if self.equality else []

    def _reconsidered(self) -> Candidates:
        """What follows from rules that new axioms make, or from the sameness of each thing with itself."""
        found: Candidates = defaultdict(list)
        if self._state is None or self.compiler.state() != self._state:
            found = self._compiled()
        if not found and self.words.same in self.rules.read:
            selves = self.facts.numbers()
            news = self.facts.absorb({self.words.same: [pack(selves, selves)]}, {})
            self.rules.conclusions(news, self.facts.relations, found)
        return found or (self._reconsidered() if self.compiler.state() != self._state else found)

    def _compiled(self) -> Candidates:
        """Compile the rules anew, at first only those on which no axiom bears; what the new ones conclude."""
        rules = self.compiler.lasting_rules() if self._state is None else self.compiler.rules()
        self._state = () if self._state is None else self.compiler.state()
        if any(atom.key == self.facts.whole_type for rule in rules for atom in rule.body):
            self.facts.keep_whole_type()
        found = self.rules.replace(rules, self.facts.relations)
        return _together(found, self._typed_literals())

    def _typed_literals(self) -> Candidates:
        """The literals that are members of datatypes of which a rule speaks (dt-type2)."""
        found: Candidates = defaultdict(list)
        read = self.rules.read
        for key in read if self.facts.whole_type not in read else {*read, *self.words.datatypes}:
            if is_class(key) and self._typed.get(key[1]) != self.literals.count:
                self._typed[key[1]] = self.literals.count
                members = self.literals.in_space(key[1])
                if len(members):
                    found[key].append(distinct(self.names.of(members)))
        return found

    def _renamed(self, candidates: Candidates) -> Candidates:
        """The candidates under the representatives of all names."""
        if not len(self.names):
            return candidates
        found: Candidates = defaultdict(list)
        for key, columns in candidates.items():
            renamed = (self.names.representative(key[0]), self._class(key[1]))
            found[renamed] += [self._renamed_column(key, column) for column in columns]
        return found

    def _renamed_column(self, key: Key, column: Column) -> Column:
        if is_class(key):
            return distinct(self.names.of(column)) if self.names.touch(column) else column
        subjects, objects = subjects_of(column), objects_of(column)
        if not (self.names.touch(subjects) or self.names.touch(objects)):
            return column
        return distinct(pack(self.names.of(subjects), self.names.of(objects)))

    def _current(self, number: int) -> int:
        """The number under which the facts have a term of a rule or an axiom."""
        if number in self.words.literals:
            number = self.literals.stand_in(number)
        return self.names.representative(number)

    def _class(self, number: int) -> int:
        return ANY if number == ANY else self.names.representative(number)


def _pairs(column: Column) -> Iterator[tuple[int, int]]:
    return zip(subjects_of(column).tolist(), objects_of(column).tolist(), strict=True)


def _together(one: Candidates, other: Candidates) -> Candidates:
    found: Candidates = defaultdict(list)
    for part in (one, other):
        for key, columns in part.items():
            found[key].extend(columns)
    return found
