"""Commands that ask the graph: query, explain."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preventiegraaf.cli import options
from preventiegraaf.errors import UsageError
from preventiegraaf.paths import open_root

if TYPE_CHECKING:
    from preventiegraaf.formats import Format
    from preventiegraaf.snapshot import Snapshot


@click.command("query", short_help="Answer a query.")
@click.argument("query")
@options.root
@options.snapshots
@options.reasoner
@options.infer
@click.option(
    "--format",
    "format_",
    default=None,
    help="Tables: csv, tsv, json, xml, xlsx. Graphs: ttl, nt, rdf, jsonld, trig, nq.",
)
@options.sources
@click.option("--plan", is_flag=True, help="Tell as JSON how the server answers the query, instead of the answer.")
def query(
    query: str,
    root: Path | None,
    snapshots: Path,
    reasoner: str,
    infer: bool,
    format_: str | None,
    sources: str,
    plan: bool,
) -> None:
    """Answer a SPARQL QUERY: its text, the name of a file, or - for standard input."""
    from preventiegraaf.formats import GRAPH_FORMATS, TABLE_FORMATS, Graph, write
    from preventiegraaf.querying import collect, run
    from preventiegraaf.querying.sources import Selections, left_out

    snapshot = options.built(open_root(root), snapshots, reasoner)
    leaving_out = left_out([sources], snapshot.manifest["documents"])
    if plan:
        sys.stdout.buffer.write(_plan(snapshot, _query_text(query), infer, leaving_out))
        return
    store = Selections(snapshot.asserted).store(leaving_out, infer) if leaving_out else snapshot.store(infer)
    found = collect(run(store, _query_text(query)), sys.maxsize - 1)
    offered = GRAPH_FORMATS if isinstance(found, Graph) else TABLE_FORMATS
    name = format_ or ("ttl" if isinstance(found, Graph) else "csv")
    sys.stdout.buffer.write(write(found, _format(name, offered)))


def _plan(snapshot: Snapshot, query: str, infer: bool, leaving_out: tuple[str, ...]) -> bytes:
    """How a server with the default limits answers a query, as JSON."""
    from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, Task
    from preventiegraaf.querying.near import Near
    from preventiegraaf.querying.near.first import NearFirst

    task = Task(query, "json", infer, leaving_out=leaving_out, only_plan=True)
    with closing(ForkServer()) as forks, closing(Pool(forks, snapshot.stores, Limits(), Crew(workers=1))) as pool:
        content = NearFirst(Near.over(snapshot.columns, Limits()), pool).answer(task).content
    return content if isinstance(content, bytes) else content.read()


def _format(name: str, offered: tuple[Format, ...]) -> Format:
    from preventiegraaf.formats import choose

    return choose(None, name, [format_ for format_ in offered if format_.writer is not None])


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"Cannot read {query}: {error.strerror}.") from error
    return query


@click.command("explain", short_help="Explain why a triple holds.")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@options.root
@options.snapshots
@options.reasoner
@click.option("--format", "format_", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of the sentences.")
@options.option("derivations", type=click.IntRange(1))
@options.sources
def explain(
    subject: str,
    predicate: str,
    object_: str,
    root: Path | None,
    snapshots: Path,
    reasoner: str,
    format_: str,
    lang: str,
    **chosen: Any,
) -> None:
    """Explain why SUBJECT PREDICATE OBJECT holds: by which rules, from which facts, in whose words.

    Each is a label, an IRI, a short IRI such as person:jan-binnenmars, or a literal as in N-Triples. What does not hold
    ends with exit code 1.
    """
    from preventiegraaf.explaining import explained

    snapshot = options.built(open_root(root), snapshots, reasoner)
    click.echo(explained(snapshot, (subject, predicate, object_), format_, lang, **chosen), nl=False)
