from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from preventiegraaf.namespaces import EXACT, ID, OMISSION, PASSAGE, TYPE
from preventiegraaf.passages import Span, expand, span_of

WORDS = Literal("the words")


def passage(name: str) -> NamedNode:
    return NamedNode(f"{ID}passage/{name}")


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("page-3-9", Span(3, 9)),
        ("page-2019-3-9", None),
        ("other-3-9", None),
        ("page-9-3", None),
        ("page-3-3", None),
        ("page", None),
    ],
)
def test_a_passage_is_named_by_document_and_place(name: str, span: Span | None) -> None:
    assert span_of(passage(name).value, "page") == span


def test_a_slug_may_itself_contain_numbers() -> None:
    assert span_of(passage("page-2019-3-9").value, "page-2019") == Span(3, 9)


def test_a_passage_is_expanded_to_a_web_annotation_selector() -> None:
    short = [Triple(passage("page-3-9"), TYPE, PASSAGE), Triple(passage("page-3-9"), EXACT, WORDS)]
    full = {str(triple) for triple in expand(short, "page")}
    selector = f"<{passage('page-3-9').value}#selector>"
    assert any(f'{selector} <http://www.w3.org/ns/oa#exact> "the words"' in line for line in full)
    assert any("hasSource> <https://w3id.org/preventiegraaf/id/document/page>" in line for line in full)
    assert any(f'{selector} <http://www.w3.org/ns/oa#start> "3"' in line for line in full)
    assert any(f'{selector} <http://www.w3.org/ns/oa#end> "9"' in line for line in full)
    assert not any(line.startswith(f"<{passage('page-3-9').value}> <http://www.w3.org/ns/oa#exact>") for line in full)


def test_an_omission_has_a_place_and_no_words() -> None:
    omission = NamedNode(f"{ID}omission/page-3-9")
    full = [str(triple) for triple in expand([Triple(omission, TYPE, OMISSION)], "page")]
    assert any("omittedFrom" in line for line in full)
    assert not any("TextQuoteSelector" in line for line in full)


def test_a_passage_of_another_document_is_an_error() -> None:
    with pytest.raises(ValueError, match="other-3-9"):
        list(expand([Triple(passage("other-3-9"), TYPE, PASSAGE)], "page"))


def test_spans_overlap_only_with_a_code_point_in_common() -> None:
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 9).contains(Span(0, 9))
    assert not Span(1, 9).contains(Span(0, 9))
