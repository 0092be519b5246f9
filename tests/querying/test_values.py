from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from preventiegraaf.namespaces import ID, PREF_LABEL
from preventiegraaf.querying.values import Values
from preventiegraaf.querying.wording import Wording

HUB, OTHER = NamedNode(f"{ID}person/hub"), NamedNode(f"{ID}person/other")
KNOWS = NamedNode("http://xmlns.com/foaf/0.1/knows")


def store_of(*values: Literal | NamedNode, predicate: NamedNode) -> Store:
    store = Store()
    store.extend(Quad(HUB, predicate, value) for value in values)
    return store


def test_values_stand_in_a_fixed_order_however_many() -> None:
    friends = [NamedNode(f"{ID}person/{number:04}") for number in range(500)]
    values = Values(store_of(*reversed(friends), predicate=KNOWS))
    assert values.of(HUB, KNOWS) == tuple(friends)
    assert Values(store_of(*reversed(friends[:7]), predicate=KNOWS)).of(HUB, KNOWS) == tuple(friends[:7])


def test_few_values_are_kept_and_many_are_read_again() -> None:
    few, many = store_of(OTHER, predicate=KNOWS), Store()
    many.extend(Quad(HUB, KNOWS, NamedNode(f"{ID}person/{number}")) for number in range(500))
    kept, read = Values(few), Values(many)
    before = kept.of(HUB, KNOWS), read.of(HUB, KNOWS)
    few.clear()
    many.clear()
    assert (kept.of(HUB, KNOWS), len(before[1])) == (before[0], 500)
    assert read.of(HUB, KNOWS) == ()


def test_wordings_in_two_languages_share_values() -> None:
    names = Literal("Huis", language="nl"), Literal("House", language="en")
    store = store_of(*names, predicate=PREF_LABEL)
    values = Values(store)
    assert Wording(values, "nl").name(HUB) == "Huis"
    store.clear()
    assert Wording(values, "en").name(HUB) == "House"


def test_all_values_of_a_small_graph_are_read_at_once_and_of_a_large_one_when_asked() -> None:
    friends = [NamedNode(f"{ID}person/{number:05}") for number in range(50_001)]
    for count, is_kept in ((7, True), (len(friends), False)):
        store = store_of(*reversed(friends[:count]), predicate=KNOWS)
        values = Values(store)
        values.read_all()
        assert values.of(HUB, KNOWS) == tuple(friends[:count])
        assert values.of(HUB, PREF_LABEL) == values.of(OTHER, KNOWS) == ()
        store.clear()
        assert (values.of(HUB, KNOWS) != ()) is is_kept
