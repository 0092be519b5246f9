"""The command that serves the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preventiegraaf.cli import options
from preventiegraaf.errors import PreventiegraafError
from preventiegraaf.paths import Root, open_root
from preventiegraaf.settings import Settings, check_addresses, environment_variable, setting


@click.command("serve", short_help="Serve the graph.")
@options.root
@options.snapshots
@options.reasoner
@options.option("host")
@options.option("port", type=click.IntRange(0, 65535))
@options.option("public_url")
@options.option("contact")
@options.texts
@click.option("--watch", is_flag=True, envvar=environment_variable("watch"), help=setting("watch").metadata["help"])
@options.option("access_log")
@options.options("workers", "proxies", "cache_megabytes", "request_kilobytes")
@options.options("query_seconds", "query_memory", "query_rows", "query_megabytes", "derivations")
@options.option("allow_service", multiple=True)
@options.option("engine")
@options.options("query_workers", "query_long", "query_waiting", "query_patience", "queries_per_client")
def serve(**chosen: Any) -> None:
    """Build what is stale and serve the graph: pages, SPARQL endpoint and downloads."""
    from preventiegraaf.querying.remote.line import read_address
    from preventiegraaf.serving.production import kept_port
    from preventiegraaf.serving.production import serve as serve_on
    from preventiegraaf.texts import read_texts

    settings = Settings(**chosen)
    check_addresses(settings)
    root = open_root(settings.root)
    if settings.texts is not None:
        read_texts(settings.texts)
    if settings.engine is not None:
        read_address(settings.engine)
    with kept_port(settings.host, settings.port) as port:
        _built_or_before(root, settings.snapshots, settings.reasoner)
        serve_on(root, settings, port, options.say)


def _built_or_before(root: Root, snapshots: Path, reasoner: str) -> None:
    """Build what is stale; where that fails, the snapshot before it will do. Raises the error if there is none."""
    from preventiegraaf.snapshot import Shelf, fall_back

    try:
        options.built(root, snapshots, reasoner)
    except PreventiegraafError as error:
        if fall_back(Shelf(snapshots, root), options.say) is None:
            raise
        options.say(f"{error}\nThe build failed; the snapshot before it is served.")
