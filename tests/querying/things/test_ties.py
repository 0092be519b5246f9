from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from preventiegraaf.namespaces import DEF, ID
from preventiegraaf.querying.things import ties as reading
from preventiegraaf.querying.things.ties import Side, ties
from preventiegraaf.querying.things.values import Values, values_of
from preventiegraaf.querying.things.wording import Wording

ANN = NamedNode(ID + "person/ann")
SAID = f"""
@prefix pg: <{DEF}> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <{ID}> .
<{ID}person/ann> skos:prefLabel "Ann"@nl .
<{ID}post/x> org:postIn <{ID}organisation/town> ; org:role <{ID}role/y> .
<{ID}tenure/late> a pg:Tenure ; pg:holder <{ID}person/ann> ; pg:heldPost <{ID}post/x> ;
  pg:earliestBegin "2010-01-01"^^xsd:date ; pg:latestBegin "2010-12-31"^^xsd:date ; pg:timeAsFound "in 2010"@nl ;
  pg:evidence <{ID}passage/d-10-20>, <{ID}passage/d-9-12> .
<{ID}membership/early> a pg:Chairmanship ; org:member <{ID}person/ann> ;
  pg:chairedOrganization <{ID}organisation/club> ;
  pg:latestBegin "2001-05-01"^^xsd:date ; pg:accordingTo <{ID}person/ben> .
<{ID}participation/none> a pg:Participation ; pg:participant <{ID}person/ben> ; pg:participationIn <{ID}event/e> ;
  pg:onBehalfOf <{ID}person/ann> .
<{ID}statement/said> a pg:Statement ; pg:speaker <{ID}person/ben> ; pg:onBehalfOf <{ID}person/ann> .
"""
FOLLOWS = f"<{ID}membership/early> <http://www.w3.org/ns/org#role> <{ID}role/chair> ."


def read(*parts: str) -> Values:
    store = Store()
    for part in parts:
        store.extend(parse(part, format=RdfFormat.TURTLE))
    (values,) = values_of(store)
    return values


@pytest.fixture
def asserted() -> Values:
    return read(SAID)


@pytest.fixture
def inferred() -> Values:
    return read(SAID, FOLLOWS)


def test_ties_stand_in_the_order_of_time_with_those_without_time_last(asserted: Values, inferred: Values) -> None:
    found = ties(ANN, Wording(asserted, "nl"), inferred)
    assert [tie.node.value.removeprefix(ID) for tie in found.every] == [
        "membership/early",
        "tenure/late",
        "participation/none",
    ]
    assert [tie.side for tie in found.every] == [Side.ACTOR, Side.ACTOR, Side.BEHALF]
    assert found.complete


def test_a_tie_has_its_role_its_place_its_time_and_its_words(asserted: Values, inferred: Values) -> None:
    chair, tenure, _ = ties(ANN, Wording(asserted, "nl"), inferred).every
    assert chair.roles == (NamedNode(ID + "role/chair"),)  # it follows from the kind
    assert chair.according_to == (NamedNode(ID + "person/ben"),)
    assert tenure.roles == (NamedNode(ID + "role/y"),)  # that of the post
    assert tenure.homes == (NamedNode(ID + "organisation/town"),)
    assert tenure.bounds.earliest_begin == date(2010, 1, 1)
    assert tenure.bounds.latest_end is None
    assert tenure.found == ("in 2010",)
    assert [passage.value[-4:] for passage in tenure.passages] == ["9-12", "0-20"]


def test_the_organisation_sees_the_tie_from_its_side(asserted: Values, inferred: Values) -> None:
    (tie,) = ties(NamedNode(ID + "organisation/club"), Wording(asserted, "nl"), inferred).every
    assert tie.side is Side.PLACE
    assert tie.actors == (ANN,)


def test_many_ties_are_cut_and_said_to_be(asserted: Values, inferred: Values, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TIES", 2)
    found = ties(ANN, Wording(asserted, "nl"), inferred)
    assert len(found.every) == 2
    assert not found.complete
