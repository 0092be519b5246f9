"""Twelve questions over the whole of a graph of universities, after those of the Lehigh University Benchmark."""

from __future__ import annotations

from dataclasses import dataclass

_PREFIX = "PREFIX u: <http://example.org/university#> "


@dataclass(frozen=True)
class Heavy:
    """A name and a query, told in the prefix `u:`."""

    name: str
    query: str

    def text(self, number: int) -> str:
        """The query, as one that no cache has seen before, and that means the same for each number."""
        return f"{_PREFIX}{self.query} # {number}"


HEAVY = (
    Heavy(
        "triangle (LUBM 2)",
        "SELECT ?x ?y ?z { ?x a u:GraduateStudent . ?y a u:University . ?z a u:Department . ?x u:memberOf ?z . "
        "?z u:subOrganizationOf ?y . ?x u:undergraduateDegreeFrom ?y }",
    ),
    Heavy(
        "triangle (LUBM 9)",
        "SELECT ?x ?y ?z { ?x a u:Student . ?y a u:Faculty . ?z a u:Course . ?x u:advisor ?y . ?y u:teacherOf ?z . "
        "?x u:takesCourse ?z }",
    ),
    Heavy("all students (LUBM 6)", "SELECT ?x { ?x a u:Student }"),
    Heavy("count by type", "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t"),
    Heavy(
        "top ten",
        "SELECT ?c (COUNT(?s) AS ?n) { ?s u:takesCourse ?c } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 10",
    ),
    Heavy("join", "SELECT ?paper ?department { ?paper u:publicationAuthor ?p . ?p u:headOf ?department }"),
    Heavy("optional", "SELECT ?x ?course { ?x a u:GraduateStudent OPTIONAL { ?x u:assists ?course } }"),
    Heavy("distinct", "SELECT DISTINCT ?place { ?x u:degreeFrom ?place . ?x u:worksFor ?d }"),
    Heavy(
        "count distinct",
        "SELECT ?d (COUNT(DISTINCT ?t) AS ?n) { ?s u:memberOf ?d ; u:takesCourse ?c . ?t u:teacherOf ?c } GROUP BY ?d",
    ),
    Heavy(
        "long join, counted",
        "SELECT (COUNT(*) AS ?n) { ?paper u:publicationAuthor ?p . ?s u:advisor ?p . ?s u:takesCourse ?c . "
        "?t u:teacherOf ?c }",
    ),
    Heavy(
        "pairs",
        "SELECT ?a ?b { ?a u:worksFor ?d . ?b u:worksFor ?d . ?a u:doctoralDegreeFrom ?place . "
        "?b u:doctoralDegreeFrom ?place FILTER(?a != ?b) }",
    ),
    Heavy(
        "having",
        "SELECT ?place (COUNT(DISTINCT ?x) AS ?n) { ?place u:hasAlumnus ?x } GROUP BY ?place "
        "HAVING (COUNT(DISTINCT ?x) > 30) ORDER BY DESC(?n)",
    ),
)
