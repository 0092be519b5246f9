"""The reader of N-Triples reads what pyoxigraph's parser reads, and refuses what that refuses, at the same place."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.columns import Dictionary, term_of
from preventiegraaf.columns.reading import ntriples
from preventiegraaf.columns.reading.ntriples import NTriplesReader
from preventiegraaf.errors import CorpusError

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def fast(content: bytes, names: str = "") -> list[Triple]:
    dictionary = Dictionary()
    found = list(NTriplesReader(dictionary, Path("file.nt"), names).read(io.BytesIO(content)))
    terms = [term_of(text) for text in dictionary.texts(np.arange(len(dictionary)))]
    assert len(set(terms)) == len(terms)
    rows = [row for part in found for row in part.T.tolist()]
    return [Triple(*(terms[number] for number in row)) for row in rows]


def reference(content: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES)]


def agree(content: bytes) -> bool:
    """Whether both read the file, or neither does; they must give the same triples."""
    found, expected = outcome(fast, content), outcome(reference, content)
    if isinstance(expected, list):
        assert found == expected  # each triple as often as it is there
        return True
    assert isinstance(found, tuple)
    return False


def outcome(reader: Callable[[bytes], list[Triple]], content: bytes) -> list[str] | tuple[int, int]:
    try:
        return sorted(map(str, reader(content)))
    except CorpusError as error:
        return error.line, error.column
    except SyntaxError as error:
        return error.lineno or 0, error.offset or 0


RIGHT = {
    "plain": b"<http://a/s> <http://a/p> <http://a/o> .\n",
    "no newline at the end": b"<http://a/s> <http://a/p> <http://a/o> .",
    "nothing": b"",
    "blank lines": b"\n\n \n<x:s> <x:p> <x:o> .\n\n\t\n<x:s> <x:p> <x:q> .",
    "comments": b'# one\n<x:s> <x:p> <x:o> . # two .\n<x:s> <x:p> "o" . # "three" .\n<x:s> <x:p> <x:q> .# four\n',
    "only a comment": b"# nothing",
    "CRLF": b'<x:s> <x:p> <x:o> .\r\n<x:s> <x:p> "o" .\r\n',
    "CR alone": b'<x:s> <x:p> "o" .\r<x:s> <x:p> <x:o> .\r',
    "CR after a literal": b'<x:s> <x:p> "o" .\r<x:s> <x:p> "q" .\n<x:s> <x:p> "r" .\n',
    "tabs": b'<x:s>\t<x:p>\t"o o"\t.\n<x:s> \t<x:p>  <x:o>  .  \n',
    "no spaces": b'<x:s><x:p><x:o>.\n<x:s><x:p>"o".\n_:a<x:p>_:b.\n<x:s> <x:p> "a"@nl.\n<x:s> <x:p> <x:o>.\n',
    "spaces in front": b"   <x:s> <x:p> <x:o> .\n",
    "blank nodes": b"_:a <x:p> _:b.c .\n_:1-2 <x:p> _:a .\n_:\xc3\xa9 <x:p> _:x_y .\n_:a <x:p> _:b.\n",
    "escapes": rb'<x:s> <x:p> "\t\b\n\r\f\"\\\u00e9\U0001F600\u0001" .' + b"\n<x:s\\u00e9> <x:p> <x:o> .\n",
    "one term in several forms": '<x:é> <x:p> "é" .\n<x:\\u00e9> <x:p> "\\u00E9" .\n<x:é> <x:p> "é"@NL-BE .'.encode(),
    "raw control characters": b'<x:s> <x:p> "a\tb\x01\x7f" .\n',
    "no characters": '<x:s> <x:p> "\ufffe\uffff" .\n<x:s> <x:p> "é" .\n'.encode(),
    "languages": b'<x:s> <x:p> "a"@nl, .\n'.replace(b",", b"")
    + b'<x:s> <x:p> "a"@zh-Hant-TW .\n<x:s> <x:p> "a"@EN .\n',
    "direction": b'<x:s> <x:p> "a"@en--ltr .\n',
    "datatypes": b'<x:s> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<x:s> <x:p> "1"^^<x:\\u0061> .\n',
    "xsd:string": b'<x:s> <x:p> "a"^^<http://www.w3.org/2001/XMLSchema#string> .\n<x:s> <x:p> "a" .\n',
    "IRIs": b"<http://a.b:80/c?d=e#f> <urn:x:y> <mailto:a@b.nl> .\n<x:> <http://a@b/> <http://a/%20> .\n",
    "a literal that looks like a line": b'<x:s> <x:p> "<x:s> <x:p> <x:o> . # \\" ." .\n',
    "a triple as object": b"<x:s> <x:p> <<( <x:s> <x:p> <x:o> )>> .\n<x:s> <x:p> <<(<x:s><x:p>_:a)>> .\n",
    "a long literal": b'<x:s> <x:p> "' + b"long " * 100_000 + b'" .\n<x:s> <x:p> "short" .\n',
    "repetitions": b"<x:s> <x:p> <x:o> .\n<x:s> <x:p> <x:o> .\n",
}
WRONG = {
    "relative IRI": b"<x:s> <x:p> <x:o> .\n<s> <x:p> <x:o> .\n",
    "space in an IRI": b"<x:s> <x:p> <x:o> .\n<x:s s> <x:p> <x:o> .\n",
    "bad percent": b"<x:s> <x:p> <x:%zz> .\n",
    "bad port": b"<x:s> <x:p> <http://a:b/> .\n",
    "literal as subject": b'"s" <x:p> <x:o> .\n',
    "literal as predicate": b'<x:s> "p" <x:o> .\n',
    "blank node as predicate": b"<x:s> _:p <x:o> .\n",
    "no full stop": b"<x:s> <x:p> <x:o>\n<x:s> <x:p> <x:o> .\n",
    "two full stops": b"<x:s> <x:p> <x:o> ..\n",
    "two full stops after a literal": b'<x:s> <x:p> "o" . .\n',
    "two triples in a line": b'<x:s> <x:p> "o" . <x:s> <x:p> "o" .\n',
    "a quad": b"<x:s> <x:p> <x:o> <x:g> .\n",
    "a quad with a literal": b'<x:s> <x:p> "o" <x:g> .\n',
    "two objects": b'<x:s> <x:p> "o"@nl, "q" .\n',
    "only two terms": b"<x:s> <x:p> .\n",
    "one term": b"<x:s> .\n",
    "only a full stop": b" .\n",
    "open literal": b'<x:s> <x:p> "o .\n<x:s> <x:p> "o" .\n',
    "unknown escape": rb'<x:s> <x:p> "\q" .',
    "bad language": b'<x:s> <x:p> "o"@en- .\n<x:s> <x:p> "o"@abcdefghij .\n',
    "a comment after an IRI that is none": b"<x:s>#c <x:p> <x:o> .\n",
    "a term with a comment that was right as object": b'<x:s> <x:p> <x:o>.#c .\n<x:o>.#c <x:p> "a" .\n',
    "not UTF-8": b'<x:s> <x:p> "\xff" .\n',
    "langString without a language": b'<x:s> <x:p> "a"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .\n',
    "Turtle": b"@prefix x: <x:> .\nx:s x:p x:o .\n",
    "mark at the beginning": b"\xef\xbb\xbf<x:s> <x:p> <x:o> .\n",
    "late": b"<x:s> <x:p> <x:o> .\n" * 9 + b"\n# c\n<x:s> <x:p> <x:o> ;\n",
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_files_are_read(name: str) -> None:
    assert agree(RIGHT[name])


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files_are_refused_at_the_same_place(name: str) -> None:
    content = WRONG[name]
    assert outcome(fast, content) == outcome(reference, content)
    assert not agree(content)


@pytest.mark.parametrize("size", [7, 64, 1000])
def test_the_size_of_chunks_does_not_matter(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(ntriples, "_CHUNK", size)
    short = [content for name, content in RIGHT.items() if name != "a long literal"]
    assert agree(b"\n".join(short))
    late = b"\n".join([*short, WRONG["late"]])
    assert outcome(fast, late) == outcome(reference, late)
    assert not agree(late)


SNIPPETS = st.sampled_from(
    [
        *(b"<x:s>", b"<x:p>", b"_:a", b'"o"', b'"', b"@nl", b"^^", b" ", b"\t", b".", b" .", b"\n", b"\r", b"#", b"\\"),
        *(b"<", b">", b"_:b.", b"<http://a/b>", b'"a b"@nl .\n', b"\\u0041", b"\xc3\xa9", b"%41", b":", b"<<(", b")>>"),
        *(b"\xff", b"--ltr"),
    ]
)


@many
@given(st.lists(SNIPPETS, max_size=14).map(b"".join), st.sampled_from([b"", b"<x:s> <x:p> ", b"<x:s> <x:p> <x:o> .\n"]))
def test_both_parsers_agree_on_any_text(text: bytes, before: bytes) -> None:
    agree(before + text)


NAMES = st.text("abé%./:?#[]@ -", max_size=5)
TERMS = {
    "iri": NAMES.map(lambda name: f"<http://a/{name}>") | NAMES.map(lambda name: f"<http:{name}>"),
    "blank": NAMES.map(lambda name: f"_:{name}"),
    "literal": st.builds(
        '"{}"{}'.format,
        st.text(max_size=6) | st.sampled_from(["\\n", "\\u00e9", '\\"', "a b", ""]),
        st.sampled_from(["", "@nl", "@NL-be", "@x", "^^<x:d>", "^^<http://www.w3.org/2001/XMLSchema#string>"]),
    ),
}
LINES = st.builds(
    "{}{}{}{}{}{}{}".format,
    TERMS["iri"] | TERMS["blank"],
    st.sampled_from([" ", " ", " ", "\t", ""]),
    TERMS["iri"],
    st.sampled_from([" ", " ", " ", "  ", ""]),
    TERMS["iri"] | TERMS["blank"] | TERMS["literal"],
    st.sampled_from([" .", " .", " .", ".", " . # c", "\t."]),
    st.sampled_from(["\n", "\n", "\r\n"]),
)


@many
@given(st.lists(LINES, max_size=4).map("".join))
def test_both_parsers_agree_on_lines_that_are_nearly_right(text: str) -> None:
    agree(text.encode(errors="replace"))


def test_blank_nodes_get_other_names() -> None:
    content = b"_:a <x:p> _:b.c .\n_:b.c  <x:p> <<( _:a <x:p> _:a )>> .\n<x:s> <x:p> _:a .\n"
    expected = reference(content.replace(b"_:", b"_:1-"))
    assert sorted(map(str, fast(content, "1-"))) == sorted(map(str, expected))
