"""Fault queries: SPARQL files that select what is wrong; an empty answer passes.

A fault query is a SELECT query in `queries/checks/<fault>.rq`, run on the graph as served: the union in the default
graph beside the named graphs. Each row is a problem. The first lines are its header, as in a competency question:

    #+ title@nl: Persoon zonder band
    #+ title@en: Person without any tie
    #+ description@nl: …                        why it is a fault
    #+ description@en: …
    #+ mend@nl: …                               what to do about it
    #+ mend@en: …

The variable `?focus` is the thing at fault: it gives the file and line. Every other variable is shown with its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions

from preventiegraaf.checking.material import Material
from preventiegraaf.checking.problems import Problem
from preventiegraaf.checking.sources import QueryFile
from preventiegraaf.corpus import Kind
from preventiegraaf.errors import PreventiegraafError, QuerySyntaxError
from preventiegraaf.namespaces import shorten
from preventiegraaf.querying import run

_LINE = re.compile(r"#\+ (?P<key>title|description|mend)@(?P<language>nl|en): (?P<value>.+)")
_KEYS = tuple(f"{key}@{language}" for key in ("title", "description", "mend") for language in ("nl", "en"))
_SELECTOR = "#selector"


@dataclass(frozen=True)
class Header:
    """What a fault query says of itself: each key with its language, such as `mend@nl`."""

    fields: dict[str, str]
    unreadable: tuple[int, ...]

    @property
    def missing(self) -> list[str]:
        """The keys that it lacks."""
        return [key for key in _KEYS if key not in self.fields]


def check_faults(material: Material, language: str) -> Iterator[Problem]:
    """Each row that a fault query selects, and each fault query that cannot be run."""
    for query in material.sources.queries:
        if query.path.parent == material.sources.root.queries / "checks":
            yield from _header_problems(query)
            yield from _rows(material, query, language)


def read_header(text: str) -> Header:
    """The header of a fault query."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.startswith("#+")]
    matches = [(number, _LINE.fullmatch(line)) for number, line in lines]
    fields = {f"{match['key']}@{match['language']}": match["value"] for _, match in matches if match}
    return Header(fields, tuple(number for number, match in matches if match is None))


def _header_problems(query: QueryFile) -> Iterator[Problem]:
    header = read_header(query.text)
    for number in header.unreadable:
        yield Problem(
            query.path, number, "faults", "this header line cannot be read", "write `#+ title@nl: …` or the like"
        )
    for key in header.missing:
        yield Problem(query.path, 1, "faults", f"the header lacks {key}", f"add a line `#+ {key}: …`")


def _rows(material: Material, query: QueryFile, language: str) -> Iterator[Problem]:
    try:
        result = run(material.store, query.text)
    except PreventiegraafError as error:
        line = error.line if isinstance(error, QuerySyntaxError) else 1
        yield Problem(
            query.path, line, "faults", f"this query cannot be run: {error}", "write a SELECT query of SPARQL 1.1"
        )
        return
    names = [variable.value for variable in result.variables] if isinstance(result, QuerySolutions) else []
    if not isinstance(result, QuerySolutions) or "focus" not in names:
        yield Problem(query.path, 1, "faults", "a fault query selects ?focus", "write SELECT ?focus … WHERE { … }")
        return
    fields = read_header(query.text).fields
    title = fields.get(f"title@{language}", query.path.stem)
    for row in result:
        values = {name: row[name] for name in names if row[name] is not None}
        path, line = _place(material, values.get("focus"), query.path)
        yield Problem(
            path, line, "faults", _sentence(title, values), fields.get(f"mend@{language}", f"see {query.path}")
        )


def _sentence(title: str, values: dict[str, Any]) -> str:
    others = ", ".join(f"{name} {_shown(value)}" for name, value in values.items() if name != "focus")
    return f"{title}: {_shown(values.get('focus'))}" + (f" ({others})" if others else "")


def _shown(term: Any) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else repr(getattr(term, "value", "?"))


def _place(material: Material, focus: Any, query: Path) -> tuple[Path, int]:
    if isinstance(focus, NamedNode):
        subject = focus.value.removesuffix(_SELECTOR)
        for kinds in ((Kind.DOCUMENT, Kind.REGISTER), (Kind.ONTOLOGY,)):
            path, line = material.sources.place_of(subject, *kinds)
            if line:
                return path, line
    return query, 1
