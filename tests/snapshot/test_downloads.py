from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import zstandard
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph

from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.snapshot.downloads.cells import SEPARATOR
from preventiegraaf.snapshot.downloads.columns import TABLES
from preventiegraaf.snapshot.shelf import Download
from rdf_formats import FORMATS as RDF

MakeRoot = Callable[..., Root]
IN_RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "trig", "nq": "nquads"}
FILES = {
    "ontology/preventiegraaf.ttl": "ex:A rdfs:subClassOf ex:B ; rdfs:seeAlso [ rdfs:label 'x' ] .",
    "data/register.ttl": "ex:x a ex:A ; ex:says 'één\\ntwee'@nl , 1.50 .",
    "data/documents/page.ttl": "ex:x a ex:A . ex:y a ex:A .",
}


def built(root: Root, folder: Path) -> Snapshot:
    return build(root, Shelf(folder, root), ColumnarReasoner(), lambda _: None)


LONG = "x" * 200_000
ODD_ROWS = f"""@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    ex:person a foaf:Person , <<( ex:a ex:b ex:c )>> , "class" , [] ; skos:prefLabel "{LONG}"@nl .
    ex:award a pg:Award ; pg:winner <<( ex:a ex:b ex:c )>> , ex:iri , "text" .
    ex:statement a pg:Statement ; pg:evidence ex:1 , ex:2 , ex:3 , ex:4 .
    ex:1 oa:hasSource ex:d ; oa:hasSelector [ oa:exact "first" ; oa:start 12 ] .
    ex:2 oa:hasSource ex:d ; oa:hasSelector [ oa:exact "second" ; oa:start 3 ] .
    ex:3 oa:hasSource ex:d ; oa:hasSelector [ oa:exact "last" ; oa:start "no number" ] .
    ex:4 oa:hasSource "elsewhere" ; oa:hasSelector [ oa:exact "later" ; oa:start 99999999999999999999 , [] ] .
"""


@pytest.fixture
def small(make_root: MakeRoot, tmp_path: Path) -> Snapshot:
    return built(make_root(**FILES), tmp_path / "snapshots")


def plain_rdf(snapshot: Snapshot) -> Iterator[Download]:
    return (file for file in snapshot.downloads.values() if file.format in RDF and file.compression is None)


def content(snapshot: Snapshot, name: str) -> bytes:
    return snapshot.path(snapshot.downloads[name]).read_bytes()


def statements_in_rdflib(data: bytes, suffix: str) -> int:
    if suffix in ("trig", "nq"):
        dataset = Dataset()
        dataset.parse(data=data, format=IN_RDFLIB[suffix])
        return len(list(dataset.quads()))
    return len(Graph().parse(data=data, format=IN_RDFLIB[suffix]))


def test_the_bytes_are_the_same_in_two_builds(make_root: MakeRoot, tmp_path: Path) -> None:
    root = make_root(**FILES)
    made = [built(root, tmp_path / name) for name in "ab"]
    assert made[0].manifest == made[1].manifest
    assert made[0].statistics == made[1].statistics
    for name in made[0].downloads:
        assert content(made[0], name) == content(made[1], name), name


def test_size_and_checksum_of_each_file(snapshot: Snapshot) -> None:
    for name, download in snapshot.downloads.items():
        data = content(snapshot, name)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (download.size, download.sha256), name
    summed = {f"{file.sha256}  {name}" for name, file in snapshot.downloads.items() if name != "SHA256SUMS"}
    assert set(content(snapshot, "SHA256SUMS").decode().splitlines()) == summed


def test_every_file_of_the_folder_is_offered(snapshot: Snapshot) -> None:
    assert {path.name for path in (snapshot.folder / "downloads").iterdir()} == set(snapshot.downloads)


def test_each_part_comes_in_each_format_and_compression(snapshot: Snapshot) -> None:
    slugs = set(snapshot.manifest["graphs"]) - {"preventiegraaf"}
    named = {"preventiegraaf-whole", "preventiegraaf-asserted", "preventiegraaf-inferred", "ontology"}
    parts = slugs | named | {"ontology-preventiegraaf"}
    expected = {f"{part}.{suffix}{end}" for part in parts for suffix in RDF for end in ("", ".gz", ".zst")}
    assert expected <= set(snapshot.downloads)
    assert {part.name for part in snapshot.parts} == {*parts, "tables"}


def test_a_compressed_file_holds_the_plain_one(snapshot: Snapshot) -> None:
    for name, file in snapshot.downloads.items():
        if file.compression is None:
            continue
        plain = content(snapshot, name.removesuffix(f".{file.compression}"))
        packed = io.BytesIO(content(snapshot, name))
        unpacked = (
            gzip.decompress(packed.read())
            if file.compression == "gz"
            else zstandard.ZstdDecompressor().stream_reader(packed).read()
        )
        assert unpacked == plain, name


def test_old_names_are_kept(snapshot: Snapshot) -> None:
    assert content(snapshot, "preventiegraaf.ttl") == content(snapshot, "preventiegraaf-asserted.ttl")
    assert content(snapshot, "preventiegraaf.trig") == content(snapshot, "preventiegraaf-whole.trig")
    documents = {f"{slug}.ttl" for slug in snapshot.manifest["documents"]}
    assert {"preventiegraaf-inferred.ttl", "ontology.ttl", "shapes.ttl", *documents} <= set(snapshot.downloads)


def test_every_rdf_file_is_read_and_all_formats_agree(snapshot: Snapshot) -> None:
    found: dict[tuple[str, bool], set[object]] = defaultdict(set)
    for file in plain_rdf(snapshot):
        statements = frozenset(parse(path=snapshot.path(file), format=RDF[file.format]))
        assert len(statements) == file.statements, file.name
        assert file.left_out == 0, file.name
        if not any("BlankNode" in repr(statement) for statement in statements):
            found[file.part, file.format in ("trig", "nq")].add(statements)
    assert found
    assert all(len(variants) == 1 for variants in found.values())


def test_the_statements_are_those_of_the_store(snapshot: Snapshot) -> None:
    whole = {quad.triple for quad in parse(content(snapshot, "preventiegraaf-whole.nt"), format=RdfFormat.N_TRIPLES)}
    asserted = {quad.triple for quad in parse(content(snapshot, "preventiegraaf.ttl"), format=RdfFormat.TURTLE)}
    inferred = set(parse(content(snapshot, "preventiegraaf-inferred.nt"), format=RdfFormat.N_TRIPLES))
    assert len(whole) == snapshot.manifest["asserted"] + snapshot.manifest["inferred"]
    assert (len(asserted), len(inferred)) == (snapshot.manifest["asserted"], snapshot.manifest["inferred"])
    assert sum(1 for _ in snapshot.inferred.quads_for_pattern(None, None, None, None)) == (
        len(whole) + (snapshot.downloads["preventiegraaf-whole.nq"].statements or 0)
    )


@pytest.mark.parametrize("suffix", IN_RDFLIB)
@pytest.mark.parametrize("part", ["jongeriusoverleg", "shapes", "preventiegraaf-inferred", "queries"])
def test_rdflib_reads_as_much(snapshot: Snapshot, part: str, suffix: str) -> None:
    file = snapshot.downloads[f"{part}.{suffix}"]
    assert statements_in_rdflib(snapshot.path(file).read_bytes(), suffix) == file.statements


def test_rdflib_reads_every_file_of_a_small_graph(small: Snapshot) -> None:
    for file in plain_rdf(small):
        assert statements_in_rdflib(small.path(file).read_bytes(), file.format) == file.statements, file.name


def test_turtle_begins_with_sorted_prefixes_and_a_blank_line(snapshot: Snapshot) -> None:
    head, _, body = content(snapshot, "preventiegraaf.ttl").partition(b"\n\n")
    lines = head.split(b"\n")
    assert lines == sorted(lines)
    assert all(line.startswith(b"@prefix ") for line in lines)
    assert not body.startswith(b"@prefix")


def test_what_xml_cannot_hold_is_left_out_and_counted(make_root: MakeRoot, tmp_path: Path) -> None:
    odd = 'ex:x <http://example.org/1> "number" ; ex:p "bell \\u0007" , "return \\r" , "fine" .'
    snapshot = built(make_root(**{**FILES, "data/register.ttl": odd}), tmp_path / "snapshots")
    files = {suffix: snapshot.downloads[f"register.{suffix}"] for suffix in RDF}
    assert (files["rdf"].statements, files["rdf"].left_out) == (2, 2)
    assert {(file.statements, file.left_out) for suffix, file in files.items() if suffix != "rdf"} == {(4, 0)}
    assert statements_in_rdflib(snapshot.path(files["rdf"]).read_bytes(), "rdf") == 2


def rows(snapshot: Snapshot, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(snapshot, name).decode(), newline="")))


def test_a_table_has_a_row_for_each_thing(snapshot: Snapshot) -> None:
    for table in TABLES:
        found = rows(snapshot, f"{table.name}.csv")
        assert found, table.name
        assert len(found) == snapshot.downloads[f"{table.name}.csv"].statements
        assert len({row["iri"] for row in found}) == len(found)
        for column in table.columns:
            assert column.name in found[0]


def test_every_column_is_filled_somewhere(snapshot: Snapshot) -> None:
    """A misspelt property gives an empty column."""
    filled = {
        name for table in TABLES for row in rows(snapshot, f"{table.name}.csv") for name, value in row.items() if value
    }
    assert {column.name for table in TABLES for column in table.columns} == filled


def test_statements_come_with_their_words(snapshot: Snapshot) -> None:
    found = rows(snapshot, "statements.csv")
    assert all(row["words"] and row["speaker"] and row["statement_nl"] and row["statement_en"] for row in found)
    person = next(row for row in rows(snapshot, "persons.csv") if row["iri"].endswith("/jan-binnenmars"))
    assert person["name_nl"] == "Jan Binnenmars"
    assert "raad van toezicht van Bibliotheken Twenterand" in person["chairs"].split(SEPARATOR)


def test_what_nobody_expects_in_a_table_breaks_no_build(make_root: MakeRoot, tmp_path: Path) -> None:
    """A place that is no number comes last, a triple is no class and no IRI, and a text may have any length."""
    snapshot = built(make_root(**{**FILES, "data/register.ttl": ODD_ROWS}), tmp_path / "snapshots")
    (statement,) = rows(snapshot, "statements.csv")
    assert statement["words"] == "later | second | first | last"
    assert f",{LONG},".encode() in content(snapshot, "persons.csv")
    (award,) = rows(snapshot, "awards.csv")
    assert award["winner_iri"] == "http://example.org/iri"
    assert set(snapshot.statistics["members"]) >= {"http://xmlns.com/foaf/0.1/Person"}
    assert not [name for name in snapshot.statistics["members"] if " " in name or ":" not in name]


def test_the_zip_file_holds_the_tables_and_what_they_mean(snapshot: Snapshot) -> None:
    with zipfile.ZipFile(io.BytesIO(content(snapshot, "tables.zip"))) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {f"{table.name}.csv" for table in TABLES} | {"csv-metadata.json"}
        assert archive.read("persons.csv") == content(snapshot, "persons.csv")
    described = json.loads(content(snapshot, "csv-metadata.json"))
    for table, entry in zip(TABLES, described["tables"], strict=True):
        names = [column["name"] for column in entry["tableSchema"]["columns"]]
        assert names == list(rows(snapshot, entry["url"])[0])
        assert names == [column.name for column in table.columns]


def test_the_workbook_has_a_sheet_for_each_table(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(snapshot, "tables.xlsx")), read_only=True)
    assert book.sheetnames == [table.dutch for table in TABLES]
    heads = next(book["Personen"].iter_rows(values_only=True))
    assert heads[1] == "Naam (Nederlands)"
    assert sum(1 for _ in book["Personen"].iter_rows()) == len(rows(snapshot, "persons.csv")) + 1
