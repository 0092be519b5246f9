"""The IRIs of Preventiegraaf, and the prefixes by which people write them."""

from __future__ import annotations

from pyoxigraph import NamedNode

BASE = "https://w3id.org/preventiegraaf/"
DEF = BASE + "def#"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"
GRAPH = BASE + "graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"
EDTF = "http://id.loc.gov/datatypes/edtf/"
VOID = "http://rdfs.org/ns/void#"

_KINDS = (
    *("appointment", "award", "category", "collaboration", "designation", "document", "event", "figure", "goal"),
    *("group", "initiative", "link", "membership", "organisation", "paper", "participation", "person", "place"),
    *("post", "provision", "regulation", "statement", "tenure"),
)
_SCHEMES = ("comparator", "kind", "omission", "role", "targetgroup", "theme", "unit")

PREFIXES: dict[str, str] = dict(
    sorted(
        {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": DCT,
            "edtf": EDTF,
            "eli": "http://data.europa.eu/eli/ontology#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "frapo": "http://purl.org/cerif/frapo/",
            "graph": GRAPH,
            "m8g": "http://data.europa.eu/m8g/",
            "oa": OA,
            "omitted": ID + "omission/",
            "org": ORG,
            "owl": OWL,
            "passage": ID + "passage/",
            "pg": DEF,
            "prov": PROV,
            "provisionkind": CONCEPT + "provision/",
            "rdf": RDF,
            "rdfs": RDFS,
            "schema": "https://schema.org/",
            "sd": "http://www.w3.org/ns/sparql-service-description#",
            "sh": SH,
            "shape": BASE + "def/shapes#",
            "skos": SKOS,
            "spdx": "http://spdx.org/rdf/terms#",
            "statementkind": CONCEPT + "statement/",
            "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
            "vann": "http://purl.org/vocab/vann/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "vivo": "http://vivoweb.org/ontology/core#",
            "void": VOID,
            "xsd": XSD,
            **{kind: f"{ID}{kind}/" for kind in _KINDS},
            **{scheme: f"{CONCEPT}{scheme}/" for scheme in _SCHEMES},
        }.items()
    )
)
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda prefix: (len(prefix[1]), prefix[0]), reverse=True)

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
DESCRIPTION = NamedNode(DCT + "description")
IDENTIFIER = NamedNode(DCT + "identifier")
TITLE = NamedNode(DCT + "title")
EVIDENCE = NamedNode(DEF + "evidence")
EXACT = NamedNode(OA + "exact")

PASSAGE = NamedNode(DEF + "Passage")
OMISSION = NamedNode(DEF + "Omission")
DOCUMENT = NamedNode(DEF + "SourceDocument")

INFERRED_GRAPH = NamedNode(GRAPH + "inferred")
ASSERTED_GRAPH = NamedNode(GRAPH + "asserted")
"""In another engine only: what is asserted, each triple once."""
SNAPSHOT_GRAPH = NamedNode(GRAPH + "snapshot")
"""In another engine only: which snapshot it holds."""


def graph_iri(slug: str) -> NamedNode:
    """The IRI of the named graph of a file."""
    return NamedNode(GRAPH + slug)


def document_iri(slug: str) -> NamedNode:
    """The IRI of the source document that the file `data/documents/<slug>.ttl` describes."""
    return NamedNode(f"{ID}document/{slug}")


def shorten(iri: str) -> str:
    """The IRI with the longest fitting prefix of PREFIXES, else the IRI between angle brackets."""
    for name, space in _LONGEST_FIRST:
        if iri.startswith(space):
            return f"{name}:{iri[len(space) :]}"
    return f"<{iri}>"
