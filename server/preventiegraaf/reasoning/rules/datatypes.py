"""Table 8: the semantics of datatypes (OWL 2 Profiles, section 4.3), of those that section 4.2 lists."""

from __future__ import annotations

from preventiegraaf.reasoning.rules.notation import Test, rule

DATATYPES = (
    *("rdf:PlainLiteral", "rdf:XMLLiteral", "rdfs:Literal", "xsd:decimal", "xsd:integer", "xsd:nonNegativeInteger"),
    *("xsd:nonPositiveInteger", "xsd:positiveInteger", "xsd:negativeInteger", "xsd:long", "xsd:int", "xsd:short"),
    *("xsd:byte", "xsd:unsignedLong", "xsd:unsignedInt", "xsd:unsignedShort", "xsd:unsignedByte", "xsd:float"),
    *("xsd:double", "xsd:string", "xsd:normalizedString", "xsd:token", "xsd:language", "xsd:Name", "xsd:NCName"),
    *("xsd:NMTOKEN", "xsd:boolean", "xsd:hexBinary", "xsd:base64Binary", "xsd:anyURI", "xsd:dateTime"),
    "xsd:dateTimeStamp",
)
"""The datatypes of OWL 2 RL."""

RULES = (
    rule("dt-type1", "", " . ".join(f"{name} rdf:type rdfs:Datatype" for name in DATATYPES)),
    rule("dt-type2", "", "?lt rdf:type ?dt", where=(Test.IN_SPACE, "?lt ?dt")),
    rule("dt-eq", "", "?lt1 owl:sameAs ?lt2", where=(Test.SAME_VALUE, "?lt1 ?lt2")),
    rule("dt-diff", "", "?lt1 owl:differentFrom ?lt2", where=(Test.OTHER_VALUE, "?lt1 ?lt2")),
    rule("dt-not-type", "?lt rdf:type ?dt", "", where=(Test.NOT_IN_SPACE, "?lt ?dt")),
)
