"""Table 5: the semantics of axioms about properties (OWL 2 Profiles, section 4.3)."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import rule

_ANNOTATION_PROPERTIES = (
    *("rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy", "owl:deprecated", "owl:versionInfo"),
    *("owl:priorVersion", "owl:backwardCompatibleWith", "owl:incompatibleWith"),
)

RULES = (
    rule("prp-ap", "", " . ".join(f"{name} rdf:type owl:AnnotationProperty" for name in _ANNOTATION_PROPERTIES)),
    rule("prp-dom", "?p rdfs:domain ?c . ?x ?p ?y", "?x rdf:type ?c"),
    rule("prp-rng", "?p rdfs:range ?c . ?x ?p ?y", "?y rdf:type ?c"),
    rule("prp-fp", "?p rdf:type owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2", "?y1 owl:sameAs ?y2"),
    rule("prp-ifp", "?p rdf:type owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y", "?x1 owl:sameAs ?x2"),
    rule("prp-irp", "?p rdf:type owl:IrreflexiveProperty . ?x ?p ?x", ""),
    rule("prp-symp", "?p rdf:type owl:SymmetricProperty . ?x ?p ?y", "?y ?p ?x"),
    rule("prp-asyp", "?p rdf:type owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x", ""),
    rule("prp-trp", "?p rdf:type owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z", "?x ?p ?z"),
    rule("prp-spo1", "?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y", "?x ?p2 ?y"),
    rule(
        "prp-spo2",
        "?p owl:propertyChainAxiom ?x",
        "?u[1] ?p ?u[n+1]",
        every=("?x", "?p", "?u[i] ?p[i] ?u[i+1]"),
    ),
    rule("prp-eqp1", "?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y", "?x ?p2 ?y"),
    rule("prp-eqp2", "?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y", "?x ?p1 ?y"),
    rule("prp-pdw", "?p1 owl:propertyDisjointWith ?p2 . ?x ?p1 ?y . ?x ?p2 ?y", ""),
    rule(
        "prp-adp",
        "?x rdf:type owl:AllDisjointProperties . ?x owl:members ?y . ?u ?p[i] ?v . ?u ?p[j] ?v",
        "",
        two=("?y", "?p"),
    ),
    rule("prp-inv1", "?p1 owl:inverseOf ?p2 . ?x ?p1 ?y", "?y ?p2 ?x"),
    rule("prp-inv2", "?p1 owl:inverseOf ?p2 . ?x ?p2 ?y", "?y ?p1 ?x"),
    rule(
        "prp-key",
        "?c owl:hasKey ?u . ?x rdf:type ?c . ?y rdf:type ?c",
        "?x owl:sameAs ?y",
        every=("?u", "?p", "?x ?p[i] ?z[i] . ?y ?p[i] ?z[i]"),
    ),
    rule(
        "prp-npa1",
        "?x owl:sourceIndividual ?i1 . ?x owl:assertionProperty ?p . ?x owl:targetIndividual ?i2 . ?i1 ?p ?i2",
        "",
    ),
    rule(
        "prp-npa2",
        "?x owl:sourceIndividual ?i . ?x owl:assertionProperty ?p . ?x owl:targetValue ?lt . ?i ?p ?lt",
        "",
    ),
)
