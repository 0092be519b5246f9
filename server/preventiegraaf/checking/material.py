"""What every check works on: the files, the graph that follows from them, and the texts if they are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.checking.sources import Sources, TurtleFile
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import DEF, INFERRED_GRAPH, document_iri
from preventiegraaf.passages import Span, span_of
from preventiegraaf.reasoning import Closure
from preventiegraaf.texts import Text

_TEXT_DIGEST = NamedNode(DEF + "textDigest")
_DEFAULT = DefaultGraph()


@dataclass(frozen=True)
class Document:
    """A document's file with the parts of the text that it names, and the text if it is at hand."""

    file: TurtleFile
    text: Text | None

    @property
    def slug(self) -> str:
        """The name of the document."""
        return self.file.source.slug

    @property
    def iri(self) -> NamedNode:
        """The IRI of the document."""
        return document_iri(self.slug)

    def places(self, kind: NamedNode) -> dict[str, Span]:
        """The place in the text of each passage or omission, by IRI, as far as its name gives one."""
        found = {subject: span_of(subject, self.slug) for subject in self.typed(kind)}
        return {subject: span for subject, span in found.items() if span is not None}

    def typed(self, kind: NamedNode) -> Iterator[str]:
        """The IRIs to which the file gives this type."""
        for triple in self.file.triples:
            if triple.object == kind and isinstance(triple.subject, NamedNode):
                yield triple.subject.value


@dataclass(frozen=True)
class Material:
    """All that is checked; `texts` is None where no texts were given."""

    sources: Sources
    closure: Closure
    texts: dict[str, Text] | None

    @cached_property
    def asserted(self) -> tuple[Triple, ...]:
        """The triples of all files, passages expanded."""
        return self.sources.corpus.asserted()

    @cached_property
    def store(self) -> Store:
        """The graph as served: in the default graph each triple once, beside a named graph for each file."""
        store = Store()
        store.bulk_extend(_quad(triple) for triple in (*self.asserted, *self.closure.inferred))
        store.bulk_extend(self.sources.corpus.quads())
        store.bulk_extend(_quad(triple, INFERRED_GRAPH) for triple in self.closure.inferred)
        return store

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents."""
        return tuple(Document(file, self._text_of(file)) for file in self.sources.of_kind(Kind.DOCUMENT))

    def _text_of(self, file: TurtleFile) -> Text | None:
        texts = self.texts or {}
        digests = (
            triple.object.value
            for triple in file.triples
            if triple.predicate == _TEXT_DIGEST and isinstance(triple.object, Literal)
        )
        return next((texts[digest] for digest in digests if digest in texts), None)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph = _DEFAULT) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
