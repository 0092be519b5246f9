"""Where the triples of a snapshot come from: the file of each named graph, and the document that it is about."""

from __future__ import annotations

from preventiegraaf.namespaces import GRAPH, document_iri
from preventiegraaf.querying.explanation import Place, Places
from preventiegraaf.snapshot.shelf import Snapshot

_FOLDERS = {"ontology": "ontology/", "register": "data/", "document": "data/documents/"}


def places_of(snapshot: Snapshot, language: str) -> Places:
    """The places of a snapshot by the IRI of their named graph."""
    found = {}
    for part in snapshot.parts:
        if part.graph is None:
            continue
        slug = part.graph.removeprefix(GRAPH)
        file = f"{_FOLDERS[part.kind]}{slug}.ttl" if part.kind in _FOLDERS else slug
        document = document_iri(slug).value if part.kind == "document" else None
        found[part.graph] = Place(part.titles.get(language, slug), file, part.graph, document)
    return found
