"""The graph in the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from preventiegraaf.namespaces import BASE, GRAPH, PREFIXES, shorten
from preventiegraaf.snapshot.selfdescription.publication import (
    DATASET,
    DESCRIPTION,
    LICENCE,
    PUBLISHER,
    PUBLISHER_NAME,
    TITLE,
    Publication,
    dataset_of,
)
from preventiegraaf.snapshot.selfdescription.sheet import Sheet, Value, typed
from preventiegraaf.snapshot.selfdescription.statistics import REGISTERS, Counts, Statistics
from preventiegraaf.snapshot.shelf import Part

_DOCUMENT = NamedNode(BASE + "void")


def void(publication: Publication) -> list[Triple]:
    """The graph and its parts: sizes, classes, properties, vocabularies, links and where to get them."""
    sheet = Sheet()
    _say_document(sheet, publication)
    _say_dataset(sheet, publication)
    _say_parts(sheet, publication)
    _say_classes(sheet, publication.statistics)
    _say_properties(sheet, publication.statistics)
    _say_links(sheet, publication.statistics)
    return sheet.triples


def counted(counts: Counts) -> dict[str, Value]:
    """The sizes of a dataset as facts."""
    return {
        "void:triples": counts.triples,
        "void:entities": counts.entities,
        "void:distinctSubjects": counts.subjects,
        "void:distinctObjects": counts.objects,
        "void:properties": counts.properties,
        "void:classes": counts.classes,
    }


def _say_document(sheet: Sheet, publication: Publication) -> None:
    facts: dict[str, Value] = {
        "dct:title": {"nl": "Beschrijving van Preventiegraaf in VoID", "en": "Description of Preventiegraaf in VoID"},
        "foaf:primaryTopic": DATASET,
        "dct:creator": PUBLISHER,
    }
    sheet.say(_DOCUMENT, "void:DatasetDescription", facts)
    sheet.say(PUBLISHER, "foaf:Agent", {"foaf:name": PUBLISHER_NAME})
    sheet.say(publication.at("/"), "foaf:Document", {"foaf:primaryTopic": DATASET})


def _say_dataset(sheet: Sheet, publication: Publication) -> None:
    statistics = publication.statistics
    facts: dict[str, Value] = {
        "dct:title": TITLE,
        "dct:description": DESCRIPTION,
        "dct:license": LICENCE,
        "dct:creator": PUBLISHER,
        "dct:publisher": PUBLISHER,
        "dct:issued": _day(publication.made),
        "dct:modified": _day(publication.changed),
        "foaf:homepage": publication.at("/"),
        "void:sparqlEndpoint": publication.endpoint,
        "void:uriSpace": BASE,
        "void:exampleResource": [NamedNode(example) for example in statistics.examples],
        "void:vocabulary": [NamedNode(space) for space in _vocabularies(statistics)],
        **counted(statistics.whole),
    }
    sheet.say(DATASET, "void:Dataset", facts)


def _day(day: str | None) -> Value:
    return typed(day, "xsd:date") if day else None


def _vocabularies(statistics: Statistics) -> list[str]:
    """The namespaces of the classes and properties in use."""
    terms = {**statistics.members, **statistics.uses}
    spaces = {term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in terms}
    return sorted(spaces & set(PREFIXES.values()))


def _say_parts(sheet: Sheet, publication: Publication) -> None:
    for part in publication.parts:
        facts: dict[str, Value] = {"void:dataDump": [publication.at(f"/download/{name}") for name in _dumps(part)]}
        if part.kind != "whole":
            facts |= {"dct:title": part.titles, "dct:license": LICENCE, **_size_of(part, publication)}
            sheet.say(DATASET, "", {"void:subset": dataset_of(part)})
        if part.kind != "tables":
            sheet.say(dataset_of(part), "void:Dataset", facts)


def _dumps(part: Part) -> list[str]:
    return [f"{part.name}.{suffix}" for suffix in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")]


def _size_of(part: Part, publication: Publication) -> dict[str, Value]:
    if part.kind == "asserted":
        return counted(publication.statistics.asserted)
    counts = publication.statistics.graphs.get((part.graph or "").removeprefix(GRAPH))
    if counts is not None:
        return counted(counts)
    file = publication.downloads.get(f"{part.name}.nt")
    return {"void:triples": file.statements if file else None}


def _partition(*names: str) -> NamedNode:
    """The IRI of a partition of the whole, told by the classes, properties or datatypes that bound it."""
    return NamedNode(f"{_DOCUMENT.value}#" + "/".join(map(_short, names)))


@lru_cache(maxsize=1_024)
def _short(name: str) -> str:
    return quote(shorten(name).strip("<>"), safe=":")


def _say_classes(sheet: Sheet, statistics: Statistics) -> None:
    for kind, members in statistics.members.items():
        used = statistics.used_by.get(kind, {})
        partition = _partition("class", kind)
        facts: dict[str, Value] = {
            "void:class": NamedNode(kind),
            "void:entities": members,
            "void:triples": sum(used.values()),
            "void:propertyPartition": [_partition("class", kind, predicate) for predicate in used],
        }
        sheet.say(DATASET, "", {"void:classPartition": partition})
        sheet.say(partition, "", facts)
        for predicate, triples in used.items():
            nested: dict[str, Value] = {"void:property": NamedNode(predicate), "void:triples": triples}
            sheet.say(_partition("class", kind, predicate), "", nested)


def _say_properties(sheet: Sheet, statistics: Statistics) -> None:
    for predicate, counts in statistics.uses.items():
        partition = _partition("property", predicate)
        datatypes = statistics.datatypes.get(predicate, {})
        facts: dict[str, Value] = {
            "void:property": NamedNode(predicate),
            "void:triples": counts.triples,
            "void:distinctSubjects": counts.subjects,
            "void:distinctObjects": counts.objects,
            "voidext:datatypePartition": [_partition("property", predicate, datatype) for datatype in datatypes],
        }
        sheet.say(DATASET, "", {"void:propertyPartition": partition})
        sheet.say(partition, "", facts)
        for datatype, triples in datatypes.items():
            typed_as: dict[str, Value] = {"voidext:datatype": NamedNode(datatype), "void:triples": triples}
            sheet.say(_partition("property", predicate, datatype), "", typed_as)


def _say_links(sheet: Sheet, statistics: Statistics) -> None:
    for register, predicate, number in statistics.links:
        space = next(space for space, known in REGISTERS.items() if known == register)
        sheet.say(NamedNode(register), "void:Dataset", {"void:uriSpace": space})
        facts: dict[str, Value] = {
            "void:linkPredicate": NamedNode(predicate),
            "void:subjectsTarget": DATASET,
            "void:objectsTarget": NamedNode(register),
            "void:triples": number,
        }
        linkset = sheet.say(_partition("links", predicate, register), "void:Linkset", facts)
        sheet.say(DATASET, "", {"void:subset": linkset})
