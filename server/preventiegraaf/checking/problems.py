"""What a check finds: problems, each with its place and its remedy, and notes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """A fault in a file: the line (from 1; 0 for the whole file), the check, what is wrong and how to mend it."""

    path: Path
    line: int
    check: str
    message: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: [{self.check}] {self.message}  -> {self.mend}"

    def as_json(self) -> dict[str, str | int]:
        """The problem as a JSON object."""
        return {
            "check": self.check,
            "path": str(self.path),
            "line": self.line,
            "message": self.message,
            "mend": self.mend,
        }


@dataclass(frozen=True)
class Sentences:
    """How many sentences of a document are evidence of something, left out for a reason, or neither."""

    document: str
    evidence: int
    left_out: int
    unaccounted: int


@dataclass(frozen=True)
class Report:
    """The problems, sorted by file and line, and the notes: counts, and what could not be proved.

    `sentences` has the documents whose text is at hand.
    """

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sentences: tuple[Sentences, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether no check found a problem."""
        return not self.problems

    def as_json(self) -> dict[str, object]:
        """The report as a JSON object."""
        return {
            "clean": self.clean,
            "problems": [problem.as_json() for problem in self.problems],
            "notes": list(self.notes),
            "sentences": [asdict(counted) for counted in self.sentences],
        }
