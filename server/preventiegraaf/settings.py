"""The settings of the program: each declared once, with its default and what it does.

The command line makes a flag of each, and the environment variable `PREVENTIEGRAAF_<NAME>` sets it too; a flag wins.
"""

from __future__ import annotations

import re
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from preventiegraaf.errors import UsageError

_PAGE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SITE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")
_MAIL = re.compile(r"[^\s<>\"@:/]+@[^\s<>\"@:/]+")


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True)
class Settings:
    """How the program runs."""

    root: Path | None = _setting(None, "Folder with ontology/, data/ and queries/. Default: the bundled graph.")
    snapshots: Path = _setting(
        user_cache_path("preventiegraaf", appauthor=False), "Folder in which built snapshots are kept."
    )
    texts: Path | None = _setting(
        None,
        "Folder with the documents' texts. check and read look in ../shared/documents beside the root by default; "
        "serve shows texts only if it is given.",
    )
    reasoner: str = _setting(
        "columnar", "Reasoner that closes the graph: columnar, our own, or owlrl, which takes minutes."
    )
    query_seconds: float = _setting(10.0, "Seconds that one query may take.")
    query_memory: int = _setting(2_000, "Megabytes of memory that one query may take.")
    query_rows: int = _setting(
        100_000, "Rows or triples that one answer may have; more are cut, and the answer says so."
    )
    query_megabytes: int = _setting(100, "Megabytes that one answer may have.")
    query_workers: int = _setting(2, "Processes that answer queries.")
    query_long: int = _setting(2, "Queries of more than a second that may go on beside the others.")
    query_waiting: int = _setting(128, "Queries that may wait for a worker; more are sent away with 503.")
    query_patience: float = _setting(10.0, "Seconds that a query may wait for a worker.")
    queries_per_client: int = _setting(8, "Queries that one client may have under way; more are sent away with 429.")
    derivations: int = _setting(10, "Derivations that one explanation gives at most; of more it says that it was cut.")
    allow_service: tuple[str, ...] = _setting(
        (), "Endpoint that queries may ask by SERVICE, exactly as they write it; may be repeated. Default: none."
    )
    engine: str | None = _setting(
        None,
        "Address of a SPARQL 1.1 engine that answers the queries instead; it must hold what preventiegraaf export "
        "--for-engine writes.",
    )
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on.")
    workers: int = _setting(1, "Server processes; each has query workers of its own.")
    watch: bool = _setting(False, "Build anew when the files change.")
    cache_megabytes: int = _setting(64, "Megabytes of answers that each server process keeps.")
    request_kilobytes: int = _setting(1_000, "Kilobytes that the body of a request may have.")
    proxies: int = _setting(0, "Reverse proxies in front, whose X-Forwarded-For and -Proto are believed.")
    access_log: str | None = _setting(None, "File for a line of JSON on each request; - is standard output.")
    public_url: str | None = _setting(
        None, "Address under which readers know this server, such as https://example.org."
    )
    contact: str | None = _setting(
        None, "Page or e-mail address at which readers reach you. Default: the page of the project."
    )


def check_addresses(settings: Settings) -> None:
    """Raise UsageError if the public address or the contact is none that readers can use."""
    if settings.public_url is not None and not _SITE.fullmatch(settings.public_url):
        raise UsageError(f"{settings.public_url} is no address; give --public-url such as https://example.org.")
    contact = settings.contact
    if contact is not None and not (_PAGE.fullmatch(contact) or _MAIL.fullmatch(contact)):
        raise UsageError(f"{contact} is no page and no e-mail address; give --contact such as info@example.org.")


def setting(name: str) -> Field[Any]:
    """The declaration of a setting."""
    return next(declared for declared in fields(Settings) if declared.name == name)


def environment_variable(name: str) -> str:
    """The environment variable that sets a setting."""
    return f"PREVENTIEGRAAF_{name.upper()}"
