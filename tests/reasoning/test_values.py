"""The values of literals, and what the engine makes of them."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from preventiegraaf.columns import Dictionary, Triples
from preventiegraaf.namespaces import RDF, RDFS, XSD
from preventiegraaf.reasoning.columnar_reasoner import as_rdf
from preventiegraaf.reasoning.conclusions.entailment import entailment
from preventiegraaf.reasoning.materialisation.engine import Engine
from preventiegraaf.reasoning.values import IllTypedError, is_in_space, is_known, value_of

PREFIXES = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

EQUAL = [
    (("integer", "1"), ("integer", "+01")),
    (("integer", "1"), ("decimal", "1.0")),
    (("byte", "3"), ("unsignedLong", "3")),
    (("integer", "0"), ("integer", "-0")),
    (("decimal", ".5"), ("decimal", "+0.50")),
    (("decimal", "100"), ("decimal", "100.0")),
    (("double", "1"), ("double", "1.0e0")),
    (("double", "NaN"), ("double", "NaN")),
    (("float", "0.1"), ("float", "0.10000000149")),
    (("float", "1e400"), ("float", "INF")),
    (("boolean", "1"), ("boolean", "true")),
    (("hexBinary", "0aFF"), ("hexBinary", "0AFF")),
    (("base64Binary", "AA=="), ("base64Binary", "A A = =")),
    (("dateTime", "2020-01-01T24:00:00Z"), ("dateTimeStamp", "2020-01-02T00:00:00+00:00")),
    (("dateTime", "2020-01-01T00:00:00"), ("dateTime", "2020-01-01T00:00:00.000")),
    (("token", "a b"), ("string", "a b")),
    (("duration", "P1Y"), ("duration", "P12M")),
]
DIFFERENT = [
    (("integer", "1"), ("double", "1")),
    (("float", "1"), ("double", "1")),
    (("double", "0"), ("double", "-0")),
    (("integer", "1"), ("string", "1")),
    (("integer", "1"), ("boolean", "1")),
    (("anyURI", "http://example.org/"), ("string", "http://example.org/")),
    (("hexBinary", "00"), ("base64Binary", "AA==")),
    (("dateTime", "2020-01-01T00:00:00Z"), ("dateTime", "2020-01-01T01:00:00+01:00")),
    (("date", "2020-01-01"), ("date", "2020-01-01Z")),
]
ILL_TYPED = [
    *(("date", "2020-02-30"), ("date", "2019-02-29"), ("date", "2020-04-31"), ("date", "soon")),
    *(("dateTime", "2020-01-01T00:00:60Z"), ("dateTimeStamp", "2020-01-01T00:00:00")),
    *(("byte", "128"), ("unsignedByte", "-1"), ("positiveInteger", "0"), ("integer", "1.0"), ("integer", " 1")),
    *(("integer", "1_000"), ("integer", "١"), ("decimal", "1e3"), ("double", "inf"), ("double", "1_0")),
    *(("boolean", "maybe"), ("boolean", "True"), ("hexBinary", "0aF"), ("language", "nl_NL"), ("NCName", "a:b")),
    *(("NMTOKEN", "a b"), ("token", " a"), ("normalizedString", "a\nb"), ("gMonthDay", "--02-30"), ("gYear", "x")),
]
WELL_TYPED = [
    *(("date", "2020-02-29"), ("date", "2020-12-31"), ("date", "-0044-03-15"), ("date", "12020-01-01")),
    *(("dateTime", "1999-12-31T23:59:59"), ("gYear", "2020"), ("gMonth", "--02"), ("time", "24:00:00")),
    *(("normalizedString", " a "), ("Name", "a:b"), ("anyURI", "a b"), ("decimal", "-1.50"), ("negativeInteger", "-1")),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_values(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert value_of(one[1], XSD + one[0]) == value_of(other[1], XSD + other[0]) is not None


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_values(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = value_of(one[1], XSD + one[0]), value_of(other[1], XSD + other[0])
    assert first is not None
    assert second is not None
    assert first != second


@pytest.mark.parametrize(("datatype", "lexical"), ILL_TYPED)
def test_ill_typed(datatype: str, lexical: str) -> None:
    with pytest.raises(IllTypedError):
        value_of(lexical, XSD + datatype)


@pytest.mark.parametrize(("datatype", "lexical"), WELL_TYPED)
def test_well_typed(datatype: str, lexical: str) -> None:
    assert value_of(lexical, XSD + datatype) is not None
    assert is_in_space(lexical, XSD + datatype, None, RDFS + "Literal")


def test_of_unknown_datatypes_nothing_is_said() -> None:
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    assert value_of("2019-05~", edtf) is None
    assert not is_known(edtf)
    assert not is_in_space("2019-05~", edtf, None, XSD + "string")


@pytest.mark.parametrize(
    ("literal", "spaces"),
    [
        (("integer", "200"), {"decimal", "integer", "short", "unsignedByte", "positiveInteger"}),
        (("decimal", "-3.0"), {"decimal", "integer", "byte", "negativeInteger", "nonPositiveInteger"}),
        (("decimal", "0.5"), {"decimal"}),
        (("string", "nl"), {"string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"}),
        (("string", "a b"), {"string", "normalizedString", "token"}),
        (("dateTime", "2020-01-01T00:00:00Z"), {"dateTime", "dateTimeStamp"}),
        (("dateTime", "2020-01-01T00:00:00"), {"dateTime"}),
    ],
)
def test_a_value_is_in_the_spaces_of_wider_and_of_narrower_datatypes(
    literal: tuple[str, str], spaces: set[str]
) -> None:
    asked = spaces | {"byte", "decimal", "integer", "double", "string", "token", "dateTimeStamp", "boolean"}
    assert {name for name in asked if is_in_space(literal[1], XSD + literal[0], None, XSD + name)} == spaces


def test_a_string_with_a_language_is_a_plain_literal_and_no_string() -> None:
    assert is_in_space("a", RDF + "langString", "nl", RDF + "PlainLiteral")
    assert not is_in_space("a", RDF + "langString", "nl", XSD + "string")


def inferred(*parts: str, equality: bool = True) -> set[Triple]:
    engine = Engine(Dictionary(), equality=equality)
    for part in parts:
        engine.add(Triples.of(triples(part), engine.dictionary))
    return set(as_rdf(entailment(engine).inferred))


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]


def test_a_value_is_not_said_again_in_another_form() -> None:
    assert inferred(":x :p 1 . :y :q 01, 1.0 .") == set()


def test_what_follows_of_a_value_is_said_once() -> None:
    found = inferred(":A owl:hasValue 01 ; owl:onProperty :p . :x a :A . :y :q 1 . :z a :A ; :p 1.0 .")
    assert len([triple for triple in found if str(triple.predicate) == "<http://example.org/p>"]) == 1


def test_a_form_that_comes_later_joins_what_was_concluded() -> None:
    axiom = ":A owl:hasValue 01 ; owl:onProperty :p ."
    assert triples(":x a :A .")[0] in inferred(axiom, ":x :p 1 .")
    assert triples(":x a :A .")[0] in inferred(":x :p 1 .", axiom)


def test_a_cardinality_that_is_written_otherwise_comes_later() -> None:
    parts = (
        ':A owl:maxCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p .',
        ":n :q 1 .",
        ":x a :A ; :p :y, :z .",
    )
    for order in (parts, parts[::-1], (parts[1], parts[0], parts[2])):
        assert triples(":y owl:sameAs :z .")[0] in inferred(*order)


def test_without_equality_names_are_said_to_be_one_and_no_more() -> None:
    text = ":p a owl:FunctionalProperty . :a :p :x, :y . :x :q :z ."
    assert inferred(text, equality=False) == {*triples(":x owl:sameAs :y . :y owl:sameAs :x .")}
    assert inferred(text) > {*triples(":y :q :z .")}


def test_classes_and_properties_that_turn_out_to_be_one_share_what_was_known_of_each() -> None:
    met_before = ":B :note 1 . :q :note 2 ."  # so that these are the names that stay
    known = met_before + " :z a :A . :x :p :y ."
    found = inferred(known, ":A owl:sameAs :B . :q owl:sameAs :p .", ":w a :A . :v :p :u .")
    assert {*triples(":z a :B . :x :q :y . :w a :B . :v :q :u .")} < found
