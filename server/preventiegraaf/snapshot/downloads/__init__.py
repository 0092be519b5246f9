"""The files that a snapshot offers for download, the same bytes for the same input.

Each part of the graph is there in each format of RDF, and what people ask most is there as tables; every file comes
plain, as gzip and as Zstandard. A part is written as a stream, graph by graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from preventiegraaf.columns import GraphColumns, Triples
from preventiegraaf.corpus import Corpus
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.terms import Terms
from preventiegraaf.snapshot.downloads.cells import TableMaker
from preventiegraaf.snapshot.downloads.columns import TABLES
from preventiegraaf.snapshot.downloads.contents import ALIASES, contents_of
from preventiegraaf.snapshot.downloads.files import Workshop, add_alias, write_checksums, write_zip
from preventiegraaf.snapshot.downloads.rdf import formats_of, write_rdf
from preventiegraaf.snapshot.downloads.tables import write_csv, write_metadata
from preventiegraaf.snapshot.downloads.titles import PARTS
from preventiegraaf.snapshot.downloads.workbook import write_workbook
from preventiegraaf.snapshot.shelf import Download, Part

__all__ = ["write_downloads"]

_MANY = 50_000
"""More triples than this are compressed by the quicker hand."""
_TABLES, _METADATA = "tables", "csv-metadata.json"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_downloads(
    folder: Path, corpus: Corpus, inferred: Triples, graph: GraphColumns
) -> tuple[list[Part], list[Download]]:
    """Write every download into `folder`; return the parts and, by name, the files.

    The dictionary of what is inferred holds the terms of the corpus too. `graph` has the columns of the snapshot, from
    which the tables are made.
    """
    folder.mkdir()
    terms, contents = contents_of(corpus, inferred.dictionary, inferred)
    workshop = Workshop(folder, quick=contents[0][1].size > _MANY)
    _write_parts(workshop, terms, contents)
    _write_tables(workshop, TableMaker(graph))
    files = workshop.collect()
    files = sorted([*files, *_aliases(folder, files)], key=lambda file: file.name)
    parts = [part for part, _ in contents]
    return [*parts, Part(_TABLES, _TABLES, PARTS[_TABLES], None)], [*files, write_checksums(folder, files)]


def _write_parts(workshop: Workshop, terms: Terms, contents: Sequence[tuple[Part, Content]]) -> None:
    """Each part in each format; the first part is the whole."""
    for format_ in formats_of(terms, contents[0][1].rows):
        for part, content in contents:
            name = f"{part.name}.{format_.suffix}"
            extent = write_rdf(workshop.path(name), content, format_)
            described = Download(name, format_.media_type, 0, "", part.name, format_.suffix)
            workshop.hand_in(described.holding(extent.statements, extent.left_out))


def _write_tables(workshop: Workshop, maker: TableMaker) -> None:
    members = []
    for table in TABLES:
        name = f"{table.name}.csv"
        rows = write_csv(workshop.path(name), table, maker.rows(table))
        workshop.hand_in(Download(name, "text/csv", 0, "", _TABLES, "csv").holding(rows))
        members.append(workshop.path(name))
    write_metadata(workshop.path(_METADATA))
    workshop.hand_in(Download(_METADATA, "application/csvm+json", 0, "", _TABLES, "csvm"))
    write_zip(workshop.path("tables.zip"), [*members, workshop.path(_METADATA)])
    workshop.hand_in(Download("tables.zip", "application/zip", 0, "", _TABLES, "zip"), compress=False)
    write_workbook(workshop.path("tables.xlsx"), workshop.folder)
    workshop.hand_in(Download("tables.xlsx", _EXCEL, 0, "", _TABLES, "xlsx"), compress=False)


def _aliases(folder: Path, files: list[Download]) -> Iterator[Download]:
    named = {file.name: file for file in files}
    for alias, name in ALIASES.items():
        for suffix in ("", ".gz", ".zst"):
            yield add_alias(folder, named[name + suffix], alias + suffix)
