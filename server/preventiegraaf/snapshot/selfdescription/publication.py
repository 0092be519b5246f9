"""A snapshot as it is published: at an address, by somebody, under a licence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import BASE, ID
from preventiegraaf.querying import Question
from preventiegraaf.snapshot.selfdescription.statistics import Statistics
from preventiegraaf.snapshot.shelf import Download, Part, Snapshot

DATASET = NamedNode(BASE + "void#dataset")
PUBLISHER = NamedNode(ID + "organisation/preventiegraaf")
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
TITLE = {
    "nl": "Preventiegraaf: wie werkt met wie samen om mensen gezond te houden",
    "en": "Preventiegraaf: who works with whom to keep people healthy",
}
DESCRIPTION = {
    "nl": "Kennisgraaf van preventiecoalities en andere samenwerking tussen gemeenten, zorgverzekeraars en anderen: "
    "wie doet mee, in welke rol, sinds wanneer, op grond van welke regeling en met welk resultaat. Bij elk feit staan "
    "de woorden van het document dat het draagt.",
    "en": "Knowledge graph of prevention coalitions and other collaboration between municipalities, health insurers "
    "and others: who takes part, in which role, since when, under which scheme and with what result. Every fact comes "
    "with the words of the document that supports it.",
}
PUBLISHER_NAME = {"nl": "De makers van Preventiegraaf", "en": "The makers of Preventiegraaf"}
KEYWORDS = {
    "nl": ("preventie", "preventiecoalitie", "gemeente", "zorgverzekeraar", "samenwerking", "gezondheid"),
    "en": ("prevention", "prevention coalition", "municipality", "health insurer", "collaboration", "health"),
}


@dataclass(frozen=True)
class Publication:
    """What is published: the counts, files and questions of a snapshot, at the address of a server.

    The address has no last slash; `contact` is a page (http or https) or an e-mail address.
    """

    address: str
    contact: str
    digest: str
    version: str
    reasoner: str
    statistics: Statistics
    parts: tuple[Part, ...]
    downloads: Mapping[str, Download]
    questions: tuple[Question, ...]

    def at(self, path: str) -> NamedNode:
        """The place of a page or file on this server; `path` begins with a slash."""
        return NamedNode(self.address + path)

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        statistics: Statistics,
        questions: Iterable[Question],
        address: str,
        contact: str | None = None,
    ) -> Publication:
        """A snapshot with its questions at an address; who says no other contact is found at the project's page."""
        return cls(
            address.rstrip("/"),
            contact or BASE,
            snapshot.digest,
            snapshot.manifest["version"],
            snapshot.manifest["reasoner"],
            statistics,
            snapshot.parts,
            snapshot.downloads,
            tuple(questions),
        )

    @property
    def endpoint(self) -> NamedNode:
        """The place of the SPARQL endpoint."""
        return self.at("/sparql")

    @property
    def made(self) -> str | None:
        """The day on which the graph was first made, if it says so."""
        return self.statistics.days[0] if self.statistics.days else None

    @property
    def changed(self) -> str | None:
        """The day on which the graph was last changed, if it says so."""
        return self.statistics.days[-1] if self.statistics.days else None

    def files_of(self, part: Part) -> list[Download]:
        """The files of a part under their first names."""
        return [file for file in self.downloads.values() if file.part == part.name and file.same_as is None]


def dataset_of(part: Part) -> NamedNode:
    """The IRI of a part as a set of data: that of its graph if it is one."""
    if part.kind == "whole":
        return DATASET
    return NamedNode(part.graph) if part.graph else NamedNode(f"{BASE}void#{part.kind}")
