"""Class expressions and property chains in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from preventiegraaf.namespaces import OWL, RDF, RDFS
from preventiegraaf.querying.things.wording import Wording

Term: TypeAlias = NamedNode | BlankNode | Literal

_FIRST, _REST, _NIL = NamedNode(RDF + "first"), NamedNode(RDF + "rest"), NamedNode(RDF + "nil")
_LONGEST, _DEEPEST = 100, 8
_WORDS = {
    "nl": {
        "intersectionOf": " en ",
        "unionOf": " of ",
        "oneOf": " of ",
        "complementOf": "geen {}",
        "someValuesFrom": "‘{}’: ten minste één {}",
        "allValuesFrom": "‘{}’: alleen {}",
        "hasValue": "‘{}’: {}",
        "maxCardinality": "‘{}’: hoogstens {}",
        "maxQualifiedCardinality": "‘{}’: hoogstens {}",
        "then": ", en dan ",
        "back": "terug langs ‘{}’",
        "along": "‘{}’",
    },
    "en": {
        "intersectionOf": " and ",
        "unionOf": " or ",
        "oneOf": " or ",
        "complementOf": "no {}",
        "someValuesFrom": "‘{}’: at least one {}",
        "allValuesFrom": "‘{}’: only {}",
        "hasValue": "‘{}’: {}",
        "maxCardinality": "‘{}’: at most {}",
        "maxQualifiedCardinality": "‘{}’: at most {}",
        "then": ", and then ",
        "back": "back along ‘{}’",
        "along": "‘{}’",
    },
}
_LISTS = ("intersectionOf", "unionOf", "oneOf")
_RESTRICTIONS = ("someValuesFrom", "allValuesFrom", "hasValue", "maxCardinality", "maxQualifiedCardinality")


class Axioms:
    """Puts what the ontology says of classes and properties into words."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._words = _WORDS[wording.language]

    def expression(self, node: Term, depth: int = 0) -> str:
        """A class in words: its name, or what its members have."""
        if isinstance(node, NamedNode | Literal) or depth > _DEEPEST:
            return self._wording.name(node) if isinstance(node, NamedNode | Literal) else "…"
        for name in _LISTS:
            for head in self._values(node, OWL + name):
                return self._words[name].join(self.expression(member, depth + 1) for member in self.members(head))
        for other in self._values(node, OWL + "complementOf"):
            return self._words["complementOf"].format(self.expression(other, depth + 1))
        return self._restriction(node, depth)

    def _restriction(self, node: BlankNode, depth: int) -> str:
        properties = [self.step(found) for found in self._values(node, OWL + "onProperty")]
        for name in _RESTRICTIONS:
            for value in self._values(node, OWL + name):
                filler = self.expression(value, depth + 1)
                told = f"({filler})" if isinstance(value, BlankNode) else filler
                return self._words[name].format(", ".join(properties), told)
        return "…"

    def chain(self, head: Term) -> str:
        """A property chain in words: its steps in their order."""
        return self._words["then"].join(self._quoted(step) for step in self.members(head))

    def _quoted(self, step: Term) -> str:
        inverse = self._values(step, OWL + "inverseOf") if isinstance(step, BlankNode) else []
        if inverse:
            return self._words["back"].format(self._wording.name(inverse[0]))
        return self._words["along"].format(self._wording.name(step))

    def step(self, node: Term) -> str:
        """A property in words: its name, or that of which it is the inverse."""
        inverse = self._values(node, OWL + "inverseOf") if isinstance(node, BlankNode) else []
        return self._words["back"].format(self._wording.name(inverse[0])) if inverse else self._wording.name(node)

    def members(self, head: Term) -> Iterator[Term]:
        """The members of an RDF list, at most a hundred."""
        for _ in range(_LONGEST):
            if head == _NIL or isinstance(head, Literal):
                return
            yield from self._values(head, _FIRST.value)[:1]
            head = next(iter(self._values(head, _REST.value)), _NIL)

    def general(self, of: NamedNode) -> list[str]:
        """The classes without a name whose members all belong to this class."""
        found = self._wording.values.holders(NamedNode(RDFS + "subClassOf"), of)
        return sorted(self.expression(node) for node in found if isinstance(node, BlankNode))

    def _values(self, node: Term, predicate: str) -> list[Term]:
        return list(self._wording.objects(node, NamedNode(predicate))) if not isinstance(node, Literal) else []
