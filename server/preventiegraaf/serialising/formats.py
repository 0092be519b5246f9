"""What a format of RDF is to the downloads: the text of a part, made from rows of ranks and a piece for each term.

How a term is written in a format pyoxigraph says, once for each term; what stands between terms is put there here, so
that a file costs little more than the copying of its bytes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from preventiegraaf.columns import Mask
from preventiegraaf.serialising.content import Content
from preventiegraaf.serialising.rows import Rows

SAMPLE = Triple(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"))
"""A triple that shows what stands before and after the triples of a file."""


class Format(ABC):
    """A format of RDF: the suffix of its files, its media type, whether it has named graphs, and the text of parts."""

    suffix: ClassVar[str]
    media_type: ClassVar[str]
    named_graphs: ClassVar[bool] = False

    def fits(self, rows: Rows) -> Mask | None:
        """Which rows the format can hold, None if it can hold all."""
        return None

    @abstractmethod
    def text(self, content: Content, rows: Rows) -> Iterator[bytes]:
        """The text of a part in pieces; `rows` are its triples that fit, for a format without named graphs."""


def written(
    statements: Sequence[Triple] | Sequence[Quad], format_: RdfFormat, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Some statements as pyoxigraph writes them."""
    return serialize(statements, format=format_, prefixes=dict(prefixes or {})) or b""


def without_first(chunks: Iterator[bytes], length: int) -> Iterator[bytes]:
    """The chunks without so many bytes at the beginning of the first one."""
    yield next(chunks, b"")[length:]
    yield from chunks
