from __future__ import annotations

import pytest

from preventiegraaf.querying.search import Highlighter, Stemmer, words_of
from preventiegraaf.querying.search.analysis import telling


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Coördinatoren én Café’s", ["coordinatoren", "en", "cafe"]),
        ("het V.W.S. (VWS)", ["het", "vws", "vws"]),
        ("programma's, foto’s", ["programma", "foto"]),
        ("GGD-regio’s 2017-2018", ["ggd", "regio", "2017", "2018"]),
        ("  \n—…!", []),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coalitie", "coalities"),
        ("gemeente", "gemeenten"),
        ("verzekeraar", "verzekeraars"),
        ("gezond", "gezondheid"),
        ("samenwerken", "samenwerking"),
        ("wethouder", "wethouders"),
    ],
)
def test_forms_of_a_dutch_word_have_one_stem(one: str, other: str) -> None:
    stemmer = Stemmer()
    assert stemmer.stem(one, "nl") == stemmer.stem(other, "nl")


@pytest.mark.parametrize(("one", "other"), [("gemeente", "menen"), ("gezond", "zon"), ("stad", "staat")])
def test_other_words_have_another_stem(one: str, other: str) -> None:
    stemmer = Stemmer()
    assert stemmer.stem(one, "nl") != stemmer.stem(other, "nl")


def test_stop_words_need_not_be_found_unless_there_is_nothing_else() -> None:
    assert telling(["wie", "is", "voorzitter"]) == ["voorzitter"]
    assert telling(["wie", "is"]) == ["wie", "is"]


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("coalitie", "twee preventiecoalities en een coalitie", ["preventiecoalities", "coalitie"]),
        ("van twente", "de regio van Twente", ["Twente"]),
        ("binn", "Jan Binnenmars", ["Binnenmars"]),
        ("cafe", "in Café X", ["Café"]),
    ],
)
def test_what_is_marked_in_a_text(asked: str, text: str, marked: list[str]) -> None:
    pieces = Highlighter(asked).pieces(text)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == marked


def test_a_long_text_is_cut_around_the_first_mark() -> None:
    text = f"{'voor ' * 100}Menzis{' na' * 100}"
    snippet = "".join(piece.text for piece in Highlighter("menzis").snippet(text, 80))
    assert "Menzis" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert len(snippet) <= 90
