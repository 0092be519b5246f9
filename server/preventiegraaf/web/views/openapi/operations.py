"""What each route takes and gives; the paths themselves come from the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from preventiegraaf.formats import GRAPH_FORMATS, HTML, TABLE_FORMATS
from preventiegraaf.querying.search.index import DIMENSIONS

_TABLES = tuple(format_.media_type for format_ in TABLE_FORMATS)
_GRAPHS = tuple(format_.media_type for format_ in GRAPH_FORMATS)
_RDF = tuple(format_.media_type for format_ in GRAPH_FORMATS if format_ is not HTML)
_PAGE, _CSV, _JSON, _TEXT, _XML = "text/html", "text/csv", "application/json", "text/plain", "application/xml"
_ANSWER = tuple(dict.fromkeys((*_TABLES, *_GRAPHS)))
_LIMITS = (408, 413, 429, 503)


@dataclass(frozen=True)
class Operation:
    """What a route gives (media types, and the status where that is not 200) and takes (names of PARAMETERS).

    `statuses` are the statuses that it has besides: 304 for what is known, 4xx and 5xx for what cannot be had.
    `summary` tells what it does where its view does not.
    """

    gives: tuple[str, ...]
    takes: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()
    success: int | None = 200
    summary: str | None = None


_READS = (304, 400, 404, 406)
_THING = Operation((*_RDF, _CSV, _PAGE), ("format", "infer", "sources", "page", "lang"), (301, *_READS, 410))
_GRAPH = Operation((*_RDF, _PAGE), ("format", "infer", "sources", "lang"), (*_READS, 503))
_DESCRIPTION = Operation(_RDF, ("format",), _READS)

OPERATIONS: dict[str, Operation] = {
    "crawlers.robots": Operation((_TEXT,), statuses=(400,)),
    "crawlers.sitemap": Operation((_XML,), statuses=(304, 400)),
    "crawlers.sitemap_part": Operation((_XML,), statuses=(304, 400, 404)),
    "downloads.download": Operation(("*/*",), statuses=(206, 304, 400, 404, 416)),
    "downloads.downloads": Operation((_PAGE, _JSON), ("page", "format", "lang"), _READS),
    "downloads.manifest": Operation((_JSON,), statuses=(304, 400)),
    "editing.names": Operation((_JSON,), ("iri", "lang"), (304, 400)),
    "editing.terms": Operation((_JSON,), ("lang",), (304, 400)),
    "explaining.explain": Operation(
        (_JSON, *_RDF, _PAGE),
        ("subject", "predicate", "object", "sources", "derivations", "format", "lang"),
        (*_READS, *_LIMITS),
    ),
    "graphs.graph": _GRAPH,
    "graphs.graph_store": Operation(_GRAPH.gives, ("default", "graph", *_GRAPH.takes), _GRAPH.statuses),
    "graphs.refuse": Operation((), statuses=(405,), success=None),
    "linkeddata.concept": _THING,
    "linkeddata.document": _THING,
    "linkeddata.scheme": _THING,
    "quality.quality": Operation((_PAGE, _JSON), ("format", "lang"), (400, 406)),
    "themes.themes": Operation((_PAGE, _JSON), ("format", "lang"), _READS),
    "linkeddata.thing": Operation((_TEXT,), (), (301, 404, 410), success=303),
    "network.network": Operation(
        (_PAGE, _JSON), ("kind", "year", "certainly", "document", "theme", "about", "format", "lang"), _READS
    ),
    "openapi.openapi": Operation((_JSON,), statuses=(304, 400)),
    "pages.home": Operation((_PAGE,), ("lang",), (400,)),
    "questions.gallery": Operation((_PAGE, _JSON), ("format", "lang"), _READS),
    "questions.question": Operation(_ANSWER, ("format", "infer", "names", "sources", "lang"), (*_READS, *_LIMITS)),
    "reasoning.reasoning": Operation((_PAGE,), ("lang",), (*_READS, *_LIMITS)),
    "search.opensearch": Operation(("application/opensearchdescription+xml",), ("lang",), (304, 400, 406)),
    "search.search": Operation((_PAGE, _JSON), ("q", *DIMENSIONS, "page", "format", "lang"), _READS),
    "search.suggestions": Operation(("application/x-suggestions+json",), ("q", "things", "lang"), (304, 400, 406)),
    "selfdescription.in_dcat": _DESCRIPTION,
    "selfdescription.in_schemaorg": Operation(("application/ld+json",), statuses=(304, 400)),
    "selfdescription.in_void": _DESCRIPTION,
    "selfdescription.well_known": Operation((), success=303),
    "sparql.endpoint": Operation(
        (*_ANSWER, _JSON),
        ("query", "default-graph-uri", "named-graph-uri", "format", "infer", "names", "plan", "sources", "lang"),
        (304, 400, 406, 414, 415, *_LIMITS),
    ),
    "static": Operation(("*/*",), statuses=(304, 404), summary="A file of the pages: style or script."),
    "vocabulary.module": Operation((*_RDF, _PAGE), ("format", "lang"), _READS),
    "vocabulary.ontology": Operation((*_RDF, _PAGE), ("format", "lang"), _READS),
}
"""By the name of the view."""

IN_FRONT = {
    "/healthz": ("Whether the server lives.", (200,)),
    "/readyz": ("Whether the server is ready, and with which snapshot.", (200, 503)),
    "/metrics": ("Figures for Prometheus.", (200,)),
}
"""What the server in front of the application answers by itself, in plain text: what it tells, and its statuses."""

_IRI = {"type": "string", "format": "iri"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "default": {"description": "The default graph.", "allowEmptyValue": True, "schema": {"type": "string"}},
    "default-graph-uri": {
        "description": "A graph that the default graph is made of; may be repeated.",
        "schema": {"type": "array", "items": _IRI},
    },
    "derivations": {
        "description": "The most derivations that are given.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 1_000},
    },
    "about": {"description": "The IRI of a thing.", "schema": _IRI},
    "certainly": {
        "description": "Whether only what certainly held in the year counts.",
        "schema": {"type": "string", "enum": ["1", "0"]},
    },
    "format": {
        "description": "The format, by short name or media type; goes before the header Accept.",
        "schema": {"type": "string", "examples": ["csv", "json", "ttl", "html"]},
    },
    "graph": {"description": "The IRI of a named graph.", "schema": _IRI},
    "infer": {
        "description": "Whether what is inferred takes part.",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "true"},
    },
    "iri": {
        "description": "An IRI; may be repeated, at most 500 times.",
        "schema": {"type": "array", "items": _IRI, "maxItems": 500},
    },
    "lang": {
        "description": "The language of a page; goes before the header Accept-Language.",
        "schema": {"type": "string", "enum": ["nl", "en"]},
    },
    "named-graph-uri": {
        "description": "A graph that GRAPH reaches; may be repeated.",
        "schema": {"type": "array", "items": _IRI},
    },
    "names": {
        "description": "Whether a table in CSV, TSV or Excel has names, in the language of `lang`, instead of IRIs.",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "false"},
    },
    "object": {
        "description": "The object of the triple: an IRI, a short IRI, a label, or a literal as in N-Triples.",
        "schema": {"type": "string", "examples": ["collaboration:vitaal-twente"]},
    },
    "page": {
        "description": "The page of a long description, of many hits or of many downloads, from 1.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1},
    },
    "plan": {
        "description": "Whether to tell, as JSON, which engine answers in which steps, instead of the answer.",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "false"},
    },
    "predicate": {
        "description": "The predicate of the triple: an IRI, a short IRI, `a` for rdf:type, or a label.",
        "schema": {"type": "string", "examples": ["pg:involvedIn"]},
    },
    "q": {
        "description": "The words to search for; without words everything is found.",
        "schema": {"type": "string", "maxLength": 300, "examples": ["preventiecoalitie"]},
    },
    **{
        dimension: {
            "description": f"A {dimension} that the hits must have; may be repeated, then one of them is enough.",
            "schema": {"type": "array", "items": {"type": "string"}},
        }
        for dimension in DIMENSIONS
    },
    "query": {
        "description": "The query in SPARQL 1.1; without it the service describes itself.",
        "schema": {"type": "string", "examples": ["SELECT ?person ?body { ?person pg:chairs ?body }"]},
    },
    "subject": {
        "description": "The subject of the triple: an IRI, a short IRI, or a label.",
        "schema": {"type": "string", "examples": ["person:jan-binnenmars"]},
    },
    "sources": {
        "description": "Slugs of documents, joined by commas: the answer then rests on what these say, on ontology, "
        "register and questions, and on what follows from those alone. Without it, all documents count.",
        "schema": {"type": "string", "examples": ["jongeriusoverleg,binnenmars-ambassadeur"]},
    },
    "things": {
        "description": "Whether only things are suggested: no passages, questions or terms.",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "false"},
    },
}

IN_PATH: dict[str, str] = {
    "filename": "The name of a file of the pages.",
    "kind": "The kind of thing, such as person or organisation.",
    "name": "The name; where the thing has several formats, a suffix such as .ttl chooses one.",
    "number": "The number of the sitemap.",
    "scheme": "The name of a concept scheme.",
    "suffix": "A format by its suffix, such as ttl.",
}

SPARQL_BODIES: dict[str, dict[str, Any]] = {
    "application/sparql-query": {"schema": {"type": "string"}},
    "application/x-www-form-urlencoded": {
        "schema": {
            "type": "object",
            "required": ["query"],
            "properties": {
                name: PARAMETERS[name]["schema"]
                for name in (
                    "query",
                    "default-graph-uri",
                    "named-graph-uri",
                    "format",
                    "infer",
                    "names",
                    "plan",
                    "sources",
                )
            },
        }
    },
}
