"""The files of a graph, read into one named graph for each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from preventiegraaf.errors import CorpusError, faults_told
from preventiegraaf.namespaces import TYPE, graph_iri
from preventiegraaf.passages import expand
from preventiegraaf.paths import Root

_RESERVED = (
    *("asserted", "inferred", "ontology", "queries", "snapshot", "tables"),
    *("preventiegraaf-asserted", "preventiegraaf-inferred", "preventiegraaf-whole"),
)
"""Names of graphs and downloads that the program makes itself."""


class Kind(StrEnum):
    """What a file of the graph holds."""

    ONTOLOGY = "ontology"
    REGISTER = "register"
    DOCUMENT = "document"
    QUESTIONS = "questions"


@dataclass(frozen=True)
class SourceFile:
    """A Turtle file that a person edits; its slug is the name without `.ttl`."""

    path: Path
    kind: Kind

    @property
    def slug(self) -> str:
        """The name of the file, and of its graph and downloads."""
        return self.path.stem

    @property
    def graph(self) -> NamedNode:
        """The named graph that holds the triples of the file."""
        return graph_iri(self.slug)


@dataclass(frozen=True)
class Corpus:
    """The asserted triples: for each file, sorted and without repetition, passages expanded."""

    triples: dict[SourceFile, tuple[Triple, ...]]

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files, ontology first, then register, then documents."""
        return tuple(self.triples)

    @property
    def documents(self) -> tuple[SourceFile, ...]:
        """The files of documents."""
        return tuple(file for file in self.files if file.kind is Kind.DOCUMENT)

    def asserted(self) -> tuple[Triple, ...]:
        """The triples of all files, sorted, each once."""
        return tuple(sorted({triple for triples in self.triples.values() for triple in triples}, key=order))

    def quads(self) -> Iterator[Quad]:
        """The triples of all files, each in the named graph of its file."""
        for file, triples in self.triples.items():
            for triple in triples:
                yield Quad(triple.subject, triple.predicate, triple.object, file.graph)


def source_files(root: Root) -> tuple[SourceFile, ...]:
    """The files of the graph, sorted by kind and name.

    Raises CorpusError if two files have the same name: their graphs would be one.
    """
    found = [
        SourceFile(path, kind)
        for kind, folder in (
            (Kind.ONTOLOGY, root.ontology),
            (Kind.REGISTER, root.data),
            (Kind.DOCUMENT, root.documents),
        )
        for path in sorted(folder.glob("*.ttl"))
    ]
    seen = {name: Path(f"graph/{name}") for name in _RESERVED}
    for file in found:
        if file.slug in seen:
            message = f"the name {file.slug!r} is taken by {seen[file.slug]}; rename one of the two"
            raise CorpusError(file.path, message)
        seen[file.slug] = file.path
    return tuple(found)


def digest_of(files: Iterable[SourceFile], *salt: str) -> str:
    """SHA-256, in hexadecimal, of the names and bytes of the files and of the salt: what a build depends on."""
    digest = hashlib.sha256("\0".join(salt).encode())
    for file in files:
        digest.update(f"\0{file.kind}/{file.slug}\0".encode())
        digest.update(hashlib.sha256(file.path.read_bytes()).digest())
    return digest.hexdigest()


def read_corpus(root: Root) -> Corpus:
    """Read every file of the graph.

    Raises CorpusError for the first file that is not UTF-8, not Turtle, or has a passage with a name of another form.
    """
    return Corpus({file: read_file(file) for file in source_files(root)})


def read_file(file: SourceFile) -> tuple[Triple, ...]:
    """The triples of one file as the served graph has them. Raises CorpusError."""
    triples: Iterable[Triple] = parse_turtle(file.path)
    if file.kind is Kind.DOCUMENT:
        try:
            triples = list(expand(triples, file.slug))
        except ValueError as error:
            message = f"<{error}> must be named {file.slug}-<start>-<end>, with start before end"
            raise CorpusError(file.path, message) from error
    return tuple(sorted(set(_with_stable_blank_nodes(triples, file.slug)), key=order))


def parse_turtle(path: Path) -> list[Triple]:
    """The triples of a Turtle file as written. Raises CorpusError with line and column."""
    with faults_told(path, "Turtle"):
        return [quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]


def _with_stable_blank_nodes(triples: Iterable[Triple], slug: str) -> Iterator[Triple]:
    """The same triples with blank nodes named by RDFC-1.0, so that every build gives the same bytes."""
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        yield Triple(_named_for(quad.subject, slug), quad.predicate, _named_for(quad.object, slug))


def _named_for(term: Any, slug: str) -> Any:
    return BlankNode(f"{slug}-{term.value}") if isinstance(term, BlankNode) else term


def order(triple: Triple) -> tuple[str, bool, str, str]:
    """The order of triples in every file that the program writes: by subject, its type first."""
    return str(triple.subject), triple.predicate != TYPE, str(triple.predicate), str(triple.object)
