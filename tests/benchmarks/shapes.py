"""Ten shapes of query, from point lookup to aggregate, with the constants that each is asked about."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from preventiegraaf.namespaces import PREFIXES

TABLE, GRAPH = "application/sparql-results+json", "application/n-triples"
_PLACE = "$x"
_MOST_CONSTANTS = 2_000


@dataclass(frozen=True)
class Shape:
    """A query with places `$x` for a constant, and the query that finds the constants, if it has such places."""

    name: str
    query: str
    constants: str = ""
    accept: str = TABLE

    def about(self, constant: str) -> str:
        """The query about a constant, with the prefixes that it uses, so that every server understands it."""
        used = [name for name in PREFIXES if f" {name}:" in self.query]
        prologue = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used)
        return prologue + self.query.replace(_PLACE, constant)


SHAPES = (
    Shape("point", "SELECT ?p ?o WHERE { $x ?p ?o }", "SELECT DISTINCT ?x { ?x a ?c FILTER(ISIRI(?x)) }"),
    Shape(
        "star",
        "SELECT ?s ?text ?kind ?theme WHERE { ?s pg:speaker $x ; dct:description ?text ; dct:type ?kind ; "
        "pg:hasTheme ?theme }",
        "SELECT DISTINCT ?x { ?s pg:speaker ?x }",
    ),
    Shape(
        "two hops",
        "SELECT ?c ?other WHERE { $x org:memberOf ?c . ?c org:hasMember ?other }",
        "SELECT DISTINCT ?x { ?x org:memberOf ?c }",
    ),
    Shape(
        "label",
        "SELECT ?x ?label WHERE { ?x a org:Organization ; skos:prefLabel ?label "
        "FILTER(CONTAINS(LCASE(STR(?label)), $x)) }",
        "SELECT DISTINCT (LCASE(SUBSTR(STR(?l), STRLEN(STR(?l)) - 3)) AS ?x) "
        "{ ?o a org:Organization ; skos:prefLabel ?l }",
    ),
    Shape(
        "optional",
        "SELECT ?m ?c ?role ?begin WHERE { ?m org:member $x ; org:organization ?c OPTIONAL { ?m org:role ?role } "
        "OPTIONAL { ?m pg:earliestBegin ?begin } }",
        "SELECT DISTINCT ?x { ?m org:member ?x }",
    ),
    Shape(
        "path",
        "SELECT ?whole WHERE { $x schema:superEvent+ ?whole }",
        "SELECT DISTINCT ?x { ?x schema:superEvent ?e }",
    ),
    Shape(
        "description",
        "CONSTRUCT { $x ?p ?o . ?s ?q $x } WHERE { { $x ?p ?o } UNION { ?s ?q $x } }",
        "SELECT DISTINCT ?x { ?x a org:Post }",
        GRAPH,
    ),
    Shape(
        "triangle",
        "SELECT (COUNT(*) AS ?n) WHERE { ?p org:memberOf ?c . ?p pg:holdsPostIn ?o . ?c org:hasMember ?o }",
    ),
    Shape("by type", "SELECT ?c (COUNT(?x) AS ?n) WHERE { ?x a ?c } GROUP BY ?c"),
    Shape(
        "top ten",
        "SELECT ?x (COUNT(?p) AS ?n) WHERE { ?x pg:involves ?p } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 10",
    ),
)
"""The last three ask about everything; the others about one thing each time."""


def constants_of(shape: Shape, store: Store, seed: int) -> list[str]:
    """Terms of the data to ask about, in an order that the seed decides; one empty text for a shape without a place."""
    if not shape.constants:
        return [""]
    result = store.query(shape.constants, prefixes=PREFIXES)
    if not isinstance(result, QuerySolutions):
        raise TypeError(shape.name)
    found = sorted({_text(solution["x"]) for solution in result})
    random.Random(seed).shuffle(found)  # noqa: S311
    return found[:_MOST_CONSTANTS]


def _text(term: object) -> str:
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, Literal):
        return f'"{term.value}"'
    raise TypeError(str(term))
