"""The command that checks the graph."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from preventiegraaf import __version__
from preventiegraaf.cli import options
from preventiegraaf.errors import UsageError
from preventiegraaf.paths import Root, default_texts, open_root


@click.command("check", short_help="Check the graph.")
@options.root
@options.snapshots
@options.texts
@options.reasoner
@click.option("--second-opinion", is_flag=True, help="Close the graph with the other reasoner too; takes minutes.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--write", is_flag=True, help="File the report with the snapshot of these files, for the pages to show.")
def check(
    root: Path | None,
    snapshots: Path,
    texts: Path | None,
    reasoner: str,
    second_opinion: bool,
    format_: str,
    write: bool,
) -> None:
    """Check ontology, data and questions; exit with 0 only when nothing is wrong."""
    from preventiegraaf.checking import CHECKS
    from preventiegraaf.checking import check as run_checks
    from preventiegraaf.reasoning import REASONERS

    opened = open_root(root)
    folder = texts or default_texts(opened)
    digest = _digest(opened, reasoner) if write else ""
    other = next(REASONERS[name]() for name in REASONERS if name != reasoner) if second_opinion else None
    report = run_checks(opened, folder, REASONERS[reasoner](), second=other)
    if write:
        _file(opened, snapshots, reasoner, digest, {"checks": CHECKS, "texts": folder is not None, **report.as_json()})
    if format_ == "json":
        click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        for line in (*report.problems, *report.notes):
            click.echo(line)
        click.echo(f"{len(report.problems)} problem(s)")
    sys.exit(0 if report.clean else 1)


def _digest(root: Root, reasoner: str) -> str:
    from preventiegraaf.querying import read_questions
    from preventiegraaf.reasoning import REASONERS
    from preventiegraaf.snapshot.build import input_digest

    return input_digest(root, REASONERS[reasoner](), read_questions(root.queries))


def _file(root: Root, snapshots: Path, reasoner: str, digest: str, report: dict[str, Any]) -> None:
    """File a report under the digest that the files had before they were checked."""
    from preventiegraaf.snapshot import Shelf
    from preventiegraaf.snapshot.quality import file_report

    if _digest(root, reasoner) != digest:
        raise UsageError("The files changed while they were checked; the report is not filed. Check again.")
    about = {"snapshot": digest, "version": __version__, "day": datetime.now(UTC).date().isoformat()}
    problems = [{**problem, "path": _within(root, problem["path"])} for problem in report["problems"]]
    try:
        filed = file_report(Shelf(snapshots, root), digest, {**about, **report, "problems": problems})
    except OSError as error:
        raise UsageError(f"The report cannot be filed: {error.strerror or error}. Choose other --snapshots.") from error
    options.say(f"Filed {filed}.")


def _within(root: Root, path: str) -> str:
    """The path of a file as a reader of the graph knows it, without where it lies on this machine."""
    inside = Path(path)
    return inside.relative_to(root.folder).as_posix() if inside.is_relative_to(root.folder) else inside.name
