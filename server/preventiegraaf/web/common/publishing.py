"""The snapshot as this server publishes it: at which address, and described how."""

from __future__ import annotations

import re
from typing import Any

from flask import current_app, json, request

from preventiegraaf.formats import Format
from preventiegraaf.snapshot.selfdescription import Publication, Statistics
from preventiegraaf.web.common.faults import fault
from preventiegraaf.web.common.served import served

JSON = Format("json", "application/json", None)
_STATISTICS = "preventiegraaf.statistics"
_HOST = re.compile(r"(?:[A-Za-z0-9._\-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def address() -> str:
    """The address of this server, without a last slash: `--public-url`, else the host that the client named.

    What a proxy says of it counts for nothing. Raises UsageError for a host that is no host.
    """
    public = served().public_url
    if public:
        return public.rstrip("/")
    if not _HOST.fullmatch(request.host):
        raise fault("no_host")
    return f"{request.scheme}://{request.host}{request.script_root}"


def publication() -> Publication:
    """What is published here."""
    found = served()
    kept = current_app.extensions
    if _STATISTICS not in kept:
        kept[_STATISTICS] = Statistics.from_json(found.snapshot.statistics)
    return Publication.of(found.snapshot, kept[_STATISTICS], found.questions.values(), address(), found.contact)


def as_json(content: Any) -> bytes:
    """JSON for people and programs."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()
