"""The house rules of Turtle files: what no parser minds and every reader and every diff does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import Statement, TurtleFile
from preventiegraaf.checking.tokens import Token
from preventiegraaf.corpus import Kind
from preventiegraaf.namespaces import ID, PREFIXES, RDF

Found = Iterator[tuple[int, str, str]]
"""The line, what is wrong, how to mend it."""


def check_style(material: Material) -> Iterator[Problem]:
    """Each place where a Turtle file departs from the house rules."""
    for file in material.sources.turtle:
        for rule in (_lines, _ending, _prefixes, _subjects, _types, _blank_nodes):
            for line, message, mend in rule(file):
                yield Problem(file.path, line, "style", message, mend)


def _lines(file: TurtleFile) -> Found:
    if file.text.startswith("\ufeff"):
        yield 1, "the file starts with a byte order mark", "save it without"
    for number, line in enumerate(file.text.split("\n"), 1):
        if line.endswith("\r"):
            yield number, "the line ends with CR LF", "end lines with LF alone"
        content = line.removesuffix("\r")
        if "\t" in content:
            yield number, "a tab", "write spaces"
        if content != content.rstrip():
            yield number, "blanks at the end of the line", "delete them"
        if not unicodedata.is_normalized("NFC", content):
            yield number, "characters that are not NFC", "save the file in Unicode normalisation form C"


def _ending(file: TurtleFile) -> Found:
    last = file.text.count("\n") + 1
    if not file.text.endswith("\n"):
        yield last, "the last line has no line end", "end the file with one line end"
    elif file.text.endswith("\n\n"):
        yield last - 1, "empty lines at the end of the file", "end the file with one line end"


def _prefixes(file: TurtleFile) -> Found:
    for first, second in pairwise(file.declarations):
        if first.name == second.name:
            yield second.line, f"prefix {second.name}: is declared twice", "delete one of the two"
        elif first.name > second.name:
            yield second.line, f"prefix {second.name}: stands after {first.name}:", "sort the prefixes by name"
    used = {token.text.partition(":")[0] for token in _names(file.statements)}
    for prefix in file.declarations:
        if prefix.name not in used:
            yield prefix.line, f"prefix {prefix.name}: is not used", "delete its line"
        expected = _expected(prefix.name, file)
        if expected not in (None, prefix.iri):
            message = f"prefix {prefix.name}: stands for <{prefix.iri}>, in this house for <{expected}>"
            yield prefix.line, message, _advice(prefix.iri)


def _names(statements: Iterable[Statement]) -> Iterator[Token]:
    for statement in statements:
        yield from (token for token in statement.block.tokens if token.kind == "name")


def _expected(prefix: str, file: TurtleFile) -> str | None:
    parts = {"p": "passage", "x": "omission"}
    if prefix in parts and file.source.kind is Kind.DOCUMENT:
        return f"{ID}{parts[prefix]}/{file.source.slug}-"
    return PREFIXES.get(prefix)


def _advice(iri: str) -> str:
    ours = [name for name, space in PREFIXES.items() if space == iri]
    return f"write {ours[0]}: for this IRI" if ours else "correct the IRI or choose another prefix"


def _subjects(file: TurtleFile) -> Found:
    first: dict[str, int] = {}
    for statement in file.statements:
        if statement.subject is None:
            continue
        if statement.subject in first:
            message = f"{statement.block.subject.text} has a block on line {first[statement.subject]} already"
            yield statement.line, message, "put all that the file says of it in one block"
        first.setdefault(statement.subject, statement.line)


def _types(file: TurtleFile) -> Found:
    for statement in file.statements:
        predicates = [token.text for token in statement.block.predicates()]
        if "a" in predicates[1:]:
            yield statement.line, f"the type of {statement.block.subject.text} does not come first", "put `a` first"
        for token in statement.block.predicates():
            if token.text in ("rdf:type", f"<{RDF}type>"):
                yield token.line, "rdf:type is written in full", "write `a`"


def _blank_nodes(file: TurtleFile) -> Found:
    if file.source.kind is Kind.ONTOLOGY:
        return
    for token in file.tokens:
        if token.kind == "blank" or (token.kind == "other" and token.text in ("[", "(")):
            yield token.line, "a blank node, which nobody can cite", "give the thing an IRI under id/"
