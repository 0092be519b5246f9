"""The texts of the documents, where they are at hand: by digest, split into sentences; what became of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from preventiegraaf.errors import UsageError
from preventiegraaf.passages import Span

_ABBREVIATION = re.compile(r"\b(?:bijv|dr|drs|e\.d|m\.b\.t|mr|o\.a|o\.m|zgn)\.$")
_END = re.compile(r"[.!?…]+[”’\"')]*(?=\s+[\"“‘(\-–•]*[A-ZÀ-Þ0-9])|$")


@dataclass(frozen=True)
class Text:
    """The text of a document as its publisher delivered it."""

    path: Path
    content: str
    digest: str

    def __getitem__(self, span: Span) -> str:
        """The words in a span."""
        return self.content[span.start : span.end]

    def sentences(self) -> tuple[Span, ...]:
        """The sentences, without the white space around them; a line break always ends a sentence."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Span]:
        for line in re.finditer(r"[^\n]+", self.content):
            start = line.start()
            for end in _sentence_ends(line.group()):
                yield from self._trimmed(start, line.start() + end)
                start = line.start() + end

    def _trimmed(self, start: int, end: int) -> Iterator[Span]:
        words = self.content[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


@dataclass(frozen=True)
class Coverage:
    """The sentences of a document by what became of them."""

    as_evidence: tuple[Span, ...]
    left_out: tuple[Span, ...]
    unaccounted: tuple[Span, ...]

    @property
    def total(self) -> int:
        """The number of sentences."""
        return len(self.as_evidence) + len(self.left_out) + len(self.unaccounted)


def coverage(text: Text, passages: Collection[Span], omissions: Collection[Span]) -> Coverage:
    """What became of each sentence of a text; one that is evidence in part counts as evidence."""
    groups: dict[str, list[Span]] = {"evidence": [], "omitted": [], "": []}
    for sentence in text.sentences():
        touched = any(passage.overlaps(sentence) for passage in passages)
        omitted = any(omission.contains(sentence) for omission in omissions)
        groups["evidence" if touched else "omitted" if omitted else ""].append(sentence)
    return Coverage(tuple(groups["evidence"]), tuple(groups["omitted"]), tuple(groups[""]))


def _sentence_ends(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        if not _ABBREVIATION.search(line[: match.end()]) or match.end() == len(line):
            yield match.end()


def read_texts(folder: Path) -> dict[str, Text]:
    """The texts of a folder (`*.txt`, UTF-8), by the SHA-256 of their bytes in hexadecimal.

    Raises UsageError if the folder does not exist or a text is not UTF-8.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Give --texts the folder with the documents' texts.")
    return {text.digest: text for text in map(_read_text, sorted(folder.glob("*.txt")))}


def _read_text(path: Path) -> Text:
    content = path.read_bytes()
    try:
        return Text(path, content.decode("utf-8"), hashlib.sha256(content).hexdigest())
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
