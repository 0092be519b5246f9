"""Whether the axioms stay inside OWL 2 RL, by the grammar of OWL 2 Profiles, section 4.2.

Of datatypes only the two are refused that OWL 2 has and OWL 2 RL leaves out. `xsd:date`, which the bounds of time need,
is in no OWL 2 datatype map; a reasoner may support it beside those, and ours does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import TurtleFile
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE, shorten

Term = NamedNode | BlankNode | Literal | Triple

_THING = NamedNode(OWL + "Thing")
_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")
_OUTSIDE = {
    "ReflexiveProperty": "reflexive properties",
    "disjointUnionOf": "disjoint unions",
    "hasSelf": "self-restrictions",
    "minCardinality": "minimum cardinalities",
    "minQualifiedCardinality": "minimum cardinalities",
    "cardinality": "exact cardinalities",
    "qualifiedCardinality": "exact cardinalities",
    "datatypeComplementOf": "complements of datatypes",
    "onProperties": "restrictions on several properties",
    "withRestrictions": "facets of datatypes",
    "real": "owl:real",
    "rational": "owl:rational",
}
_MEND = "say it with what section 4.2 of OWL 2 Profiles allows, or leave it to a SHACL shape"


def check_profile(material: Material) -> Iterator[Problem]:
    """Each axiom of the ontology that is not OWL 2 RL."""
    for file in material.sources.of_kind(Kind.ONTOLOGY):
        for line, message in _departures(file):
            yield Problem(file.path, line, "profile", message, _MEND)


def _departures(file: TurtleFile) -> Iterator[tuple[int, str]]:
    for statement in file.statements:
        for message in dict.fromkeys(departures(statement.triples)):
            yield statement.line, message


def departures(triples: tuple[Triple, ...]) -> Iterator[str]:
    """What in these triples is not OWL 2 RL, in words."""
    expressions = Expressions(triples)
    for triple in triples:
        yield from _foreign(triple)
        for allowed, expression, place in expressions.positions(triple):
            if not allowed(expression):
                yield f"{expressions.describe(expression)} is not allowed {place}"


def _foreign(triple: Triple) -> Iterator[str]:
    for term in (triple.predicate, triple.object):
        name = term.value.removeprefix(OWL) if isinstance(term, NamedNode) and term.value.startswith(OWL) else ""
        if name in _OUTSIDE:
            yield f"OWL 2 RL has no {_OUTSIDE[name]} (owl:{name})"


Position = tuple[Callable[[Term], bool], Term, str]


@dataclass(frozen=True)
class Expressions:
    """The class expressions in a set of triples."""

    triples: tuple[Triple, ...]

    def positions(self, triple: Triple) -> Iterator[Position]:
        """The class expressions of an axiom, each with what its position allows."""
        name = triple.predicate.value.removeprefix(OWL)
        if triple.predicate.value == RDFS + "subClassOf":
            yield self.is_subclass, triple.subject, "as a subclass"
            yield self.is_superclass, triple.object, "as a superclass"
        elif triple.predicate.value in (RDFS + "domain", RDFS + "range"):
            yield self.is_superclass, triple.object, "as a domain or range"
        elif name == "equivalentClass":
            yield self.is_equivalent, triple.subject, "in an equivalence"
            yield self.is_equivalent, triple.object, "in an equivalence"
        elif name in ("disjointWith", "hasKey"):
            expressions = (triple.subject, triple.object) if name == "disjointWith" else (triple.subject,)
            yield from ((self.is_subclass, expression, f"with owl:{name}") for expression in expressions)
        elif triple.predicate == TYPE and triple.object == NamedNode(OWL + "AllDisjointClasses"):
            members = self._list(self._value(triple.subject, "members"))
            yield from ((self.is_subclass, member, "in a disjointness") for member in members)

    def is_subclass(self, expression: Term) -> bool:
        """Whether the expression is a subClassExpression (section 4.2.3)."""
        if isinstance(expression, NamedNode):
            return expression != _THING
        parts = self._parts(expression, "intersectionOf") + self._parts(expression, "unionOf")
        if parts:
            return all(self.is_subclass(part) for part in parts)
        filler = self._value(expression, "someValuesFrom")
        if filler is not None:
            return filler == _THING or self.is_subclass(filler)
        return self._has(expression, "oneOf") or self._has(expression, "hasValue")

    def is_superclass(self, expression: Term) -> bool:
        """Whether the expression is a superClassExpression (section 4.2.3)."""
        if isinstance(expression, NamedNode):
            return expression != _THING
        parts = self._parts(expression, "intersectionOf")
        if parts:
            return all(self.is_superclass(part) for part in parts)
        complement, filler = self._value(expression, "complementOf"), self._value(expression, "allValuesFrom")
        if complement is not None:
            return self.is_subclass(complement)
        if filler is not None:
            return self.is_superclass(filler)
        return self._has(expression, "hasValue") or self._is_maximum(expression)

    def is_equivalent(self, expression: Term) -> bool:
        """Whether the expression is an equivClassExpression (section 4.2.3)."""
        if isinstance(expression, NamedNode):
            return expression != _THING
        parts = self._parts(expression, "intersectionOf")
        if parts:
            return all(self.is_equivalent(part) for part in parts)
        return self._has(expression, "hasValue")

    def describe(self, expression: Term) -> str:
        """The expression in a few words."""
        if isinstance(expression, NamedNode):
            return shorten(expression.value)
        about = (triple for triple in self.triples if triple.subject == expression)
        names = {triple.predicate.value.removeprefix(OWL) for triple in about if triple.predicate.value.startswith(OWL)}
        return "an expression with " + " and ".join(f"owl:{name}" for name in sorted(names - {"onProperty"}))

    def _is_maximum(self, expression: Term) -> bool:
        for name in ("maxCardinality", "maxQualifiedCardinality"):
            number = self._value(expression, name)
            if isinstance(number, Literal) and number.value in ("0", "1"):
                classes = self._value(expression, "onClass")
                return classes is None or classes == _THING or self.is_subclass(classes)
        return False

    def _value(self, subject: Term, name: str) -> Term | None:
        wanted = NamedNode(OWL + name)
        return next((t.object for t in self.triples if t.subject == subject and t.predicate == wanted), None)

    def _has(self, subject: Term, name: str) -> bool:
        return self._value(subject, name) is not None

    def _parts(self, subject: Term, name: str) -> list[Term]:
        return self._list(self._value(subject, name))

    def _list(self, head: Term | None) -> list[Term]:
        members = []
        while head is not None and head != NamedNode(RDF + "nil"):
            members += [t.object for t in self.triples if t.subject == head and t.predicate == _FIRST]
            head = next((t.object for t in self.triples if t.subject == head and t.predicate == _REST), None)
        return members
