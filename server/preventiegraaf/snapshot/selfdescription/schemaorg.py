"""The graph as a schema.org Dataset, after the requirements for datasets of the Netwerk Digitaal Erfgoed (NDE)."""

from __future__ import annotations

from typing import Any

from preventiegraaf.namespaces import BASE
from preventiegraaf.snapshot.selfdescription.publication import (
    DATASET,
    DESCRIPTION,
    KEYWORDS,
    LICENCE,
    PUBLISHER,
    PUBLISHER_NAME,
    TITLE,
    Publication,
)
from preventiegraaf.snapshot.shelf import Download

_NETHERLANDS = "https://sws.geonames.org/2750405/"
_QUERY_LANGUAGE = "https://www.w3.org/TR/sparql11-query/"


def schemaorg(publication: Publication) -> dict[str, Any]:
    """The dataset as JSON-LD, its files and its SPARQL endpoint included."""
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@id": DATASET.value,
        "@type": "Dataset",
        "name": _in_languages(TITLE),
        "description": _in_languages(DESCRIPTION),
        "identifier": DATASET.value,
        "url": publication.at("/").value,
        "mainEntityOfPage": publication.at("/").value,
        "license": LICENCE.value,
        "isAccessibleForFree": True,
        "inLanguage": ["nl", "en"],
        "version": publication.version,
        "keywords": [word for words in KEYWORDS.values() for word in words],
        "spatialCoverage": {"@id": _NETHERLANDS},
        "creator": {"@id": PUBLISHER.value},
        "publisher": _publisher(publication),
        "citation": f"{PUBLISHER_NAME['nl']}, {TITLE['nl']}, {publication.version}, {BASE}",
        "includedInDataCatalog": {"@id": f"{BASE}dcat#catalog"},
        "distribution": [_file(publication, file) for file in _whole(publication)] + [_endpoint(publication)],
    }
    if publication.made and publication.changed:
        described |= {"dateCreated": publication.made, "dateModified": publication.changed}
        described["datePublished"] = publication.made
    return described


def _in_languages(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _publisher(publication: Publication) -> dict[str, Any]:
    by = "url" if "://" in publication.contact else "email"
    contact = {"@type": "ContactPoint", "name": _in_languages(PUBLISHER_NAME), by: publication.contact}
    return {
        "@id": PUBLISHER.value,
        "@type": "Organization",
        "name": _in_languages(PUBLISHER_NAME),
        "contactPoint": contact,
    }


def _whole(publication: Publication) -> list[Download]:
    """The files of the whole graph and of the tables that are not compressed."""
    parts = [part for part in publication.parts if part.kind in ("whole", "tables")]
    files = [file for part in parts for file in publication.files_of(part)]
    return [file for file in files if file.compression is None and file.format not in ("csv", "csvm")]


def _file(publication: Publication, file: Download) -> dict[str, Any]:
    return {
        "@id": f"{BASE}dcat#{file.name}",
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": publication.at(f"/download/{file.name}").value,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "license": LICENCE.value,
        "inLanguage": ["nl", "en"],
    }


def _endpoint(publication: Publication) -> dict[str, Any]:
    return {
        "@id": f"{BASE}dcat#sparql",
        "@type": "DataDownload",
        "name": "SPARQL",
        "contentUrl": publication.endpoint.value,
        "encodingFormat": "application/sparql-results+json",
        "usageInfo": _QUERY_LANGUAGE,
        "license": LICENCE.value,
    }
