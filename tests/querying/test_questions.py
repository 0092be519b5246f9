from __future__ import annotations

from pathlib import Path

import pytest

from preventiegraaf.errors import CorpusError
from preventiegraaf.paths import Root, bundled_root
from preventiegraaf.querying import Question, answer, read_questions
from preventiegraaf.querying.questions import read_question
from preventiegraaf.snapshot import Snapshot

QUESTIONS = read_questions(bundled_root().queries)
HEADER = "#+ title@nl: T\n#+ title@en: T\n#+ description@nl: D\n#+ description@en: D\n"


def test_there_are_questions_enough() -> None:
    assert len(QUESTIONS) >= 30


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_beside_the_question(
    question: Question, snapshot: Snapshot, request: pytest.FixtureRequest
) -> None:
    found = answer(snapshot.inferred, question)
    if request.config.getoption("--update-expected"):
        question.answer_path.write_text(found, encoding="utf-8")
    assert found == question.answer_path.read_text(encoding="utf-8")


def test_no_answer_stands_without_its_question(root: Root) -> None:
    assert {path.stem for path in root.queries.glob("*.tsv")} == {question.name for question in QUESTIONS}


def test_the_home_page_has_ten_questions() -> None:
    assert sorted(question.home for question in QUESTIONS if question.home) == list(range(1, 11))


def test_every_parameter_is_a_variable_of_its_query() -> None:
    for question in QUESTIONS:
        for parameter in question.parameters:
            assert f"?{parameter.name}" in question.query, question.name


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ title@nl: T\n", "lacks title@en"),
        (HEADER + "#+ colour: red\n", "header line"),
        (HEADER + "#+ home: first\n", "header line"),
        (HEADER + "#+ parameter: x | <urn:x>\n", "name | default term"),
        (HEADER + "#+ parameter: x | urn:x | L | L\n", "IRI or literal"),
    ],
)
def test_a_bad_header_is_told(tmp_path: Path, header: str, message: str) -> None:
    path = tmp_path / "question.rq"
    path.write_text(header + "SELECT * { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(CorpusError, match=message.replace("|", r"\|")):
        read_question(path)


def test_a_question_is_a_table_or_a_verdict(tmp_path: Path, snapshot: Snapshot) -> None:
    path = tmp_path / "question.rq"
    path.write_text(HEADER + "DESCRIBE <urn:x>", encoding="utf-8")
    with pytest.raises(CorpusError, match="SELECT or an ASK"):
        answer(snapshot.inferred, read_question(path))


def test_the_header_is_no_part_of_the_query(tmp_path: Path) -> None:
    path = tmp_path / "question.rq"
    path.write_text(HEADER + "ASK { ?s ?p ?o }\n", encoding="utf-8")
    assert read_question(path).query == "ASK { ?s ?p ?o }\n"
