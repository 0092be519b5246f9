"""Triples and rule applications as sentences, made from the labels of what they speak of.

A label that is a verb makes the sentence by itself (`Menzis is partner in Twentse Koers`), one that ends in a
preposition takes `is`, any other takes `heeft als` or `has`. Axioms are told by what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from preventiegraaf.namespaces import ID, OWL, RDF, RDFS, TYPE, shorten
from preventiegraaf.querying.explanation.account import Account, Step, Term
from preventiegraaf.querying.explanation.grammar import in_number, is_plural, parted, predicate_of
from preventiegraaf.querying.explanation.phrases import PHRASES
from preventiegraaf.querying.things.axioms import Axioms
from preventiegraaf.querying.things.values import Values
from preventiegraaf.querying.things.wording import Wording

Terms: TypeAlias = tuple[Term, Term, Term]

_LANGUAGE = (RDF, RDFS, OWL)
_STRUCTURE = {
    *("onProperty", "onClass", "someValuesFrom", "allValuesFrom", "hasValue", "intersectionOf", "unionOf", "oneOf"),
    *("maxCardinality", "maxQualifiedCardinality"),
}
"""The terms by which a class expression is built: together they are told as one expression."""
_CLASSES = {"type", "subClassOf", "equivalentClass", "domain", "range", "disjointWith", "complementOf", "hasKey"}
_LISTS = {"members", "distinctMembers", "hasKey"}
_DECLARED = {"Class", "ObjectProperty", "AllDisjointClasses", "AllDisjointProperties", "AllDifferent"}
_MEETS = {"nl": "voldoet", "en": "meets"}
_GROUPS = f"{ID}group/"
_OF_SEVERAL = (_GROUPS, f"{ID}event/", f"{ID}initiative/")
"""Kinds of things of which one may be several: `gesprekstafels over werkende armen` is one event."""
_SCHEMA = {*PHRASES["en"], *_STRUCTURE}
_SCHEMA |= {"sourceIndividual", "assertionProperty", "targetIndividual", "targetValue"}


def sentences_in(language: str, asserted: Values) -> Sentences:
    """The sentences of a language, by the labels in what all files say."""
    wording = Wording(asserted, language)
    return Sentences(wording, Axioms(wording))


class Sentences:
    """Puts triples and steps into sentences of one language, without a full stop."""

    def __init__(self, wording: Wording, axioms: Axioms) -> None:
        self._wording, self._axioms = wording, axioms
        self._wordings = (wording, *(wording.translated(other) for other in PHRASES if other != wording.language))
        self.language = wording.language
        self._phrases = PHRASES[wording.language]

    def statement(self, terms: Terms) -> str:
        """A triple as a sentence."""
        subject, predicate, object_ = self._named(terms)
        name = _name_in_language(predicate)
        if name == "type":
            return self._kind(subject, object_)
        if name in _STRUCTURE:
            return self._expression(subject, object_)
        if name is not None and name in self._phrases:
            return self._axiom(name, subject, object_)
        label, aside = parted(self._wording.name(predicate))
        verb = self._verb(subject, predicate_of(label, self.language))
        return f"{self.name(subject)} {verb} {self.name(object_)}{aside}"

    def step(self, account: Account, step: Step) -> str:
        """A rule application as a sentence: what follows, from which facts, by which axioms."""
        conclusion = account.statements[step.conclusion].terms
        premises = [account.statements[place].terms for place in step.premises]
        facts = [self.statement(terms) for terms in premises if not is_axiom(terms)]
        axioms = self._told_once(terms for terms in premises if is_axiom(terms))
        reasons = facts or axioms
        if not reasons:
            return self.statement(conclusion)
        told = self._said("because", self.statement(conclusion), self._phrases["and"].join(dict.fromkeys(reasons)))
        return self._said("rule", told, "; ".join(axioms)) if facts and axioms else told

    def axioms_of(self, account: Account, step: Step) -> list[str]:
        """The axioms by which a step goes, each once."""
        premises = (account.statements[place].terms for place in step.premises)
        return self._told_once(terms for terms in premises if is_axiom(terms))

    def clash(self, premises: Sequence[Terms]) -> tuple[list[str], list[str]]:
        """The facts and the axioms that exclude each other, each in a sentence."""
        axioms = self._told_once(terms for terms in premises if is_axiom(terms))
        return [self.statement(terms) for terms in premises if not is_axiom(terms)], axioms

    def name(self, term: Term) -> str:
        """What a term is called within a sentence: a text and a node without a name of its own between quotes."""
        if isinstance(term, Literal):
            return f"“{term.value}”"
        name = self._wording.name(term)
        is_plain = isinstance(term, NamedNode) and (self._wording.is_named(term) or name == shorten(term.value))
        return name if is_plain or name.startswith("‘") else f"‘{name}’"

    def _told_once(self, axioms: Iterable[Terms]) -> list[str]:
        told = [self.statement(terms) for terms in axioms if not _is_declaration(terms)]
        return list(dict.fromkeys(told))

    def _named(self, terms: Terms) -> Terms:
        """The triple, turned where its property has no name and is the inverse of one that has."""
        subject, predicate, object_ = terms
        if isinstance(predicate, BlankNode):
            inverses = self._wording.objects(predicate, NamedNode(OWL + "inverseOf"))
            if inverses:
                return object_, inverses[0], subject
        return terms

    def _kind(self, subject: Term, kind: Term) -> str:
        name = _name_in_language(kind)
        if name in self._phrases:
            return self._said(name or "", self._axioms.step(subject))
        if isinstance(kind, BlankNode):
            meets = self._verb(subject, _MEETS[self.language])
            return self._said("typeExpression", self.name(subject), self._axioms.expression(kind), meets=meets)
        return self._said("type", self.name(subject), self._wording.name(kind), is_=self._verb(subject, "is"))

    def _axiom(self, name: str, subject: Term, object_: Term) -> str:
        if name == "subClassOf":
            ends = ("From" if isinstance(subject, BlankNode) else "") + ("To" if isinstance(object_, BlankNode) else "")
            name += "Both" if ends == "FromTo" else ends
        if name.removesuffix("From").removesuffix("To").removesuffix("Both") in _CLASSES:
            first = self._axioms.step(subject) if name in ("domain", "range") else self._axioms.expression(subject)
            second = self._list(object_) if name in _LISTS else self._axioms.expression(object_)
            return self._said(name, first, second)
        if name == "propertyChainAxiom":
            return self._said(name, self._axioms.step(subject), self._axioms.chain(object_))
        if name in _LISTS:
            return self._said(name, "", self._list(object_))
        if name in ("first", "rest"):
            return self._said("nil" if _name_in_language(object_) == "nil" else name, self._axioms.expression(object_))
        if name in ("sameAs", "differentFrom"):
            return self._said(name, self.name(subject), self.name(object_))
        return self._said(name, self._axioms.step(subject), self._axioms.step(object_))

    def _expression(self, class_: Term, value: Term) -> str:
        """What a class is made of; a class with a name is told by its members."""
        if isinstance(class_, BlankNode):
            return self._said("expression", self._axioms.expression(class_))
        return self._said("definition", self._wording.name(class_), self._list(value))

    def _list(self, head: Term) -> str:
        return ", ".join(self._axioms.expression(member) for member in self._axioms.members(head))

    def _verb(self, subject: Term, text: str) -> str:
        return in_number(text, self._is_plural(subject), self.language)

    def _is_plural(self, subject: Term) -> bool:
        """Whether a group is spoken of in the plural; other things only if they are in either language."""
        if not isinstance(subject, NamedNode) or not subject.value.startswith(_OF_SEVERAL):
            return False
        wordings = self._wordings[: 1 if subject.value.startswith(_GROUPS) else None]
        return all(is_plural(wording.name(subject), wording.language) for wording in wordings)

    def _said(self, name: str, *parts: str, **verbs: str) -> str:
        article = "an" if parts and parts[-1][:1].lower() in tuple("aeiou") else "a"
        return self._phrases[name].format(*parts, a=article, **verbs)


def is_axiom(terms: Terms) -> bool:
    """Whether a triple speaks of terms, and not of things."""
    predicate, object_ = _name_in_language(terms[1]), _name_in_language(terms[2])
    if predicate in ("type", "sameAs", "differentFrom"):
        return predicate == "type" and object_ is not None
    return predicate in _SCHEMA


def is_silent(terms: Terms) -> bool:
    """Whether a triple says nothing to a reader: of a thing that it is itself, or how a list hangs together."""
    subject, predicate, object_ = terms
    return subject == object_ or _name_in_language(predicate) in ("first", "rest")


def is_turned(terms: Terms) -> bool:
    """Whether a triple only says in another way what its inverse says, by a property without a name."""
    return isinstance(terms[1], BlankNode)


def is_build(terms: Terms) -> bool:
    """Whether a triple tells what a class without a name is made of, which the sentences about that class say."""
    return isinstance(terms[0], BlankNode) and _name_in_language(terms[1]) in _STRUCTURE


def _is_declaration(terms: Terms) -> bool:
    declared = terms[1] == TYPE and _name_in_language(terms[2]) in _DECLARED
    return declared or is_silent(terms) or is_build(terms)


def _name_in_language(term: Term) -> str | None:
    """The name of a term of RDF, RDFS or OWL."""
    if not isinstance(term, NamedNode):
        return None
    return next((term.value.removeprefix(space) for space in _LANGUAGE if term.value.startswith(space)), None)
