"""The files that a snapshot offers for download, the same bytes for the same input.

Each part of the graph is there in each format of RDF, and what people ask most is there as tables; every file comes
plain, as gzip and as Zstandard. A part is written as a stream, graph by graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Store, Triple

from preventiegraaf.corpus import Corpus
from preventiegraaf.snapshot.downloads.columns import TABLES
from preventiegraaf.snapshot.downloads.contents import ALIASES, Content, contents_of
from preventiegraaf.snapshot.downloads.files import Workshop, add_alias, write_checksums, write_zip
from preventiegraaf.snapshot.downloads.rdf import FILE_FORMATS, write_rdf
from preventiegraaf.snapshot.downloads.tables import TableMaker, write_csv, write_metadata, write_workbook
from preventiegraaf.snapshot.downloads.titles import PARTS
from preventiegraaf.snapshot.shelf import Download, Part

__all__ = ["write_downloads"]

_TABLES, _METADATA = "tables", "csv-metadata.json"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_downloads(
    folder: Path, corpus: Corpus, inferred: Iterable[Triple], store: Store
) -> tuple[list[Part], list[Download]]:
    """Write every download into `folder`; return the parts and, by name, the files.

    `store` holds what is asserted and inferred; the tables are made from it.
    """
    folder.mkdir()
    workshop = Workshop(folder)
    parts = [_write_part(workshop, content) for content in contents_of(corpus, inferred)]
    _write_tables(workshop, TableMaker(store))
    files = workshop.collect()
    files = sorted([*files, *_aliases(folder, files)], key=lambda file: file.name)
    return [*parts, Part(_TABLES, _TABLES, PARTS[_TABLES], None)], [*files, write_checksums(folder, files)]


def _write_part(workshop: Workshop, content: Content) -> Part:
    triples = content.triples()
    for format_ in FILE_FORMATS:
        name = f"{content.part.name}.{format_.suffix}"
        extent = write_rdf(workshop.path(name), content, triples, format_)
        described = Download(name, format_.media_type, 0, "", content.part.name, format_.suffix)
        workshop.hand_in(described.holding(extent.statements, extent.left_out))
    return content.part


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
