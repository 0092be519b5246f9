"""What the build counts in the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import QuerySolutions, Store

from preventiegraaf.namespaces import BASE, GRAPH
from preventiegraaf.querying import run

REGISTERS = {"https://identifier.overheid.nl/tooi/id/": "https://standaarden.overheid.nl/tooi"}
"""Where the IRIs of a register of others begin, and the IRI of that register."""
_EXAMPLES = ("foaf:Person", "org:OrganizationalCollaboration", "pg:SourceDocument", "pg:Statement", "skos:Concept")
_COUNTS = """(COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
  (COUNT(DISTINCT ?o) AS ?objects) (COUNT(DISTINCT ?class) AS ?classes) (COUNT(DISTINCT ?entity) AS ?entities)"""
_PATTERN = f"""?s ?p ?o
  BIND(IF(?p = rdf:type, ?o, ?none) AS ?class)
  BIND(IF(isIRI(?s) && STRSTARTS(STR(?s), "{BASE}"), ?s, ?none) AS ?entity)"""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Counts:
    """The size of a set of triples; entities are subjects in the project's own space of IRIs."""

    triples: int = 0
    entities: int = 0
    subjects: int = 0
    objects: int = 0
    properties: int = 0
    classes: int = 0


@dataclass(frozen=True)
class Statistics:
    """What there is in the graph: sizes, members by class, triples by property, and links to registers of others.

    `graphs` goes by slug, `members` and `uses` by IRI. `used_by` gives for each class the triples by property of its
    members; `datatypes` gives for each property its literals by datatype. `links` has register, property and number.
    `days` are the days on which an ontology says that it was made or changed (ISO 8601), first to last.
    """

    whole: Counts
    asserted: Counts
    graphs: dict[str, Counts]
    members: dict[str, int]
    uses: dict[str, Counts]
    used_by: dict[str, dict[str, int]]
    datatypes: dict[str, dict[str, int]]
    links: list[tuple[str, str, int]]
    examples: list[str]
    days: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, loaded: dict[str, Any]) -> Statistics:
        """The statistics that `dataclasses.asdict` wrote down."""
        sizes = {name: Counts(**loaded[name]) for name in ("whole", "asserted")}
        by_name = {name: {key: Counts(**counts) for key, counts in loaded[name].items()} for name in ("graphs", "uses")}
        links = [(register, predicate, number) for register, predicate, number in loaded["links"]]
        return cls(**{**loaded, **sizes, **by_name, "links": links})


def measure(inferred: Store, asserted: Store) -> Statistics:
    """Count what is in the stores with and without what is inferred."""
    return Statistics(
        whole=_counts(_rows(inferred, f"SELECT {_COUNTS} {{ {_PATTERN} }}")[0]),
        asserted=_counts(_rows(asserted, f"SELECT {_COUNTS} {{ {_PATTERN} }}")[0]),
        graphs=_graphs(inferred),
        members=_numbers(
            inferred, "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) { ?s a ?key FILTER(isIRI(?key)) } GROUP BY ?key"
        ),
        uses=_uses(inferred),
        used_by=_nested(inferred, "?s a ?outer ; ?inner ?o FILTER(isIRI(?outer))"),
        datatypes=_nested(inferred, "?s ?outer ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?inner)"),
        links=[link for space, register in REGISTERS.items() for link in _links(inferred, space, register)],
        examples=_examples(inferred),
        days=_days(asserted),
    )


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    found = run(store, query)
    if not isinstance(found, QuerySolutions):
        raise TypeError(query)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]


def _counts(row: dict[str, str]) -> Counts:
    return Counts(**{name: int(row.get(name, 0)) for name in Counts.__dataclass_fields__})


def _graphs(store: Store) -> dict[str, Counts]:
    rows = _rows(store, f"SELECT ?g {_COUNTS} {{ GRAPH ?g {{ {_PATTERN} }} }} GROUP BY ?g")
    return {row["g"].removeprefix(GRAPH): _counts(row) for row in sorted(rows, key=lambda row: row["g"])}


def _uses(store: Store) -> dict[str, Counts]:
    sizes = "(COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)"
    rows = _rows(store, f"SELECT ?p {sizes} {{ ?s ?p ?o }} GROUP BY ?p")
    return {row["p"]: _counts(row) for row in sorted(rows, key=lambda row: row["p"])}


def _numbers(store: Store, query: str) -> dict[str, int]:
    """Numbers by key, for a query that gives ?key and ?n."""
    return {row["key"]: int(row["n"]) for row in sorted(_rows(store, query), key=lambda row: row.get("key", ""))}


def _nested(store: Store, pattern: str) -> dict[str, dict[str, int]]:
    """Numbers by ?outer and ?inner, for a pattern that binds both."""
    nested: dict[str, dict[str, int]] = defaultdict(dict)
    rows = _rows(store, f"SELECT ?outer ?inner (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?outer ?inner")
    for row in sorted(rows, key=lambda row: (row["outer"], row["inner"])):
        nested[row["outer"]][row["inner"]] = int(row["n"])
    return dict(nested)


def _links(store: Store, space: str, register: str) -> Iterable[tuple[str, str, int]]:
    pattern = f'?s ?key ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), "{space}"))'
    numbers = _numbers(store, f"SELECT ?key (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?key")
    return [(register, predicate, number) for predicate, number in numbers.items()]


def _examples(store: Store) -> list[str]:
    """A thing of each of some classes, where there is one."""
    queries = (f"SELECT (MIN(STR(?s)) AS ?first) {{ ?s a {kind} FILTER(isIRI(?s)) }}" for kind in _EXAMPLES)
    return [row["first"] for query in queries for row in _rows(store, query) if row.get("first")]


def _days(store: Store) -> list[str]:
    found = _rows(store, "SELECT DISTINCT ?day { ?ontology a owl:Ontology ; dct:created|dct:modified ?day }")
    return sorted(row["day"] for row in found if _DAY.fullmatch(row["day"]))
