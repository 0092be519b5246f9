"""Passages: the words of a document, exactly, where they are said to stand, and no more than needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from preventiegraaf.checking.material import Document, Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.namespaces import DEF, EVIDENCE, EXACT, PASSAGE, shorten
from preventiegraaf.passages import MAX_WORDS, Span

_TEXT_DIGEST = NamedNode(DEF + "textDigest")
_TEXT_LENGTH = NamedNode(DEF + "textLength")

Found = Iterator[tuple[str, str, str]]
"""The subject at fault, what is wrong, how to mend it."""


def check_passages(material: Material) -> Iterator[Problem]:
    """Each passage that is not verbatim, too long, or evidence of nothing; each text that is not the one described."""
    for document in material.documents:
        found = (*_text(document, material.texts is not None), *_words(document), *_idle(document))
        for subject, message, mend in found:
            yield Problem(document.file.path, document.file.line_of(subject), "passages", message, mend)


def passage_notes(material: Material) -> Iterator[str]:
    """What could not be proved."""
    if material.texts is None:
        yield "The texts of the documents are not at hand: no passage proved, no coverage counted. Give --texts DIR."


def exact_words(document: Document) -> dict[str, str]:
    """The words that the file gives for each passage."""
    return {
        triple.subject.value: triple.object.value
        for triple in document.file.triples
        if triple.predicate == EXACT and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal)
    }


def _text(document: Document, texts_given: bool) -> Found:
    lengths = _values(document, _TEXT_LENGTH)
    if document.text is not None and lengths != [str(len(document.text.content))]:
        message = (
            f"pg:textLength is {' '.join(lengths) or 'missing'}, the text has {len(document.text.content)} code points"
        )
        yield document.iri.value, message, f"write pg:textLength {len(document.text.content)}"
    elif document.text is None and texts_given:
        digest = " ".join(_values(document, _TEXT_DIGEST)) or "missing"
        mend = "write the SHA-256 of the text's bytes, or give --texts the folder that holds this text"
        yield document.iri.value, f"no text has the digest of this document ({digest})", mend


def _values(document: Document, predicate: NamedNode) -> list[str]:
    return [
        triple.object.value
        for triple in document.file.triples
        if triple.predicate == predicate and isinstance(triple.object, Literal)
    ]


def _words(document: Document) -> Found:
    words = exact_words(document)
    for passage, span in document.places(PASSAGE).items():
        name = shorten(passage)
        if passage not in words:
            yield passage, f"{name} does not give its words", "add oa:exact with the words, copied exactly"
            continue
        yield from ((passage, f"{name} {message}", mend) for message, mend in _faults(document, span, words[passage]))


def _faults(document: Document, span: Span, words: str) -> Iterator[tuple[str, str]]:
    if document.text is not None and document.text[span] != words:
        yield f"says {words!r}; the text has there {document.text[span]!r}", _place(document, span, words)
    elif len(words) != span.end - span.start:
        yield f"has {len(words)} code points, its name says {span.end - span.start}", "correct the name or the words"
    if len(words) > MAX_WORDS:
        yield f"has {len(words)} code points, over {MAX_WORDS}", "copy no more than the fact needs"
    if not unicodedata.is_normalized("NFC", words):
        yield "is not NFC", "save the words in Unicode normalisation form C"


def _place(document: Document, span: Span, words: str) -> str:
    """Where the words do stand, if the text has them, a no-break space taken for a space."""
    text = document.text.content.replace("\u00a0", " ") if document.text else ""
    start = text.find(words.replace("\u00a0", " "))
    if start in (-1, span.start) or not words:
        return "copy the words from the text, slips and no-break spaces too"
    return f"name it {document.slug}-{start}-{start + len(words)} and copy the words from there, no-break spaces too"


def _idle(document: Document) -> Found:
    if document.file.broken:
        return
    used = {triple.object for triple in document.file.triples if triple.predicate == EVIDENCE}
    for passage in document.typed(PASSAGE):
        if NamedNode(passage) not in used:
            yield passage, f"{shorten(passage)} is evidence of nothing", "point to it with pg:evidence, or delete it"
