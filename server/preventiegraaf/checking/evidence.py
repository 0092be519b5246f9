"""Evidence: every fact of a document leads to its words, and every thing of the register to a document."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from preventiegraaf.checking.material import Document, Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import Statement
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import DEF, EVIDENCE, ID, OMISSION, PASSAGE, TYPE, shorten

_EXTERNAL_LINK = NamedNode(DEF + "ExternalLink")
_ADD = "add pg:evidence with a passage of this document, or leave out what it does not say"


def check_evidence(material: Material) -> Iterator[Problem]:
    """Each subject and each thing referred to that lacks evidence where it must have it."""
    for document in material.documents:
        if not document.file.broken:
            yield from _subjects(document)
            yield from _references(document)
    if not material.sources.unread:
        yield from _register(material)


def _subjects(document: Document) -> Iterator[Problem]:
    passages = set(document.typed(PASSAGE))
    exempt = passages | set(document.typed(OMISSION)) | {document.iri.value}
    for statement in document.file.statements:
        if statement.subject is None or statement.subject in exempt or not statement.triples:
            continue
        cited = _cited(statement)
        if not cited:
            yield _problem(document, statement.line, f"{shorten(statement.subject)} has no evidence", _ADD)
        for passage in cited - passages:
            message = f"{shorten(statement.subject)} has as evidence {shorten(passage)}, no passage of this file"
            yield _problem(document, statement.line, message, "point to a pg:Passage that this file gives")


def _cited(statement: Statement) -> set[str]:
    return {
        triple.object.value
        for triple in statement.triples
        if triple.predicate == EVIDENCE and isinstance(triple.object, NamedNode)
    }


def _references(document: Document) -> Iterator[Problem]:
    """Things that the file refers to without a block of their own; a subject without evidence is told elsewhere."""
    subjects = {statement.subject for statement in document.file.statements}
    for statement in document.file.statements:
        for thing in sorted(_things(statement) - subjects):
            message = f"{shorten(thing)} is referred to, but has no block with evidence in this file"
            mend = f"add a block {shorten(thing)} with pg:evidence on the passage that names it"
            yield _problem(document, statement.line, message, mend)


def _things(statement: Statement) -> set[str]:
    return {
        triple.object.value
        for triple in statement.triples
        if triple.predicate != EVIDENCE and isinstance(triple.object, NamedNode) and triple.object.value.startswith(ID)
    }


def _register(material: Material) -> Iterator[Problem]:
    supported = {
        statement.subject
        for document in material.documents
        for statement in document.file.statements
        if _cited(statement)
    }
    for file in material.sources.of_kind(Kind.REGISTER):
        links = {
            triple.subject for triple in file.triples if (triple.predicate, triple.object) == (TYPE, _EXTERNAL_LINK)
        }
        for statement in file.statements:
            thing = statement.subject
            if thing is not None and thing not in supported and NamedNode(thing) not in links:
                message = f"{shorten(thing)} has evidence in no document"
                mend = "delete it, or add it with pg:evidence to the file of a document that speaks of it"
                yield Problem(file.path, statement.line, "evidence", message, mend)


def _problem(document: Document, line: int, message: str, mend: str) -> Problem:
    return Problem(document.file.path, line, "evidence", message, mend)
