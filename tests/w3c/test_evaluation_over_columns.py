"""The W3C's evaluation tests of SPARQL 1.0 and 1.1 have the same results over columns as from the store."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

import pytest
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
)

from preventiegraaf.columns import Dictionary, Relations, Triples
from preventiegraaf.paths import bundled_root
from preventiegraaf.querying import Limits, Task, run
from preventiegraaf.querying.columnar import Columnar

ARCHIVE = bundled_root().folder.parent / "shared" / "w3c" / "w3c-sparql.zip"
QUERY = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".n3": RdfFormat.N3, ".nt": RdfFormat.N_TRIPLES}
HERE = "http://example.org/"

pytestmark = pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the W3C's tests are not at hand: {ARCHIVE} is absent")


@cache
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(ARCHIVE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cases() -> Iterator[tuple[str, str | None]]:
    """The query of each evaluation test, and the data of its default graph, by their names in the archive."""
    for name, content in files().items():
        if PurePosixPath(name).name != "manifest.ttl" or not name.startswith(("sparql/sparql10/", "sparql/sparql11/")):
            continue
        store = Store()
        store.load(content, format=RdfFormat.TURTLE, base_iri=HERE + name)
        for quad in store.quads_for_pattern(None, NamedNode(QUERY + "query"), None, None):
            data = [_name(found) for found in store.quads_for_pattern(quad.subject, NamedNode(QUERY + "data"), None)]
            yield _name(quad), data[0] if data else None


def _name(quad: Quad) -> str:
    """The name in the archive of the file that a quad speaks of."""
    assert isinstance(quad.object, NamedNode)
    return quad.object.value.removeprefix(HERE)


def store_of(name: str | None) -> Store:
    store = Store()
    if name is not None:
        store.load(files()[name], format=FORMATS[PurePosixPath(name).suffix], base_iri=HERE + name)
    return store


def columnar_of(store: Store) -> Columnar:
    dictionary = Dictionary()
    relations = Relations.of(Triples.of((quad.triple for quad in store), dictionary))
    return Columnar(dictionary, {True: relations, False: relations}, Limits())


def compared(query: str, store: Store) -> bool:
    """Whether columns answer a query; if so, that it is as the store does."""
    written = columnar_of(store).answer(Task(query, "json"), 10_000)
    if written is None:
        return False
    assert isinstance(written.content, bytes)
    found, expected = parse_query_results(written.content, format=QueryResultsFormat.JSON), run(store, query)
    if isinstance(found, QueryBoolean):
        assert isinstance(expected, QueryBoolean)
        assert bool(found) == bool(expected)
        return True
    assert isinstance(expected, QuerySolutions)
    rows, theirs = [tuple(row) for row in found], [tuple(row) for row in expected]
    assert found.variables == expected.variables
    assert len(rows) == len(theirs)
    assert "LIMIT" in query or "OFFSET" in query or Counter(rows) == Counter(theirs)
    return True


def test_results_are_the_same() -> None:
    answered = sum(
        compared(files()[query].decode(), store_of(data)) for query, data in set(cases()) if query in files()
    )
    assert answered >= 40
