"""Parameters of requests that several pages have."""

from __future__ import annotations

from flask import request

from preventiegraaf.errors import UsageError


def number_asked(name: str) -> int:
    """The number of the page or part that is asked for, 1 if none is. Raises UsageError."""
    asked = request.args.get(name, "1")
    if not (asked.isascii() and asked.isdigit()) or len(asked) > 6:
        raise UsageError(f"{name}={asked} is no number; give {name}=1 or higher.")
    return int(asked)
