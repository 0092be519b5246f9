"""Table 7: the semantics of class axioms (OWL 2 Profiles, section 4.3)."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import rule

RULES = (
    rule("cax-sco", "?c1 rdfs:subClassOf ?c2 . ?x rdf:type ?c1", "?x rdf:type ?c2"),
    rule("cax-eqc1", "?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c1", "?x rdf:type ?c2"),
    rule("cax-eqc2", "?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c2", "?x rdf:type ?c1"),
    rule("cax-dw", "?c1 owl:disjointWith ?c2 . ?x rdf:type ?c1 . ?x rdf:type ?c2", ""),
    rule(
        "cax-adc",
        "?x rdf:type owl:AllDisjointClasses . ?x owl:members ?y . ?z rdf:type ?c[i] . ?z rdf:type ?c[j]",
        "",
        two=("?y", "?c"),
    ),
)
