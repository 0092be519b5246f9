from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from preventiegraaf.corpus import read_corpus
from preventiegraaf.paths import Root
from preventiegraaf.querying.search import SearchIndex, Sought, find
from preventiegraaf.snapshot.search import write_search
from preventiegraaf.snapshot.search.facets import years

_DATA = """@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix person: <https://w3id.org/preventiegraaf/id/person/> .
person:ann a foaf:Person ; skos:prefLabel "Ann"@nl ; skos:altLabel "A.B.C."@nl .
person:bob a foaf:Person ; skos:prefLabel "Bob"@nl .
person:nameless a foaf:Person .
ex:elsewhere a foaf:Person ; skos:prefLabel "Ann van elders"@nl .
"""


def _written(root: Root, folder: Path) -> SearchIndex:
    write_search(folder, read_corpus(root), [])
    return SearchIndex(folder)


def test_named_things_of_ours_are_indexed(make_root: Callable[..., Root], tmp_path: Path) -> None:
    index = _written(make_root(**{"data/register.ttl": _DATA}), tmp_path / "search")
    assert [iri.rpartition("/")[2] for _, iri in map(index.entry, range(len(index.entries)))] == ["ann", "bob"]
    assert [hit.iri.rpartition("/")[2] for hit in find(index, Sought("abc")).hits] == ["ann"]


def test_the_same_graph_gives_the_same_bytes(make_root: Callable[..., Root], tmp_path: Path) -> None:
    root = make_root(**{"data/register.ttl": _DATA})
    for name in ("one", "two"):
        _written(root, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) > 10
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_an_empty_graph_has_an_index_in_which_nothing_is_found(make_root: Callable[..., Root], tmp_path: Path) -> None:
    index = _written(make_root(), tmp_path / "search")
    for text in ("", "ann", "ann bob"):
        assert find(index, Sought(text, {"year": ["2000"]})).total == 0


_BOUNDS = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")


@pytest.mark.parametrize(
    ("days", "possible", "certain"),
    [
        (("2006-01-01", "2006-12-31", "2008-01-01", "2008-12-31"), "2006 2007 2008", "2006 2007 2008"),
        (("2005-03-01", "2006-12-31", "2007-01-01", "2008-12-31"), "2005 2006 2007 2008", "2006 2007"),
        (("2018-10-01", "2018-10-31", None, None), "2018", "2018"),
        (("2017-06-01", "2018-06-01", None, None), "2017 2018", ""),
        ((None, "2019-01-16", "2019-01-16", None), "2019", "2019"),
        ((None, None, None, "2012-01-01"), "2012", ""),
        ((None, None, None, None), "", ""),
    ],
)
def test_the_years_of_uncertain_periods(days: tuple[str | None, ...], possible: str, certain: str) -> None:
    dates = {f"https://w3id.org/preventiegraaf/def#{name}": day for name, day in zip(_BOUNDS, days, strict=True) if day}
    told = list(years(dates))
    assert [year for dimension, year in told if dimension == "year"] == possible.split()
    assert [year for dimension, year in told if dimension == "certain"] == certain.split()


def test_a_document_was_certainly_published_in_its_year() -> None:
    told = list(years({"https://schema.org/datePublished": "2019-01-16"}))
    assert told == [("year", "2019"), ("certain", "2019")]
