"""Coverage: each sentence of each text is evidence of something, or left out for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from preventiegraaf.checking.material import Document, Material
from preventiegraaf.checking.problems import Problem, Sentences
from preventiegraaf.namespaces import EVIDENCE, OMISSION, PASSAGE, shorten
from preventiegraaf.texts import Coverage, Text, coverage

_QUOTED = 60


def coverage_of(document: Document, text: Text) -> Coverage:
    """What became of each sentence of a document; one that is evidence in part counts as evidence."""
    evidence = {triple.object for triple in document.file.triples if triple.predicate == EVIDENCE}
    passages = [span for iri, span in document.places(PASSAGE).items() if NamedNode(iri) in evidence]
    return coverage(text, passages, list(document.places(OMISSION).values()))


def check_coverage(material: Material) -> Iterator[Problem]:
    """Each sentence that is not accounted for, and each omission that overlaps a passage or leaves the text."""
    for document in material.documents:
        for subject, message, mend in (*_sentences(document), *_omissions(document)):
            yield Problem(document.file.path, document.file.line_of(subject), "coverage", message, mend)


def sentence_counts(material: Material) -> Iterator[Sentences]:
    """The counts of each document whose text is at hand."""
    for document in material.documents:
        if document.text is not None and not document.file.broken:
            found = coverage_of(document, document.text)
            yield Sentences(document.slug, len(found.as_evidence), len(found.left_out), len(found.unaccounted))


def coverage_notes(counted: Iterable[Sentences]) -> Iterator[str]:
    """The counts of documents in words."""
    for one in counted:
        accounted = one.evidence + one.left_out
        counts = f"{accounted} of {accounted + one.unaccounted} sentences"
        yield f"{one.document}: {counts}: {one.evidence} as evidence, {one.left_out} left out"


def _sentences(document: Document) -> Iterator[tuple[str, str, str]]:
    if document.text is None or document.file.broken:
        return
    for sentence in coverage_of(document, document.text).unaccounted:
        words = document.text[sentence]
        quoted = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
        message = f"sentence {sentence.start}-{sentence.end} is not accounted for: {quoted!r}"
        mend = f"model what it says, or add x:{sentence.start}-{sentence.end} a pg:Omission with the reason"
        yield document.iri.value, message, mend


def _omissions(document: Document) -> Iterator[tuple[str, str, str]]:
    passages = document.places(PASSAGE)
    for omission, span in document.places(OMISSION).items():
        for passage in (iri for iri, other in passages.items() if other.overlaps(span)):
            message = f"{shorten(omission)} overlaps {shorten(passage)}"
            yield omission, message, "leave out only what is nowhere used: shorten the omission"
        if document.text is not None and span.end > len(document.text.content):
            message = f"{shorten(omission)} ends after the text, which has {len(document.text.content)} code points"
            yield omission, message, "correct its name"
