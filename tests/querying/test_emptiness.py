"""Why a query has no rows: near misses of many kinds, on a small graph."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from preventiegraaf.namespaces import INFERRED_GRAPH, PREFIXES, graph_iri
from preventiegraaf.querying import Task
from preventiegraaf.querying.dataset import Datasets
from preventiegraaf.querying.emptiness.patterns import Kind, UnreadableError, parts_of, where_of
from preventiegraaf.querying.emptiness.reasons import Emptiness, explain_emptiness

DECLARED = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
ONTOLOGY = """pg:chairs a owl:ObjectProperty ; rdfs:label "is voorzitter van"@nl , "chairs"@en .
pg:partnerIn a owl:ObjectProperty . pg:unused a owl:ObjectProperty . skos:prefLabel a owl:AnnotationProperty .
schema:name a owl:DatatypeProperty . pg:since a owl:DatatypeProperty .
foaf:Person a owl:Class . pg:Coalition a owl:Class . pg:Unheard a owl:Class ."""
DATA = """person:jan-jansen a foaf:Person ; skos:prefLabel "Jan Jansen"@nl , "John Johnson"@en ; pg:since 2019 .
person:piet a foaf:Person ; skos:prefLabel "Piet"@nl ; pg:chairs collaboration:gezond .
collaboration:gezond skos:prefLabel "Gezond Twente"@nl . person:jan-jansen pg:partnerIn collaboration:ander ."""
INFERRED = "collaboration:gezond a pg:Coalition ."


@pytest.fixture(scope="module")
def datasets() -> Datasets:
    asserted, inferred = Store(), Store()
    for slug, content, stores in (
        ("ontology", ONTOLOGY, (asserted, inferred)),
        ("paper", DATA, (asserted, inferred)),
        ("inferred", INFERRED, (inferred,)),
    ):
        for quad in parse(DECLARED + content, format=RdfFormat.TURTLE):
            for store in stores:
                for graph in (DefaultGraph(), graph_iri(slug)):
                    store.add(Quad(quad.subject, quad.predicate, quad.object, graph))
    assert INFERRED_GRAPH in list(inferred.named_graphs())
    return Datasets({True: inferred, False: asserted}.__getitem__)


def explanation(datasets: Datasets, query: str, **how: Any) -> Emptiness:
    return explain_emptiness(datasets.choose, Task(query, "json", **how))


def nearest(found: Emptiness) -> dict[str, tuple[str, ...]]:
    return {absent.term: absent.nearest for absent in found.absent}


@pytest.mark.parametrize(
    ("query", "part", "near"),
    [
        ("SELECT * { ?p pg:chair ?b }", "?p pg:chair ?b", {"pg:chair": ("pg:chairs",)}),
        ("SELECT * { ?p pg:Chairs ?b }", "?p pg:Chairs ?b", {"pg:Chairs": ("pg:chairs",)}),
        ("SELECT * { ?p pg:voorzitter ?b }", "?p pg:voorzitter ?b", {"pg:voorzitter": ("pg:chairs",)}),
        (
            "SELECT * { ?p <http://schema.org/name> ?b }",
            "?p <http://schema.org/name> ?b",
            {"<http://schema.org/name>": ("schema:name",)},
        ),
        ("SELECT * { ?p a foaf:person }", "?p a foaf:person", {"foaf:person": ("foaf:Person",)}),
        ("SELECT * { ?p a pg:Unheard }", "?p a pg:Unheard", {"pg:Unheard": ()}),
        (
            "SELECT * { person:jan-janssen pg:chairs ?b }",
            "person:jan-janssen pg:chairs ?b",
            {"person:jan-janssen": ("person:jan-jansen",)},
        ),
        (
            "SELECT * { ?p skos:prefLabel ?l ; pg:chairs/pg:foo+ ?b , ?c }",
            "?p pg:chairs/pg:foo+ ?b",
            {"pg:foo": ()},
        ),
        (
            "SELECT * { ?p a foaf:Person { ?p pg:bar ?b } UNION { ?p pg:chair ?b } }",
            "?p pg:bar ?b",
            {"pg:bar": ()},
        ),
        ("ASK { ?p a foaf:Person . ?p pg:chair ?b }", "?p pg:chair ?b", {"pg:chair": ("pg:chairs",)}),
        (
            "CONSTRUCT { ?p a foaf:Person } WHERE { ?p pg:chair ?b FILTER(?b != ?p) }",
            "?p pg:chair ?b",
            {"pg:chair": ("pg:chairs",)},
        ),
        (
            "SELECT * { { SELECT ?p (COUNT(?b) AS ?n) { ?p pg:chair ?b } GROUP BY ?p } }",
            "?p pg:chair ?b",
            {"pg:chair": ("pg:chairs",)},
        ),
        (
            "SELECT * { GRAPH graph:ontology { ?p a foaf:Person } }",
            "GRAPH graph:ontology { ?p a foaf:Person }",
            {},
        ),
    ],
)
def test_a_pattern_that_nothing_matches(
    datasets: Datasets, query: str, part: str, near: dict[str, tuple[str, ...]]
) -> None:
    found = explanation(datasets, query)
    assert (found.cause, found.part, nearest(found)) == ("pattern", part, near)


def test_every_term_that_does_not_occur_is_told(datasets: Datasets) -> None:
    found = explanation(datasets, "SELECT * { ?p pg:chair ?b . ?b a foaf:person . ?b pg:partnerin ?c }")
    assert list(nearest(found)) == ["pg:chair", "foaf:person", "pg:partnerin"]


def test_a_term_that_only_the_ontology_knows(datasets: Datasets) -> None:
    absent = explanation(datasets, "SELECT * { ?p pg:unused ?b }").absent
    assert [(term.use, term.described, term.nearest) for term in absent] == [("property", True, ())]


def test_patterns_that_do_not_go_together(datasets: Datasets) -> None:
    found = explanation(datasets, "SELECT * { ?p a foaf:Person ; pg:chairs ?b . OPTIONAL { ?p a ?x } ?p pg:since ?y }")
    assert (found.cause, found.part, found.other) == ("together", "?p pg:since ?y", "?p pg:chairs ?b")
    assert found.absent == ()


def test_what_is_taken_away(datasets: Datasets) -> None:
    found = explanation(datasets, "SELECT * { ?p pg:chairs ?b MINUS { ?p a foaf:Person } }")
    assert (found.cause, found.part) == ("together", "MINUS { ?p a foaf:Person }")


@pytest.mark.parametrize(
    ("condition", "languages"), [('FILTER(LANG(?l) = "de")', ("en", "nl")), ("FILTER NOT EXISTS { ?p a ?k }", ())]
)
def test_a_filter_that_lets_nothing_through(datasets: Datasets, condition: str, languages: tuple[str, ...]) -> None:
    query = f"SELECT * {{ {condition} ?p a foaf:Person ; skos:prefLabel ?l FILTER(ISLITERAL(?l)) }}"
    found = explanation(datasets, query)
    assert (found.cause, found.part, found.languages) == ("filter", condition, languages)


@pytest.mark.parametrize("modifier", ["OFFSET 9", "LIMIT 0", "GROUP BY ?p HAVING (COUNT(*) > 9)"])
def test_what_comes_after_the_pattern(datasets: Datasets, modifier: str) -> None:
    assert explanation(datasets, f"SELECT ?p {{ ?p a foaf:Person }} {modifier}").cause == "modifiers"


@pytest.mark.parametrize(
    ("literal", "near"),
    [
        ('"Jan Jansen"', ('"Jan Jansen"@nl',)),
        ('"Jan Jansen"@en', ('"Jan Jansen"@nl',)),
        ('"jan jansen"@nl', ('"Jan Jansen"@nl',)),
        ('"Jan Janssen"@nl', ('"Jan Jansen"@nl',)),
        ('"Nobody At All"', ()),
    ],
)
def test_a_literal_that_is_written_otherwise(datasets: Datasets, literal: str, near: tuple[str, ...]) -> None:
    found = explanation(datasets, f"SELECT * {{ ?p skos:prefLabel {literal} }}")
    assert found.cause == "pattern"
    assert [(wrong.term, wrong.nearest) for wrong in found.miswritten] == ([(literal, near)] if near else [])


def test_a_number_that_is_written_as_a_string(datasets: Datasets) -> None:
    found = explanation(datasets, 'SELECT * { ?p a foaf:Person ; pg:since "2019" }')
    assert found.miswritten[0].nearest == ('"2019"^^<http://www.w3.org/2001/XMLSchema#integer>',)


def test_a_literal_that_occurs_as_it_is_written_is_not_suggested(datasets: Datasets) -> None:
    found = explanation(datasets, 'SELECT * { ?c a pg:Coalition ; skos:prefLabel "Piet"@nl }')
    assert (found.cause, found.miswritten) == ("together", ())


def test_inference_would_change_it(datasets: Datasets) -> None:
    found = explanation(datasets, "SELECT * { ?c a pg:Coalition }", infer=False)
    assert (found.part, found.with_inference) == ("?c a pg:Coalition", True)
    assert explanation(datasets, "SELECT * { ?c a pg:Unheard }", infer=False).with_inference is False
    assert explanation(datasets, "SELECT * { ?c a pg:Unheard }").with_inference is None


def test_another_dataset_would_change_it(datasets: Datasets) -> None:
    found = explanation(datasets, "SELECT * FROM graph:ontology { ?p pg:chairs ?b }")
    assert (found.with_all_graphs, found.with_inference) == (True, None)
    ontology = (graph_iri("ontology").value,)
    assert explanation(datasets, "SELECT * { ?p pg:chair ?b }", default_graphs=ontology).with_all_graphs is False


def test_a_parameter_is_part_of_the_pattern(datasets: Datasets) -> None:
    bindings = {"p": "<https://w3id.org/preventiegraaf/id/person/jan-jansen>"}
    found = explanation(datasets, "SELECT ?p ?b { ?p a foaf:Person . ?p pg:chairs ?b }", bindings=bindings)
    assert (found.cause, found.part) == ("pattern", f"{bindings['p']} pg:chairs ?b")
    assert found.absent == ()


@pytest.mark.parametrize("query", ["DESCRIBE person:nobody", "SELECT * { SERVICE <urn:x> { ?a ?b ?c } }", "nonsense"])
def test_what_cannot_be_explained_is_not(datasets: Datasets, query: str) -> None:
    assert explanation(datasets, query) == Emptiness("unknown")


def test_what_is_very_long_or_deep_is_not_explained(datasets: Datasets) -> None:
    long = f"SELECT * {{ ?p pg:chair ?b }} # {'x' * 20_000}"
    assert explanation(datasets, long) == Emptiness("unknown")
    deep = f"SELECT * {{ {'{' * 300} ?p pg:chair ?b {'}' * 300} }}"
    assert explanation(datasets, deep).cause in ("unknown", "pattern")


def test_it_stops_when_the_time_is_up(datasets: Datasets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preventiegraaf.querying.emptiness.reasons.EXPLAINING_SECONDS", -1)
    assert explanation(datasets, "SELECT * { ?p pg:chair ?b }").cause == "unknown"


@pytest.mark.parametrize(
    ("group", "written"),
    [
        ("?a a ?b ; pg:x ?c , 1.5 ; . ?d pg:y 'a'@nl", ["?a a ?b", "?a pg:x ?c", "?a pg:x 1.5", "?d pg:y 'a'@nl"]),
        ("?a ^pg:x/(pg:y|!pg:z)*/pg:w? ?b", ["?a ^pg:x/(pg:y|!pg:z)*/pg:w? ?b"]),
        ("[ pg:x ?a ] pg:y ( 1 2 ) . [ pg:z -1 ]", ["[ pg:x ?a ] pg:y ( 1 2 )", "[ pg:z -1 ]"]),
        ('?a pg:x "1"^^xsd:integer , true # why\n', ['?a pg:x "1"^^xsd:integer', "?a pg:x true"]),
    ],
)
def test_triple_patterns_one_by_one(group: str, written: list[str]) -> None:
    parts = parts_of(group)
    assert {part.kind for part in parts} == {Kind.TRIPLE}
    assert [part.text for part in parts] == written


def test_the_parts_of_every_kind() -> None:
    group = """BIND(1 AS ?x) VALUES (?y ?z) { (1 2) } VALUES ?w { 1 } OPTIONAL { ?a ?b ?c } MINUS { ?a ?b ?c }
    GRAPH ?g { ?a ?b ?c } { ?a ?b ?c } UNION { ?d ?e ?f } FILTER NOT EXISTS { ?a ?b ?c } FILTER regex(?c, "x")
    FILTER(?x < 2 && ?y > 1)"""
    kinds = [part.kind.value for part in parts_of(group)]
    expected = ["assignment"] * 3 + ["optional", "minus", "graph", "group"] + ["filter"] * 3
    assert kinds == expected
    assert parts_of(group)[6].groups == ("?a ?b ?c", "?d ?e ?f")


@pytest.mark.parametrize("group", ["?a ?b", "{ ?a ?b ?c", "?a pg:x/ ?b", "<<?a ?b ?c>> ?d ?e"])
def test_what_is_no_group_is_unreadable(group: str) -> None:
    with pytest.raises(UnreadableError):
        parts_of(group)


def test_the_pattern_of_a_query() -> None:
    where = where_of("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c . { ?d ?e ?f } } LIMIT 2")
    assert where is not None
    assert (where.head, where.tail) == ("CONSTRUCT { ?a ?b ?c } WHERE ", " LIMIT 2")
    assert where_of("DESCRIBE <urn:x>") is None
