"""The command that closes any files of RDF under OWL 2 RL."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from preventiegraaf.errors import UsageError

if TYPE_CHECKING:
    from preventiegraaf.closing import Closed

_INCONSISTENT = 3


@click.command("reason", short_help="Close any files under OWL 2 RL.")
@click.argument("files", nargs=-1, required=True, metavar="FILES")
@click.option("--input-format", help="Format of the files, where names do not tell it: nt, ttl, rdf, jsonld, trig, nq.")
@click.option(
    "--profile",
    type=click.Choice(["lean", "full"]),
    default="lean",
    show_default=True,
    help="What to write: what readers want, or all that is entailed.",
)
@click.option("--only-inferred", is_flag=True, help="Leave out what the files say themselves.")
@click.option("--format", "format_", type=click.Choice(["nt", "ttl"]), default="nt", show_default=True)
@click.option(
    "--equality/--no-equality",
    default=True,
    show_default=True,
    help="Say of each name of a thing (owl:sameAs) what is said of the others.",
)
@click.option("--json", "as_json", is_flag=True, help="Tell contradictions as JSON.")
@click.option(
    "--reasoner",
    type=click.Choice(["columnar", "owlrl"]),
    default="columnar",
    show_default=True,
    help="Our own, or the library owlrl as a second opinion.",
)
def reason(
    files: tuple[str, ...],
    input_format: str | None,
    profile: str,
    only_inferred: bool,
    format_: str,
    equality: bool,
    as_json: bool,
    reasoner: str,
) -> None:
    """Write what FILES say and what follows by OWL 2 RL to standard output; - is standard input.

    The files may be N-Triples, Turtle, RDF/XML, JSON-LD, TriG or N-Quads, of any ontology; all graphs are taken
    together. Where they contradict themselves, only the contradictions are written, to standard error, and the exit
    code is 3.
    """
    from preventiegraaf.closing import close
    from preventiegraaf.columns.reading import Source

    closed = close([Source.of(name, input_format) for name in files], profile, reasoner, equality=equality)
    if closed.contradictions:
        click.echo(closed.contradictions_as_json() if as_json else closed.contradictions_as_text(), err=True)
        sys.exit(_INCONSISTENT)
    _write(closed, only_inferred, format_)


def _write(closed: Closed, only_inferred: bool, format_: str) -> None:
    try:
        closed.write(sys.stdout.buffer, format_, only_inferred)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"The triples cannot be written: {error.strerror or error}.") from error
