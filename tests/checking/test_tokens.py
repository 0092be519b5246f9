"""The words of Turtle and SPARQL: names, lines and blocks, in what parsers accept."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from preventiegraaf.checking.tokens import blocks_of, iri_of, prefixes_of, tokens_of
from preventiegraaf.corpus import parse_turtle, source_files
from preventiegraaf.paths import bundled_root

TURTLE = '''@prefix ex: <http://example.org/> . # a comment with ex:no and "quotes"
PREFIX : <http://example.org/def#>
ex:a-1 a :Thing ;
    :text "a ; b . [ ( ex:no", """two
lines . ex:no"""@nl, 'it\\'s'@en-GB ;
    :n 1.5, -2, 3e4, .5 ; :x [ :y ex:b. ] , ( ex:c.d 1 ) .
ex:e%20f\\~ :p <http://example.org/g> . _:b :p true .
[] a :Thing .
'''


def test_blocks_have_their_lines_and_subjects() -> None:
    tokens = tokens_of(TURTLE)
    prefixes = {prefix.name: prefix.iri for prefix in prefixes_of(tokens)}
    blocks = list(blocks_of(tokens))
    assert prefixes == {"ex": "http://example.org/", "": "http://example.org/def#"}
    assert [(block.line, block.subject.text) for block in blocks] == [
        (3, "ex:a-1"),
        (7, "ex:e%20f\\~"),
        (7, "_:b"),
        (8, "["),
    ]
    assert iri_of(blocks[1].subject, prefixes) == "http://example.org/e%20f~"


def test_predicates_are_those_of_the_subject_itself() -> None:
    blocks = list(blocks_of(tokens_of(TURTLE)))
    assert [token.text for token in blocks[0].predicates()] == ["a", ":text", ":n", ":x"]
    assert [token.text for token in blocks[3].predicates()] == ["a"]


def test_names_in_strings_and_comments_are_no_names() -> None:
    assert not [token for token in tokens_of(TURTLE) if token.text == "ex:no"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * { ?a pg:p/^pg:q* ?b . FILTER(?a<?b && ?c>?d) }", ["pg:p", "pg:q"]),
        ("SELECT * { ?a pg:p 'pg:no' # pg:no\n}", ["pg:p"]),
        ("ASK { ?a pg:p pg:q. ?a pg:r pg:s }", ["pg:p", "pg:q", "pg:r", "pg:s"]),
    ],
)
def test_names_of_a_query(query: str, names: list[str]) -> None:
    assert [token.text for token in tokens_of(query) if token.kind == "name"] == names


def test_a_broken_statement_costs_one_block() -> None:
    blocks = blocks_of(tokens_of("ex:a ex:p ex:b\nex:c ex:p [ .\nex:d ex:p ex:e .\n"), broken=True)
    assert [block.subject.text for block in blocks] == ["ex:a", "ex:c", "ex:d"]


@pytest.mark.parametrize("path", [file.path for file in source_files(bundled_root())], ids=lambda path: path.name)
def test_every_subject_that_the_parser_finds_has_a_block(path: Path) -> None:
    tokens = tokens_of(path.read_text(encoding="utf-8"))
    prefixes = {prefix.name: prefix.iri for prefix in prefixes_of(tokens)}
    found = {iri_of(block.subject, prefixes) for block in blocks_of(tokens)} - {None}
    assert found == {triple.subject.value for triple in parse_turtle(path) if isinstance(triple.subject, NamedNode)}
