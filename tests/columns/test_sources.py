from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import BlankNode, RdfFormat, Triple, parse, serialize

from preventiegraaf.columns import Dictionary
from preventiegraaf.columns.reading import FORMATS, Reading, Source, copy_unchanged, read
from preventiegraaf.columns.writing import write_ntriples
from preventiegraaf.errors import CorpusError, UsageError

TURTLE = """@prefix ex: <http://example.org/> .
ex:a ex:p ex:b, "tekst"@nl, 1, [ ex:q ex:c ] .
_:x ex:p _:x, "a\\nb" .
"""


def triples(*files: Path) -> set[Triple]:
    found = read([Source.of(str(file)) for file in files], Dictionary()).triples
    output = io.BytesIO()
    write_ntriples([found], output)
    written = [quad.triple for quad in parse(output.getvalue(), format=RdfFormat.N_TRIPLES)]
    assert len(written) == len(found) == len(set(written))
    assert [Triple(*terms) for terms in found.terms()] == written  # type: ignore[arg-type]
    return set(written)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_triples(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file.{suffix}"
    turtle = list(parse(TURTLE, format=RdfFormat.TURTLE))
    statements = turtle if FORMATS[suffix].supports_datasets else [quad.triple for quad in turtle]
    path.write_bytes(serialize(statements, format=FORMATS[suffix]) or b"")
    found = triples(path)
    without = {triple for triple in found if not any(isinstance(term, BlankNode) for term in triple)}
    assert len(found) == 7
    assert {str(triple.object) for triple in without} >= {"<http://example.org/b>", '"tekst"@nl'}
    assert len({term for triple in found for term in triple if isinstance(term, BlankNode)}) == 2


def test_blank_nodes_of_different_files_stay_apart(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt", "c.ttl", "d.ttl"):
        (tmp_path / name).write_text("_:x <x:p> _:y .\n")
    assert len(triples(*sorted(tmp_path.iterdir()))) == 4
    assert [str(triple) for triple in triples(tmp_path / "a.nt")] == ["_:x <x:p> _:y"]


def test_the_same_file_gives_the_same_names(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE)
    assert triples(tmp_path / "a.ttl") == triples(tmp_path / "a.ttl")


def test_triples_of_all_graphs_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("<x:g> { <x:s> <x:p> <x:o> } <x:h> { <x:s> <x:p> <x:o>, <x:q> }")
    assert len(triples(tmp_path / "a.trig")) == 2


def test_relative_iris_begin_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<#s> <x:p> <b> .")
    (triple,) = triples(tmp_path / "a.ttl")
    assert str(triple.subject) == f"<{(tmp_path / 'a.ttl').as_uri()}#s>"
    assert str(triple.object) == f"<{(tmp_path / 'b').as_uri()}>"


def test_prefixes_of_the_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE)
    assert read([Source.of(str(tmp_path / "a.ttl"))], Dictionary()).spaces == {"ex": "http://example.org/"}


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TURTLE.encode())))
    assert len(read([Source.of("-", "ttl")], Dictionary()).triples) == 7


@pytest.mark.parametrize("suffix", ["ttl", "nt", "trig", "rdf", "jsonld"])
def test_a_fault_is_told_with_its_place(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file.{suffix}"
    path.write_text("\n\n<this is [no RDF")
    with pytest.raises(CorpusError) as caught:
        triples(path)
    assert str(caught.value).startswith(f"{path}:")
    assert caught.value.line >= 1


@pytest.mark.parametrize(
    ("name", "message"), [("-", "--input-format"), ("file.docx", "--input-format"), ("missing.ttl", "No such file")]
)
def test_what_cannot_be_read_is_told(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read([Source.of(name)], Dictionary())


PLAIN = '<x:s> <x:p> "a b"@nl .\n_:a <x:p> <x:o> .\n'
NO_ORIGINALS = {
    "repetition": PLAIN + PLAIN,
    "comment": PLAIN + "# c\n",
    "other form": PLAIN + '<x:s> <x:p> "\\u0041" .\n',
    "no newline": PLAIN.rstrip(),
    "all odd": "<x:s><x:p><x:o>.\n",
}


def written(reading: Reading) -> bytes | None:
    output = io.BytesIO()
    return output.getvalue() if reading.originals and copy_unchanged(reading.originals, output) else None


def test_a_file_that_is_as_it_would_be_written_is_copied(tmp_path: Path) -> None:
    path = tmp_path / "file.nt"
    path.write_text(PLAIN)
    reading = read([Source.of(str(path))], Dictionary())
    assert written(reading) == PLAIN.encode()
    path.write_text(PLAIN + PLAIN)
    assert written(reading) is None
    path.unlink()
    assert written(reading) is None


@pytest.mark.parametrize("name", NO_ORIGINALS)
def test_any_other_file_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.nt").write_text(NO_ORIGINALS[name])
    assert read([Source.of(str(tmp_path / "file.nt"))], Dictionary()).originals is None


def test_files_are_copied_only_if_no_blank_node_is_renamed_and_nothing_said_twice(tmp_path: Path) -> None:
    for name, content in {"a.nt": "<x:s> <x:p> <x:o> .\n", "b.nt": "<x:s> <x:p> <x:q> .\n", "c.nt": PLAIN}.items():
        (tmp_path / name).write_text(content)

    def copied(*names: str) -> bytes | None:
        return written(read([Source.of(str(tmp_path / name)) for name in names], Dictionary()))

    assert copied("a.nt", "b.nt") == b"<x:s> <x:p> <x:o> .\n<x:s> <x:p> <x:q> .\n"
    assert copied("a.nt", "c.nt") is None
    assert copied("a.nt", "a.nt") is None
