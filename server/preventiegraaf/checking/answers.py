"""Answers: each competency question has its answer beside it, and it is the answer of today."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.errors import CorpusError, PreventiegraafError, QuerySyntaxError
from preventiegraaf.querying import answer
from preventiegraaf.querying.questions import Question, read_question

_UPDATE = "run pytest --update-expected, and review the difference"


def check_answers(material: Material) -> Iterator[Problem]:
    """Each question that cannot be read or asked, and each answer that is missing, stale or left over."""
    folder = material.sources.root.queries
    for path in sorted(folder.glob("*.rq")):
        try:
            yield from _compare(material, read_question(path))
        except UnicodeDecodeError:
            continue  # told by the check on syntax
        except PreventiegraafError as error:
            yield _unasked(path, error)
    for path in sorted(folder.glob("*.tsv")):
        if not path.with_suffix(".rq").is_file():
            yield Problem(path, 0, "answers", "an answer without a question", f"delete it, or add {path.stem}.rq")


def _unasked(path: Path, error: PreventiegraafError) -> Problem:
    line = error.line if isinstance(error, CorpusError | QuerySyntaxError) else 1
    message = error.message if isinstance(error, CorpusError | QuerySyntaxError) else str(error)
    return Problem(path, line, "answers", message, "correct the header or the query, which is SPARQL 1.1")


def _compare(material: Material, question: Question) -> Iterator[Problem]:
    current = answer(material.store, question)
    if not question.answer_path.is_file():
        yield Problem(question.path, 1, "answers", f"there is no {question.answer_path.name} beside it", _UPDATE)
        return
    kept = question.answer_path.read_text(encoding="utf-8", errors="replace")
    rows = zip_longest(kept.splitlines(), current.splitlines())
    for number, (old, new) in enumerate(rows, 1):
        if old != new:
            message = f"row {number} is {_row(old)}, today it is {_row(new)}"
            yield Problem(question.answer_path, number, "answers", message, _UPDATE)
            return
    if kept != current:
        yield Problem(question.answer_path, 0, "answers", "its line ends are not those of the answer", _UPDATE)


def _row(row: str | None) -> str:
    return "missing" if row is None else repr(row)
