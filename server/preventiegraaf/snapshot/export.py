"""The quads of a snapshot as a stream, for other programs and other SPARQL engines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, cast

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Store, Triple, serialize

from preventiegraaf.namespaces import ASSERTED_GRAPH, IDENTIFIER, PREFIXES, SNAPSHOT_GRAPH
from preventiegraaf.snapshot.shelf import Snapshot

EXPORT_FORMATS = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
}
"""The formats of an export by their short names; the last two hold triples only."""
_MARK = b"@prefix "


def export(snapshot: Snapshot, format_: RdfFormat, output: IO[bytes], infer: bool = True) -> None:
    """Write the dataset of a snapshot to `output`, a few kilobytes at a time; raises OSError where that fails.

    The default graph comes first, then the named graphs by IRI, each in the order of its index, which is the same for
    the same triples. A format for triples gets the default graph only.
    """
    store = snapshot.store(infer)
    if format_.supports_datasets:
        _write(_quads(store), format_, output)
    else:
        _write((quad.triple for quad in _default(store)), format_, output)


def export_for_engine(snapshot: Snapshot, format_: RdfFormat, output: IO[bytes]) -> None:
    """Write the dataset and what `serve --engine` asks for besides; raises OSError where that fails.

    That is a graph of all that is asserted, each triple once, which no union of the files' graphs is to every engine;
    and the digest of the snapshot, by which the server sees that the engine holds the same.
    """
    asserted = (quad.triple for quad in _default(snapshot.asserted))
    union = (Quad(triple.subject, triple.predicate, triple.object, ASSERTED_GRAPH) for triple in asserted)
    digest = Quad(ASSERTED_GRAPH, IDENTIFIER, Literal(snapshot.digest), SNAPSHOT_GRAPH)
    _write(chain(_quads(snapshot.inferred), union, [digest]), format_, output)


def _default(store: Store) -> Iterator[Quad]:
    return store.quads_for_pattern(None, None, None, DefaultGraph())


def _quads(store: Store) -> Iterator[Quad]:
    yield from _default(store)
    for graph in sorted(store.named_graphs(), key=str):
        yield from store.quads_for_pattern(None, None, None, graph)


def _write(statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat, output: IO[bytes]) -> None:
    with _SortedHead(output) as head:
        serialize(statements, cast(IO[bytes], head), format=format_, prefixes=PREFIXES)


class _SortedHead(io.BufferedIOBase):
    """Hands on what is written to it, with the prefix lines at its beginning in alphabetical order."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Hand on the bytes, or keep them until the first line that is no prefix line is whole."""
        if self._head is None:
            self._output.write(data)
        else:
            self._head += data
            lines = self._head.splitlines(keepends=True)
            if any(line.endswith(b"\n") and not line.startswith(_MARK) for line in lines):
                self._hand_on(lines)
        return len(data)

    def _hand_on(self, lines: list[bytes]) -> None:
        prefixes = [line for line in lines if line.startswith(_MARK)]
        self._output.write(b"".join([*sorted(prefixes), *lines[len(prefixes) :]]))
        self._head = None

    def close(self) -> None:
        """Hand on what is still kept; the output itself stays open."""
        if self._head and not self.closed:
            self._hand_on(self._head.splitlines(keepends=True))
        super().close()
