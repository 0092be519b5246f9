"""Each shape lets a good record pass and fires on files that break it.

`shapes/valid.ttl` holds a good record of each kind, in the form of the served graph. `shapes/<Shape>.ttl` holds broken
ones; its first line names the shapes that they break.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.checking.shapes import Result, results_of
from preventiegraaf.checking.terms import SHAPES
from preventiegraaf.corpus import parse_turtle
from preventiegraaf.namespaces import SH, TYPE
from preventiegraaf.paths import bundled_root

FOLDER = Path(__file__).parent / "shapes"
CASES = sorted(path.stem for path in FOLDER.glob("*.ttl") if path.stem != "valid")
ONTOLOGY = bundled_root().ontology
NODE_SHAPE, PROPERTY_SHAPE = NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")


def test_valid_records_pass() -> None:
    assert validate("valid") == []


@pytest.mark.parametrize("case", CASES)
def test_shape_breaks_on(case: str) -> None:
    named = (FOLDER / f"{case}.ttl").read_text(encoding="utf-8").splitlines()[0].removeprefix("# breaks: ").split()
    assert sorted({shape_of(result) for result in validate("valid", case)}) == named


def test_each_node_shape_with_a_target_has_a_case() -> None:
    targeted = {name(triple) for triple in shapes() if triple.predicate == NamedNode(SH + "targetClass")}
    assert targeted == set(CASES)


def test_each_property_shape_of_a_record_is_broken_by_some_case() -> None:
    owned = {
        triple.object.value.removeprefix(SHAPES)
        for triple in shapes()
        if triple.predicate == NamedNode(SH + "property")
        and name(triple) in CASES
        and isinstance(triple.object, NamedNode)
    }
    broken = {shape_of(result) for case in CASES for result in validate("valid", case)}
    assert owned - broken == set()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_property_shape_tells_how_to_mend(language: str) -> None:
    speaking = {
        name(triple)
        for triple in shapes()
        if triple.predicate == NamedNode(SH + "message")
        and isinstance(triple.object, Literal)
        and triple.object.language == language
    }
    assert instances(PROPERTY_SHAPE) - speaking == set()


def test_the_message_comes_in_the_language_asked_for() -> None:
    results = results_of(records("valid", "Competition"), shapes(), "en")
    assert [result.message for result in results] == ["Say with schema:organizer who organises the competition."]


@cache
def validate(*cases: str) -> list[Result]:
    return results_of(records(*cases), shapes(), "nl")


def records(*cases: str) -> list[Triple]:
    """The records of some files, with the class hierarchy that tells which shapes they are for."""
    files = [ONTOLOGY / "axioms.ttl", ONTOLOGY / "alignments.ttl", *(FOLDER / f"{case}.ttl" for case in cases)]
    return [triple for file in files for triple in parse_turtle(file)]


@cache
def shapes() -> list[Triple]:
    return parse_turtle(ONTOLOGY / "shapes.ttl")


def instances(kind: NamedNode) -> set[str]:
    return {name(triple) for triple in shapes() if triple.predicate == TYPE and triple.object == kind}


def name(triple: Triple) -> str:
    return getattr(triple.subject, "value", "").removeprefix(SHAPES)


def shape_of(result: Result) -> str:
    return result.shape.removeprefix(SHAPES)
