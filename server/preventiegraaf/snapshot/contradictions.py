"""Contradictions in words: which rule, which facts, how each follows, and whose words are behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from preventiegraaf.corpus import Corpus, Kind, SourceFile
from preventiegraaf.errors import NotHeldError
from preventiegraaf.namespaces import document_iri, shorten
from preventiegraaf.querying.explanation import Accountant, Place, Sentences, Teller, sentences_in
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.explanation.plain import told
from preventiegraaf.querying.explanation.sentences import Terms, is_axiom
from preventiegraaf.querying.things.values import values_of
from preventiegraaf.reasoning import Closure, Contradiction
from preventiegraaf.reasoning.explanation import ClosedGraph

_LANGUAGE = "en"
_FOLDERS = {Kind.ONTOLOGY: "ontology", Kind.REGISTER: "data", Kind.DOCUMENT: "data/documents"}


def explain_contradictions(corpus: Corpus, closure: Closure) -> list[str]:
    """One readable text for each contradiction in what follows from a corpus."""
    explainer = _Explainer(corpus, closure)
    return [explainer.explain(contradiction) for contradiction in closure.contradictions]


class _Explainer:
    """Explains the contradictions of one closure."""

    def __init__(self, corpus: Corpus, closure: Closure) -> None:
        self._corpus, self._closure = corpus, closure

    def explain(self, contradiction: Contradiction) -> str:
        """The rule and its axioms, then each fact with what it follows from, down to the words."""
        triples = [(triple, _terms(triple)) for triple in contradiction.triples]
        axioms = self._sentences.clash([terms for _, terms in triples])[1]
        lines = [f"{contradiction.rule}: {rule_title(contradiction.rule, _LANGUAGE)}", *(f"  {one}" for one in axioms)]
        for triple, terms in triples:
            if not is_axiom(terms):
                lines += self._fact(triple, terms)
        return "\n".join(lines)

    def _fact(self, triple: Triple, terms: Terms) -> Iterator[str]:
        written = " ".join(shorten(term.value) if isinstance(term, NamedNode) else str(term) for term in terms)
        try:
            account = self._accountant.account(triple, 1)
        except NotHeldError:
            yield f"  {self._sentences.statement(terms)}  [{written}]"
            return
        teller = Teller(account, self._sentences, {file.graph.value: self._place(file) for file in self._corpus.files})
        first, *more = told(teller.tell(account.proofs[0]), _LANGUAGE, "  ")
        yield from (f"{first}  [{written}]", *more)

    def _place(self, file: SourceFile) -> Place:
        path = f"{_FOLDERS[file.kind]}/{file.path.name}" if file.kind in _FOLDERS else file.slug
        if file.kind is not Kind.DOCUMENT:
            return Place(file.slug, path, file.graph.value)
        document = document_iri(file.slug)
        name = self._sentences.name(document)
        return Place(file.slug if name.startswith("‘") else name, path, file.graph.value, document.value)

    @cached_property
    def _store(self) -> Store:
        """What the files say, as a snapshot has it."""
        store = Store()
        store.bulk_extend(self._corpus.quads())
        for triple in self._corpus.asserted():
            store.add(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))
        return store

    @cached_property
    def _sentences(self) -> Sentences:
        (values,) = values_of(self._store)
        return sentences_in(_LANGUAGE, values)

    @cached_property
    def _accountant(self) -> Accountant:
        found = self._closure.entailment
        if found is None:
            graph = ClosedGraph.of(self._corpus.asserted(), self._closure.inferred)
        else:
            graph = ClosedGraph.of_parts(found.asserted, found.inferred, found.hidden)
        return Accountant(self._store, graph, [file.graph.value for file in self._corpus.documents])


def _terms(triple: Triple) -> Terms:
    return triple.subject, triple.predicate, triple.object  # type: ignore[return-value]
