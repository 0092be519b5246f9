"""Commands on the graph as a whole: build, export, read."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from preventiegraaf.cli import options
from preventiegraaf.errors import UsageError
from preventiegraaf.paths import default_texts, open_root

_FORMATS = ["nq", "trig", "nt", "ttl"]


@click.command("build", short_help="Build the snapshot of the graph.")
@options.root
@options.snapshots
@options.reasoner
def build(root: Path | None, snapshots: Path, reasoner: str) -> None:
    """Build the snapshot of the graph, if its files changed."""
    click.echo(options.built(open_root(root), snapshots, reasoner).folder)


@click.command("export", short_help="Write the graph for another engine.")
@options.root
@options.snapshots
@options.reasoner
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="nq", show_default=True)
@options.infer
@click.option("--for-engine", is_flag=True, help="Add what `serve --engine` asks of the engine that loads it.")
@click.option(
    "--output", type=click.File("wb", atomic=True), default="-", help="File to write. Default: standard output."
)
def export(
    root: Path | None, snapshots: Path, reasoner: str, format_: str, infer: bool, for_engine: bool, output: IO[bytes]
) -> None:
    """Write the whole dataset: default graph and named graphs as nq or trig, the default graph only as nt or ttl."""
    from preventiegraaf.snapshot.export import EXPORT_FORMATS, export_for_engine
    from preventiegraaf.snapshot.export import export as write

    if for_engine and not (infer and EXPORT_FORMATS[format_].supports_datasets):
        raise UsageError("--for-engine needs the inferred triples and a format with named graphs: nq or trig.")
    snapshot = options.built(open_root(root), snapshots, reasoner)
    try:
        if for_engine:
            export_for_engine(snapshot, EXPORT_FORMATS[format_], output)
        else:
            write(snapshot, EXPORT_FORMATS[format_], output, infer)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"The export cannot be written: {error.strerror or error}.") from error


@click.command("read", short_help="Read a document back.")
@click.argument("slug")
@options.root
@options.texts
def read(slug: str, root: Path | None, texts: Path | None) -> None:
    """Print the text of document SLUG sentence by sentence, with what the graph holds for each, in plain Dutch."""
    from preventiegraaf.reading import read_back
    from preventiegraaf.texts import read_texts

    opened = open_root(root)
    folder = texts or default_texts(opened)
    if folder is None:
        raise UsageError("The texts of the documents are not at hand. Give --texts the folder that holds them.")
    for line in read_back(opened, slug, read_texts(folder)):
        click.echo(line)
