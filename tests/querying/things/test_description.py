from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.namespaces import BASE, DEF, EVIDENCE, EXACT, GRAPH, ID, INFERRED_GRAPH, PREF_LABEL, SKOS, TYPE
from preventiegraaf.passages import selector_of
from preventiegraaf.querying.things.description import PAGE_NEIGHBOURS, Description, Stores, describe, is_described
from preventiegraaf.querying.things.presence import near, retirement
from preventiegraaf.querying.things.values import values_of
from preventiegraaf.querying.things.wider import Wider
from preventiegraaf.querying.things.wording import ENDS, Wording
from preventiegraaf.snapshot import Snapshot

FILE = NamedNode(GRAPH + "file")
ABOUT = NamedNode(DEF + "about")


def iri(name: str) -> NamedNode:
    return NamedNode(ID + name)


@pytest.fixture
def stores(snapshot: Snapshot) -> Stores:
    return Stores(snapshot.inferred, snapshot.asserted, (snapshot.inferred_values, snapshot.asserted_values))


def made(*triples: tuple[NamedNode, NamedNode, NamedNode | Literal], graph: NamedNode = FILE) -> Store:
    """A store as a snapshot has it: each triple in its graph and in the default graph."""
    store = Store()
    store.bulk_extend(Quad(*triple, graph) for triple in triples)
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def told(stores: Stores, name: str, **more: bool | int) -> Description:
    found = describe(stores, iri(name), **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_person_is_described_from_both_sides_with_the_words(stores: Stores) -> None:
    found = told(stores, "person/jan-binnenmars")
    binnenmars = iri("person/jan-binnenmars")
    membership = iri("membership/jan-binnenmars-rvt-scot-voorzitter")
    triples = set(found.triples())
    names = {quad.object for quad in found.own if quad.predicate == PREF_LABEL}
    assert names == {Literal("Jan Binnenmars", language=language) for language in ("nl", "en")}
    assert any(triple.subject == membership and triple.object == binnenmars for triple in triples)
    assert any(triple.subject == membership and triple.object == iri("organisation/rvt-scot") for triple in triples)
    passages = {triple.object for triple in triples if triple.subject == membership and triple.predicate == EVIDENCE}
    quoted = {triple.subject for triple in triples if triple.predicate == EXACT}
    assert passages
    assert {selector_of(passage) for passage in passages if isinstance(passage, NamedNode)} <= quoted


def test_neighbours_have_their_names(stores: Stores) -> None:
    triples = told(stores, "person/jan-binnenmars").triples()
    named = {triple.subject for triple in triples if triple.predicate == PREF_LABEL}
    assert {
        iri("organisation/rvt-scot"),
        iri("organisation/gemeente-twenterand"),
        iri("person/jan-binnenmars"),
    } <= named


def test_what_is_inferred_is_told_apart_and_can_be_left_out(stores: Stores) -> None:
    found = told(stores, "person/jan-binnenmars")
    chairs = NamedNode(DEF + "chairs")
    inferred = {quad.predicate for quad in found.quads() if quad.graph_name == INFERRED_GRAPH}
    assert chairs in inferred
    assert {link.predicate for link in found.links if link.inferred} <= inferred
    without = told(stores, "place/twente", infer=False)
    assert not any(quad.graph_name == INFERRED_GRAPH for quad in without.quads())
    assert set(without.triples()) < set(told(stores, "place/twente").triples())


def test_without_graphs_the_triples_are_the_same(stores: Stores) -> None:
    for name in ("person/joop-wikkerink", "collaboration/vitaal-twente", "document/jongeriusoverleg"):
        with_graphs = told(stores, name, graphs=True).triples()
        assert set(told(stores, name, graphs=False).triples()) == set(with_graphs)


def test_every_quad_is_in_the_graph(stores: Stores, snapshot: Snapshot) -> None:
    for quad in told(stores, "collaboration/jongeriusoverleg").quads():
        assert quad in snapshot.inferred


def test_a_passage_has_its_place_its_words_and_what_it_supports(stores: Stores) -> None:
    found = told(stores, "passage/gesprek-met-binnenmars-1311-1394")
    words = [str(triple.object) for triple in found.triples() if triple.predicate == EXACT]
    assert any("Vitaal Twente" in text for text in words)
    supported = {link.other for link in found.links if link.predicate == EVIDENCE}
    assert iri("participation/jan-binnenmars-vitaal-twente-initiatief") in supported


def test_all_pages_together_tell_every_link_once(stores: Stores, snapshot: Snapshot) -> None:
    document = iri("document/gesprek-met-wikkerink")
    first = told(stores, "document/gesprek-met-wikkerink")
    assert first.pages > 1
    pages = [told(stores, "document/gesprek-met-wikkerink", page=number) for number in range(1, first.pages + 1)]
    links = [link for page in pages for link in page.links]
    inward = {quad.triple for quad in snapshot.inferred.quads_for_pattern(None, None, document, None)}
    assert len(links) == len(set(links))
    assert sum(link.inward for link in links) == len(inward)
    assert all(len({link.other for link in page.links}) <= PAGE_NEIGHBOURS for page in pages)
    assert describe(stores, document, page=first.pages + 1) is None
    assert describe(stores, document, page=0) is None


def test_without_words_all_links_and_what_is_told_of_nodes_without_a_name_remain(stores: Stores) -> None:
    whole, bare = (told(stores, "person/jan-binnenmars", words=words) for words in (True, False))
    assert (bare.own, bare.links, bare.pages) == (whole.own, whole.links, whole.pages)
    assert set(bare.around) < set(whole.around)
    node = iri("membership/jan-binnenmars-rvt-scot-voorzitter")
    assert {quad for quad in whole.around if quad.subject == node} <= set(bare.around)
    assert not any(quad.predicate == EXACT for quad in bare.around)


def test_the_passages_of_a_document_stand_in_the_order_of_the_text(stores: Stores) -> None:
    found = told(stores, "document/jongeriusoverleg")
    places = [
        int(str(link.other).rstrip(">").split("-")[-2])
        for link in found.links
        if link.inward and "/passage/" in str(link.other) and not link.inferred
    ]
    assert len(places) > 10
    assert places == sorted(places)


def test_a_hub_costs_no_more_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preventiegraaf.querying.things.linking._READ", 10)
    hub = iri("person/hub")
    store = made(*((iri(f"statement/{number}"), ABOUT, hub) for number in range(30)))
    found = describe(Stores(store, store), hub)
    assert found is not None
    assert not found.complete
    assert len(found.links) == 10


def test_of_a_hub_only_the_neighbours_on_the_page_are_looked_at() -> None:
    hub, count = iri("person/hub"), 3_000
    said = made(*((iri(f"statement/{number}"), ABOUT, hub) for number in range(count)))
    follows = made(*((hub, ABOUT, iri(f"statement/{number}")) for number in range(count)), graph=INFERRED_GRAPH)
    follows.bulk_extend(list(said))
    stores = Stores(follows, said)
    found = describe(stores, hub, page=2, graphs=False)
    assert found is not None
    assert (found.pages, found.complete) == (count // PAGE_NEIGHBOURS, True)
    numbers = [*range(PAGE_NEIGHBOURS, 2 * PAGE_NEIGHBOURS)]
    ways = [(iri(f"statement/{number}"), inward) for number in numbers for inward in (False, True)]
    assert [(link.other, link.inward) for link in found.links] == ways
    assert [link.inferred for link in found.links] == [True, False] * PAGE_NEIGHBOURS
    assert stores.values[0].terms.term.cache_info().misses < 2 * PAGE_NEIGHBOURS


def test_nothing_is_said_of_what_is_not_there(stores: Stores) -> None:
    assert not is_described(stores.inferred, iri("person/nobody"))
    assert is_described(stores.inferred, iri("person/jan-binnenmars"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], "gone"),
        ([(PREF_LABEL, Literal("Oud", language="nl"))], "gone"),
        ([(NamedNode("http://purl.org/dc/terms/isReplacedBy"), iri("person/new"))], "moved"),
        ([(TYPE, NamedNode("http://xmlns.com/foaf/0.1/Person"))], "there"),
    ],
)
def test_a_thing_is_retired_when_nothing_else_is_said_of_it(
    more: list[tuple[NamedNode, NamedNode | Literal]], expected: str
) -> None:
    old = iri("person/old")
    deprecated = (NamedNode("http://www.w3.org/2002/07/owl#deprecated"), Literal("true"))
    store = made(*((old, *said) for said in (deprecated, *more)))
    retired = retirement(store, old)
    assert (retired is None) == (expected == "there")
    assert retired is None or (retired.successor == iri("person/new")) == (expected == "moved")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("person/jan_Binnenmars", "person/jan-binnenmars"),
        ("person/jan-binenmars", "person/jan-binnenmars"),
        ("organisation/jan-binnenmars", "person/jan-binnenmars"),
        ("person/Joop%20Wikkerink", None),
    ],
)
def test_a_like_name_is_suggested(snapshot: Snapshot, asked: str, meant: str | None) -> None:
    found = near(snapshot.asserted, iri(asked))
    assert len(found) <= 3
    assert meant is None or iri(meant) in found


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("person/jan-binnenmars", "Jan Binnenmars", "Jan Binnenmars"),
        (
            "membership/jan-binnenmars-rvt-scot-voorzitter",
            "voorzitterschap: Jan Binnenmars – raad van toezicht van SCOT",
            "chairmanship: Jan Binnenmars – supervisory board of SCOT",
        ),
        ("passage/gesprek-met-binnenmars-20-34", "‘Jan Binnenmars’", "‘Jan Binnenmars’"),
        ("figure/jan-binnenmars-leeftijd", "leeftijd van Jan Binnenmars", "age of Jan Binnenmars"),
    ],
)
def test_names(snapshot: Snapshot, name: str, dutch: str, english: str) -> None:
    assert Wording(snapshot.asserted_values, "nl").name(iri(name)) == dutch
    assert Wording(snapshot.asserted_values, "en").name(iri(name)) == english


def test_a_thing_without_anything_is_called_by_its_short_iri() -> None:
    wording = Wording(values_of(Store())[0], "nl")
    assert wording.name(iri("person/x")) == "person:x"
    assert wording.name(NamedNode("http://example.org/x")) == "<http://example.org/x>"


def test_the_properties_that_hold_ends_are_declared(snapshot: Snapshot) -> None:
    missing = [end for end in ENDS if not is_described(snapshot.asserted, end)]
    assert missing == []


def test_an_inferred_link_that_says_nothing_new_is_known(stores: Stores) -> None:
    found = told(stores, "person/jan-binnenmars")
    wider = Wider(stores.values[0])
    repeated = {(link.predicate.value, link.inward) for link in wider.told(found.links)}
    fresh = {(link.predicate.value, link.inward) for link in found.links if link.inferred} - repeated
    assert (DEF + "chairs", False) in fresh
    assert (DEF + "involves", True) in repeated
    assert (DEF + "evidenceFor", True) in repeated
    assert not any(inward for _, inward in fresh)


@pytest.mark.parametrize("scheme", ["role", "theme"])
def test_a_scheme_lists_its_concepts(stores: Stores, scheme: str) -> None:
    found = describe(stores, NamedNode(f"{BASE}concept/{scheme}"))
    assert found is not None
    concepts = [link.other for link in found.links if link.predicate == NamedNode(SKOS + "inScheme")]
    assert len(concepts) > 20


def test_the_description_of_the_same_thing_is_the_same(stores: Stores) -> None:
    make: Callable[[], tuple[Quad, ...]] = lambda: told(stores, "collaboration/twentse-koers").quads()  # noqa: E731
    assert make() == make()
