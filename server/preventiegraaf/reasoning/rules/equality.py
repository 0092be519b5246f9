"""Table 4: the semantics of equality (OWL 2 Profiles, section 4.3)."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import rule

RULES = (
    rule("eq-ref", "?s ?p ?o", "?s owl:sameAs ?s . ?p owl:sameAs ?p . ?o owl:sameAs ?o"),
    rule("eq-sym", "?x owl:sameAs ?y", "?y owl:sameAs ?x"),
    rule("eq-trans", "?x owl:sameAs ?y . ?y owl:sameAs ?z", "?x owl:sameAs ?z"),
    rule("eq-rep-s", "?s owl:sameAs ?s2 . ?s ?p ?o", "?s2 ?p ?o"),
    rule("eq-rep-p", "?p owl:sameAs ?p2 . ?s ?p ?o", "?s ?p2 ?o"),
    rule("eq-rep-o", "?o owl:sameAs ?o2 . ?s ?p ?o", "?s ?p ?o2"),
    rule("eq-diff1", "?x owl:sameAs ?y . ?x owl:differentFrom ?y", ""),
    rule(
        "eq-diff2",
        "?x rdf:type owl:AllDifferent . ?x owl:members ?y . ?z[i] owl:sameAs ?z[j]",
        "",
        two=("?y", "?z"),
    ),
    rule(
        "eq-diff3",
        "?x rdf:type owl:AllDifferent . ?x owl:distinctMembers ?y . ?z[i] owl:sameAs ?z[j]",
        "",
        two=("?y", "?z"),
    ),
)
