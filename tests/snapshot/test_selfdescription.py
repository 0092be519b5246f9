from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse, serialize
from pyshacl import validate

from preventiegraaf.namespaces import BASE, GRAPH, PREFIXES, TYPE
from preventiegraaf.paths import Root
from preventiegraaf.querying import Question, read_questions
from preventiegraaf.reasoning.rules import RULES
from preventiegraaf.snapshot import Snapshot
from preventiegraaf.snapshot.selfdescription import Publication, Statistics, dcat, schemaorg, service, void
from preventiegraaf.snapshot.selfdescription.sheet import _SPACES as SPACES
from preventiegraaf.snapshot.selfdescription.sheet import iri

ADDRESS = "https://example.org/graph"
SHAPES = Path(__file__).with_name("dcat-ap-nl-mandatory.ttl")
WHOLE = "<https://w3id.org/preventiegraaf/void#dataset>"


@pytest.fixture(scope="module")
def questions(root: Root) -> tuple[Question, ...]:
    return read_questions(root.queries)


@pytest.fixture(scope="module")
def publication(snapshot: Snapshot, questions: tuple[Question, ...]) -> Publication:
    return Publication.of(snapshot, Statistics.from_json(snapshot.statistics), questions, ADDRESS)


def store_of(triples: list[Triple]) -> Store:
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def ask(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query, prefixes=SPACES)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names} for row in found]


def number(store: Store, query: str) -> int:
    return int(next(iter(ask(store, query)[0].values())))


@pytest.fixture(scope="module")
def in_void(publication: Publication) -> Store:
    return store_of(void(publication))


@pytest.fixture(scope="module")
def in_dcat(publication: Publication) -> Store:
    return store_of(dcat(publication))


@pytest.fixture(scope="module")
def in_service(publication: Publication) -> Store:
    return store_of(service(publication))


SIZES = {
    "void:triples": "COUNT(*)",
    "void:distinctSubjects": "COUNT(DISTINCT ?s)",
    "void:distinctObjects": "COUNT(DISTINCT ?o)",
    "void:properties": "COUNT(DISTINCT ?p)",
}


@pytest.mark.parametrize("predicate", SIZES)
def test_sizes_of_the_whole_and_of_each_graph(snapshot: Snapshot, in_void: Store, predicate: str) -> None:
    count = f"SELECT ({SIZES[predicate]} AS ?n)"
    said = number(in_void, f"SELECT ?n {{ {WHOLE} {predicate} ?n }}")
    assert said == number(snapshot.inferred, f"{count} {{ ?s ?p ?o }}")
    said = number(in_void, f"SELECT ?n {{ <{BASE}void#asserted> {predicate} ?n }}")
    assert said == number(snapshot.asserted, f"{count} {{ ?s ?p ?o }}")
    for slug in [*snapshot.manifest["graphs"], "inferred"]:
        said = number(in_void, f"SELECT ?n {{ <{GRAPH}{slug}> {predicate} ?n }}")
        assert said == number(snapshot.inferred, f"{count} {{ GRAPH <{GRAPH}{slug}> {{ ?s ?p ?o }} }}"), slug


def test_entities_and_classes_of_the_whole(snapshot: Snapshot, in_void: Store) -> None:
    ours = f'FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{BASE}"))'
    assert number(in_void, f"SELECT ?n {{ {WHOLE} void:entities ?n }}") == number(
        snapshot.inferred, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o {ours} }}"
    )
    assert number(in_void, f"SELECT ?n {{ {WHOLE} void:classes ?n }}") == number(
        snapshot.inferred, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"
    )


def test_partitions_by_class_and_by_property(snapshot: Snapshot, in_void: Store) -> None:
    said = ask(in_void, f"SELECT ?c ?n {{ {WHOLE} void:classPartition [ void:class ?c ; void:entities ?n ] }}")
    found = ask(snapshot.inferred, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert sorted(map(sorted, (row.items() for row in said))) == sorted(map(sorted, (row.items() for row in found)))
    partition = "void:property ?p ; void:triples ?n ; void:distinctSubjects ?s ; void:distinctObjects ?o"
    said = ask(in_void, f"SELECT ?p ?n ?s ?o {{ {WHOLE} void:propertyPartition [ {partition} ] }}")
    found = ask(
        snapshot.inferred,
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?x) AS ?s) (COUNT(DISTINCT ?y) AS ?o) { ?x ?p ?y } GROUP BY ?p",
    )
    assert sorted(map(sorted, (row.items() for row in said))) == sorted(map(sorted, (row.items() for row in found)))


def test_a_class_has_its_properties_and_a_property_its_datatypes(snapshot: Snapshot, in_void: Store) -> None:
    nested = "void:class foaf:Person ; void:propertyPartition [ void:property ?p ; void:triples ?n ]"
    said = {row["p"]: int(row["n"]) for row in ask(in_void, f"SELECT ?p ?n {{ ?partition {nested} }}")}
    found = ask(snapshot.inferred, "SELECT ?p (COUNT(*) AS ?n) { ?s a foaf:Person ; ?p ?o } GROUP BY ?p")
    assert said == {row["p"]: int(row["n"]) for row in found}
    typed = "void:property schema:value ; voidext:datatypePartition [ voidext:datatype ?d ; void:triples ?n ]"
    assert ask(in_void, f"SELECT ?d ?n {{ ?partition {typed} }}")


def test_vocabularies_examples_links_and_dumps(publication: Publication, in_void: Store) -> None:
    vocabularies = {row["v"] for row in ask(in_void, f"SELECT ?v {{ {WHOLE} void:vocabulary ?v }}")}
    assert {PREFIXES["pg"], PREFIXES["org"], PREFIXES["foaf"]} <= vocabularies
    examples = {row["e"] for row in ask(in_void, f"SELECT ?e {{ {WHOLE} void:exampleResource ?e }}")}
    assert len(examples) == 5
    described = "?l a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ; void:objectsTarget ?t"
    linked = ask(in_void, f"SELECT ?p ?n ?t {{ {described} }}")
    assert linked == [{"p": PREFIXES["pg"] + "linkTarget", "n": "10", "t": "https://standaarden.overheid.nl/tooi"}]
    dumps = {row["d"].removeprefix(f"{ADDRESS}/download/") for row in ask(in_void, "SELECT ?d { ?x void:dataDump ?d }")}
    assert dumps <= set(publication.downloads)
    assert {"preventiegraaf-whole.ttl", "shapes.nq"} <= dumps


def test_the_catalogue_has_what_dcat_ap_nl_demands(publication: Publication) -> None:
    data = rdflib.Graph().parse(data=serialize(dcat(publication), format=RdfFormat.TURTLE) or b"", format="turtle")
    shapes = rdflib.Graph().parse(SHAPES)
    conforms, _, report = validate(data, shacl_graph=shapes)
    assert conforms, report


def test_a_catalogue_that_lacks_something_is_found_out(publication: Publication) -> None:
    theme = NamedNode(SPACES["dcat"] + "theme")
    lacking = [triple for triple in dcat(publication) if triple.predicate != theme]
    data = rdflib.Graph().parse(data=serialize(lacking, format=RdfFormat.TURTLE) or b"", format="turtle")
    assert not validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))[0]


def test_every_file_is_a_distribution_with_its_checksum(publication: Publication, in_dcat: Store) -> None:
    said = ask(
        in_dcat,
        "SELECT ?url ?size ?sum { ?d a dcat:Distribution ; dcat:downloadURL ?url ; dcat:byteSize ?size ; "
        "spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] }",
    )
    found = {
        (f"{ADDRESS}/download/{name}", str(file.size), file.sha256)
        for name, file in publication.downloads.items()
        if file.same_as is None and file.part != "checksums"
    }
    assert {(row["url"], row["size"], row["sum"]) for row in said} == found


@pytest.mark.parametrize(
    ("contact", "predicate", "value"),
    [
        (None, "vcard:hasURL", BASE),
        ("https://example.org/contact", "vcard:hasURL", "https://example.org/contact"),
        ("info@example.org", "vcard:hasEmail", "mailto:info@example.org"),
    ],
)
def test_the_contact_point(
    publication: Publication, snapshot: Snapshot, contact: str | None, predicate: str, value: str
) -> None:
    made = Publication.of(snapshot, publication.statistics, publication.questions, ADDRESS, contact)
    assert ask(store_of(dcat(made)), f"SELECT ?v {{ ?kind a vcard:Kind ; {predicate} ?v }}") == [{"v": value}]


def test_the_service_says_what_it_does(in_service: Store) -> None:
    facts = {(row["p"], row["o"]) for row in ask(in_service, f"SELECT ?p ?o {{ <{ADDRESS}/sparql> ?p ?o }}")}
    sd = SPACES["sd"]
    assert {
        (sd + "endpoint", f"{ADDRESS}/sparql"),
        (sd + "supportedLanguage", sd + "SPARQL11Query"),
        (sd + "feature", sd + "UnionDefaultGraph"),
        (sd + "defaultEntailmentRegime", "http://www.w3.org/ns/entailment/OWL-RDF-Based"),
        (sd + "defaultSupportedEntailmentProfile", "http://www.w3.org/ns/owl-profile/RL"),
        (sd + "resultFormat", "http://www.w3.org/ns/formats/SPARQL_Results_JSON"),
    } <= facts


@pytest.mark.parametrize(("reasoner", "lacking"), [("columnar", set()), ("owlrl", {"dt-type2", "dt-eq"})])
def test_the_service_tells_which_rules_are_on(publication: Publication, reasoner: str, lacking: set[str]) -> None:
    triples = service(replace(publication, reasoner=reasoner))
    rules = {triple.object for triple in triples if triple.predicate == iri("dct:conformsTo")}
    assert {str(rule)[1:-1].rpartition("#")[2] for rule in rules} == {rule.name for rule in RULES} - lacking
    assert all(Triple(rule, TYPE, iri("prov:Plan")) in triples for rule in rules)  # type: ignore[arg-type]


def test_the_default_graph_is_the_union_as_the_service_says(snapshot: Snapshot) -> None:
    quads = list(snapshot.inferred.quads_for_pattern(None, None, None, None))
    default = {quad.triple for quad in quads if not isinstance(quad.graph_name, NamedNode)}
    assert default == {quad.triple for quad in quads if isinstance(quad.graph_name, NamedNode)}


def test_the_service_lists_every_graph_with_its_size(snapshot: Snapshot, in_service: Store) -> None:
    said = ask(in_service, "SELECT ?g ?n { ?x a sd:NamedGraph ; sd:name ?g ; sd:graph [ void:triples ?n ] }")
    found = ask(snapshot.inferred, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert {(row["g"], row["n"]) for row in said} == {(row["g"], row["n"]) for row in found}


EXAMPLES = """SELECT ?question ?comment ?text ?target {
  ?question a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask ?text ; schema:target ?target
  FILTER(LANG(?comment) = "nl") }"""


def test_editors_find_the_questions_and_prefixes_by_asking(
    snapshot: Snapshot, in_service: Store, questions: tuple[Question, ...]
) -> None:
    for store, endpoint in ((snapshot.asserted, f"{BASE}sparql"), (in_service, f"{ADDRESS}/sparql")):
        found = ask(store, EXAMPLES)
        assert {row["question"] for row in found} == {f"{BASE}query/{question.name}" for question in questions}
        assert {row["target"] for row in found} == {endpoint}
        declared = ask(store, f"SELECT ?p ?n {{ <{BASE}def> sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }}")
        assert {row["p"]: row["n"] for row in declared} == PREFIXES


def test_an_example_is_the_query_that_the_question_asks(snapshot: Snapshot) -> None:
    ask_ = ask(snapshot.asserted, "SELECT ?q { ?q a sh:SPARQLAskExecutable ; sh:ask ?text }")
    assert f"{BASE}query/is-een-samenwerking-een-preventiecoalitie" in {row["q"] for row in ask_}
    for row in ask(snapshot.asserted, EXAMPLES)[:5]:
        snapshot.inferred.query(row["text"], prefixes=PREFIXES)


def test_schemaorg_has_what_nde_demands(publication: Publication) -> None:
    dataset = schemaorg(publication)
    assert dataset["@id"].startswith("https://")
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["publisher"]["@id"] == "https://w3id.org/preventiegraaf/id/organisation/preventiegraaf"
    assert {name["@language"] for name in dataset["publisher"]["name"]} == {"nl", "en"}
    assert {text["@language"] for text in dataset["name"]} == {text["@language"] for text in dataset["description"]}
    for day in ("dateCreated", "dateModified", "datePublished"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", dataset[day])
    assert {"citation", "version", "inLanguage", "creator", "mainEntityOfPage", "spatialCoverage"} <= dataset.keys()
    files = [entry for entry in dataset["distribution"] if entry["name"] != "SPARQL"]
    assert len(files) == 8
    for entry in files:
        name = entry["contentUrl"].removeprefix(f"{ADDRESS}/download/")
        assert entry["encodingFormat"] == publication.downloads[name].media_type
    endpoint = dataset["distribution"][-1]
    assert endpoint["usageInfo"] == "https://www.w3.org/TR/sparql11-query/"
    assert endpoint["encodingFormat"] == "application/sparql-results+json"


@pytest.mark.parametrize("make", [void, dcat, service])
def test_rdflib_and_pyoxigraph_read_each_description(publication: Publication, make: object) -> None:
    assert callable(make)
    triples = make(publication)
    for format_, name in ((RdfFormat.TURTLE, "turtle"), (RdfFormat.RDF_XML, "xml"), (RdfFormat.JSON_LD, "json-ld")):
        data = serialize(triples, format=format_) or b""
        assert len(set(parse(data, format=format_))) == len(triples)
        assert len(rdflib.Graph().parse(data=data, format=name)) == len(triples)


def test_no_description_has_a_blank_node_or_a_text_without_its_twin(publication: Publication) -> None:
    for triples in (void(publication), dcat(publication), service(publication)):
        assert all(isinstance(term, NamedNode | Literal) for triple in triples for term in triple)
        tags = [triple.object.language for triple in triples if isinstance(triple.object, Literal)]
        assert tags.count("nl") == tags.count("en") > 0
