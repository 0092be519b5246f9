"""The W3C's tests of the SPARQL 1.1 result formats: what they expect is read, and our writers give it again."""

from __future__ import annotations

import json
import zipfile

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, parse_query_results

from preventiegraaf.formats import FORMATS, Table, Verdict, write
from preventiegraaf.paths import bundled_root

ARCHIVE = bundled_root().folder.parent / "shared" / "w3c" / "w3c-sparql.zip"
FOLDER = "sparql/sparql11/"

pytestmark = pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the W3C's tests are not at hand: {ARCHIVE} is absent")


def content(name: str) -> bytes:
    with zipfile.ZipFile(ARCHIVE) as archive:
        return archive.read(FOLDER + name)


def answer(result: bytes, format_: QueryResultsFormat) -> Table | Verdict:
    found = parse_query_results(result, format=format_)
    assert not isinstance(found, QueryTriples)
    if isinstance(found, QueryBoolean):
        return Verdict(bool(found))
    return Table(tuple(variable.value for variable in found.variables), [tuple(row) for row in found])


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_json(number: int) -> None:
    expected = content(f"json-res/jsonres0{number}.srj")
    ours = write(answer(expected, QueryResultsFormat.JSON), FORMATS["table", "json"])
    assert json.loads(ours) == json.loads(expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_tsv(number: int) -> None:
    expected = content(f"csv-tsv-res/csvtsv0{number}.tsv")
    assert write(answer(expected, QueryResultsFormat.TSV), FORMATS["table", "tsv"]) == expected


@pytest.mark.parametrize("number", [1, 2])
def test_csv(number: int) -> None:
    typed = answer(content(f"csv-tsv-res/csvtsv0{number}.tsv").replace(b"_:b0", b"_:a"), QueryResultsFormat.TSV)
    expected = content(f"csv-tsv-res/csvtsv0{number}.csv").decode().split()
    assert sorted(write(typed, FORMATS["table", "csv"]).decode().split()) == sorted(expected)
