from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from preventiegraaf.formats.pieces import streamed
from preventiegraaf.namespaces import BASE, CONCEPT, DEF, GRAPH, ID, INFERRED_GRAPH, ORG, TYPE
from preventiegraaf.paths import Root
from preventiegraaf.querying import Pool
from preventiegraaf.querying.things.description import PAGE_NEIGHBOURS
from preventiegraaf.reasoning import OwlrlReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.web import create_app
from preventiegraaf.web.common.served import Served

BINNENMARS = "/doc/person/jan-binnenmars"
RDF = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
PREFIXES = """@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/preventiegraaf/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
WRITING = ["PUT", "POST", "DELETE", "PATCH"]


def ours(snapshot: Snapshot) -> Iterator[str]:
    """Every IRI under the base of which the graph says something."""
    quads = snapshot.inferred.quads_for_pattern(None, None, None, DefaultGraph())
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return (iri for iri in sorted(found) if iri.startswith(BASE))


def path_of(iri: str) -> str:
    return "/" + iri.removeprefix(BASE).partition("#")[0]


def triples(data: bytes, format_: RdfFormat = RdfFormat.N_TRIPLES) -> set[Triple]:
    return {quad.triple for quad in parse(data, format=format_)}


def links(header: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for target, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', header):
        found.setdefault(relation, []).append(target)
    return found


PARTS = "".join(f"<{ID}event/{n}> a ex:Event ; pg:about <{ID}person/hub> .\n" for n in range(2 * PAGE_NEIGHBOURS + 1))
SMALL = f"""{PREFIXES}{PARTS}
<{ID}person/hub> rdfs:label "Hub"@nl, "<script>alert(1)</script>"@en .
<{ID}person/old> owl:deprecated true ; <http://purl.org/dc/terms/isReplacedBy> <{ID}person/hub> .
<{ID}person/gone> owl:deprecated true ; rdfs:label "Weg"@nl .
<{ID}person/elsewhere> owl:deprecated true ; <http://purl.org/dc/terms/isReplacedBy> <http://example.org/x> .
<{ID}organisation/v1.2.ttl> rdfs:label "Met punten"@nl .
<{ID}person/é> rdfs:label "É"@nl ; rdfs:seeAlso <javascript:alert(1)>, <http://example.org/y> .
"""
"""A graph of a hub, a thing that moved, some that are gone, and names with dots and signs."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, pool: Pool) -> FlaskClient:
    root = Root(tmp_path_factory.mktemp("small"))
    for folder in (root.ontology, root.documents, root.queries):
        folder.mkdir(parents=True)
    (root.data / "register.ttl").write_text(SMALL, encoding="utf-8")
    snapshot = build(root, Shelf(root.folder / "snapshots", root), OwlrlReasoner(), lambda _: None)
    return create_app(Served(snapshot, pool, {})).test_client()


def test_every_thing_dereferences(client: FlaskClient, snapshot: Snapshot) -> None:
    things = {iri.partition("#")[0] for iri in ours(snapshot) if iri.startswith(ID)}
    assert len(things) > 1_000
    for iri in things:
        see = client.get(path_of(iri))
        assert (see.status_code, see.location) == (303, path_of(iri).replace("/id/", "/doc/")), iri
        answer = client.get(see.location, headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, iri
        found = triples(answer.data)
        assert any(NamedNode(iri) in (triple.subject, triple.object) for triple in found), iri


def test_a_selector_belongs_to_the_description_of_its_passage(client: FlaskClient, snapshot: Snapshot) -> None:
    selectors = [iri for iri in ours(snapshot) if iri.endswith("#selector")]
    assert len(selectors) > 500
    for iri in selectors[::20]:
        found = triples(client.get(path_of(iri).replace("/id/", "/doc/") + ".nt").data)
        assert any(triple.subject == NamedNode(iri) and triple.predicate == TYPE for triple in found), iri


def test_every_concept_and_scheme_dereferences(client: FlaskClient, snapshot: Snapshot) -> None:
    concepts = [iri for iri in ours(snapshot) if iri.startswith(CONCEPT)]
    assert len(concepts) > 150
    for iri in concepts:
        answer = client.get(path_of(iri), headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, iri
        assert any(triple.subject == NamedNode(iri) for triple in triples(answer.data)), iri


def test_every_term_dereferences(client: FlaskClient, snapshot: Snapshot) -> None:
    terms = [iri for iri in ours(snapshot) if iri.startswith(BASE + "def")]
    assert len(terms) > 250
    told: dict[str, set[object]] = {}
    pages: dict[str, str] = {}
    for iri in terms:
        path = path_of(iri)
        if path not in told:
            told[path] = {triple.subject for triple in triples(client.get(path + ".nt").data)}
            pages[path] = client.get(path + ".html").text
        assert NamedNode(iri) in told[path], iri
        if "#" in iri:
            assert f'id="{iri.partition("#")[2]}"' in pages[path], iri


def test_every_graph_is_served_whole(client: FlaskClient, snapshot: Snapshot) -> None:
    graphs = [graph for graph in snapshot.inferred.named_graphs() if isinstance(graph, NamedNode)]
    assert INFERRED_GRAPH in graphs
    for graph in graphs:
        answer = client.get(path_of(graph.value), headers={"Accept": "application/n-quads"})
        found = set(parse(answer.data, format=RdfFormat.N_QUADS))
        assert found == set(snapshot.inferred.quads_for_pattern(None, None, None, graph)), graph


@pytest.mark.parametrize("suffix", RDF)
@pytest.mark.parametrize(
    "path", [BINNENMARS, "/concept/role/chair", "/concept/role", "/def", "/def/evidence", "/graph/inferred"]
)
def test_each_format_by_suffix_by_parameter_and_by_header(client: FlaskClient, path: str, suffix: str) -> None:
    media_type, format_ = RDF[suffix]
    by_suffix = client.get(f"{path}.{suffix}")
    by_header = client.get(path, headers={"Accept": media_type})
    assert by_suffix.status_code == 200
    assert by_suffix.mimetype == media_type
    assert by_suffix.data == by_header.data == client.get(path, query_string={"format": suffix}).data
    assert len(set(parse(by_suffix.data, format=format_))) > 3
    assert by_header.headers["Content-Location"] == f"{path}.{suffix}"
    assert "Accept" in by_header.vary
    assert "Accept" not in by_suffix.vary


def test_all_formats_say_the_same(client: FlaskClient) -> None:
    path = "/doc/collaboration/vitaal-twente"
    expected = triples(client.get(f"{path}.nt").data)
    for suffix, (_, format_) in RDF.items():
        assert triples(client.get(f"{path}.{suffix}").data, format_) == expected, suffix


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/csv", "text/csv"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html;q=0, */*", "text/turtle"),
        ("image/png", None),
    ],
)
@pytest.mark.parametrize("path", [BINNENMARS, "/concept/role/chair"])
def test_negotiation(client: FlaskClient, path: str, accept: str | None, expected: str | None) -> None:
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert answer.status_code == (406 if expected is None else 200)
    assert expected is None or answer.mimetype == expected


def test_quads_keep_asserted_and_inferred_apart(client: FlaskClient) -> None:
    quads = set(parse(client.get(f"{BINNENMARS}.nq").data, format=RdfFormat.N_QUADS))
    chairs = [quad for quad in quads if quad.predicate == NamedNode(DEF + "chairs")]
    assert {quad.graph_name for quad in chairs} == {INFERRED_GRAPH}
    member = [quad for quad in quads if quad.predicate == NamedNode(ORG + "member")]
    assert member
    assert INFERRED_GRAPH not in {quad.graph_name for quad in member}


def test_inferred_triples_can_be_left_out(client: FlaskClient) -> None:
    answer = client.get(f"{BINNENMARS}.nq?infer=false")
    assert not any(quad.graph_name == INFERRED_GRAPH for quad in parse(answer.data, format=RdfFormat.N_QUADS))
    assert client.get(f"{BINNENMARS}?infer=perhaps").status_code == 400


def test_the_table_has_names_in_the_language_of_the_reader(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{BINNENMARS}.csv?lang=en").text)))
    assert any(row["property_name"] == "is a member of" and row["inferred"] == "true" for row in rows)
    assert any(row["value_name"] == "supervisory board of SCOT" for row in rows)


def test_the_document_names_its_topic_and_licence(client: FlaskClient) -> None:
    found = {str(triple) for triple in triples(client.get(f"{BINNENMARS}.nt").data)}
    document = f"<{BASE}doc/person/jan-binnenmars>"
    assert f"{document} <http://xmlns.com/foaf/0.1/primaryTopic> <{ID}person/jan-binnenmars>" in found
    assert f"{document} <http://purl.org/dc/terms/license> <https://creativecommons.org/licenses/by/4.0/>" in found


def test_links(client: FlaskClient) -> None:
    found = links(client.get(BINNENMARS, headers={"Accept": "text/turtle"}).headers["Link"])
    assert found["canonical"] == [f"{BASE}doc/person/jan-binnenmars"]
    assert found["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["describes"] == [f"{ID}person/jan-binnenmars"]
    assert found["describedby"] == [BINNENMARS]
    assert f"{BINNENMARS}.jsonld" in found["alternate"]
    assert f"{BINNENMARS}.html" in found["alternate"]
    assert f"{BINNENMARS}.ttl" not in found["alternate"]
    see = links(client.get("/id/person/jan-binnenmars").headers["Link"])
    assert see["describedby"] == [BINNENMARS]
    for target in found["alternate"]:
        assert client.head(target).status_code == 200


def test_addresses_are_under_the_public_url(snapshot: Snapshot, pool: Pool) -> None:
    with create_app(Served(snapshot, pool, {}, "https://example.org/")).test_client() as public:
        assert public.get("/id/person/jan-binnenmars").location == f"https://example.org{BINNENMARS}"
        answer = public.get(f"{BINNENMARS}.ttl")
        found = links(answer.headers["Link"])
        assert f"https://example.org{BINNENMARS}.nt" in found["alternate"]
        assert found["canonical"] == [f"{BASE}doc/person/jan-binnenmars"]


@pytest.mark.parametrize("path", [BINNENMARS, "/def", "/concept/role", "/graph/register", "/store?default"])
@pytest.mark.parametrize("accept", ["text/turtle", "text/html", "application/n-quads"])
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    known = client.get(path, headers={"Accept": accept, "If-None-Match": answer.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["ETag"] == answer.headers["ETag"]
    other = client.get(path, headers={"Accept": "application/ld+json", "If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200
    assert other.headers["ETag"] != answer.headers["ETag"]


def test_tags_tell_languages_pages_and_inference_apart(client: FlaskClient) -> None:
    asked = ["", "?lang=en", "?infer=false", "?page=2"]
    tags = [client.get(f"/doc/person/joop-wikkerink.html{more}").headers["ETag"] for more in asked]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    "path", ["/id/person/jan-binnenmars", BINNENMARS, f"{BINNENMARS}.html", "/def", "/graph/inferred", "/store?default"]
)
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    assert head.headers.get("Content-Length") == get.headers.get("Content-Length")
    for name in ("Content-Type", "ETag", "Link", "Location"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize(
    "path",
    [
        "/id/person/nobody",
        "/doc/person/nobody",
        "/doc/person/nobody.ttl",
        f"{BINNENMARS}.exe",
        f"{BINNENMARS}?page=99",
        f"{BINNENMARS}?page=0",
        "/doc/person/a%20b",
        "/doc/person/%3Cscript%3E",
        "/doc/person/..%2f..%2fetc",
        "/id/person/x%0d%0aX-Injected:%201",
        "/concept/nothing",
        "/concept/role/nothing",
        "/graph/nothing",
        "/graph/a%20b",
        "/def/nothing",
        "/def/a%20b",
        "/def.exe",
        "/store?graph=http://example.org/nothing",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    for method in (client.get, client.head):
        answer = method(path)
        assert answer.status_code == 404
        assert "X-Injected" not in answer.headers


def test_a_like_name_is_suggested(client: FlaskClient) -> None:
    assert "/id/person/jan-binnenmars" in client.get("/id/person/jan-binenmars").text


@pytest.mark.parametrize("page", ["x", "-1", "1e3", "9999999999", "²"])
def test_a_page_that_is_no_number_is_refused(client: FlaskClient, page: str) -> None:
    assert client.get(BINNENMARS, query_string={"page": page}).status_code == 400


def test_a_thing_that_moved_leads_to_its_successor(small: FlaskClient) -> None:
    assert small.get("/id/person/old").status_code == 301
    assert small.get("/id/person/old").location == "/id/person/hub"
    assert small.get("/doc/person/old.ttl?lang=en").location == "/doc/person/hub.ttl?lang=en"


@pytest.mark.parametrize("name", ["gone", "elsewhere"])
@pytest.mark.parametrize("space", ["id", "doc"])
def test_a_thing_that_was_retired_is_gone(small: FlaskClient, space: str, name: str) -> None:
    answer = small.get(f"/{space}/person/{name}")
    assert answer.status_code == 410
    assert answer.location is None
    assert "retired" in answer.text


def test_a_long_description_is_paged(small: FlaskClient) -> None:
    path: str | None = "/doc/person/hub.nt"
    seen: list[set[Triple]] = []
    while path is not None:
        answer = small.get(path)
        about = NamedNode(DEF + "about")
        seen.append({triple for triple in triples(answer.data) if triple.predicate == about})
        found = links(answer.headers["Link"])
        assert ("prev" in found) == (len(seen) > 1)
        path = next(iter(found.get("next", [])), None)
    assert len(seen) == 3
    assert max(map(len, seen)) <= PAGE_NEIGHBOURS
    assert len(set.union(*seen)) == 2 * PAGE_NEIGHBOURS + 1
    html = small.get("/doc/person/hub.html?page=2&infer=false").text
    assert 'rel="prev"' in html
    assert 'rel="next"' in html
    assert "infer=false" in html


def test_a_name_may_have_dots_and_signs(small: FlaskClient) -> None:
    assert small.get("/id/organisation/v1.2.ttl").location == "/doc/organisation/v1.2.ttl"
    assert small.get("/doc/organisation/v1.2.ttl").mimetype == "text/turtle"
    assert small.get("/doc/organisation/v1.2.ttl.html").mimetype == "text/html"
    answer = small.get(small.get("/id/person/é").location + ".nt")
    assert answer.status_code == 200
    assert answer.headers["Link"].isascii()


def test_pages_are_escaped_and_lead_to_no_script(small: FlaskClient) -> None:
    hub = small.get("/doc/person/hub.html?lang=en").text
    assert "<script>" not in hub
    assert "&lt;script&gt;" in hub
    page = small.get("/doc/person/é.html").text
    assert 'href="javascript' not in page
    assert "DESCRIBE" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_shows_what_is_said_and_what_follows(client: FlaskClient, language: str) -> None:
    page = client.get(f"{BINNENMARS}.html?lang={language}").text
    assert f'<html lang="{language}">' in page
    assert ("Wat er staat" in page) == (language == "nl")
    assert ("Inferred" in page) == (language == "en")
    assert "voorzitter van de Raad van Toezicht van SCOT" in page
    assert f"/doc/organisation/rvt-scot?lang={language}" in page


def test_every_link_of_a_page_leads_somewhere(client: FlaskClient) -> None:
    paths = set()
    for start in (f"{BINNENMARS}.html", "/def.html", "/graph/register.html", "/concept/role.html"):
        page = client.get(start).text
        found = set(re.findall(r'href="(/(?:id|doc|concept|def|graph)[^"]*)"', page))
        assert len(found) > 5
        paths |= {link.replace("&amp;", "&").partition("#")[0] for link in found}  # many lead to a part of one page
    for path in paths:
        assert client.head(path).status_code == 200, path


def test_the_ontology_is_told_in_words(client: FlaskClient) -> None:
    page = client.get("/def.html?lang=en").text
    assert "‘has membership’, and then ‘chaired body’" in page
    assert "‘has partner’: at least one" in page
    assert "is a kind of" in page


def test_terms_tell_their_use_in_the_data_with_examples(client: FlaskClient) -> None:
    page = client.get("/def.html?lang=en").text
    chairs = page.partition('id="chairs"')[2].partition("</article>")[0]
    assert re.search(r"times in the data</dt><dd><span>4</span>|times in the data</dt><dd>4<", chairs)
    assert re.search(r'<a href="/doc/person/[^"]+">[^<]+ → ', chairs)
    coalition = page.partition('id="PreventionCoalition"')[2].partition("</article>")[0]
    assert "in the data</dt><dd>" in coalition
    assert "Vitaal Twente" in coalition
    tree = page.partition('class="tree')[2].partition("</div>")[0]
    assert re.search(r'prevention coalition</a> <span class="count">[1-9]', tree)


def test_a_version_of_the_ontology_is_the_ontology(client: FlaskClient) -> None:
    assert client.get("/def/0.1.0.nt").data == client.get("/def.nt").data


def test_results_lead_to_the_page_of_a_thing(client: FlaskClient) -> None:
    things = f"<{ID}person/jan-binnenmars> <{DEF}chairs> <http://example.org/x> <{BASE}id/a/b/c>"
    query = f"SELECT * {{ VALUES ?x {{ {things} }} }}"
    page = client.get("/sparql", query_string={"query": query, "lang": "nl"}, headers={"Accept": "text/html"}).text
    assert 'href="/doc/person/jan-binnenmars?lang=nl"' in page
    assert 'href="/def?lang=nl#chairs"' in page
    assert page.count("DESCRIBE+") + page.count("DESCRIBE%20") == 2


def test_the_store_serves_the_default_graph_and_named_graphs(client: FlaskClient, snapshot: Snapshot) -> None:
    default = triples(client.get("/store?default", headers={"Accept": "application/n-triples"}).data)
    assert len(default) == snapshot.manifest["asserted"] + snapshot.manifest["inferred"]
    asserted = triples(client.get("/store?default&infer=false", headers={"Accept": "application/n-triples"}).data)
    assert len(asserted) == snapshot.manifest["asserted"]
    named = client.get("/store", query_string={"graph": f"{GRAPH}register"})
    assert named.data == client.get("/graph/register").data


@pytest.mark.parametrize(
    "query",
    ["", "default&graph=http://example.org/", "graph=relative", "graph=http://a.b/&graph=http://a.c/", "graph="],
)
def test_the_store_wants_one_graph(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/store?{query}")
    assert answer.status_code == 400
    assert len(answer.text.split()) > 5


@pytest.mark.parametrize("method", WRITING)
@pytest.mark.parametrize("path", ["/store?default", "/store", "/graph/register", "/graph/new"])
def test_graphs_cannot_be_written(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method, data="<urn:x> <urn:y> <urn:z> .", content_type="text/turtle")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(re.split(", *", answer.headers["Allow"]))
    assert not set(WRITING) & set(re.split(", *", answer.headers["Allow"]))
    assert "Turtle" in answer.text


@pytest.mark.parametrize("suffix", RDF)
def test_a_graph_of_many_pieces_is_one_document(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preventiegraaf.formats.pieces._BATCH", 3)
    graph = NamedNode(f"{GRAPH}x")
    quads = [
        Quad(NamedNode(f"{ID}event/{n // 4}"), NamedNode(DEF + "about"), NamedNode(f"{ID}event/{n}"), graph)
        for n in range(10)
    ]
    _, format_ = RDF[suffix]
    given = quads if format_.supports_datasets and suffix != "jsonld" else [quad.triple for quad in quads]
    for size in (0, 2, 3, 6, 7, 10):
        found = parse(b"".join(streamed(given[:size], format_)), format=format_)
        assert {quad.triple for quad in found} == {quad.triple for quad in quads[:size]}


def test_the_page_of_the_ontology_stays_that_of_its_language_and_module(client: FlaskClient) -> None:
    paths = ("/def.html?lang=nl", "/def.html?lang=en", "/def/evidence.html?lang=en")
    first = [client.get(path).data for path in paths]
    assert len(set(first)) == len(paths)
    assert [client.get(path).data for path in paths] == first
