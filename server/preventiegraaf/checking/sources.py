"""The files under check, read as far as they can be: one bad block hides no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.tokens import Block, Prefix, Token, blocks_of, iri_of, prefixes_of, tokens_of
from preventiegraaf.corpus import Corpus, Kind, SourceFile, order, read_file, source_files
from preventiegraaf.errors import CorpusError
from preventiegraaf.namespaces import PREFIXES, RDF, shorten
from preventiegraaf.passages import expand
from preventiegraaf.paths import Root


@dataclass(frozen=True)
class Statement:
    """A block of a file with the triples that it asserts, as written; none if it does not parse."""

    block: Block
    subject: str | None
    triples: tuple[Triple, ...]

    @property
    def line(self) -> int:
        """The line on which the subject stands."""
        return self.block.line


@dataclass(frozen=True)
class TurtleFile:
    """A Turtle file: its bytes as text (U+FFFD for what is not UTF-8), its tokens, its statements.

    Of a broken file some statements are lost, so what it seems to lack says nothing.
    """

    source: SourceFile
    text: str
    broken: bool = False

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.source.path

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the file."""
        return tokens_of(self.text)

    @cached_property
    def declarations(self) -> tuple[Prefix, ...]:
        """The prefixes that the file declares, in their order."""
        return tuple(prefixes_of(self.tokens))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The IRI of each prefix."""
        return {prefix.name: prefix.iri for prefix in self.declarations}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the file."""
        return tuple(self._statement(block) for block in blocks_of(self.tokens, self.broken))

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of all statements that parse, as written."""
        return tuple(triple for statement in self.statements for triple in statement.triples)

    def line_of(self, subject: str) -> int:
        """The line on which the first block of a subject starts, or 0."""
        return self._lines.get(subject, 0)

    @cached_property
    def _lines(self) -> dict[str, int]:
        return {entry.subject: entry.line for entry in reversed(self.statements) if entry.subject}

    def _statement(self, block: Block) -> Statement:
        body = self.text[block.tokens[0].start : block.tokens[-1].end]
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items())
        try:
            triples = tuple(quad.triple for quad in parse(head + body, format=RdfFormat.TURTLE))
        except SyntaxError:
            triples = ()
        return Statement(block, iri_of(block.subject, self.prefixes), triples)


@dataclass(frozen=True)
class QueryFile:
    """A SPARQL file; the prefixes of the house need no declaration in it."""

    path: Path
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the query, with those of the default terms in its header."""
        header = "\n".join(line[2:] if line.startswith("#+ parameter:") else "" for line in self.text.split("\n"))
        defaults = (token for token in tokens_of(header) if token.kind == "iri")
        return (*defaults, *tokens_of(self.text))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The IRI of each prefix."""
        return PREFIXES | {prefix.name: prefix.iri for prefix in prefixes_of(self.tokens)}


@dataclass(frozen=True)
class Sources:
    """All files of a root."""

    root: Root
    turtle: tuple[TurtleFile, ...]
    queries: tuple[QueryFile, ...]
    unread: tuple[Problem, ...]
    corpus: Corpus

    def of_kind(self, *kinds: Kind) -> Iterator[TurtleFile]:
        """The Turtle files of some kinds."""
        return (file for file in self.turtle if file.source.kind in kinds)

    def place_of(self, subject: str, *kinds: Kind) -> tuple[Path, int]:
        """The file and line where a subject is typed, else first spoken of, else the folder of the graph."""
        speaking = [file for file in self.of_kind(*(kinds or Kind)) if file.line_of(subject)]
        typing = [file for file in speaking if subject in self._typed[file.source]]
        chosen = next(iter([*typing, *speaking]), None)
        return (chosen.path, chosen.line_of(subject)) if chosen else (self.root.folder, 0)

    def typed(self, *kinds: Kind) -> frozenset[str]:
        """The IRIs that files of some kinds give a type."""
        return frozenset(subject for file in self.of_kind(*kinds) for subject in self._typed[file.source])

    @cached_property
    def _typed(self) -> dict[SourceFile, set[str]]:
        return {file.source: set(_typed_subjects(file)) for file in self.turtle}


def _typed_subjects(file: TurtleFile) -> Iterator[str]:
    """The IRIs to which a file gives a type; in a block that does not parse, too."""
    for statement in file.statements:
        if statement.subject and any(
            token.text in ("a", "rdf:type", f"<{RDF}type>") for token in statement.block.predicates()
        ):
            yield statement.subject


def read_sources(root: Root) -> Sources:
    """Read every file of a root; what cannot be read becomes a problem."""
    unread: list[Problem] = []
    read = [_read(source, unread) for source in _listed(root, unread)]
    queries = [
        QueryFile(path, _decoded(path, unread))
        for folder in (root.queries, root.queries / "checks")
        for path in sorted(folder.glob("*.rq"))
    ]
    corpus = Corpus({file.source: triples for file, triples in read})
    return Sources(root, tuple(file for file, _ in read), tuple(queries), tuple(unread), corpus)


def _listed(root: Root, unread: list[Problem]) -> tuple[SourceFile, ...]:
    try:
        return source_files(root)
    except CorpusError as error:
        unread.append(Problem(error.path, 0, "syntax", error.message, "give each file a name of its own"))
    folders = ((Kind.ONTOLOGY, root.ontology), (Kind.REGISTER, root.data), (Kind.DOCUMENT, root.documents))
    return tuple(SourceFile(path, kind) for kind, folder in folders for path in sorted(folder.glob("*.ttl")))


def _decoded(path: Path, unread: list[Problem]) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        unread.append(Problem(path, line, "syntax", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
        return content.decode("utf-8", errors="replace")


def _read(source: SourceFile, unread: list[Problem]) -> tuple[TurtleFile, tuple[Triple, ...]]:
    """The file and the triples of it that can be read, passages expanded."""
    known = len(unread)
    text = _decoded(source.path, unread)
    try:
        return TurtleFile(source, text), read_file(source)
    except CorpusError as error:
        file = TurtleFile(source, text, broken=True)
        if len(unread) == known:
            unread.extend(_unreadable(file, error))
        return file, tuple(sorted(set(_salvaged(file)), key=order))


def _unreadable(file: TurtleFile, error: CorpusError) -> Iterator[Problem]:
    if error.line:
        message = f"line {error.line}, column {error.column}: {error.message}"
        yield Problem(file.path, error.line, "syntax", message, "write it as Turtle 1.1 asks")
        return
    for statement in file.statements:
        try:
            list(expand(statement.triples, file.source.slug))
        except ValueError as misnamed:
            message = f"{shorten(str(misnamed))} does not say where it stands in the text"
            mend = f"name it {file.source.slug}-<start>-<end> in code points of the text, start before end"
            yield Problem(file.path, statement.line, "passages", message, mend)


def _salvaged(file: TurtleFile) -> Iterator[Triple]:
    """The triples of the blocks that can be read."""
    for statement in file.statements:
        triples = list(statement.triples)
        if file.source.kind is Kind.DOCUMENT:
            try:
                triples = list(expand(triples, file.source.slug))
            except ValueError:
                continue
        yield from triples
