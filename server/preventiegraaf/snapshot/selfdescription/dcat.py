"""The graph in the Data Catalog Vocabulary, with what DCAT-AP-NL 3.0 demands."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

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
    dataset_of,
)
from preventiegraaf.snapshot.selfdescription.sheet import Sheet, Value, iri, typed
from preventiegraaf.snapshot.shelf import Download, Part

_CATALOG = NamedNode(BASE + "dcat#catalog")
_SERVICE = NamedNode(BASE + "dcat#sparql")
_CONTACT = NamedNode(BASE + "dcat#contact")
_DUTCH_LICENCE = NamedNode("https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/naamsvermelding40")
_PROTOCOL = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_FILE_TYPES = {
    "ttl": "RDF_TURTLE",
    "nt": "RDF_N_TRIPLES",
    "rdf": "RDF_XML",
    "jsonld": "JSON_LD",
    "trig": "RDF_TRIG",
    "nq": "RDF_N_QUADS",
    "csv": "CSV",
    "csvm": "JSON",
    "xlsx": "XLSX",
    "zip": "ZIP",
}
_PLAIN_TYPES = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"} | {
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "csv": "text/csv",
    "csvm": "application/csvm+json",
}
_RANGES = {
    "dcat:compressFormat": "dct:MediaType",
    "dcat:landingPage": "foaf:Document",
    "dcat:mediaType": "dct:MediaType",
    "dcat:packageFormat": "dct:MediaType",
    "dcat:theme": "skos:Concept",
    "dcat:themeTaxonomy": "skos:ConceptScheme",
    "dct:accessRights": "dct:RightsStatement",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dct:conformsTo": "dct:Standard",
    "dct:format": "dct:MediaTypeOrExtent",
    "dct:language": "dct:LinguisticSystem",
    "dct:spatial": "dct:Location",
    "foaf:homepage": "foaf:Document",
    "foaf:page": "foaf:Document",
    "spdx:algorithm": "spdx:ChecksumAlgorithm",
}
_TAXONOMY = NamedNode("http://publications.europa.eu/resource/authority/data-theme")
_THEMES = {
    "theme:HEAL": {"nl": "Gezondheid", "en": "Health"},
    "theme:GOVE": {"nl": "Overheid en publieke sector", "en": "Government and public sector"},
}
_TABLES_ABOUT = {
    "nl": "Personen, organisaties, samenwerkingen, rollen, cijfers, uitspraken en meer als tabellen.",
    "en": "Persons, organisations, collaborations, roles, figures, statements and more as tables.",
}


def dcat(publication: Publication) -> list[Triple]:
    """The catalogue: a dataset for each part, a distribution for each file, and the SPARQL service."""
    sheet = Sheet()
    _say_agents(sheet, publication)
    _say_catalog(sheet, publication)
    for part in publication.parts:
        _say_dataset(sheet, publication, part)
    _say_service(sheet, publication)
    _say_ranges(sheet)
    return sheet.triples


def _say_ranges(sheet: Sheet) -> None:
    """Say of what is only referred to, such as a language or a media type, what it is: validators ask for it."""
    ranges = {iri(predicate): kind for predicate, kind in _RANGES.items()}
    for triple in sheet.triples:
        if triple.predicate in ranges and isinstance(triple.object, NamedNode):
            sheet.say(triple.object, ranges[triple.predicate], {})


def _say_agents(sheet: Sheet, publication: Publication) -> None:
    sheet.say(PUBLISHER, "foaf:Agent", {"foaf:name": PUBLISHER_NAME})
    sheet.say(_CONTACT, "vcard:Kind vcard:Organization", {"vcard:fn": PUBLISHER_NAME, **_reach(publication.contact)})
    sheet.say(_TAXONOMY, "skos:ConceptScheme", {"dct:title": {"nl": "Datathema’s", "en": "Data themes"}})
    for theme, names in _THEMES.items():
        sheet.say(iri(theme), "skos:Concept", {"skos:prefLabel": names})
    sheet.say(LICENCE, "dct:LicenseDocument", {"skos:exactMatch": _DUTCH_LICENCE})


def _reach(contact: str) -> dict[str, Value]:
    """How to reach somebody: by a page, or by e-mail."""
    if "://" in contact:
        return {"vcard:hasURL": NamedNode(contact)}
    return {"vcard:hasEmail": NamedNode(f"mailto:{contact}")}


def _common(publication: Publication, identifier: NamedNode) -> dict[str, Value]:
    """What datasets and services alike must have."""
    return {
        "dct:identifier": identifier.value,
        "dct:publisher": PUBLISHER,
        "dct:creator": PUBLISHER,
        "dcat:contactPoint": _CONTACT,
        "dct:accessRights": iri("access:PUBLIC"),
        "dct:license": LICENCE,
        "dcat:theme": [iri(theme) for theme in _THEMES],
        "dct:language": [iri("lang:NLD"), iri("lang:ENG")],
        "dct:issued": typed(publication.made, "xsd:date") if publication.made else None,
        "dct:modified": typed(publication.changed, "xsd:date") if publication.changed else None,
    }


def _say_catalog(sheet: Sheet, publication: Publication) -> None:
    facts = _common(publication, _CATALOG)
    for absent in ("dct:accessRights", "dcat:theme"):
        del facts[absent]
    facts |= {
        "dct:title": {"nl": "Catalogus van Preventiegraaf", "en": "Catalogue of Preventiegraaf"},
        "dct:description": {
            "nl": "De gegevens van Preventiegraaf, als geheel en in delen, en de dienst waarmee u ze bevraagt.",
            "en": "The data of Preventiegraaf, as a whole and in parts, and the service by which to query them.",
        },
        "dcat:themeTaxonomy": _TAXONOMY,
        "foaf:homepage": publication.at("/"),
        "dcat:dataset": [dataset_of(part) for part in publication.parts],
        "dcat:service": _SERVICE,
    }
    sheet.say(_CATALOG, "dcat:Catalog", facts)


def _say_dataset(sheet: Sheet, publication: Publication, part: Part) -> None:
    dataset = dataset_of(part)
    files = publication.files_of(part)
    facts = _common(publication, dataset) | {
        "dct:title": TITLE if part.kind == "whole" else part.titles,
        "dct:description": _about(part),
        "dcat:version": publication.version,
        "dct:accrualPeriodicity": iri("frequency:IRREG"),
        "dct:spatial": iri("country:NLD"),
        "dcat:landingPage": publication.at("/download/"),
        "foaf:page": publication.at("/void"),
        "dct:conformsTo": NamedNode(BASE + "def"),
        "dct:isPartOf": None if dataset == DATASET else DATASET,
        "dcat:distribution": [_distribution(file) for file in files],
    }
    sheet.say(dataset, "dcat:Dataset", facts)
    _say_keywords(sheet, dataset)
    for file in files:
        _say_distribution(sheet, publication, file)


def _say_keywords(sheet: Sheet, subject: NamedNode) -> None:
    for language, words in KEYWORDS.items():
        for word in words:
            sheet.say(subject, "", {"dcat:keyword": Literal(word, language=language)})


def _about(part: Part) -> dict[str, str]:
    if part.kind == "whole":
        return DESCRIPTION
    if part.kind == "tables":
        return _TABLES_ABOUT
    return {
        "nl": f"Deel van Preventiegraaf – {part.titles['nl']}.",
        "en": f"Part of Preventiegraaf – {part.titles['en']}.",
    }


def _distribution(file: Download) -> NamedNode:
    return NamedNode(f"{BASE}dcat#{file.name}")


def _say_distribution(sheet: Sheet, publication: Publication, file: Download) -> None:
    distribution = _distribution(file)
    checksum = NamedNode(f"{distribution.value}-sha256")
    place = publication.at(f"/download/{file.name}")
    facts: dict[str, Value] = {
        "dct:title": dict.fromkeys(("nl", "en"), file.name),
        "dcat:accessURL": place,
        "dcat:downloadURL": place,
        "dct:license": LICENCE,
        "dct:format": iri(f"filetype:{_FILE_TYPES[file.format]}"),
        "dcat:mediaType": iri(f"iana:{_PLAIN_TYPES.get(file.format, file.media_type)}"),
        "dcat:compressFormat": iri(f"iana:{file.media_type}") if file.compression else None,
        "dcat:packageFormat": iri("iana:application/zip") if file.format == "zip" else None,
        "dcat:byteSize": typed(str(file.size), "xsd:nonNegativeInteger"),
        "spdx:checksum": checksum,
    }
    sheet.say(distribution, "dcat:Distribution", facts)
    summed: dict[str, Value] = {
        "spdx:algorithm": iri("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": typed(file.sha256, "xsd:hexBinary"),
    }
    sheet.say(checksum, "spdx:Checksum", summed)


def _say_service(sheet: Sheet, publication: Publication) -> None:
    facts = _common(publication, _SERVICE) | {
        "dct:title": {"nl": "SPARQL-dienst van Preventiegraaf", "en": "SPARQL service of Preventiegraaf"},
        "dct:description": {
            "nl": "Beantwoordt vragen in SPARQL 1.1, met of zonder wat is afgeleid.",
            "en": "Answers queries in SPARQL 1.1, with or without what is inferred.",
        },
        "dcat:endpointURL": publication.endpoint,
        "dcat:endpointDescription": publication.endpoint,
        "dcat:servesDataset": DATASET,
        "dct:conformsTo": _PROTOCOL,
        "foaf:page": publication.at("/query/"),
    }
    sheet.say(_SERVICE, "dcat:DataService", facts)
    _say_keywords(sheet, _SERVICE)
