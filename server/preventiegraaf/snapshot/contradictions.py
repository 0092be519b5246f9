"""Contradictions in words: which rule, which triples, in which files, on which words of which document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.corpus import Corpus
from preventiegraaf.namespaces import EVIDENCE, EXACT, LABEL, PREF_LABEL, shorten
from preventiegraaf.passages import selector_of
from preventiegraaf.reasoning import Contradiction

_CLASHES = {
    "cax-dw": "two classes that exclude each other share a member",
    "cax-adc": "classes that exclude each other share a member",
    "cls-nothing2": "something is a member of the empty class",
    "cls-com": "something is a member of a class and of its complement",
    "dt-diff": "a property that has one value at most has two",
    "dt-not-type": "a literal does not fit its datatype",
    "prp-irp": "an irreflexive property relates a thing to itself",
    "prp-asyp": "an asymmetric property holds in both directions",
}


def explain_contradictions(corpus: Corpus, contradictions: Iterable[Contradiction]) -> list[str]:
    """One readable text for each contradiction."""
    explainer = _Explainer(corpus)
    return [explainer.explain(contradiction) for contradiction in contradictions]


class _Explainer:
    """Looks up labels, files and words in a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._files = {triple: file for file, triples in corpus.triples.items() for triple in triples}
        self._labels: dict[object, str] = {}
        self._words: dict[object, str] = {}
        self._evidence: dict[object, list[object]] = {}
        for triple in self._files:
            self._note(triple)

    def _note(self, triple: Triple) -> None:
        if triple.predicate in (PREF_LABEL, LABEL) and isinstance(triple.object, Literal):
            if triple.object.language == "en" or triple.subject not in self._labels:
                self._labels[triple.subject] = triple.object.value
        elif triple.predicate == EVIDENCE:
            self._evidence.setdefault(triple.subject, []).append(triple.object)
        elif triple.predicate == EXACT and isinstance(triple.object, Literal):
            self._words[triple.subject] = triple.object.value

    def explain(self, contradiction: Contradiction) -> str:
        """The rule, then each triple with its file, then the words behind them."""
        meaning = _CLASHES.get(contradiction.rule, "a rule with the consequence false holds")
        lines = [f"{contradiction.rule}: {meaning}"]
        lines += [f"  {self._sentence(triple)}  ({self._origin(triple)})" for triple in contradiction.triples]
        lines += [f"  words: {words}" for words in self._quotations(contradiction)]
        return "\n".join(lines)

    def _sentence(self, triple: Triple) -> str:
        return " ".join(self._name(term) for term in (triple.subject, triple.predicate, triple.object))

    def _name(self, term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        label = self._labels.get(term)
        return f"{shorten(term.value)} ‘{label}’" if label else shorten(term.value)

    def _origin(self, triple: Triple) -> str:
        file = self._files.get(triple)
        return f"in {file.path.name}" if file else "inferred"

    def _quotations(self, contradiction: Contradiction) -> Iterator[str]:
        subjects = dict.fromkeys(triple.subject for triple in contradiction.triples)
        passages = dict.fromkeys(passage for subject in subjects for passage in self._evidence.get(subject, []))
        for passage in passages:
            if isinstance(passage, NamedNode):
                yield f"‘{self._words.get(selector_of(passage), '?')}’ ({shorten(passage.value)})"
