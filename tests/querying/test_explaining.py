"""An account of a triple, and how it is told: whose words each leaf rests on, in sentences, JSON and PROV-O."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from preventiegraaf.errors import NotHeldError, UsageError
from preventiegraaf.explaining import account_of, explained
from preventiegraaf.namespaces import DCT, DEF, EXACT, ID, INFERRED_GRAPH, PROV, TYPE, graph_iri
from preventiegraaf.paths import Root
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task
from preventiegraaf.querying.explanation import read_account, sentences_in
from preventiegraaf.querying.explanation.answering import Explanations
from preventiegraaf.querying.explanation.grammar import in_number, is_plural, predicate_of
from preventiegraaf.querying.explanation.phrases import RULES as TITLES
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.reasoning.rules import RULES
from preventiegraaf.snapshot import Shelf, Snapshot, build

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/preventiegraaf/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> .
"""
ONTOLOGY = """
ex:worksFor rdfs:label "werkt voor"@nl, "works for"@en ;
    owl:propertyChainAxiom ( [ owl:inverseOf ex:holder ] ex:employer ) .
ex:Post rdfs:label "functie"@nl, "post"@en .
ex:holder rdfs:label "vervuller"@nl, "holder"@en .
ex:employer rdfs:label "functie bij"@nl, "post at"@en .
ex:Worker rdfs:label "werknemer"@nl, "employee"@en .
ex:worksFor rdfs:domain ex:Worker .
ex:Worker rdfs:subClassOf ex:Agent .
ex:Agent rdfs:label "partij"@nl, "agent"@en .
"""
REGISTER = 'ex:jan rdfs:label "Jan"@nl, "Jan"@en . ex:piet rdfs:label "Piet"@nl .'
PASSAGE = "<https://w3id.org/preventiegraaf/id/passage/{0}-0-9>"
DOCUMENT = """
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://w3id.org/preventiegraaf/id/document/{0}> dct:title "Bron {0}"@nl ; dct:language "nl" .
ex:post-{1} a ex:Post ; ex:holder ex:jan ; ex:employer ex:org ; pg:evidence PASSAGE .
PASSAGE a pg:Passage ; oa:exact "woorden {0}" .
"""
ORGANISATION = 'ex:org rdfs:label "Org"@nl, "Org"@en .'
TEXT = """\
Jan werkt voor Org
  want — regel prp-spo2 (keten)
  ontologie: ‘werkt voor’ is zo bepaald: terug langs ‘vervuller’, en dan ‘functie bij’ (ontology/terms.ttl)
    ‘functie: Org – Jan’ heeft als vervuller Jan
    ‘functie: Org – Jan’ is een functie bij Org
      “woorden {0}”
      — Bron {0}, data/documents/{0}.ttl
"""


def document(slug: str, post: str) -> str:
    return DOCUMENT.replace("PASSAGE", PASSAGE).format(slug, post)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A graph in which two documents tell of two posts of Jan, and the second also of the first."""
    folder = tmp_path_factory.mktemp("explaining")
    root = Root(folder / "root")
    files = {
        root.ontology / "terms.ttl": ONTOLOGY,
        root.data / "register.ttl": REGISTER + ORGANISATION,
        root.documents / "one.ttl": document("one", "a"),
        root.documents / "two.ttl": document("two", "b") + "ex:post-a ex:holder ex:jan .",
    }
    root.queries.mkdir(parents=True)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, encoding="utf-8")
    return build(root, Shelf(folder / "shelf", root), ColumnarReasoner(), lambda _: None)


GOAL = ["Jan", "werkt voor", "Org"]


def test_the_words_are_those_of_the_graph_that_asserts_the_fact(small: Snapshot) -> None:
    account = account_of(small, GOAL)
    assert len(account.proofs) == 2
    for proof in account.proofs:
        leaves = [account.statements[leaf] for leaf in proof.leaves]
        quoted = {words.exact for leaf in leaves for origin in leaf.origins for words in origin.words}
        assert quoted in ({"woorden one"}, {"woorden two"})
    shared = next(one for one in account.statements if one.subject.endswith("post-a>") and "holder" in one.predicate)
    assert [(origin.graph.rpartition("/")[2], len(origin.words)) for origin in shared.origins] == [
        ("one", 1),
        ("two", 0),
    ]


def test_the_documents_on_which_it_rests(small: Snapshot) -> None:
    account = account_of(small, GOAL)
    assert {tuple(graph.rpartition("/")[2] for graph in one) for one in account.documents} == {("one",), ("two",)}
    assert account.documents_complete
    given = account_of(small, ["Jan", "rdfs:label", '"Jan"@nl'])
    assert given.documents == ((),)


def test_an_account_survives_json(small: Snapshot) -> None:
    account = account_of(small, GOAL)
    assert read_account(json.loads(json.dumps(account.as_json()))) == account


def test_sources_restrict_what_it_may_rest_on(small: Snapshot) -> None:
    account = account_of(small, GOAL, sources="two")
    assert len(account.proofs) == 1
    assert {origin.graph.rpartition("/")[2] for one in account.statements for origin in one.origins} == {"terms", "two"}
    assert len(account.documents) == 1
    only_one = ["http://example.org/post-a", "http://example.org/employer", "Org"]
    with pytest.raises(NotHeldError, match=r"not hold by these sources alone: .*It rests on one\.$"):
        account_of(small, only_one, sources="two")
    with pytest.raises(NotHeldError, match="does not hold in the graph"):
        account_of(small, ["http://example.org/nothing", "werkt voor", "Org"])


@pytest.mark.parametrize("slug", ["one", "two"])
def test_the_text_goes_down_to_the_words(small: Snapshot, slug: str) -> None:
    told = explained(small, GOAL, "text", "nl", 10, slug)
    assert told == TEXT.format(slug) + f"\nDit berust op het document ‘Bron {slug}’.\n"


def test_the_text_in_english(small: Snapshot) -> None:
    told = explained(small, ["Jan", "a", "agent"], "text", "en", 1, "one")
    assert told.splitlines()[:8] == [
        "Jan is an agent",
        "  because — rule cax-sco (wider class)",
        "  ontology: every employee is an agent (ontology/terms.ttl)",
        "    Jan is an employee",
        "      because — rule prp-dom (where a property starts from)",
        "      ontology: where ‘works for’ starts from is always an employee (ontology/terms.ttl)",
        "        Jan works for Org",
        "          because — rule prp-spo2 (chain)",
    ]
    assert told.splitlines()[-1] == "This rests on the document ‘Bron one’."


def test_json_refers_to_what_is_shared_by_place(small: Snapshot) -> None:
    told = json.loads(explained(small, GOAL, "json", "nl", 10, ""))
    assert told["statements"][0]["sentence"] == "Jan werkt voor Org"
    assert {rule["rule"] for rule in told["applications"]} == {"prp-spo2", "prp-inv2"}
    chain = next(rule for rule in told["applications"] if rule["rule"] == "prp-spo2")
    reasons = "‘functie: Org – Jan’ heeft als vervuller Jan en ‘functie: Org – Jan’ is een functie bij Org; "
    assert chain["sentence"].startswith(f"Jan werkt voor Org, want {reasons}")
    for derivation in told["derivations"]:
        assert told["applications"][derivation["applications"][-1]]["conclusion"] == 0
        assert all(told["statements"][leaf]["asserted"] for leaf in derivation["leaves"])
    assert told["documents"]
    assert told["complete"]


def test_turtle_is_prov_with_an_activity_for_each_rule_applied(small: Snapshot) -> None:
    turtle = explained(small, GOAL, "ttl", "nl", 10, "one")
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    made = {
        triple.object: triple.subject for triple in triples if triple.predicate == NamedNode(PROV + "wasGeneratedBy")
    }
    activities = {triple.subject for triple in triples if triple.object == NamedNode(PROV + "Activity")}
    assert set(made) == activities
    assert len(activities) == 2
    used = {triple.object for triple in triples if triple.predicate == NamedNode(PROV + "used")}
    leaves = {triple.subject for triple in triples if triple.predicate == NamedNode(PROV + "hadPrimarySource")}
    assert leaves < used
    assert used - set(made.values()) == {
        one for one in used if any(t.subject == one and "graph/" in str(t.object) for t in triples)
    }
    plans = {
        str(triple.object).rpartition("#")[2] for triple in triples if triple.predicate == NamedNode(PROV + "hadPlan")
    }
    assert plans == {"prp-spo2>", "prp-inv2>"}
    words = {triple.object.value for triple in triples if triple.predicate == EXACT}
    assert words == {"woorden one"}


def test_what_does_not_hold_is_refused_with_what_does(small: Snapshot) -> None:
    with pytest.raises(NotHeldError, match=r"This does not hold.*What does hold: .*jan.*worksFor.*org"):
        account_of(small, ["Piet", "werkt voor", "Org"])


def test_what_occurs_nowhere_is_told_to(small: Snapshot) -> None:
    with pytest.raises(NotHeldError, match=r"The graph says nothing at all of <foo:bar>, pg:nothing\."):
        account_of(small, ["foo:bar", "werkt voor", "pg:nothing"])
    with pytest.raises(NotHeldError, match=r"org>\. What does hold"):
        account_of(small, ["Piet", "werkt voor", "Org"])


@pytest.mark.parametrize(
    ("triple", "message"),
    [
        (["Jam", "werkt voor", "Org"], r"Nothing here is called ‘Jam’.*Did you mean ‘Jan’"),
        (["Jan", "Org", "Org"], "No property here is called ‘Org’"),
        (["Jan", "werkt vor", "Org"], r"No property here is called ‘werkt vor’.*Did you mean ‘werkt voor’\?"),
        (["Jan", "a", "Org"], "No kind of thing here is called ‘Org’"),
        (['"Jan"', "werkt voor", "Org"], "The subject of a triple is no text"),
        (["Jan", '"x"', "Org"], "The predicate of a triple is no text"),
        (["<no iri>", "werkt voor", "Org"], "no term"),
        (["Jan", "werkt voor", '"open'], "no term"),
    ],
)
def test_a_name_that_means_nothing_is_refused(small: Snapshot, triple: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        account_of(small, triple)


@pytest.mark.parametrize("name", ["Jan", "jan", "<http://example.org/jan>", "http://example.org/jan"])
def test_a_thing_is_meant_by_label_or_iri(small: Snapshot, name: str) -> None:
    assert account_of(small, [name, "http://example.org/worksFor", "Org"]).statements[0].subject.endswith("jan>")


def test_what_a_label_means_depends_on_its_place(make_root: Callable[..., Root], tmp_path: Path) -> None:
    text = 'ex:A rdfs:label "x" . ex:b rdfs:label "x" . ex:c a ex:A ; rdfs:label "c" ; ex:b ex:c . ex:b a ex:B .'
    root = make_root(**{"data/register.ttl": text})
    snapshot = build(root, Shelf(tmp_path / "shelf", root), ColumnarReasoner(), lambda _: None)
    assert account_of(snapshot, ["c", "a", "x"]).statements[0].object == "<http://example.org/A>"
    assert account_of(snapshot, ["c", "x", "c"]).statements[0].predicate == "<http://example.org/b>"
    with pytest.raises(UsageError, match="name of"):
        account_of(snapshot, ["x", "a", "http://example.org/B"])


def test_a_label_of_several_things_is_refused(make_root: Callable[..., Root], tmp_path: Path) -> None:
    root = make_root(**{"data/register.ttl": 'ex:a rdfs:label "x" . ex:b rdfs:label "x" .'})
    snapshot = build(root, Shelf(tmp_path / "shelf", root), ColumnarReasoner(), lambda _: None)
    with pytest.raises(UsageError, match=r"the name of .*a.* and of .*b"):
        account_of(snapshot, ["x", "rdfs:label", '"x"'])


@pytest.mark.parametrize(
    ("label", "language", "told"),
    [
        ("is lid van", "nl", "is lid van"),
        ("neemt deel aan", "nl", "neemt deel aan"),
        ("deelname aan", "nl", "is een deelname aan"),
        ("goal of", "en", "is a goal of"),
        ("aangeduid als", "nl", "is aangeduid als"),
        ("in begrippenlijst", "nl", "is in begrippenlijst"),
        ("ruimer begrip, over stappen", "nl", "heeft als ruimer begrip, over stappen,"),
        ("lid", "nl", "heeft als lid"),
        ("uit bron", "nl", "komt uit bron"),
        ("chairs", "en", "chairs"),
        ("located in", "en", "is located in"),
        ("theme", "en", "has as theme"),
        ("", "nl", "heeft als "),
    ],
)
def test_a_label_becomes_a_predicate(label: str, language: str, told: str) -> None:
    assert predicate_of(label, language) == told


@pytest.mark.parametrize(
    ("name", "language", "plural"),
    [
        ("de 14 Twentse gemeenten", "nl", True),
        ("klanten van Laborijn", "nl", True),
        ("het team adviseurs bij de inkoop", "nl", False),
        ("delegatie van het Ministerie", "nl", False),
        ("team van experts", "nl", False),
        ("Gemeenten", "nl", False),
        ("the 14 municipalities of Twente", "en", True),
        ("jury of the competition", "en", False),
    ],
)
def test_the_name_of_a_group_is_plural(name: str, language: str, plural: bool) -> None:
    assert is_plural(name, language) is plural
    assert in_number("is lid van", plural, "nl") == ("zijn lid van" if plural else "is lid van")


def test_every_rule_has_a_title() -> None:
    assert {rule.name for rule in RULES} == TITLES.keys()


@pytest.mark.parametrize(
    ("name", "predicate", "told"),
    [
        (
            "gesprekstafels-psychische-beperking",
            "https://schema.org/organizer",
            "hebben als organisator Joop Wikkerink",
        ),
        ("uittreden-oude-ijsselstreek-laborijn", f"{DEF}involves", "betrekt Joop Wikkerink"),
        ("gemeentedelers-2022", f"{DCT}isPartOf", "is deel van Joop Wikkerink (Dublin Core)"),
    ],
)
def test_an_event_is_plural_if_it_is_in_dutch_and_english(
    snapshot: Snapshot, name: str, predicate: str, told: str
) -> None:
    terms = (NamedNode(f"{ID}event/{name}"), NamedNode(predicate), NamedNode(f"{ID}person/joop-wikkerink"))
    assert sentences_in("nl", snapshot.asserted_values).statement(terms).endswith(told)


def test_what_follows_in_the_real_graph_is_explained_down_to_words(snapshot: Snapshot) -> None:
    """Every fiftieth of all that follows; where a document speaks, a fact about a thing ends in its words."""
    graphs = tuple(graph_iri(slug).value for slug in snapshot.manifest["documents"])
    explanations = Explanations(snapshot.store, snapshot.folder / "columns")
    quads = sorted(snapshot.inferred.quads_for_pattern(None, None, None, INFERRED_GRAPH), key=str)
    assert len(quads) > 1_000
    for quad in quads[::50]:
        triple = tuple(map(str, quad.triple))
        account = explanations.account(Task("", "json", triple=triple, documents=graphs), 3)
        assert account.statements[0].origins == ()
        for proof in account.proofs:
            leaves = [account.statements[leaf] for leaf in proof.leaves]
            assert all(leaf.origins for leaf in leaves)
            origins = [origin for leaf in leaves for origin in leaf.origins]
            is_silent = not {origin.graph for origin in origins} & set(graphs) or is_text(quad)
            assert is_silent or any(origin.words for origin in origins), triple


def is_text(quad: Quad) -> bool:
    """Whether a fact is about a passage, its selector, an omission or a document, and so needs no words."""
    return any(kind in str(quad.subject) for kind in ("/id/passage/", "/id/document/", "/id/omission/"))


def test_explanations_fit_in_little_memory(forks: ForkServer, snapshot: Snapshot) -> None:
    pool = Pool(forks, snapshot.stores, Limits(memory=300_000_000), Crew(workers=1))
    try:
        thing = "<https://w3id.org/preventiegraaf/id/person/jan-binnenmars>"
        triple = (thing, str(TYPE), "<http://xmlns.com/foaf/0.1/Agent>")
        content = pool.answer(Task("", "json", triple=triple, rows=2)).content
        assert isinstance(content, bytes)
        assert len(read_account(json.loads(content)).proofs) == 2
    finally:
        pool.close()
