from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from preventiegraaf.namespaces import ID, PREFIXES
from preventiegraaf.querying.things.network import CERTAIN, POSSIBLE, Network, Thread, Wish, kind_of, read_network
from preventiegraaf.querying.things.times import Bounds
from preventiegraaf.querying.things.values import values_of

DECLARED = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
DATA = """
membership:m org:member person:jan ; org:organization collaboration:gezond ; org:role role:chair ;
  pg:evidence passage:p ; pg:latestBegin "2018-03-01"^^xsd:date ; pg:earliestEnd "2019-05-01"^^xsd:date ;
  pg:onBehalfOf organisation:gemeente .
passage:p oa:hasSource document:paper .
collaboration:gezond pg:hasTheme theme:prevention .
tenure:t pg:holder person:jan ; pg:heldPost post:wethouder . post:wethouder org:postIn organisation:gemeente .
tenure:u pg:holder person:piet ; pg:heldPost post:docent .
participation:e pg:participant person:piet ; pg:participationIn event:dag .
event:dag pg:earliestBegin "2020-01-01"^^xsd:date ; pg:latestEnd "2020-12-31"^^xsd:date .
participation:r pg:participant organisation:gemeente ; pg:participationIn regulation:wet .
"""


@pytest.fixture(scope="module")
def network() -> Network:
    store = Store()
    for quad in parse(DECLARED + DATA, format=RdfFormat.TURTLE):
        store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    (values,) = values_of(store)
    return read_network(values, values)


def ties(network: Network, **wish: object) -> set[str]:
    chosen = (thread for thread in network.threads if Wish(**wish).grants(thread))  # type: ignore[arg-type]
    return {f"{short(thread.source)} {short(thread.target)}{' for' * thread.behalf}" for thread in chosen}


def short(thing: NamedNode) -> str:
    return thing.value.rpartition("/")[2]


def test_persons_and_what_they_take_part_in(network: Network) -> None:
    assert network.complete
    assert ties(network) == {"jan gezond", "jan gemeente for", "jan gemeente", "piet docent", "piet dag"}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"kinds": frozenset({"person", "organisation"})}, {"jan gemeente", "jan gemeente for"}),
        ({"document": NamedNode(ID + "document/paper")}, {"jan gezond", "jan gemeente for"}),
        ({"theme": NamedNode(PREFIXES["theme"] + "prevention")}, {"jan gezond"}),
        ({"about": NamedNode(ID + "person/piet")}, {"piet docent", "piet dag"}),
        ({"year": 2018, "certainly": True}, {"jan gezond", "jan gemeente for"}),
        ({"year": 2020, "certainly": True}, set()),
        ({"year": 2020}, {"jan gezond", "jan gemeente for", "jan gemeente", "piet docent", "piet dag"}),
        ({"year": 2021}, {"jan gezond", "jan gemeente for", "jan gemeente", "piet docent"}),
    ],
)
def test_a_wish(network: Network, wish: dict[str, object], expected: set[str]) -> None:
    assert ties(network, **wish) == expected


def test_the_years_that_the_network_speaks_of(network: Network) -> None:
    assert network.years == (2018, 2020)
    assert Network((), True).years is None


def day(year: int) -> date:
    return date(year, 6, 1)


@pytest.mark.parametrize(
    ("bounds", "held"),
    [
        (Bounds(), POSSIBLE),
        (Bounds(day(2018), day(2018), day(2020), day(2020)), CERTAIN),
        (Bounds(day(2018), day(2019), day(2019), day(2020)), CERTAIN),
        (Bounds(None, day(2019), day(2019), None), CERTAIN),
        (Bounds(day(2018), None, None, None), POSSIBLE),
        (Bounds(day(2018), day(2020), day(2020), day(2021)), POSSIBLE),
        (Bounds(day(2017), day(2018), day(2018), day(2019)), POSSIBLE),
        (Bounds(day(2020), None, None, None), None),
        (Bounds(None, None, None, day(2018)), None),
    ],
)
def test_whether_a_tie_held_in_2019(bounds: Bounds, held: str | None) -> None:
    end = NamedNode(ID + "person/x")
    assert Thread(end, end, end, (), bounds, frozenset(), frozenset()).held_in(2019) == held


def test_the_kind_of_a_thing() -> None:
    assert kind_of(NamedNode(ID + "person/x")) == "person"
    assert kind_of(NamedNode("http://example.org/person/x")) == ""
