from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.columns import Term
from preventiegraaf.namespaces import DEF, GRAPH, ID, PREF_LABEL, TYPE
from preventiegraaf.querying.things.values import Values, values_of
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.snapshot import Snapshot

HUB, OTHER = NamedNode(f"{ID}person/hub"), NamedNode(f"{ID}person/other")
KNOWS, LIKES = (NamedNode(f"http://xmlns.com/foaf/0.1/{name}") for name in ("knows", "likes"))


def values(*triples: tuple[NamedNode, NamedNode, Term]) -> Values:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    (found,) = values_of(store)
    return found


def test_values_and_their_holders_stand_in_the_order_of_their_names() -> None:
    friends = [NamedNode(f"{ID}person/{number:04}") for number in range(500)]
    found = values(
        *((HUB, KNOWS, friend) for friend in reversed(friends)), *((friend, LIKES, HUB) for friend in friends)
    )
    assert found.of(HUB, KNOWS) == tuple(friends)
    assert list(found.holders(LIKES, HUB)) == list(found.having(LIKES)) == friends
    assert list(found.having(KNOWS)) == [HUB]


def test_nothing_is_said_of_what_is_not_there() -> None:
    found = values((HUB, KNOWS, OTHER))
    assert found.of(OTHER, KNOWS) == found.of(HUB, LIKES) == found.of(NamedNode("urn:x"), KNOWS) == ()
    assert list(found.holders(KNOWS, HUB)) == list(found.having(LIKES)) == list(found.about(OTHER)) == []
    assert found.has(HUB, KNOWS, OTHER)
    assert not found.has(OTHER, KNOWS, HUB)
    assert values().of(HUB, KNOWS) == ()


def test_all_about_a_thing_or_only_its_texts_and_kinds() -> None:
    name, node = Literal("Huis", language="nl"), BlankNode("x")
    own: list[tuple[NamedNode, Term]] = [(TYPE, NamedNode(DEF + "House")), (PREF_LABEL, name)]
    links: list[tuple[NamedNode, Term]] = [(KNOWS, OTHER), (KNOWS, node)]
    quoted = HUB, LIKES, Triple(HUB, KNOWS, OTHER)
    found = values(*((HUB, predicate, value) for predicate, value in (*own, *links)), quoted)
    assert list(found.own(HUB)) == own
    assert set(found.about(HUB)) == {*own, *links}


def test_a_term_has_one_number_in_the_values_of_several_stores() -> None:
    one, other = Store(), Store()
    one.add(Quad(HUB, KNOWS, OTHER))
    other.extend([Quad(OTHER, KNOWS, HUB), Quad(HUB, KNOWS, OTHER, NamedNode(GRAPH + "x"))])
    first, second = values_of(one, other)
    assert first.terms is second.terms
    assert (first.of(HUB, KNOWS), second.of(HUB, KNOWS)) == ((OTHER,), ())


def test_wordings_in_two_languages_share_values() -> None:
    found = values(
        *((HUB, PREF_LABEL, Literal(name, language=language)) for name, language in (("Huis", "nl"), ("House", "en")))
    )
    assert [Wording(found, language).name(HUB) for language in ("nl", "en")] == ["Huis", "House"]


@pytest.mark.parametrize("infer", [True, False])
def test_the_columns_of_a_snapshot_say_what_its_store_says(snapshot: Snapshot, infer: bool) -> None:
    (stored,), columns = values_of(snapshot.store(infer)), snapshot.values(infer)
    for name in (
        "person/jan-binnenmars",
        "collaboration/twentse-koers",
        "event/launch-preventiecoalitie",
        "place/twente",
    ):
        thing = NamedNode(ID + name)
        assert list(columns.about(thing)) == list(stored.about(thing))
        assert list(columns.own(thing)) == list(stored.own(thing))


def test_terms_that_begin_alike_stand_together(snapshot: Snapshot) -> None:
    terms, start = snapshot.asserted_values.terms, f"<{ID}person/".encode()
    found = terms.starting_with(start)
    assert len(found) > 5
    assert all(terms.text(number).startswith(start) for number in found)
    assert not any(terms.text(number).startswith(start) for number in (found.start - 1, found.stop))
    assert len(terms.starting_with(b"<urn:nothing")) == 0
