"""Table 6: the semantics of classes (OWL 2 Profiles, section 4.3)."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import rule

_ZERO, _ONE = '"0"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger'

RULES = (
    rule("cls-thing", "", "owl:Thing rdf:type owl:Class"),
    rule("cls-nothing1", "", "owl:Nothing rdf:type owl:Class"),
    rule("cls-nothing2", "?x rdf:type owl:Nothing", ""),
    rule("cls-int1", "?c owl:intersectionOf ?x", "?y rdf:type ?c", every=("?x", "?c", "?y rdf:type ?c[i]")),
    rule("cls-int2", "?c owl:intersectionOf ?x . ?y rdf:type ?c", "?y rdf:type ?c[i]", one=("?x", "?c")),
    rule("cls-uni", "?c owl:unionOf ?x . ?y rdf:type ?c[i]", "?y rdf:type ?c", one=("?x", "?c")),
    rule("cls-com", "?c1 owl:complementOf ?c2 . ?x rdf:type ?c1 . ?x rdf:type ?c2", ""),
    rule(
        "cls-svf1",
        "?x owl:someValuesFrom ?y . ?x owl:onProperty ?p . ?u ?p ?v . ?v rdf:type ?y",
        "?u rdf:type ?x",
    ),
    rule("cls-svf2", "?x owl:someValuesFrom owl:Thing . ?x owl:onProperty ?p . ?u ?p ?v", "?u rdf:type ?x"),
    rule(
        "cls-avf",
        "?x owl:allValuesFrom ?y . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?v",
        "?v rdf:type ?y",
    ),
    rule("cls-hv1", "?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u rdf:type ?x", "?u ?p ?y"),
    rule("cls-hv2", "?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u ?p ?y", "?u rdf:type ?x"),
    rule("cls-maxc1", f"?x owl:maxCardinality {_ZERO} . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?y", ""),
    rule(
        "cls-maxc2",
        f"?x owl:maxCardinality {_ONE} . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?y1 . ?u ?p ?y2",
        "?y1 owl:sameAs ?y2",
    ),
    rule(
        "cls-maxqc1",
        f"?x owl:maxQualifiedCardinality {_ZERO} . ?x owl:onProperty ?p . ?x owl:onClass ?c . ?u rdf:type ?x . "
        "?u ?p ?y . ?y rdf:type ?c",
        "",
    ),
    rule(
        "cls-maxqc2",
        f"?x owl:maxQualifiedCardinality {_ZERO} . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing . "
        "?u rdf:type ?x . ?u ?p ?y",
        "",
    ),
    rule(
        "cls-maxqc3",
        f"?x owl:maxQualifiedCardinality {_ONE} . ?x owl:onProperty ?p . ?x owl:onClass ?c . ?u rdf:type ?x . "
        "?u ?p ?y1 . ?y1 rdf:type ?c . ?u ?p ?y2 . ?y2 rdf:type ?c",
        "?y1 owl:sameAs ?y2",
    ),
    rule(
        "cls-maxqc4",
        f"?x owl:maxQualifiedCardinality {_ONE} . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing . "
        "?u rdf:type ?x . ?u ?p ?y1 . ?u ?p ?y2",
        "?y1 owl:sameAs ?y2",
    ),
    rule("cls-oo", "?c owl:oneOf ?x", "?y[i] rdf:type ?c", one=("?x", "?y")),
)
