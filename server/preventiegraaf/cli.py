"""The command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TypeAlias

import click

from preventiegraaf import __version__
from preventiegraaf.errors import PreventiegraafError, UsageError
from preventiegraaf.formats import GRAPH_FORMATS, TABLE_FORMATS, Format, Graph, choose, write
from preventiegraaf.paths import Root, default_texts, open_root
from preventiegraaf.querying import collect, read_questions, run
from preventiegraaf.querying.line import read_address
from preventiegraaf.querying.sources import Selections, left_out
from preventiegraaf.reading import read_back
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.settings import Settings, check_addresses, environment_variable, setting
from preventiegraaf.snapshot import Shelf, Snapshot, build, fault_in
from preventiegraaf.snapshot.build import input_digest
from preventiegraaf.snapshot.export import EXPORT_FORMATS, export, export_for_engine
from preventiegraaf.snapshot.quality import file_report
from preventiegraaf.texts import read_texts

_Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


class _Group(click.Group):
    """A group of commands in which every error of ours ends in one line and exit code 1, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except PreventiegraafError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """A knowledge graph in which every fact leads to the words of its source.

    Begin with `preventiegraaf serve` and open the address that it prints.
    """


def _option(name: str, **more: Any) -> _Decorator:
    """A flag for a setting, with the default and help that its declaration gives."""
    declared = setting(name)
    default = None if declared.default is None else declared.default
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        default=default,
        show_default=default is not None,
        envvar=environment_variable(name),
        help=declared.metadata["help"],
        **more,
    )


_root = _option("root", type=click.Path(path_type=Path))
_snapshots = _option("snapshots", type=click.Path(path_type=Path))
_texts = _option("texts", type=click.Path(path_type=Path))

_sources = click.option(
    "--sources", default="", metavar="SLUG,SLUG", help="Only what these documents say, and what follows from it."
)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _built(root: Root, snapshots: Path) -> Snapshot:
    return build(root, Shelf(snapshots, root), ColumnarReasoner(), _say)


def _built_or_before(root: Root, snapshots: Path) -> None:
    """Build what is stale; where that fails, the snapshot before it will do. Raises the error if there is none."""
    try:
        _built(root, snapshots)
    except PreventiegraafError as error:
        before = Shelf(snapshots, root).current()
        if before is None or fault_in(before.folder) is not None:
            raise
        _say(f"{error}\nThe build failed; the snapshot before it is served.")


@main.command("build", short_help="Build the snapshot of the graph.")
@_root
@_snapshots
def build_command(root: Path | None, snapshots: Path) -> None:
    """Build the snapshot of the graph, if its files changed."""
    click.echo(_built(open_root(root), snapshots).folder)


def _options(*names: str) -> _Decorator:
    """Flags for several settings, typed by their defaults."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = _option(name, type=type(setting(name).default))(command)
        return command

    return decorate


@main.command("serve", short_help="Serve the graph.")
@_root
@_snapshots
@_option("host")
@_option("port", type=click.IntRange(0, 65535))
@_option("public_url")
@_option("contact")
@_texts
@click.option("--watch", is_flag=True, envvar=environment_variable("watch"), help=setting("watch").metadata["help"])
@_option("access_log")
@_options("workers", "proxies", "cache_megabytes", "request_kilobytes")
@_options("query_seconds", "query_memory", "query_rows", "query_megabytes", "derivations")
@_option("allow_service", multiple=True)
@_option("engine")
@_options("query_workers", "query_long", "query_waiting", "query_patience", "queries_per_client")
def serve(**chosen: Any) -> None:
    """Build what is stale and serve the graph: pages, SPARQL endpoint and downloads."""
    from preventiegraaf.serving.production import free_port
    from preventiegraaf.serving.production import serve as serve_on

    settings = Settings(**chosen)
    check_addresses(settings)
    root = open_root(settings.root)
    if settings.texts is not None:
        read_texts(settings.texts)
    if settings.engine is not None:
        read_address(settings.engine)
    port = free_port(settings.host, settings.port)
    _built_or_before(root, settings.snapshots)
    serve_on(root, settings, port, _say)


@main.command("export", short_help="Write the graph for another engine.")
@_root
@_snapshots
@click.option("--format", "format_", type=click.Choice(list(EXPORT_FORMATS)), default="nq", show_default=True)
@click.option("--infer/--no-infer", default=True, show_default=True, help="With or without inferred triples.")
@click.option("--for-engine", is_flag=True, help="Add what `serve --engine` asks of the engine that loads it.")
@click.option(
    "--output", type=click.File("wb", atomic=True), default="-", help="File to write. Default: standard output."
)
def export_command(
    root: Path | None, snapshots: Path, format_: str, infer: bool, for_engine: bool, output: IO[bytes]
) -> None:
    """Write the whole dataset: default graph and named graphs as nq or trig, the default graph only as nt or ttl."""
    if for_engine and not (infer and EXPORT_FORMATS[format_].supports_datasets):
        raise UsageError("--for-engine needs the inferred triples and a format with named graphs: nq or trig.")
    snapshot = _built(open_root(root), snapshots)
    try:
        if for_engine:
            export_for_engine(snapshot, EXPORT_FORMATS[format_], output)
        else:
            export(snapshot, EXPORT_FORMATS[format_], output, infer)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"The export cannot be written: {error.strerror or error}.") from error


@main.command("check", short_help="Check the graph.")
@_root
@_snapshots
@_texts
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--write", is_flag=True, help="File the report with the snapshot of these files, for the pages to show.")
def check_command(root: Path | None, snapshots: Path, texts: Path | None, format_: str, write: bool) -> None:
    """Check ontology, data and questions; exit with 0 only when nothing is wrong."""
    from preventiegraaf.checking import CHECKS  # slow to import, and only needed here
    from preventiegraaf.checking import check as run_checks

    opened = open_root(root)
    folder = texts or default_texts(opened)
    digest = _digest(opened) if write else ""
    report = run_checks(opened, folder)
    if write:
        _file(opened, snapshots, digest, {"checks": CHECKS, "texts": folder is not None, **report.as_json()})
    if format_ == "json":
        click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        for line in (*report.problems, *report.notes):
            click.echo(line)
        click.echo(f"{len(report.problems)} problem(s)")
    sys.exit(0 if report.clean else 1)


def _digest(root: Root) -> str:
    return input_digest(root, ColumnarReasoner(), read_questions(root.queries))


def _file(root: Root, snapshots: Path, digest: str, report: dict[str, Any]) -> None:
    """File a report under the digest that the files had before they were checked."""
    if _digest(root) != digest:
        raise UsageError("The files changed while they were checked; the report is not filed. Check again.")
    about = {"snapshot": digest, "version": __version__, "day": datetime.now(UTC).date().isoformat()}
    problems = [{**problem, "path": _within(root, problem["path"])} for problem in report["problems"]]
    try:
        _say(f"Filed {file_report(Shelf(snapshots, root), digest, {**about, **report, 'problems': problems})}.")
    except OSError as error:
        raise UsageError(f"The report cannot be filed: {error.strerror or error}. Choose other --snapshots.") from error


def _within(root: Root, path: str) -> str:
    """The path of a file as a reader of the graph knows it, without where it lies on this machine."""
    inside = Path(path)
    return inside.relative_to(root.folder).as_posix() if inside.is_relative_to(root.folder) else inside.name


@main.command("query", short_help="Answer a query.")
@click.argument("query")
@_root
@_snapshots
@click.option("--infer/--no-infer", default=True, show_default=True, help="With or without inferred triples.")
@click.option(
    "--format",
    "format_",
    default=None,
    help="Tables: csv, tsv, json, xml, xlsx. Graphs: ttl, nt, rdf, jsonld, trig, nq.",
)
@_sources
def query_command(
    query: str, root: Path | None, snapshots: Path, infer: bool, format_: str | None, sources: str
) -> None:
    """Answer a SPARQL QUERY: its text, the name of a file, or - for standard input."""
    snapshot = _built(open_root(root), snapshots)
    leaving_out = left_out([sources], snapshot.manifest["documents"])
    store = Selections(snapshot.asserted).store(leaving_out, infer) if leaving_out else snapshot.store(infer)
    found = collect(run(store, _query_text(query)), sys.maxsize - 1)
    offered = GRAPH_FORMATS if isinstance(found, Graph) else TABLE_FORMATS
    name = format_ or ("ttl" if isinstance(found, Graph) else "csv")
    sys.stdout.buffer.write(write(found, _format(name, offered)))


def _format(name: str, offered: tuple[Format, ...]) -> Format:
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


@main.command("explain", short_help="Explain why a triple holds.")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@_root
@_snapshots
@click.option("--format", "format_", type=click.Choice(["text", "json", "ttl"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of the sentences.")
@_option("derivations", type=click.IntRange(1))
@_sources
def explain_command(
    subject: str,
    predicate: str,
    object_: str,
    root: Path | None,
    snapshots: Path,
    format_: str,
    lang: str,
    **chosen: Any,
) -> None:
    """Explain why SUBJECT PREDICATE OBJECT holds: by which rules, from which facts, in whose words.

    Each is a label, an IRI, a short IRI such as person:jan-binnenmars, or a literal as in N-Triples. What does not hold
    ends with exit code 1.
    """
    from preventiegraaf.explaining import explained  # slow to import, and only needed here

    snapshot = _built(open_root(root), snapshots)
    click.echo(explained(snapshot, (subject, predicate, object_), format_, lang, **chosen), nl=False)


@main.command("read", short_help="Read a document back.")
@click.argument("slug")
@_root
@_texts
def read(slug: str, root: Path | None, texts: Path | None) -> None:
    """Print the text of document SLUG sentence by sentence, with what the graph holds for each, in plain Dutch."""
    opened = open_root(root)
    folder = texts or default_texts(opened)
    if folder is None:
        raise UsageError("The texts of the documents are not at hand. Give --texts the folder that holds them.")
    for line in read_back(opened, slug, read_texts(folder)):
        click.echo(line)
