"""The questions and checks of the real graph have the same answers over columns as from the store."""

from __future__ import annotations

import pytest

from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Limits, read_questions
from preventiegraaf.querying.columnar import Columnar
from preventiegraaf.snapshot import Snapshot

from .comparing import in_store, over_columns, same_rows

QUERIES = {question.name: question.text for question in read_questions(bundled_root().queries)}
QUERIES |= {path.stem: path.read_text(encoding="utf-8") for path in (bundled_root().queries / "checks").glob("*.rq")}


@pytest.fixture(scope="module")
def columnar(snapshot: Snapshot) -> Columnar:
    found = Columnar.at(snapshot.folder / "columns", Limits(), least=0)
    assert found is not None
    return found


@pytest.mark.parametrize("infer", [True, False], ids=["inferred", "asserted"])
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_answer_is_the_same(columnar: Columnar, snapshot: Snapshot, name: str, infer: bool) -> None:
    found = over_columns(columnar, QUERIES[name], infer)
    if found is not None:
        assert same_rows(found, in_store(snapshot.store(infer), QUERIES[name]))


def test_columns_answer_some_of_them(columnar: Columnar) -> None:
    assert sum(over_columns(columnar, query) is not None for query in QUERIES.values()) >= 5
