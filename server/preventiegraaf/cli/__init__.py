"""The command line: a module for each group of commands, which imports what a command needs when it runs."""

from __future__ import annotations

import errno
from typing import Any

import click

from preventiegraaf import __version__
from preventiegraaf.cli import asking, checking, closing, graph, serving
from preventiegraaf.errors import PreventiegraafError, UsageError


class _Group(click.Group):
    """A group of commands in which every error of ours ends in one line and exit code 1, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except PreventiegraafError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise click.ClickException(f"The answer cannot be written: {error.strerror}.") from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """A knowledge graph in which every fact leads to the words of its source.

    Begin with `preventiegraaf serve` and open the address that it prints.
    """


for _command in (
    *(graph.build, serving.serve, graph.export, checking.check, asking.query, asking.explain, closing.reason),
    graph.read,
):
    main.add_command(_command)
