"""Downloads are written from columns; they have the bytes that pyoxigraph and xlsxwriter give when asked for all."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlsxwriter.worksheet
from pyoxigraph import Literal, Quad, QuerySolutions, RdfFormat, Triple, parse, serialize
from rdflib import Graph as RdflibGraph

from preventiegraaf.columns import Triples
from preventiegraaf.corpus import order, read_corpus
from preventiegraaf.namespaces import RDF
from preventiegraaf.paths import Root
from preventiegraaf.querying import run
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.terms import Terms
from preventiegraaf.snapshot import Shelf, Snapshot, build, downloads
from preventiegraaf.snapshot.downloads.columns import TABLES, Show
from preventiegraaf.snapshot.downloads.contents import contents_of
from preventiegraaf.snapshot.downloads.rdf import formats_of, write_rdf
from preventiegraaf.snapshot.downloads.values import PathValues
from preventiegraaf.snapshot.downloads.workbook import TextSheet
from preventiegraaf.snapshot.shelf import Part
from rdf_formats import FORMATS

MakeRoot = Callable[..., Root]
ODD = r"""
    @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <https://schema.org/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    ex:a a ex:B , ex:C , [ a ex:D ] ; ex:p "plain" , "een"@nl , "deux"@fr-be , "r"@ar--rtl .
    ex:b ex:p 1 , 01 , 1.50 , 1e0 , true , "true" , "2020"^^xsd:gYear , "x"^^ex:kind , "y"^^<http://example.org/#1/2> .
    ex:c ex:p "a \" and \\ and \n and \t and \u0007 and \r" , "\r" , "\uFFFF" , "]},{\"@id\":\"x:b\",\"x:p\":[{}" .
    ex:d ex:p "<x:p>a</x:p>" , "\n\t\t<x:p>" , " .\n<x:a> <x:p> " , "&amp;" , "" , " " , "é€😀" .
    ex:e a rdf:li , _:blank ; <urn:x:y> ex:f ; <urn:x:1> ex:f ;
        rdf:about ex:f ; <http://example.org/q#r-s.t> ex:f , _:blank .
    _:blank ex:p _:blank ; rdfs:label "blank" .
    <http://example.org/a?b=c&d='e'> ex:p <http://example.org/a(b)/c%20d> , <https://schema.org/deep/er> , <urn:x:> .
    pg:x a pg:Y , owl:Thing ; pg:z pg:x\/y , schema:name , xsd:string , <https://w3id.org/preventiegraaf/def#> .
"""
FILES = {
    "ontology/preventiegraaf.ttl": "ex:A rdfs:subClassOf ex:B . ex:says a rdfs:Datatype .",
    "data/register.ttl": ODD,
    "data/documents/page.ttl": """@prefix vann: <http://purl.org/vocab/vann/> .
        ex:a a ex:B ; ex:p 'again'@nl . ex:y <https://w3id.org/preventiegraaf/graph/x> ex:z , vann:a\\/b .""",
    "data/documents/nothing.ttl": "",
    "data/documents/triples.ttl": "ex:t ex:says <<( ex:a ex:p 'een'@nl )>> , 'more' .",
}


def small_contents(make_root: Callable[..., Root]) -> tuple[Terms, list[tuple[Part, Content]]]:
    """The parts of a small graph; of what follows from it one triple is asserted too."""
    corpus = read_corpus(make_root(**FILES))
    dictionary = Triples.of(corpus.asserted()).dictionary
    follows = [quad.triple for quad in parse(b"<x:new> <x:p> <x:o> . <x:a> <x:p> 1 .", format=RdfFormat.TURTLE)]
    return contents_of(corpus, dictionary, Triples.of([*follows, corpus.asserted()[0]], dictionary))


def parsed(text: bytes) -> Any:
    (quad,) = parse(b"<x:s> <x:p> %b ." % text, format=RdfFormat.N_TRIPLES)
    return quad.object


def quads_of(content: Content) -> Iterator[Quad]:
    """The quads of a part, graph by graph, in the order of files."""
    for graph in content.graphs:
        ranks = zip(*(column.tolist() for column in graph.rows.columns), strict=True)
        triples = [Triple(*(parsed(content.terms.texts[rank]) for rank in row)) for row in ranks]
        yield from (Quad(each.subject, each.predicate, each.object, graph.name) for each in sorted(triples, key=order))


def fits(triple: Triple, suffix: str) -> bool:
    if suffix == "rdf" and triple.predicate.value in ("urn:x:1", RDF + "about"):
        return False
    if suffix == "rdf" and isinstance(triple.object, Literal) and set("\a\uffff") & set(triple.object.value):
        return False
    return suffix not in ("rdf", "jsonld") or not isinstance(triple.object, Triple)


def as_pyoxigraph(content: Content, suffix: str) -> bytes:
    """A part as pyoxigraph writes it, with sorted prefixes and a blank line after them."""
    quads = list(quads_of(content))
    triples = sorted({quad.triple for quad in quads if fits(quad.triple, suffix)}, key=order)
    statements: Any = quads if suffix in ("trig", "nq") else triples
    written = serialize(statements, format=FORMATS[suffix], prefixes=content.prefixes) or b""
    lines = (written.replace(b"\r", b"&#13;") if suffix == "rdf" else written).split(b"\n")
    heads = sum(line.startswith(b"@prefix ") for line in lines)
    return b"\n".join([*sorted(lines[:heads]), *([b""] if heads else []), *lines[heads:]])


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_part_has_the_bytes_of_pyoxigraph(make_root: MakeRoot, tmp_path: Path, suffix: str) -> None:
    terms, contents = small_contents(make_root)
    format_ = next(each for each in formats_of(terms, contents[0][1].rows) if each.suffix == suffix)
    for part, content in contents:
        extent = write_rdf(tmp_path / "file", content, format_)
        written = (tmp_path / "file").read_bytes()
        assert written == as_pyoxigraph(content, suffix), part.name
        assert extent.statements == len(list(parse(written, format=FORMATS[suffix])))
        assert extent.statements + extent.left_out == len(
            set(quads_of(content)) if format_.named_graphs else content.rows
        )


def test_every_reader_of_xml_reads_what_has_no_name_there(make_root: MakeRoot, tmp_path: Path) -> None:
    """A class whose IRI ends in no XML name is no tag, and a property of that kind is left out."""
    said = r"""ex:g a <http://example.org/1> ; ex:p "a\r\nb\rc" ; <http://example.org/q²> ex:f ; xsd: ex:f .
        ex:h a xsd: . ex:i a <urn:x:²> , ex:J ."""
    corpus = read_corpus(make_root(**{"data/register.ttl": said}))
    dictionary = Triples.of(corpus.asserted()).dictionary
    terms, ((_, whole), *_) = contents_of(corpus, dictionary, Triples.of([], dictionary))
    rdf_xml = next(each for each in formats_of(terms, whole.rows) if each.suffix == "rdf")
    extent = write_rdf(tmp_path / "file", whole, rdf_xml)
    found = {tuple(map(str, triple)) for triple in RdflibGraph().parse(tmp_path / "file", format="xml")}
    nameable = (quad.triple for quad in quads_of(whole) if quad.predicate.value[-1] not in "#²")
    assert found == {tuple(getattr(term, "value", "") for term in triple) for triple in nameable}
    assert (extent.statements, extent.left_out) == (5, 2)


def test_the_parts_hold_what_the_files_say(make_root: MakeRoot) -> None:
    corpus = read_corpus(make_root(**FILES))
    _, contents = small_contents(make_root)
    whole, asserted = (set(quads_of(content)) for _, content in contents[:2])
    assert asserted == set(corpus.quads())
    assert len(whole) == len(asserted) + 3
    assert len(contents[0][1].rows) == len(corpus.asserted()) + 2


def test_a_large_graph_is_compressed_by_the_quicker_hand(
    make_root: MakeRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_root(**{"data/register.ttl": "ex:a a ex:B , ex:C , ex:D ."})
    slow = build(root, Shelf(tmp_path / "slow", root), ColumnarReasoner(), lambda _: None)
    monkeypatch.setattr(downloads, "_MANY", 2)
    quick = build(root, Shelf(tmp_path / "quick", root), ColumnarReasoner(), lambda _: None)
    packed = [(each.folder / "downloads" / "register.nt.gz").read_bytes() for each in (slow, quick)]
    assert packed[0] != packed[1]
    assert gzip.decompress(packed[0]) == gzip.decompress(packed[1]) != b""
    described = quick.downloads["register.nt.gz"]
    assert (described.size, described.sha256) == (len(packed[1]), hashlib.sha256(packed[1]).hexdigest())


def test_a_part_without_triples_has_files(make_root: MakeRoot, tmp_path: Path) -> None:
    root = make_root()
    snapshot = build(root, Shelf(tmp_path / "empty", root), ColumnarReasoner(), lambda _: None)
    for suffix, format_ in FORMATS.items():
        file = snapshot.downloads[f"ontology.{suffix}"]
        assert (file.statements, list(parse(path=snapshot.path(file), format=format_))) == (0, [])


def test_columns_of_tables_have_the_values_that_queries_find(snapshot: Snapshot) -> None:
    paths = PathValues(snapshot.columns)
    for table in TABLES:
        members = paths.members(table.member_of)
        for column in table.columns:
            if column.show in (Show.WORDS, Show.THING, Show.KINDS):
                continue
            query = f"SELECT DISTINCT ?thing ?value {{ ?thing a {table.member_of} ; {column.path} ?value }}"
            found = {(str(row["thing"]), str(row["value"])) for row in rows_of(snapshot, query)}
            rows, values = paths.reached(members, column.path, column.show)
            texts = (snapshot.columns.dictionary.texts(each) for each in (members[rows], values))
            assert {(thing.decode(), value.decode()) for thing, value in zip(*texts, strict=True)} == found


def rows_of(snapshot: Snapshot, query: str) -> QuerySolutions:
    found = run(snapshot.inferred, query)
    assert isinstance(found, QuerySolutions)
    return found


def test_a_sheet_of_texts_is_what_the_library_writes(tmp_path: Path) -> None:
    texts = [
        ["a", "b", ""],
        ["", "", ""],
        ["a < b", "", "c"],
        ["d & e"],
        ["", " d", "_x0041_"],
        ["\a", "", "é"],
        ["", "x", ""],
    ]
    sheets = []
    for kind in (xlsxwriter.worksheet.Worksheet, TextSheet):
        with xlsxwriter.Workbook(tmp_path / kind.__name__, {"constant_memory": True, "tmpdir": tmp_path}) as book:
            sheet = book.add_worksheet("sheet", kind)
            sheet.write_row(0, 0, ["head"])
            for number, row in enumerate(texts, 1):
                if isinstance(sheet, TextSheet):
                    sheet.write_texts(number, row)
                else:
                    for column, text in enumerate(row):
                        sheet.write_string(number, column, text) if text else None
        with zipfile.ZipFile(tmp_path / kind.__name__) as archive:
            sheets.append(archive.read("xl/worksheets/sheet1.xml"))
    assert sheets[0] == sheets[1]
    assert b"_x005F_x0041_" in sheets[0]
