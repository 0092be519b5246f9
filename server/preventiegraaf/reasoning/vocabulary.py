"""The numbers of the terms that the engine itself speaks of."""

from __future__ import annotations

from pyoxigraph import NamedNode

from preventiegraaf.columns import Dictionary, Term
from preventiegraaf.namespaces import OWL, RDF
from preventiegraaf.reasoning.compiled import ANY, Key


class Vocabulary:
    """Terms of RDF and OWL as numbers and relations; terms that a dictionary lacks are added to it."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._own: set[int] = set()
        self.type = self._named(RDF + "type")
        self.nil = self._named(RDF + "nil")
        self.first: Key = (self._named(RDF + "first"), ANY)
        self.rest: Key = (self._named(RDF + "rest"), ANY)
        self.same: Key = (self._named(OWL + "sameAs"), ANY)
        self.different: Key = (self._named(OWL + "differentFrom"), ANY)
        self.members: Key = (self._named(OWL + "members"), ANY)
        self.distinct_members: Key = (self._named(OWL + "distinctMembers"), ANY)
        self.all_different: Key = (self.type, self._named(OWL + "AllDifferent"))
        self.thing: Key = (self.type, self._named(OWL + "Thing"))

    def number(self, term: Term) -> int:
        """The number of a term of a rule."""
        number = self._dictionary.add_term(term)
        self._own.add(number)
        return number

    def rank(self, number: int) -> tuple[int, int]:
        """Which of several names of a thing comes first: a term of the rules, an IRI, a blank node, a literal."""
        if number in self._own and self._dictionary.kinds[number] == 0:
            return -1, number
        return int(self._dictionary.kinds[number]), number

    def _named(self, iri: str) -> int:
        return self.number(NamedNode(iri))
