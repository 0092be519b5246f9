from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from preventiegraaf.passages import Span
from preventiegraaf.web.presentation.highlighting import lines, segments

TEXT = "In het begin was er één coalitie, ’s zomers."
SPANS = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 40), st.integers(1, 30))


def test_nested_and_overlapping_passages_are_each_marked() -> None:
    outer, inner, over = Span(0, 20), Span(7, 12), Span(10, 30)
    found = segments(TEXT, Span(0, 44), {outer: 1, inner: 2, over: 3}, {})
    assert [(part.words, part.passages) for part in found] == [
        (TEXT[0:7], (1,)),
        (TEXT[7:10], (2, 1)),
        (TEXT[10:12], (2, 1, 3)),
        (TEXT[12:20], (1, 3)),
        (TEXT[20:30], (3,)),
        (TEXT[30:44], ()),
    ]
    assert [part.first_of for part in found] == [(outer,), (inner,), (over,), (), (), ()]


def test_a_passage_that_goes_on_beyond_the_line_begins_there_once() -> None:
    span = Span(2, 9)
    assert segments("een\ntwee", Span(0, 3), {span: 1}, {})[1].first_of == (span,)
    assert segments("een\ntwee", Span(4, 8), {span: 1}, {})[0].first_of == ()


def test_what_is_left_out_has_its_reason() -> None:
    found = segments(TEXT, Span(0, 44), {Span(0, 3): 1}, {Span(30, 44): "vraag"})
    assert [part.omission for part in found] == [None, None, "vraag"]


@given(st.sets(SPANS, max_size=12), st.sets(SPANS, max_size=4), st.integers(0, 20), st.integers(21, 44))
def test_segments_give_back_the_text_and_cover_exactly_the_passages(
    passages: set[Span], omissions: set[Span], start: int, end: int
) -> None:
    numbers = {span: number for number, span in enumerate(sorted(passages))}
    found = segments(TEXT, Span(start, end), numbers, dict.fromkeys(omissions, "x"))
    assert "".join(part.words for part in found) == TEXT[start:end]
    at = start
    for part in found:
        for place in range(at, at + len(part.words)):
            assert set(part.passages) == {numbers[span] for span in passages if span.start <= place < span.end}
        at += len(part.words)


def test_lines_of_white_space_are_no_lines() -> None:
    assert lines("een\n\n  \ntwee") == [Span(0, 3), Span(8, 12)]
