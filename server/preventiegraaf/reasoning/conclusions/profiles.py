"""The lean profile: what a reader wants of all that OWL 2 RL entails.

Left out are triples that are not RDF (a literal as subject, a blank node as predicate), reflexive ones, axiomatic ones
about the vocabularies of RDF, RDFS, OWL and XSD, memberships in anonymous class expressions, schema trivia, and a value
that is already said in another lexical form.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pyoxigraph import NamedNode

from preventiegraaf.columns import Column, Dictionary, Kind, Mask
from preventiegraaf.columns.packing import objects_of, subjects_of
from preventiegraaf.namespaces import OWL, RDF, RDFS, TYPE, XSD
from preventiegraaf.reasoning.compiled import Key
from preventiegraaf.reasoning.relations.shapes import is_class

_LANGUAGE = tuple(f"<{space}".encode() for space in (RDF, RDFS, OWL, XSD))
_KEPT_SCHEMA = (
    *(RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "equivalentClass", OWL + "equivalentProperty"),
    *(OWL + "sameAs", OWL + "differentFrom"),
)


class Lean:
    """Tells which facts belong to the lean profile, given what is asserted."""

    def __init__(self, dictionary: Dictionary, asserted: Iterable[tuple[Key, Column]]) -> None:
        self._type = dictionary.number_of(TYPE)
        self._kept = {dictionary.number_of(NamedNode(iri)) for iri in _KEPT_SCHEMA}
        self._kinds = dictionary.kinds
        self._of_language: Mask = np.logical_or.reduce([dictionary.starting_with(space) for space in _LANGUAGE])
        self._expressions = self._expressions_in(asserted)

    def mask(self, key: Key, column: Column) -> Mask:
        """For each fact of a relation whether it is worth keeping."""
        if self._is_trivial(key):
            return np.zeros(len(column), dtype=np.bool_)
        if is_class(key):
            return self._is_thing(column)
        subjects, objects = subjects_of(column), objects_of(column)
        keep = self._is_thing(subjects)
        keep &= ~self._expressions[objects] & (subjects != objects)
        if key[0] in self._kept:
            keep &= ~self._of_language[objects]
        return keep

    def is_of_language(self, predicate: int) -> bool:
        """Whether a predicate belongs to RDF, RDFS, OWL or XML Schema."""
        return bool(self._of_language[predicate])

    def _is_trivial(self, key: Key) -> bool:
        predicate, class_ = key
        if self._kinds[predicate] != Kind.IRI:
            return True
        if is_class(key):
            return bool(self._of_language[class_] or self._expressions[class_])
        return bool(self._of_language[predicate]) and predicate not in self._kept

    def _is_thing(self, numbers: Column) -> Mask:
        keep: Mask = (self._kinds[numbers] <= Kind.BLANK_NODE) & ~self._of_language[numbers]
        keep &= ~self._expressions[numbers]
        return keep

    def _expressions_in(self, asserted: Iterable[tuple[Key, Column]]) -> Mask:
        """Which numbers are blank nodes that describe a class or a property or belong to a list."""
        found = np.zeros(len(self._kinds), dtype=np.bool_)
        if not (self._kinds == Kind.BLANK_NODE).any():
            return found
        for key, column in asserted:
            if is_class(key):
                found[column] |= bool(self._of_language[key[1]])
            elif self._of_language[key[0]]:
                found[subjects_of(column)] = True
            else:
                found[subjects_of(column)[self._of_language[objects_of(column)]]] = True
        found &= self._kinds == Kind.BLANK_NODE
        return found
