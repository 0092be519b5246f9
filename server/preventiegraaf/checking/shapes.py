"""SHACL: what each record must have, checked by pySHACL on the graph as served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, URIRef
from rdflib import Literal as ValueLiteral
from rdflib.namespace import SH

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.namespaces import shorten

_SLUG = "shapes"
_SELECTOR = "#selector"


@dataclass(frozen=True)
class Result:
    """A result of validation: the thing at fault, the shape it breaks, and where it has them the path and value."""

    focus: str
    shape: str
    path: str | None
    value: str | None
    message: str


def check_shapes(material: Material, language: str) -> Iterator[Problem]:
    """Each thing that breaks a shape; the shape's message in `language` tells how to mend it."""
    shapes = [
        triple
        for source, triples in material.sources.corpus.triples.items()
        if source.slug == _SLUG
        for triple in triples
    ]
    if not shapes:
        yield Problem(material.sources.root.ontology, 0, "shapes", "there are no shapes", "add ontology/shapes.ttl")
        return
    try:
        results = results_of([*material.asserted, *material.closure.inferred], shapes, language)
    except ReportableRuntimeError as error:
        path = material.sources.root.ontology / f"{_SLUG}.ttl"
        yield Problem(path, 0, "shapes", f"the shapes cannot be used: {error}", "write them as SHACL asks")
        return
    for result in results:
        yield Problem(*_place(material, result), "shapes", _sentence(result), result.message)


def results_of(data: Iterable[Triple], shapes: Iterable[Triple], language: str) -> list[Result]:
    """The results of validating some triples, sorted by thing and shape."""
    _, report, _ = validate(_graph(data), shacl_graph=_graph(shapes), inference="none", advanced=False)
    found = {_result(report, node, language) for node in report.objects(None, SH.result)}
    return sorted(found, key=str)


def _graph(triples: Iterable[Triple]) -> Graph:
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _result(report: Graph, node: Any, language: str) -> Result:
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    messages = [text for text in report.objects(node, SH.resultMessage) if isinstance(text, ValueLiteral)]
    chosen = sorted(messages, key=lambda text: (text.language != language, str(text)))
    return Result(
        focus=str(report.value(node, SH.focusNode)),
        shape=str(report.value(node, SH.sourceShape)),
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None else str(value),
        message=str(chosen[0]) if chosen else "see the shape",
    )


def _sentence(result: Result) -> str:
    name = result.shape.rpartition("#")[2]
    path = f" at {shorten(result.path)}" if result.path else ""
    value = f", value {_shown(result.value)}" if result.value is not None else ""
    return f"{shorten(result.focus)} breaks {name}{path}{value}"


def _shown(value: str) -> str:
    return shorten(value) if "://" in value else repr(value)


def _place(material: Material, result: Result) -> tuple[Any, int]:
    """Where the value at fault is written, else where the thing gets its type."""
    focus = result.focus.removesuffix(_SELECTOR)
    for file in material.sources.turtle:
        for triple in file.triples if result.value is not None else ():
            if _writes(triple, focus, result):
                return file.path, file.line_of(focus)
    return material.sources.place_of(focus)


def _writes(triple: Triple, focus: str, result: Result) -> bool:
    if triple.subject != NamedNode(focus) or triple.predicate.value != result.path:
        return False
    return getattr(triple.object, "value", None) == result.value
