from __future__ import annotations

from collections.abc import Callable

import pytest

from preventiegraaf.corpus import Kind, digest_of, read_corpus, source_files
from preventiegraaf.errors import CorpusError
from preventiegraaf.paths import Root

MakeRoot = Callable[..., Root]


def test_each_file_has_a_graph_of_its_name(make_root: MakeRoot) -> None:
    root = make_root(**{"ontology/terms.ttl": "", "data/register.ttl": "ex:a a ex:B .", "data/documents/page.ttl": ""})
    corpus = read_corpus(root)
    assert [(file.slug, file.kind) for file in corpus.files] == [
        ("terms", Kind.ONTOLOGY),
        ("register", Kind.REGISTER),
        ("page", Kind.DOCUMENT),
    ]
    assert [str(quad.graph_name) for quad in corpus.quads()] == ["<https://w3id.org/preventiegraaf/graph/register>"]


def test_two_files_of_one_name_are_an_error(make_root: MakeRoot) -> None:
    root = make_root(**{"ontology/same.ttl": "", "data/same.ttl": ""})
    with pytest.raises(CorpusError, match=r"'same' is taken"):
        source_files(root)


def test_a_name_that_the_program_uses_is_an_error(make_root: MakeRoot) -> None:
    with pytest.raises(CorpusError, match="inferred"):
        source_files(make_root(**{"data/inferred.ttl": ""}))


def test_a_syntax_error_has_file_line_and_column(make_root: MakeRoot) -> None:
    root = make_root(**{"data/register.ttl": "ex:a a ex:B .\nex:a ex:b c:d ."})
    with pytest.raises(CorpusError) as caught:
        read_corpus(root)
    assert (caught.value.path.name, caught.value.line) == ("register.ttl", 7)
    assert caught.value.column > 0


@pytest.mark.parametrize("opened", ['"words .', '"""words .', "<http://example.org/b ."])
def test_what_is_not_closed_is_told_where_it_begins(make_root: MakeRoot, opened: str) -> None:
    root = make_root(**{"data/register.ttl": f"ex:a a ex:B .\nex:a ex:b {opened}\nex:a a ex:C .\n"})
    with pytest.raises(CorpusError, match="what begins here is not closed") as caught:
        read_corpus(root)
    assert (caught.value.line, caught.value.column) == (7, 11)


def test_a_file_that_is_not_utf8_is_an_error(make_root: MakeRoot) -> None:
    root = make_root(**{"data/register.ttl": ""})
    (root.data / "register.ttl").write_bytes('<urn:a> <urn:b> "caf\xe9" .'.encode("latin-1"))
    with pytest.raises(CorpusError, match=r"register\.ttl"):
        read_corpus(root)


def test_a_byte_order_mark_is_told(make_root: MakeRoot) -> None:
    root = make_root(**{"data/register.ttl": ""})
    (root.data / "register.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8-sig")
    with pytest.raises(CorpusError, match=r"register\.ttl:1:1: not Turtle: it begins with a byte order mark"):
        read_corpus(root)


def test_a_passage_named_for_another_document_is_an_error(make_root: MakeRoot) -> None:
    passage = "<https://w3id.org/preventiegraaf/id/passage/other-1-2> a pg:Passage ."
    with pytest.raises(CorpusError, match="must be named page-<start>-<end>"):
        read_corpus(make_root(**{"data/documents/page.ttl": passage}))


def test_blank_nodes_keep_their_names_from_build_to_build(make_root: MakeRoot) -> None:
    root = make_root(**{"ontology/terms.ttl": "ex:A rdfs:subClassOf [ a owl:Restriction ] ."})
    first, second = read_corpus(root), read_corpus(root)
    assert first.asserted() == second.asserted()
    assert any("_:terms-c14n0" in str(triple) for triple in first.asserted())


def test_blank_nodes_of_two_files_stay_apart(make_root: MakeRoot) -> None:
    content = "ex:A rdfs:subClassOf [ a owl:Restriction ] ."
    root = make_root(**{"ontology/one.ttl": content, "ontology/two.ttl": content})
    assert len(read_corpus(root).asserted()) == 4


def test_the_digest_changes_with_bytes_names_and_salt(make_root: MakeRoot) -> None:
    root = make_root(**{"data/register.ttl": "ex:a a ex:B ."})
    first = digest_of(source_files(root), "1")
    assert digest_of(source_files(root), "1") == first
    assert digest_of(source_files(root), "2") != first
    (root.data / "register.ttl").rename(root.data / "other.ttl")
    assert digest_of(source_files(root), "1") != first
