"""The numbers of the terms of which the rules and the engine itself speak."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from preventiegraaf.columns import Dictionary, Kind, Term, text_of
from preventiegraaf.namespaces import OWL, RDF
from preventiegraaf.reasoning.compiled import ANY, Key
from preventiegraaf.reasoning.rules import Rule, Variable
from preventiegraaf.reasoning.rules.datatypes import DATATYPES
from preventiegraaf.reasoning.rules.notation import named

_OWN = (
    *(RDF + name for name in ("type", "nil", "first", "rest")),
    *(OWL + name for name in ("sameAs", "differentFrom", "members", "distinctMembers", "AllDifferent", "Thing")),
)


class Vocabulary:
    """Terms of RDF and OWL as numbers and relations; terms that a dictionary lacks are added to it, all at once."""

    def __init__(self, dictionary: Dictionary, table: Iterable[Rule]) -> None:
        terms = list(dict.fromkeys([*map(NamedNode, _OWN), *map(named, DATATYPES), *_terms(table)]))
        numbers: list[int] = dictionary.add_all([text_of(term) for term in terms]).tolist()
        self._dictionary = dictionary
        self._numbers: dict[Term, int] = dict(zip(terms, numbers, strict=True))
        self.numbers = frozenset(numbers)
        """The numbers of all terms of rules."""
        self.literals = frozenset(self._numbers[term] for term in terms if isinstance(term, Literal))
        """The literals of which rules speak."""
        self.type, self.nil = (self._named(RDF + name) for name in ("type", "nil"))
        self.first, self.rest = (self._relation(RDF + name) for name in ("first", "rest"))
        self.same, self.different = (self._relation(OWL + name) for name in ("sameAs", "differentFrom"))
        self.datatypes = frozenset((self.type, self._numbers[named(name)]) for name in DATATYPES)
        """The classes of the literals of a datatype."""
        self.members, self.distinct_members = (self._relation(OWL + name) for name in ("members", "distinctMembers"))
        self.all_different, self.thing = ((self.type, self._named(OWL + name)) for name in ("AllDifferent", "Thing"))

    def number(self, term: Term) -> int:
        """The number of a term of a rule."""
        return self._numbers[term]

    def rank(self, number: int) -> tuple[int, int]:
        """Which of several names of a thing comes first: a term of the rules, an IRI, a blank node, a literal."""
        kind = int(self._dictionary.kinds[number])
        return -1 if number in self.numbers and kind == Kind.IRI else kind, number

    def _named(self, iri: str) -> int:
        return self._numbers[NamedNode(iri)]

    def _relation(self, iri: str) -> Key:
        return self._named(iri), ANY


def _terms(table: Iterable[Rule]) -> Iterable[Term]:
    for rule in table:
        patterns = [*rule.premises, *rule.conclusions, *(pattern for list_ in rule.lists for pattern in list_.patterns)]
        yield from (term for pattern in patterns for term in pattern if not isinstance(term, Variable))
