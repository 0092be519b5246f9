"""RDF as bytes, with the prefixes that it uses and no others, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from preventiegraaf.namespaces import PREFIXES

_NAMES = {space: name for name, space in PREFIXES.items()}
_MARK = b"@prefix "


def serialized(statements: Sequence[Triple] | Sequence[Quad], format_: RdfFormat) -> bytes:
    """The triples or quads in the given format, in their order: the same statements give the same bytes."""
    content = serialize(statements, format=format_, prefixes=_prefixes(_spaces_of(statements))) or b""
    return _with_sorted_prefixes(content) if content.startswith(_MARK) else content


def _spaces_of(statements: Iterable[Triple] | Iterable[Quad]) -> set[str]:
    """The namespaces of the IRIs in the statements, datatypes included."""
    return {_space(iri) for statement in statements for iri in _iris(statement)}


def _prefixes(spaces: Iterable[str]) -> dict[str, str]:
    return {_NAMES[space]: space for space in spaces if space in _NAMES}


def _with_sorted_prefixes(content: bytes) -> bytes:
    """Turtle or TriG with its prefix lines in alphabetical order and a blank line after them."""
    lines = content.split(b"\n")
    count = next(number for number, line in enumerate(lines) if not line.startswith(_MARK))
    return b"\n".join([*sorted(lines[:count]), b"", *lines[count:]])


def _iris(statement: Triple | Quad) -> Iterator[str]:
    for term in statement:
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
