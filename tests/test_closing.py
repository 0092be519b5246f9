"""The command `reason`, as one would use it on an ontology of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from preventiegraaf.cli import main

ONTOLOGY = """@prefix : <http://zoo.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Otter a owl:Class ; rdfs:subClassOf :Animal .
:Keeper owl:disjointWith :Animal .
:grandmother owl:propertyChainAxiom (:mother :mother) .
"""
DATA = """<http://zoo.example/otto> a <http://zoo.example/Otter> .
<http://zoo.example/otto> <http://zoo.example/mother> <http://zoo.example/olga> .
<http://zoo.example/olga> <http://zoo.example/mother> <http://zoo.example/oma> .
"""
FOLLOWS = {
    "<http://zoo.example/otto> <http://zoo.example/grandmother> <http://zoo.example/oma>",
    "<http://zoo.example/otto> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://zoo.example/Animal>",
}
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "zoo.ttl").write_text(ONTOLOGY)
    (tmp_path / "zoo.txt").write_text(ONTOLOGY)
    (tmp_path / "data.ttl").write_text(DATA)
    (tmp_path / "wrong.ttl").write_text("<http://zoo.example/otto> a <http://zoo.example/Keeper> .")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin="": CliRunner().invoke(main, ["reason", *arguments], input=stdin)


def triples(result: Result, format_: RdfFormat = RdfFormat.N_TRIPLES) -> list[Triple]:
    assert result.exit_code == 0, result.stderr
    return [quad.triple for quad in parse(result.stdout_bytes, format=format_)]


@pytest.mark.parametrize("reasoner", ["columnar", "owlrl"])
def test_what_follows_is_written_beside_what_is_said(run: Run, reasoner: str) -> None:
    said = [quad.triple for text in (ONTOLOGY, DATA) for quad in parse(text, format=RdfFormat.TURTLE)]
    whole = triples(run("zoo.ttl", "data.ttl", "--reasoner", reasoner))
    inferred = triples(run("zoo.ttl", "data.ttl", "--reasoner", reasoner, "--only-inferred"))
    assert {str(triple) for triple in inferred} == FOLLOWS
    assert len(whole) == len(set(whole)) == len(said) + len(FOLLOWS)
    assert set(inferred) < set(whole)


def test_turtle_has_the_prefixes_of_the_files_and_holds_the_same(run: Run) -> None:
    result = run("zoo.ttl", "data.ttl", "--format", "ttl")
    assert ":otto a :Animal , :Otter ;\n\t:grandmother :oma" in result.stdout
    assert result.stdout.startswith("@prefix : <http://zoo.example/> .\n@prefix owl: ")
    assert "@prefix xsd:" not in result.stdout
    assert set(triples(result, RdfFormat.TURTLE)) == set(triples(run("zoo.ttl", "data.ttl")))


def test_a_prefix_may_end_within_a_name(run: Run) -> None:
    result = run("-", "--input-format", "ttl", "--format", "ttl", stdin="@prefix u: <urn:x:n_> . u:1 u:2 u:3 .")
    assert result.stdout == "@prefix u: <urn:x:n_> .\n\nu:1 u:2 u:3 .\n"


PREFIXED = """@prefix a: <http://x.example/> . @prefix b: <http://x.example/y/> . @prefix none: <http://none.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix u: <urn:x:> .
a:b b:c b:d , "text: none:x" , 'a "^^b', 1 , true , a:y\\/ , <http://x.example/y/z#1> , [] , u: ; a a:c ."""


def test_only_prefixes_that_are_of_use_are_declared(run: Run) -> None:
    for said, used in ((PREFIXED, {"a", "b", "u"}), (PREFIXED[:-1] + ", '2020'^^xsd:gYear .", {"a", "b", "u", "xsd"})):
        result = run("-", "--input-format", "ttl", "--format", "ttl", stdin=said)
        read = parse(result.stdout.encode(), format=RdfFormat.TURTLE)
        found = sorted(str(quad.object) for quad in read if not isinstance(quad.object, BlankNode))
        asked = parse(said.encode(), format=RdfFormat.TURTLE)
        assert found == sorted(str(quad.object) for quad in asked if not isinstance(quad.object, BlankNode))
        assert set(read.prefixes) == used


def test_the_full_profile_holds_the_lean_one(run: Run) -> None:
    lean, full = (set(triples(run("zoo.ttl", "data.ttl", "--profile", name))) for name in ("lean", "full"))
    assert lean < full
    reflexive = (
        "<http://zoo.example/Otter> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://zoo.example/Otter>"
    )
    assert reflexive in {str(triple) for triple in full}


def test_standard_input_and_other_formats_are_read(run: Run) -> None:
    from_file = triples(run("zoo.ttl", "data.ttl", "--only-inferred"))
    assert triples(run("-", "--input-format", "ttl", "--only-inferred", stdin=ONTOLOGY + DATA)) == from_file
    assert triples(run("-", "--input-format", "nt", stdin="")) == []
    assert triples(run("zoo.txt", "data.ttl", "--input-format", "ttl", "--only-inferred")) == from_file


@pytest.mark.parametrize("format_", ["nt", "ttl", "nq", "trig"])
def test_a_byte_order_mark_is_no_part_of_a_file(run: Run, tmp_path: Path, format_: str) -> None:
    marked = tmp_path / f"marked.{format_}"
    marked.write_text("<x:s> <x:p> <x:o> .\n", encoding="utf-8-sig")
    assert run(marked.name).stdout == run("-", "--input-format", format_, stdin=marked.read_text()).stdout
    assert run(marked.name).stdout_bytes == b"<x:s> <x:p> <x:o> .\n"


@pytest.mark.parametrize("format_", ["nt", "ttl", "jsonld"])
def test_what_is_too_long_to_be_read_is_told(run: Run, tmp_path: Path, format_: str) -> None:
    (tmp_path / f"long.{format_}").write_text('"' + "a" * (1 << 24) + '"')
    result = run(f"long.{format_}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"long.{format_}: a text, comment or line is longer than 16 MiB" in result.stderr


def test_equality_can_be_left_out(run: Run) -> None:
    same = "<x:a> <http://www.w3.org/2002/07/owl#sameAs> <x:b> . <x:a> <x:p> <x:c> ."
    options = ("-", "--input-format", "ttl", "--only-inferred")
    told, without = (
        {str(one) for one in triples(run(*options, *more, stdin=same))} for more in ([], ["--no-equality"])
    )
    assert without == {"<x:b> <http://www.w3.org/2002/07/owl#sameAs> <x:a>"}
    assert told == {*without, "<x:b> <x:p> <x:c>"}


def test_contradictions_are_told_and_nothing_else(run: Run) -> None:
    result = run("zoo.ttl", "data.ttl", "wrong.ttl")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "contradicts itself in 1 place." in result.stderr
    assert "cax-dw\n" in result.stderr
    assert "<http://zoo.example/otto>" in result.stderr


def test_contradictions_can_be_had_as_json(run: Run) -> None:
    result = run("zoo.ttl", "data.ttl", "wrong.ttl", "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    (found,) = json.loads(result.stderr)["contradictions"]
    assert found["rule"] == "cax-dw"
    assert ["<http://zoo.example/Keeper>", "<http://www.w3.org/2002/07/owl#disjointWith>"] in [
        triple[:2] for triple in found["triples"]
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'FILES'"),
        (["missing.ttl"], "Cannot read missing.ttl: No such file or directory."),
        (["."], "does not tell its format"),
        (["-"], "Give --input-format"),
        (["zoo.docx"], "Give --input-format, one of nt, ttl"),
        (["-", "--input-format", "docx"], "one of nt, ttl"),
        (["zoo.txt", "--input-format", "nt"], "zoo.txt:1:1: not N-Triples"),
        (["zoo.ttl", "--reasoner", "owlrl", "--profile", "full"], "profile lean only"),
        (["zoo.ttl", "--reasoner", "owlrl", "--no-equality"], "cannot leave out equality"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert result.stdout == ""


def test_a_fault_in_a_file_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.nt").write_text("<x:s> <x:p> <x:o> .\n<x:s> <x:p> <x o> .\n")
    result = run("zoo.ttl", "bad.nt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.nt:2:13: not N-Triples: Invalid IRI" in result.stderr


def test_its_start_is_light(tmp_path: Path) -> None:
    (tmp_path / "zoo.ttl").write_text(ONTOLOGY + DATA)
    command = "import sys; from preventiegraaf.cli import main; main(['reason', 'zoo.ttl'], standalone_mode=False); "
    command += "print(*(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & {"rdflib", "owlrl", "flask", "pyshacl", "xlsxwriter", "granian", "edtf"}
    assert {"numpy", "pyoxigraph"} <= loaded
    assert "<http://zoo.example/oma>" in done.stdout


def test_it_needs_no_graph_and_no_place_for_snapshots(run: Run, tmp_path: Path) -> None:
    nowhere = {**os.environ, "PREVENTIEGRAAF_ROOT": "/nonexistent", "PREVENTIEGRAAF_SNAPSHOTS": "/nonexistent"}
    command = [sys.executable, "-m", "preventiegraaf", "reason", "zoo.ttl", "data.ttl", "--only-inferred"]
    done = subprocess.run(command, cwd=tmp_path, env=nowhere, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == len(FOLLOWS)
    assert triples(run("data.ttl", "--only-inferred")) == []
