"""Table 9: the semantics of schema vocabulary (OWL 2 Profiles, section 4.3)."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import rule

RULES = (
    rule(
        "scm-cls",
        "?c rdf:type owl:Class",
        "?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c . ?c rdfs:subClassOf owl:Thing . "
        "owl:Nothing rdfs:subClassOf ?c",
    ),
    rule("scm-sco", "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3", "?c1 rdfs:subClassOf ?c3"),
    rule("scm-eqc1", "?c1 owl:equivalentClass ?c2", "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1"),
    rule("scm-eqc2", "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1", "?c1 owl:equivalentClass ?c2"),
    rule("scm-op", "?p rdf:type owl:ObjectProperty", "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p"),
    rule("scm-dp", "?p rdf:type owl:DatatypeProperty", "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p"),
    rule("scm-spo", "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3", "?p1 rdfs:subPropertyOf ?p3"),
    rule("scm-eqp1", "?p1 owl:equivalentProperty ?p2", "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1"),
    rule("scm-eqp2", "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1", "?p1 owl:equivalentProperty ?p2"),
    rule("scm-dom1", "?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2", "?p rdfs:domain ?c2"),
    rule("scm-dom2", "?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2", "?p1 rdfs:domain ?c"),
    rule("scm-rng1", "?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2", "?p rdfs:range ?c2"),
    rule("scm-rng2", "?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2", "?p1 rdfs:range ?c"),
    rule(
        "scm-hv",
        "?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i . ?c2 owl:onProperty ?p2 . "
        "?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    rule(
        "scm-svf1",
        "?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 . ?c2 owl:onProperty ?p . "
        "?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    rule(
        "scm-svf2",
        "?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y . ?c2 owl:onProperty ?p2 . "
        "?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    rule(
        "scm-avf1",
        "?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 . ?c2 owl:onProperty ?p . "
        "?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    rule(
        "scm-avf2",
        "?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y . ?c2 owl:onProperty ?p2 . "
        "?p1 rdfs:subPropertyOf ?p2",
        "?c2 rdfs:subClassOf ?c1",
    ),
    rule("scm-int", "?c owl:intersectionOf ?x", "?c rdfs:subClassOf ?c[i]", one=("?x", "?c")),
    rule("scm-uni", "?c owl:unionOf ?x", "?c[i] rdfs:subClassOf ?c", one=("?x", "?c")),
)
