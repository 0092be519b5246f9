"""Errors of syntax, with the place in the file."""

from __future__ import annotations

from pathlib import Path

from preventiegraaf.errors import CorpusError


def syntax_error(path: Path, error: SyntaxError, format_: str, lines: int = 0) -> CorpusError:
    """The error of pyoxigraph's parser as one of ours; so many lines of the file come before those that it saw."""
    line = error.lineno or 1
    reason = error.msg.split(": ", 1)[-1].removesuffix(f" (line {line})")
    return CorpusError(path, f"not {format_}: {reason}", lines + line, error.offset or 1)
