"""What several commands share: flags for settings, and the snapshot that is built if need be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from preventiegraaf.paths import Root
from preventiegraaf.settings import environment_variable, setting

if TYPE_CHECKING:
    from preventiegraaf.snapshot import Snapshot

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def option(name: str, **more: Any) -> Decorator:
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


def options(*names: str) -> Decorator:
    """Flags for several settings, typed by their defaults."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = option(name, type=type(setting(name).default))(command)
        return command

    return decorate


root = option("root", type=click.Path(path_type=Path))
snapshots = option("snapshots", type=click.Path(path_type=Path))
texts = option("texts", type=click.Path(path_type=Path))
reasoner = option("reasoner", type=click.Choice(["columnar", "owlrl"]))
sources = click.option(
    "--sources", default="", metavar="SLUG,SLUG", help="Only what these documents say, and what follows from it."
)
infer = click.option("--infer/--no-infer", default=True, show_default=True, help="With or without inferred triples.")


def say(message: str) -> None:
    """Tell the user something that is no part of the answer."""
    click.echo(message, err=True)


def built(opened: Root, home: Path, reasoner: str) -> Snapshot:
    """The snapshot of a root, built if its files changed, and closed by the reasoner of that name."""
    from preventiegraaf.reasoning import REASONERS
    from preventiegraaf.snapshot import Shelf, build

    return build(opened, Shelf(home, opened), REASONERS[reasoner](), say)
