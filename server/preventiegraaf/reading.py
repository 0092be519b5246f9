"""Read the graph back: each sentence of a document with what the graph holds for it, in plain Dutch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.corpus import Corpus, SourceFile, read_corpus
from preventiegraaf.errors import UsageError
from preventiegraaf.namespaces import DEF, EDTF, EVIDENCE, LABEL, PREF_LABEL, SKOS, TYPE
from preventiegraaf.passages import Span, span_of
from preventiegraaf.paths import Root
from preventiegraaf.querying.things.values import values_of
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.texts import Text

_DUTCH = "nl"
_SILENT = {EVIDENCE, TYPE, PREF_LABEL, LABEL, NamedNode(SKOS + "editorialNote")}
_REASON = NamedNode(DEF + "omissionReason")
_DIGEST = NamedNode(DEF + "textDigest")


def read_back(root: Root, slug: str, texts: Mapping[str, Text]) -> Iterator[str]:
    """Lines that give each sentence of a document, and below it what the graph holds for it.

    `texts` holds the texts by SHA-256. Raises UsageError if there is no such document or its text is not among them.
    """
    corpus = read_corpus(root)
    file = next((file for file in corpus.documents if file.slug == slug), None)
    if file is None:
        known = ", ".join(file.slug for file in corpus.documents)
        raise UsageError(f"There is no document {slug}. There are: {known}.")
    return _Reader(corpus, file).lines(_text(corpus, file, texts))


def _text(corpus: Corpus, file: SourceFile, texts: Mapping[str, Text]) -> Text:
    values = (triple.object for triple in corpus.triples[file] if triple.predicate == _DIGEST)
    digests = [value.value for value in values if isinstance(value, Literal)]
    found = next((texts[digest] for digest in digests if digest in texts), None)
    if found is None:
        raise UsageError(f"The text of {file.slug} is not in the folder of texts: none has the SHA-256 {digests}.")
    return found


class _Reader:
    """Puts the nodes of one document into words."""

    def __init__(self, corpus: Corpus, file: SourceFile) -> None:
        store = Store()
        store.bulk_extend(Quad(*triple) for triple in corpus.asserted())
        (values,) = values_of(store)
        self._wording = Wording(values, _DUTCH)
        self._facts: dict[Span, list[NamedNode]] = defaultdict(list)
        self._omitted: dict[Span, str] = {}
        self._properties: dict[NamedNode, list[Quad]] = defaultdict(list)
        for triple in corpus.triples[file]:
            if isinstance(triple.subject, NamedNode):
                self._properties[triple.subject].append(Quad(*triple))
        self._place(file.slug)

    def _place(self, slug: str) -> None:
        for subject, quads in self._properties.items():
            for quad in quads:
                if quad.predicate == EVIDENCE and isinstance(quad.object, NamedNode):
                    span = span_of(quad.object.value, slug)
                    if span is not None:
                        self._facts[span].append(subject)
                elif quad.predicate == _REASON and isinstance(quad.object, NamedNode):
                    span = span_of(subject.value, slug)
                    if span is not None:
                        self._omitted[span] = self._wording.name(quad.object)

    def lines(self, text: Text) -> Iterator[str]:
        """The sentences with their facts; what stood in full before is only named again."""
        told: dict[NamedNode, int] = {}
        for number, sentence in enumerate(text.sentences(), 1):
            yield f"{number}. [{sentence.start}-{sentence.end}] {text[sentence]}"
            for node in self._nodes_in(sentence):
                yield f"   • {self._words(node) if node not in told else f'{self._title(node)} (zie zin {told[node]})'}"
                told.setdefault(node, number)
            for span, reason in self._omitted.items():
                if span.contains(sentence):
                    yield f"   – weggelaten: {reason}"
            yield ""

    def _nodes_in(self, sentence: Span) -> list[NamedNode]:
        found = (node for span in sorted(self._facts) if span.overlaps(sentence) for node in self._facts[span])
        return list(dict.fromkeys(found))

    def _words(self, node: NamedNode) -> str:
        """A node as `kind: name (property: value; …)`."""
        details = "; ".join(sorted(self._detail(quad) for quad in self._properties[node] if self._is_told(quad)))
        return f"{self._title(node)}{f' ({details})' if details else ''}"

    def _title(self, node: NamedNode) -> str:
        kinds = self._wording.kind(node)
        return f"{kinds}: {self._wording.name(node)}" if self._wording.is_named(node) else kinds

    def _is_told(self, quad: Quad) -> bool:
        foreign = isinstance(quad.object, Literal) and quad.object.language not in (None, _DUTCH)
        technical = isinstance(quad.object, Literal) and quad.object.datatype.value.startswith(EDTF)
        return not (foreign or technical or quad.predicate in _SILENT)

    def _detail(self, quad: Quad) -> str:
        value = quad.object.value if isinstance(quad.object, Literal) else self._wording.name(quad.object)
        return f"{self._wording.name(quad.predicate)}: {value}"
