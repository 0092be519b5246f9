"""The SPARQL endpoint in the terms of the SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from preventiegraaf.formats import GRAPH_FORMATS, TABLE_FORMATS
from preventiegraaf.namespaces import GRAPH, INFERRED_GRAPH
from preventiegraaf.querying.explanation.phrases import rule_title
from preventiegraaf.querying.explanation.provenance import rule_iri
from preventiegraaf.reasoning import OwlrlReasoner
from preventiegraaf.reasoning.rules import RULES
from preventiegraaf.snapshot.selfdescription.publication import LICENCE, PUBLISHER, TITLE, Publication
from preventiegraaf.snapshot.selfdescription.questions import describe_prefixes, describe_questions
from preventiegraaf.snapshot.selfdescription.sheet import Sheet, Value, iri
from preventiegraaf.snapshot.selfdescription.statistics import Counts
from preventiegraaf.snapshot.selfdescription.void import counted

_RESULT_FORMATS = {
    "json": "formats:SPARQL_Results_JSON",
    "xml": "formats:SPARQL_Results_XML",
    "csv": "formats:SPARQL_Results_CSV",
    "tsv": "formats:SPARQL_Results_TSV",
    "ttl": "formats:Turtle",
    "nt": "formats:N-Triples",
    "rdf": "formats:RDF_XML",
    "jsonld": "formats:JSON-LD",
    "trig": "formats:TriG",
    "nq": "formats:N-Quads",
}
"""W3C's names of formats; a format without one, such as a workbook, goes unmentioned."""
_ENTAILMENT = {
    "nl": "De afgeleide triples zijn bij de bouw berekend met de regels van OWL 2 RL/RDF, ketens van elke lengte "
    "inbegrepen, en staan in graph/inferred. Weggelaten is wat geen lezer vraagt: letterlijke waarden als onderwerp, "
    "triples van een zaak naar zichzelf, axiomatische triples over RDF, RDFS, OWL en XSD, leden van naamloze klassen, "
    "en bijkomstigheden van het schema. Met infer=false blijft alles wat is afgeleid buiten het antwoord; met "
    "sources= en de namen van documenten, met komma’s ertussen, berust het antwoord alleen op die documenten, op "
    "ontologie, register en vragen, en op wat daaruit volgt. De regels die meedoen, staan bij dct:conformsTo; waarom "
    "een triple volgt, is te vragen bij /explain.",
    "en": "The inferred triples were computed by the build with the rules of OWL 2 RL/RDF, chains of any length "
    "included, and stand in graph/inferred. Left out is what no reader asks for: literals as subjects, triples from "
    "a thing to itself, axiomatic triples about RDF, RDFS, OWL and XSD, members of anonymous classes, and trivia of "
    "the schema. With infer=false all that is inferred stays out of the answer; with "
    "sources= and the names of documents, joined by commas, the answer rests on those documents only, on ontology, "
    "register and questions, and on what follows from these. The rules that are on are those of dct:conformsTo; why a "
    "triple follows can be asked at /explain.",
}
_UNION = {
    "nl": "De standaardgraaf is de vereniging van alle benoemde grafen; elke triple staat er één keer in.",
    "en": "The default graph is the union of all named graphs; it holds each triple once.",
}


def service(publication: Publication) -> list[Triple]:
    """The service: what it understands, how it answers, what follows by reasoning, its graphs and its questions."""
    sheet = Sheet()
    written = [format_.name for format_ in (*TABLE_FORMATS, *GRAPH_FORMATS)]
    facts: dict[str, Value] = {
        "dct:title": {"nl": "SPARQL-dienst van Preventiegraaf", "en": "SPARQL service of Preventiegraaf"},
        "dct:license": LICENCE,
        "dct:publisher": PUBLISHER,
        "rdfs:comment": _ENTAILMENT,
        "sd:endpoint": publication.endpoint,
        "sd:supportedLanguage": iri("sd:SPARQL11Query"),
        "sd:feature": iri("sd:UnionDefaultGraph"),
        "sd:resultFormat": [iri(_RESULT_FORMATS[name]) for name in written if name in _RESULT_FORMATS],
        "sd:defaultEntailmentRegime": iri("ent:OWL-RDF-Based"),
        "sd:defaultSupportedEntailmentProfile": iri("profile:RL"),
        "sd:defaultDataset": _part(publication, "dataset"),
        "dct:conformsTo": [rule_iri(rule) for rule in _rules_on(publication)],
        "rdfs:seeAlso": [publication.at("/reasoning"), publication.at("/explain")],
    }
    sheet.say(publication.endpoint, "sd:Service", facts)
    for rule in _rules_on(publication):
        titles = {language: rule_title(rule, language) for language in ("nl", "en")}
        sheet.say(rule_iri(rule), "prov:Plan", {"dct:identifier": rule, "dct:title": titles})
    _say_dataset(sheet, publication)
    sheet.add(describe_questions(publication.questions, publication.endpoint.value))
    sheet.add(describe_prefixes())
    return sheet.triples


def _rules_on(publication: Publication) -> list[str]:
    """The rules of W3C by which the graph was closed."""
    lacking = OwlrlReasoner.lacking if publication.reasoner == OwlrlReasoner.name else frozenset()
    return [rule.name for rule in RULES if rule.name not in lacking]


def _part(publication: Publication, name: str) -> NamedNode:
    return NamedNode(f"{publication.endpoint.value}#{name}")


def _say_dataset(sheet: Sheet, publication: Publication) -> None:
    graphs = publication.statistics.graphs
    facts: dict[str, Value] = {
        "dct:title": TITLE,
        "sd:defaultGraph": _part(publication, "default-graph"),
        "sd:namedGraph": [_part(publication, f"graph-{slug}") for slug in graphs],
    }
    sheet.say(_part(publication, "dataset"), "sd:Dataset", facts)
    default: dict[str, Value] = {"rdfs:comment": _UNION, **counted(publication.statistics.whole)}
    sheet.say(_part(publication, "default-graph"), "sd:Graph void:Dataset", default)
    titles = {part.graph: part.titles for part in publication.parts if part.graph}
    for slug, counts in graphs.items():
        _say_graph(sheet, publication, slug, counts, titles.get(GRAPH + slug))


def _say_graph(
    sheet: Sheet, publication: Publication, slug: str, counts: Counts, titles: dict[str, str] | None
) -> None:
    name = NamedNode(GRAPH + slug)
    facts: dict[str, Value] = {"sd:name": name, "sd:graph": name}
    if name == INFERRED_GRAPH:
        regime: dict[str, Value] = {
            "sd:entailmentRegime": iri("ent:OWL-RDF-Based"),
            "sd:supportedEntailmentProfile": iri("profile:RL"),
        }
        facts |= regime
    sheet.say(_part(publication, f"graph-{slug}"), "sd:NamedGraph", facts)
    sheet.say(name, "sd:Graph void:Dataset", {"dct:title": titles, **counted(counts)})
