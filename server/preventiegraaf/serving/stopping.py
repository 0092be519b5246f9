"""How long a server process may take to stop: as long as the requests under way may take, and a little more."""

from __future__ import annotations

import math

from preventiegraaf.settings import Settings

_MORE_SECONDS = 5.0


def stop_seconds(settings: Settings) -> int:
    """The seconds after which a process that was told to stop is killed."""
    return math.ceil(settings.query_patience + settings.query_seconds + _MORE_SECONDS)
