"""The facet values of things: kind, theme, region, document, role, and the years in which they may have been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import NamedNode

from preventiegraaf.corpus import Corpus
from preventiegraaf.namespaces import CONCEPT, DEF, ORG, SKOS, document_iri
from preventiegraaf.querying.search.index import CERTAIN_YEAR
from preventiegraaf.snapshot.search.gathering import REGION, ROLE, THEME, Gathered

_ACTORS = frozenset(
    {f"{ORG}member", *(f"{DEF}{name}" for name in ("participant", "holder", "appointee", "designated", "winner"))}
)
"""The properties by which a relation holds whoever has its role."""
_BOUNDS = tuple(f"{DEF}{name}" for name in ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd"))
_PUBLISHED = "https://schema.org/datePublished"
_THEMES = f"{CONCEPT}theme/"
_MOST_YEARS = 100


class Facets:
    """Tells the facet values of the things of a graph."""

    def __init__(self, gathered: Gathered, corpus: Corpus) -> None:
        self._gathered = gathered
        self._documents = _documents(corpus)

    def of(self, thing: str, kind: str) -> set[tuple[str, str]]:
        """The values of one thing, each with its dimension."""
        holding = [thing, *self._gathered.around(thing)]
        return {
            ("kind", kind),
            *(("theme", theme) for theme in self._themes(thing, holding)),
            *(("region", region) for region in self._regions(thing, kind, holding)),
            *(("document", document) for document in self._documents.get(thing, ())),
            *(("role", role) for role in self._roles(thing)),
            *(year for node in holding for year in years(self._gathered.dates.get(node, {}))),
        }

    def _themes(self, thing: str, holding: Iterable[str]) -> Iterator[str]:
        """The themes of a thing and of the relations that hold it, with all that are broader."""
        found = [thing] if thing.startswith(_THEMES) else []
        for node in holding:
            found += [*self._gathered.values(node, THEME), *self._gathered.values(node, f"{DEF}portfolio")]
        seen: set[str] = set()
        while found:
            theme = found.pop()
            if theme not in seen:
                seen.add(theme)
                yield theme
                found += self._gathered.values(theme, f"{SKOS}broader")

    def _regions(self, thing: str, kind: str, holding: Iterable[str]) -> Iterator[str]:
        if kind == "place":
            yield thing
        for node in holding if kind == "passage" else [thing]:
            yield from self._gathered.values(node, REGION)

    def _roles(self, thing: str) -> Iterator[str]:
        """The roles that a thing has by a relation, or by the post that a relation gives it."""
        for predicate, relation in self._gathered.back.get(thing, ()):
            if predicate in _ACTORS:
                yield from self._gathered.values(relation, ROLE)
                for post in self._gathered.values(relation, f"{DEF}heldPost"):
                    yield from self._gathered.values(post, ROLE)


def _documents(corpus: Corpus) -> dict[str, set[str]]:
    """For each thing the documents of which the file speaks of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in corpus.documents:
        document = document_iri(file.slug).value
        for triple in corpus.triples[file]:
            for term in (triple.subject, triple.object):
                if isinstance(term, NamedNode):
                    found[term.value].add(document)
    return found


def years(dates: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The years in which something may have been, as `year`, and in which it certainly was, as `certain`.

    A bound that is absent adds no years: where only the begin is known, only that counts.
    """
    published = dates.get(_PUBLISHED)
    bounds = [_year(dates.get(bound)) for bound in _BOUNDS]
    if published is not None:
        bounds = [_year(published)] * 4
    known = [year for year in bounds if year is not None]
    if not known:
        return
    possible = range(min(known), min(max(known), min(known) + _MOST_YEARS) + 1)
    yield from (("year", f"{year:04}") for year in possible)
    yield from ((CERTAIN_YEAR, f"{year:04}") for year in _certain(*bounds) if year in possible)


def _certain(
    earliest_begin: int | None, latest_begin: int | None, earliest_end: int | None, latest_end: int | None
) -> Iterable[int]:
    """The years of which it is certain: those between, and the year of a begin or an end that is known."""
    if latest_begin is not None and earliest_end is not None and latest_begin <= earliest_end:
        return range(latest_begin, earliest_end + 1)
    known = {earliest_begin} & {latest_begin} | {earliest_end} & {latest_end}
    return sorted(year for year in known if year is not None)


@cache
def _year(day: str | None) -> int | None:
    return int(day[:4]) if day is not None and day[:4].isdigit() else None
