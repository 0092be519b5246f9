from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from preventiegraaf.corpus import read_corpus
from preventiegraaf.paths import Root
from preventiegraaf.reasoning import ColumnarReasoner

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <http://example.org/> .
"""


@pytest.mark.parametrize(
    ("turtle", "counts"),
    [
        (":x :p :y .", {}),
        (":A rdfs:subClassOf :B . :x a :A . :y a :A, :B .", {"cax-sco": 1}),
        (":p owl:inverseOf :q . :x :p :y . :z :q :y .", {"prp-inv1": 1, "prp-inv2": 1}),
        (":p rdfs:domain :A ; rdfs:range :A . :x :p :y . :y :p :z .", {"prp-dom": 2, "prp-rng": 2}),
        (":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .", {"prp-trp": 3}),
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :x a :A .", {"cax-sco": 2, "scm-sco": 1}),
        (":f a owl:FunctionalProperty . :x :f :y, :z . :y :q :x .", {}),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value) or "nothing",
)
def test_what_each_rule_gives(turtle: str, counts: dict[str, int]) -> None:
    asserted = [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]
    assert ColumnarReasoner().close(asserted).counts == counts


def test_every_inferred_triple_of_the_real_graph_is_counted(root: Root) -> None:
    closure = ColumnarReasoner().close(read_corpus(root).asserted())
    assert sum(closure.counts.values()) >= len(closure.inferred)
    assert max(closure.counts.values()) <= len(closure.inferred)
