from __future__ import annotations

from pathlib import Path

import pytest

from preventiegraaf.errors import UsageError
from preventiegraaf.texts import Text, read_texts


def sentences(content: str) -> list[str]:
    text = Text(Path("a.txt"), content, "")
    return [text[span] for span in text.sentences()]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Eén zin. Nog een zin.", ["Eén zin.", "Nog een zin."]),
        ("Kop zonder punt\n\nEen zin.", ["Kop zonder punt", "Een zin."]),
        ("Een wedstrijd van o.a. VNG, en meer.", ["Een wedstrijd van o.a. VNG, en meer."]),
        ("Giften e.d. tellen niet. Klaar", ["Giften e.d. tellen niet.", "Klaar"]),
        ("“Stop!” Zei hij.", ["“Stop!”", "Zei hij."]),
        ("In 2016 en 2017 waren er drie. 12 bleven over.", ["In 2016 en 2017 waren er drie.", "12 bleven over."]),
        (" \u00a0 Wit aan de randen. \n", ["Wit aan de randen."]),
        ("", []),
    ],
)
def test_sentences(content: str, expected: list[str]) -> None:
    assert sentences(content) == expected


def test_every_visible_character_lies_in_a_sentence(texts: Path) -> None:
    for text in read_texts(texts).values():
        covered = {place for span in text.sentences() for place in range(span.start, span.end)}
        missing = [text.content[i] for i in range(len(text.content)) if i not in covered]
        assert "".join(missing).strip() == "", text.path.name


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--texts"):
        read_texts(tmp_path / "nowhere")


def test_a_text_that_is_not_utf8_is_told_with_its_byte(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("café".encode("latin-1"))
    with pytest.raises(UsageError, match="byte 3"):
        read_texts(tmp_path)
